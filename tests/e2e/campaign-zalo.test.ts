// A whole campaign on Zalo: free, within the package, by a paid template, by the same person's Telegram, or not at all; what
// the platform would refuse is never called.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SANDBOX_TEMPLATE } from '../../src/sandbox/credentials.js'
import { ZALO_DEFAULTS } from '../../src/sandbox/zalo/options.js'
import { CONSOLE } from '../../src/store/audit.js'
import { setFourEyes } from '../../src/store/campaign/four-eyes.js'
import { transaction } from '../../src/store/database.js'
import { enrolPlayers } from '../support/members.js'
import { BACKENDS, type Citizen, startWorld, type World, waitFor } from '../support/world.js'
import { waitUntil } from './members.js'
import { appointed } from './officers.js'

const WARD = '11383'
const DAY = 86_400_000
const HOUR = 3_600_000
const OA = {
  sandbox: { packageQuota: 3, template: { ...ZALO_DEFAULTS.template, daily: 4, balance: 4 * 200 } },
  template: { ...SANDBOX_TEMPLATE, daily: 4 },
}
/** Days since each wrote last: 4 free, 5 in the package of 3, 6 for 4 templates less what the package leaves, 1 too long ago. */
const DAYS = [0.1, 1, 1.5, 1.8, 2.5, 3, 4, 5, 6.5, 7.5, 8, 30, 90, 200, 364, 366]

const started = await Promise.all(BACKENDS.map(async (name) => ({ name, world: await startWorld(name, { oa: OA }) })))
afterAll(() => Promise.all(started.map(({ world }) => world?.stop())))

/** As if they had written so long ago, on both sides of the wire. */
async function wroteLast(w: World, person: string, at: number): Promise<void> {
  const userId = w.sandbox.people.zaloUserId(person)
  w.sandbox.zalo.memory().find((user) => user.userId === userId)!.lastInteraction = at
  await w.pool.query(`UPDATE contact SET last_inbound_at = $2 WHERE address = $1 AND channel = 'zalo'`, [
    userId,
    new Date(at),
  ])
}

async function writes(officer: Citizen, text: string): Promise<string> {
  await officer.says('việc của cán bộ')
  await officer.presses('Gửi tin')
  await officer.says(text)
  await officer.presses('Chưa có')
  await officer.presses('Giới thiệu người tốt')
  await officer.presses('Xong')
  await officer.presses('Ngay sau khi duyệt')
  return officer.presses('Xem trước')
}

describe.each(started)('a campaign on Zalo, queue on $name', ({ world }) => {
  if (!world) return it.skip('no such backend on this machine', () => {})
  const w = world
  let officer: Citizen
  let members: string[]

  beforeAll(async () => {
    await waitUntil(w, 9)
    officer = await appointed(w, 'telegram', 'p3', 'officer', WARD)
    members = await enrolPlayers(w, DAYS.length, { channel: 'zalo', unit: WARD })
    for (const [n, days] of DAYS.entries()) await wroteLast(w, members[n]!, w.sandbox.clock.now() - days * DAY)
    await transaction(w.pool, (tx) => setFourEyes(tx, WARD, false, CONSOLE, w.sandbox.clock.now()))
    await w.settle()
    await w.app.drain()
  })

  it('says beforehand how many, by which way, and what it costs; money is spent where somebody chooses to', async () => {
    const shown = await writes(officer, 'Chủ nhật này mời anh chị em tới ngày hội hiến máu ở nhà văn hóa phường.')
    expect(shown).toContain('7 người sẽ nhận')
    expect(shown).toContain('3 tin Zalo quá 48 giờ, trừ vào gói của OA; gói còn 3 tin')
    expect(shown).toMatch(/quá 48 giờ và hạn mức tháng của OA đã hết: 2/)
    expect(shown).toMatch(/quá 7 ngày không nhắn, Zalo không cho gửi: 7/)
    expect(shown).toContain('4 người chỉ tới được bằng tin mẫu Zalo (vài dòng đầu của tin), tính phí 4 × 200 đ = 800 đ')
    const chosen = await officer.presses('Gửi thêm 4 tin mẫu')
    expect(chosen).toContain('11 người sẽ nhận')
    expect(chosen).toContain('trong đó 4 tin mẫu Zalo, tính phí 4 × 200 đ = 800 đ')
    expect(chosen).toMatch(/chỉ tới được bằng tin mẫu, và số tin mẫu[^\n]*: 4/)
    expect(await officer.presses('Không gửi tin mẫu')).toContain('7 người sẽ nhận')
    expect(await officer.presses('Gửi thêm 4 tin mẫu')).toContain('11 người sẽ nhận')
  })

  it('calls the platform for nothing that it refuses, and accounts for everybody', async () => {
    await officer.presses('Gửi đi')
    await waitFor(async () => (await w.pool.query(`SELECT FROM broadcast WHERE state = 'done'`)).rowCount === 1)
    await w.settle()
    expect(w.sandbox.zalo.refused()).toEqual([])
    const { rows } = await w.pool.query(
      `SELECT state, way, reason, count(*)::int AS n FROM recipient GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    )
    expect(rows).toEqual([
      { state: 'sent', way: 'template', reason: null, n: 4 },
      { state: 'sent', way: null, reason: null, n: 7 },
      { state: 'skipped', way: null, reason: 'templateQuota', n: 4 },
      { state: 'skipped', way: null, reason: 'windowClosed', n: 1 },
    ])
    const read = (person: string) => w.sandbox.bubbles.list('zalo', person).map(({ text }) => text ?? '')
    expect(read(members[0]!)).toHaveLength(1)
    expect(read(members[7]!)).toEqual([expect.stringMatching(/^Phường Lê Chân gửi tới[\s\S]*ngày hội hiến máu/)])
    expect(read(members[15]!)).toEqual([])
    // The template holds the beginning: the whole, with its buttons, is one word away.
    const reader = w.citizen('zalo', members[7]!)
    await reader.says('doc tin')
    expect(reader.reads()).toContain('nhà văn hóa phường')
    expect(
      reader
        .bubbles()
        .at(-1)
        ?.buttons?.map(({ label }) => label),
    ).toContain('Giới thiệu người tốt')
    await wroteLast(w, members[7]!, w.sandbox.clock.now() - 5 * DAY)
  })

  it('offers no more templates than a day holds, and new ones the next day', async () => {
    await w.sandbox.clock.advance(DAY)
    for (const person of members.slice(0, 4)) await wroteLast(w, person, w.sandbox.clock.now() - 20 * DAY)
    await w.pool.query(`UPDATE recipient SET sent_at = sent_at - interval '8 days'`)
    await w.pool.query(`UPDATE broadcast SET ended_at = ended_at - interval '8 days'`)
    await w.settle()
    expect(await writes(officer, 'Tin thứ hai: lớp học chữ miễn phí bắt đầu tối thứ hai ạ.')).toContain(
      '4 người chỉ tới được bằng tin mẫu',
    )
  })

  it('plans a message that waits for the morning by who may be written to in the morning', async () => {
    await w.pool.query('DELETE FROM broadcast')
    await waitUntil(w, 21)
    const at = w.sandbox.clock.now()
    for (const [n, person] of members.entries())
      await wroteLast(w, person, n === 0 ? at - 7 * DAY + 5 * HOUR : at - 400 * DAY)
    await w.settle()
    const shown = await writes(officer, 'Tin đêm nay sẽ đi vào sáng mai, lúc tám giờ ạ.')
    expect(shown).toContain('0 người sẽ nhận')
    expect(shown).toContain('lúc ấy không gửi tin chung, nên tin đi từ 08:00')
    expect(w.sandbox.zalo.refused()).toEqual([])
  })
})
