// A round from its opening in chat to what the nominator hears, over the wire of both platforms.
import readSheets from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAudit } from '../../src/store/audit.js'
import { type Citizen, startWorld, type World } from '../support/world.js'
import { appointed } from './officers.js'
import { tellIndividual } from './stories.js'

const DAY = 24 * 3_600_000
const HOUR = 3_600_000
/** The next Monday, 00:00 in Hải Phòng. */
function nextMonday(now: number): number {
  const day = Math.floor((now + 7 * HOUR) / DAY) + 1
  return (day + ((11 - (day % 7)) % 7)) * DAY - 7 * HOUR
}
/** "9/12" of a moment in Hải Phòng. */
function typed(at: number): string {
  const date = new Date(at + 7 * HOUR)
  return `${date.getUTCDate()}/${date.getUTCMonth() + 1}`
}

describe.each(['telegram', 'zalo'] as const)('a round opened by %s', (platform) => {
  let w: World
  let lan: Citizen
  let reviewer: Citizen & { personId: string }
  let chief: Citizen & { personId: string }
  let code: string
  let round: string
  let monday: number
  const at = (day: number, hour: number) => monday + day * DAY + hour * HOUR
  const nominee = platform === 'zalo' ? 'Nguyễn Thị Hoa' : 'Trần Văn Bình'
  const offered = (who: Citizen) => (who.bubbles().at(-1)?.buttons ?? []).map(({ label }) => label)

  async function until(moment: number): Promise<void> {
    await w.sandbox.clock.advance(moment - w.sandbox.clock.now())
    await w.settle()
  }

  beforeAll(async () => {
    w = (await startWorld('postgres'))!
    await w.pool.query('DELETE FROM calendar_day')
    monday = nextMonday(w.sandbox.clock.now())
    await w.sandbox.clock.advance(at(0, 9) - w.sandbox.clock.now())
    lan = w.citizen(platform, platform === 'zalo' ? 'p1' : 'p2')
    code = await tellIndividual(w, lan, platform)
    const { rows } = await w.pool.query<{ ward: string }>('SELECT unit_code AS ward FROM nomination')
    reviewer = await appointed(w, platform, 'p3', 'reviewer', rows[0]!.ward)
    chief = await appointed(w, platform, 'p4', 'administrator', '31')
  })
  afterAll(() => w?.stop())

  it('is offered to who answers for the city, not to a reviewer', async () => {
    await reviewer.says('các đợt xét')
    expect(offered(reviewer)).not.toContain('Mở đợt xét')
    expect(await reviewer.says('mở đợt xét')).toContain('dành cho người được Hội phân công')
    await chief.says('các đợt xét')
    expect(offered(chief)).toContain('Mở đợt xét')
  })

  it('is opened: which step, where, from when to when, read back, done', async () => {
    expect(await chief.presses('Mở đợt xét')).toContain('Xét ở bước nào')
    await chief.presses('Cấp cơ sở')
    await chief.presses('Thành phố Hải Phòng')
    await chief.presses('Tự chọn ngày')
    await chief.says('mo ngay')
    // A day that is past, and one that is: an answer of its own.
    expect(await chief.says('1/1/2020')).toContain('Ngày ấy đã qua rồi')
    await chief.says(typed(at(4, 9)))
    expect(await chief.says(typed(at(3, 9)))).toContain('Hạn xét phải từ hạn nhận hồ sơ')
    expect(await chief.says(typed(at(4, 9)))).toContain('Thông tin đã đúng chưa')
    const opened = await chief.presses('Mở đợt')
    expect(opened).toContain('Đã có 1 hồ sơ vào đợt')
    expect(opened).toContain('trước hạn 7 ngày')
    round = /Đợt (\d+)/.exec(opened)![1]!
    expect((await readAudit(w.pool, { person: chief.personId })).map(({ action }) => action)).toContain('openRound')
  })

  it('once: the same step and place again is refused, and nothing typed is lost', async () => {
    await chief.says('mở đợt xét')
    for (const button of ['Cấp cơ sở', 'Thành phố Hải Phòng', 'Tự chọn ngày', 'Mở ngay hôm nay'])
      await chief.presses(button)
    await chief.says('cuoi thang sau')
    await chief.says('cuoi thang sau')
    expect(await chief.presses('Mở đợt')).toContain(`Đợt ${round} cùng bước, cùng địa bàn còn nhận hồ sơ`)
    expect(chief.reads()).toContain('Thông tin đã đúng chưa')
    await chief.says('xóa bản nháp')
    await chief.presses('Xóa hẳn')
  })

  it('brings the reviewer the file, and moved, reminds by the new deadline', async () => {
    expect(await reviewer.says('hồ sơ chờ tôi')).toContain('1 hồ sơ')
    expect(await reviewer.presses(nominee)).toContain(code)
    await chief.says('các đợt xét')
    expect(await chief.presses(`Đợt ${round}`)).toContain('Lời nhắc: trước hạn 7 ngày')
    expect(offered(reviewer)).not.toContain('Dời hạn')
    await chief.presses('Dời hạn')
    const sure = await chief.says(typed(at(9, 9)))
    expect(sure).toContain('1 hồ sơ chưa có kết luận')
    expect(sure).toContain('Lời nhắc tính lại')
    expect(await chief.presses('Dời cả hạn nhận hồ sơ')).toContain('đã dời hạn')

    // Three days before Friday was Tuesday; now seven days before the Wednesday after is the day after that.
    const reminders = () =>
      reviewer.bubbles().filter((b) => b.from === 'bot' && b.text?.includes('chờ xét. Hạn')).length
    await until(at(1, 16.9))
    const before = reminders()
    await until(at(1, 17.4))
    expect(reminders()).toBe(before)
    await until(at(2, 17.2))
    await expect.poll(reminders, { timeout: 10_000 }).toBeGreaterThan(before)
  })

  it('is decided, and the nominator hears', async () => {
    await reviewer.says('hồ sơ chờ tôi')
    await reviewer.presses(nominee)
    await reviewer.presses('Xét tiêu chí')
    for (let n = 0; n < 3; n++) await reviewer.presses('Đạt')
    expect(await reviewer.presses('Đạt – chuyển bước')).toContain('Đã ghi kết luận')
    await until(w.sandbox.clock.now() + 11 * 60_000)
    expect(lan.reads()).toContain('đã được xét đạt')
  })

  it('reminds less, as chosen, and is closed', async () => {
    await chief.says('các đợt xét')
    await chief.presses(`Đợt ${round}`)
    expect(await chief.presses('Đổi lịch nhắc')).toContain('Nhắc ít hơn: trước hạn 3 ngày')
    expect(await chief.presses('Nhắc ít hơn')).toContain('đã đổi')
    await chief.presses('Xem đợt này')
    await chief.presses('Đổi lịch nhắc')
    await chief.presses('Tự đặt lịch nhắc')
    expect(await chief.says('trước 2 ngày; quá hạn 1 ngày báo cấp trên')).toContain('quá hạn 1 ngày chuyển cấp trên')
    expect(await chief.presses('Đặt lịch này')).toContain('trước hạn 2 ngày nhắc người xét')
    await chief.presses('Xem đợt này')
    await chief.presses('Khép đợt này')
    expect(await chief.presses('Khép đợt')).toContain('Đã khép đợt')
    await chief.presses('Xem số liệu')
    expect(offered(chief)).not.toContain('Dời hạn')
  })

  it('comes as a table to who keeps it, as the platform takes one, and is noted', async () => {
    await chief.presses('Tải bảng của đợt')
    const file = chief.bubbles().findLast(({ from, file: sent }) => from === 'bot' && sent)?.file
    expect(file?.name).toBe(`dot-xet-${round}.${platform === 'zalo' ? 'csv' : 'xlsx'}`)
    const bytes = Buffer.from(await (await fetch(new URL(file!.url, w.sandbox.url))).arrayBuffer())
    if (platform === 'zalo') {
      const [head, row] = bytes.toString('utf8').split('\n')
      expect(head).toMatch(/^\uFEFFMã hồ sơ,/)
      expect(row).toContain(`${code},${nominee}`)
      expect(row).toContain('Đạt đủ các tiêu chí.')
    } else {
      const sheets = await readSheets(bytes)
      expect(sheets.map(({ sheet }) => sheet)).toEqual(['Danh sách', 'Kết luận', 'Công bố'])
      expect(sheets[0]!.data[1]?.slice(0, 2)).toEqual([code, nominee])
      expect(sheets[1]!.data[1]?.[2]).toBe('Đạt đủ các tiêu chí.')
    }
    expect((await readAudit(w.pool, { person: chief.personId, limit: 1 }))[0]).toMatchObject({ action: 'export' })
  })
})
