// A round over the wire, on both platforms: told, assigned, reminded of, decided, heard.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { explainReminders } from '../../src/store/review/reminders.js'
import { roundFigures } from '../../src/store/review/round-files.js'
import { openRound } from '../../src/store/review/rounds.js'
import { grantRole } from '../../src/store/roles.js'
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

describe.each(['telegram', 'zalo'] as const)('a round by %s', (platform) => {
  let w: World
  let lan: Citizen
  let reviewer: Citizen
  let code: string
  let round: string
  let monday: number
  const at = (day: number, hour: number) => monday + day * DAY + hour * HOUR

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
    reviewer = w.citizen(platform, 'p3')
    code = await tellIndividual(w, lan, platform)
    await reviewer.says('xin chào')
    const { rows } = await w.pool.query<{ id: string; ward: string }>(
      `SELECT (SELECT max(id) FROM person) AS id, (SELECT unit_code FROM nomination LIMIT 1) AS ward`,
    )
    const { id, ward } = rows[0]!
    const now = w.sandbox.clock.now()
    await transaction(w.pool, async (tx) => {
      await grantRole(tx, { personId: id, role: 'reviewer', unit: ward, by: CONSOLE, now })
      const opened = { programme: 'nguoi-tot-viec-thien', stage: 'unit', unit: ward, opensAt: now }
      round = (await openRound(tx, { ...opened, submitBy: at(4, 17), reviewBy: at(4, 17) }, CONSOLE, now)).id
    })
  })
  afterAll(() => w?.stop())

  it('shows the reviewer what waits, and the nominator that it is looked at', async () => {
    expect(await lan.says('hồ sơ của tôi')).toContain('cán bộ đang xét')
    expect(await reviewer.says('hồ sơ chờ tôi')).toContain('1 hồ sơ')
    const card = await reviewer.presses(platform === 'zalo' ? 'Nguyễn Thị Hoa' : 'Trần Văn Bình')
    expect(card).toContain(code)
    expect(card).toContain('bát cháo nóng')
    // Who decides does not read who tells, nor where to reach them.
    expect(card).not.toMatch(/(người giới thiệu|điện thoại)[^\n]*:/i)
  })

  it('reminds once a day, in working hours, as the clock moves', async () => {
    const reminders = () =>
      reviewer.bubbles().filter((b) => b.from === 'bot' && b.text?.includes('chờ xét. Hạn')).length
    await until(at(1, 16))
    expect(reminders()).toBe(0)
    await until(at(1, 17.1))
    // A sweep that the queue has begun may still be at it.
    await expect.poll(reminders, { timeout: 10_000 }).toBe(1)
    expect(reviewer.reads()).toContain('1 hồ sơ')
    await until(at(1, 23))
    expect(reminders()).toBe(1)
  })

  it('asks the nominator for more, and the clock stands meanwhile', async () => {
    await reviewer.presses('Hồ sơ chờ tôi')
    await reviewer.presses(platform === 'zalo' ? 'Nguyễn Thị Hoa' : 'Trần Văn Bình')
    await reviewer.presses('Đề nghị bổ sung')
    await reviewer.says('Cô nấu cháo ở cổng nào của bệnh viện?')
    expect(await reviewer.presses('Gửi câu hỏi')).toContain('tạm dừng')
    await w.settle()
    expect(lan.reads()).toContain('Cô nấu cháo ở cổng nào')
    expect(await lan.says('hồ sơ của tôi')).toContain('chờ anh/chị bổ sung')
    await until(at(2, 9))
  })

  it('takes the answer back to the same reviewer, who ticks and decides', async () => {
    const open = await w.pool.query<{ id: string }>('SELECT id FROM review_question')
    expect(open.rows).toHaveLength(1)
    await lan.presses('Trả lời bổ sung')
    expect(await lan.says('Cổng chính, phía đường Nhà Thương')).toContain('đã tới cán bộ xét')
    await w.settle()
    expect(reviewer.reads()).toContain('đã bổ sung')
    expect(await reviewer.presses('Xem hồ sơ')).toContain('Cổng chính')
    await reviewer.presses('Xét tiêu chí')
    for (let n = 0; n < 3; n++) await reviewer.presses('Đạt')
    expect(await reviewer.presses('Đạt – chuyển bước')).toContain('Đã ghi kết luận')
  })

  it('lets it be undone for ten minutes, and tells the nominator afterwards', async () => {
    expect(await reviewer.presses('Hoàn tác')).toContain('lại chờ xét')
    await reviewer.presses('Xem hồ sơ')
    await reviewer.presses('Xét tiêu chí')
    await reviewer.presses('Đạt – chuyển bước')
    const before = lan.reads()
    await until(w.sandbox.clock.now() + 5 * 60_000)
    expect(lan.reads()).toBe(before)
    await until(w.sandbox.clock.now() + 6 * 60_000)
    expect(lan.reads()).toContain('đã được xét đạt')
    expect(await lan.says('hồ sơ của tôi')).toContain('đã xét đạt')
    expect(await reviewer.presses('Hoàn tác')).toContain('Đã quá 10 phút')
  })

  it('accounts for every step', async () => {
    const lines = await explainReminders(w.pool, round)
    expect(lines.map(({ rung, state }) => `${rung} ${state}`)).toEqual([
      'T-7d dropped',
      'T-3d sent',
      'T-1d dropped',
      'T-3h dropped',
      'T+1d dropped',
      'T+3d dropped',
    ])
    expect(await roundFigures(w.pool, round, w.sandbox.clock.now())).toMatchObject({
      received: 1,
      passed: 1,
      overdue: 0,
    })
  })

  it('is closed in chat by an officer, who is asked first; a reviewer is not offered it', async () => {
    const officer = await appointed(w, platform, 'p4', 'officer', '31')
    await reviewer.says('các đợt xét')
    await reviewer.presses('Đợt ')
    const offered = (who: Citizen) => (who.bubbles().at(-1)?.buttons ?? []).map(({ label }) => label)
    expect(offered(reviewer)).not.toContain('Khép đợt này')
    await officer.says('các đợt xét')
    await officer.presses('Đợt ')
    expect(await officer.presses('Khép đợt này')).toContain('không nhận thêm hồ sơ')
    expect(await officer.presses('Khép đợt')).toContain('Đã khép đợt')
    expect(await officer.presses('Xem số liệu')).toContain('Đợt đã khép ngày')
    expect(offered(officer)).not.toContain('Khép đợt này')
  })
})
