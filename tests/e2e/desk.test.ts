import { writeXlsx } from 'hucre'
import { afterAll, describe, expect, it } from 'vitest'
import { readAudit } from '../../src/store/audit.js'
import { boxOf } from '../../src/store/sealed.js'
import { BACKENDS, startWorld, type World } from '../support/world.js'
import { appointed } from './officers.js'
import { picture, tellIndividual } from './stories.js'

const LE_CHAN = '11383'
const CITY = '31'

const worlds: World[] = []
afterAll(() => Promise.all(worlds.map((world) => world.stop())))

async function world(backend: (typeof BACKENDS)[number]): Promise<World | undefined> {
  const made = await startWorld(backend)
  if (made) worlds.push(made)
  return made
}

describe.each(BACKENDS)('an officer on %s', async (backend) => {
  const w = (await world(backend))!
  if (!w) return it.skip('no such backend on this machine', () => {})

  it('finds, opens and reads a nomination of their ward, with its picture; every view is noted', async () => {
    const code = await tellIndividual(w, w.citizen('zalo', 'p1'), 'zalo')
    const officer = await appointed(w, 'telegram', 'p3', 'officer', LE_CHAN)
    expect(await officer.says('việc của cán bộ')).toContain('1 hồ sơ giới thiệu mới')
    expect(await officer.presses('Hồ sơ giới thiệu')).toContain(code)
    const card = await officer.presses(code)
    expect(card).toContain('Nguyễn Thị Hoa')
    expect(
      officer
        .bubbles()
        .map((b) => b.text)
        .join(),
    ).toMatch(/0912.?345.?678/)
    // The number stands under the teller's name; "của anh/chị" would be the officer's own.
    expect(card).not.toContain('Điện thoại của anh/chị')
    await officer.presses('Xem ảnh (1)')
    expect(officer.bubbles().some((b) => b.from === 'bot' && b.image)).toBe(true)
    const seen = await readAudit(w.pool, { code })
    expect(seen.filter(({ action, actor }) => action === 'view' && actor === officer.personId)).toHaveLength(2)
  })

  it('of another ward is refused plainly, and that is noted', async () => {
    const { rows } = await w.pool.query<{ code: string }>('SELECT code FROM nomination LIMIT 1')
    const other = await appointed(w, 'zalo', 'p4', 'officer', '11629')
    await other.says('viec cua can bo')
    expect(await other.presses('Hồ sơ giới thiệu')).toContain('chưa có hồ sơ nào')
    await other.presses('Tìm hồ sơ')
    expect(await other.says(rows[0]!.code)).toContain('không có hồ sơ nào khớp')
    const refused = await readAudit(w.pool, { code: rows[0]!.code })
    expect(refused.every(({ actor }) => actor !== other.personId)).toBe(true)
  })

  it.each([
    ['zalo', 'telegram'],
    ['telegram', 'zalo'],
  ] as const)('talks with a citizen on %s from %s; pictures pass, the half-told story waits', async (theirs, mine) => {
    const citizen = w.citizen(theirs, theirs === 'zalo' ? 'p5' : 'p6')
    if (theirs === 'telegram') w.sandbox.telegram.start('p6')
    else w.sandbox.zalo.follow('p5')
    await w.settle()
    await citizen.presses('Giới thiệu người tốt')
    await citizen.presses('Tôi đồng ý')
    await citizen.presses('Một người')
    await citizen.says('gặp cán bộ')
    await citizen.says('Tôi muốn hỏi về chế độ cho mẹ tôi')
    const officer = await appointed(w, mine, mine === 'zalo' ? 'p6' : 'p5', 'officer', CITY)
    await officer.says('việc của cán bộ')
    await officer.presses('Người dân cần gặp')
    await officer.presses('Số')
    expect(officer.bubbles().some((b) => b.text?.includes('chế độ cho mẹ tôi'))).toBe(true)
    await officer.presses('Nhận')
    expect(citizen.reads()).toContain('đã nhận yêu cầu')

    await officer.says('Chào bác, cháu nghe đây ạ')
    expect(citizen.reads()).toContain('Chào bác, cháu nghe đây ạ')
    await citizen.says('hủy')
    expect(officer.reads()).toContain('hủy')
    await citizen.sendsPhoto(await picture())
    expect(officer.bubbles().filter((b) => b.from === 'bot' && b.image)).toHaveLength(1)
    const sends = async (paper: Buffer, name: string) => {
      if (theirs === 'telegram') w.sandbox.telegram.sendFile('p6', paper, { name, mime: 'application/octet-stream' })
      else w.sandbox.zalo.sendFile('p5', paper, name)
      await w.settle()
      return officer.bubbles().flatMap((b) => (b.from === 'bot' && b.file ? [b.file.name] : []))
    }
    const passed = [expect.stringMatching(/^tep-yeu-cau-\d+\.pdf$/)]
    const paper = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
    expect(await sends(paper, 'đơn của mẹ.pdf')).toEqual(passed)
    // Zalo hands on PDF and Word only: what it does not take is kept, and both sides hear so.
    const sheet = Buffer.from(await writeXlsx({ sheets: [{ name: 'Chi tiêu', rows: [['Thuốc', 120_000]] }] }))
    if (mine === 'telegram') passed.push(expect.stringMatching(/^tep-yeu-cau-\d+\.xlsx$/))
    expect(await sends(sheet, 'chi tiêu.xlsx')).toEqual(passed)
    if (mine === 'zalo') {
      expect(citizen.reads()).toContain('chưa chuyển sang bên kia được')
      expect(officer.reads()).toContain('Tệp đã được lưu cùng yêu cầu')
    }

    const heard = citizen.reads()
    expect(await officer.says('việc của cán bộ')).toContain('đang trò chuyện theo yêu cầu số')
    expect(citizen.reads()).toBe(heard)
    await citizen.says('công việc của tôi')
    expect(officer.reads()).toContain('công việc của tôi')
    await citizen.presses('Kết thúc trò chuyện')
    expect(officer.reads()).toContain('vẫn là của anh/chị')
    await officer.presses('Mở yêu cầu')
    await officer.presses('Nói chuyện tiếp')

    await officer.presses('Kết thúc trò chuyện')
    expect(citizen.reads()).toContain('kết thúc cuộc trò chuyện')
    await citizen.says('tiếp tục')
    expect(citizen.reads()).toContain('Người tốt mà anh/chị muốn kể tên')
    const { rows } = await w.pool.query('SELECT closed_at FROM ticket ORDER BY id DESC LIMIT 1')
    expect(rows[0].closed_at).toBeNull()
  })
})

describe('what officers hear of their own accord', () => {
  it('somebody in need at once, the rest in one digest on a working morning, once', async () => {
    const w = (await world('postgres'))!
    const officer = await appointed(w, 'telegram', 'p1', 'officer', CITY)
    w.sandbox.zalo.follow('p2')
    await w.settle()
    const citizen = w.citizen('zalo', 'p2')
    await citizen.says('Nhà tôi hết gạo rồi, khổ quá, cứu với')
    expect(officer.reads()).toContain('cần giúp gấp')
    const before = officer.bubbles().length

    // Until 08:00 of the next working day nothing more is said; then once, however often the sweep comes.
    const digests = () => officer.bubbles().filter((b) => /Việc (sáng|hôm) nay/.test(b.text ?? ''))
    for (let hour = 0; hour < 24 * 4; hour += 6) {
      w.sandbox.clock.advance(6 * 3_600_000)
      await w.app.drain()
      await w.settle()
    }
    expect(officer.bubbles().length).toBeGreaterThan(before)
    const days = digests().map((b) => new Date(b.at + 7 * 3_600_000).toISOString().slice(0, 10))
    expect(days.length).toBeGreaterThan(0)
    expect(new Set(days).size).toBe(days.length)
    for (const day of days) expect([0, 6]).not.toContain(new Date(`${day}T12:00Z`).getUTCDay())
  })

  it('an officer whose role has ended in mid-talk loses it with the next message; the person is not left alone', async () => {
    const w = worlds.at(-1)!
    const officer = w.citizen('telegram', 'p1')
    await officer.says('việc của cán bộ')
    await officer.presses('Người dân cần gặp')
    await officer.presses('Số')
    await officer.presses('Nhận')
    await w.pool.query('UPDATE role_grant SET ends_at = $1', [new Date(w.sandbox.clock.now())])
    w.sandbox.clock.advance(60_000)
    const citizen = w.citizen('zalo', 'p2')
    const heard = citizen.bubbles().length
    expect(await officer.says('Bác cho cháu số căn cước')).toContain('chưa được chuyển')
    expect(citizen.bubbles()).toHaveLength(heard)
    expect(await officer.says('việc của cán bộ')).toContain('Hội phân công')
    expect(await citizen.says('Cháu ơi bác hỏi chút')).toContain('đã được ghi lại')
    const { rows } = await w.pool.query('SELECT id, note FROM ticket ORDER BY id DESC LIMIT 1')
    expect(boxOf(w.pool, 'ticket', rows[0].id).open('note', rows[0].note)).toContain('Cháu ơi bác hỏi chút')
  })
})
