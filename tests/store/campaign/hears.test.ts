// Which officer hears what became of a message, and whom a piece of a series is for.
import { afterAll, beforeEach, expect, it } from 'vitest'
import { DUE } from '../../../src/bot/due/index.js'
import { dayAt } from '../../../src/flows/vi/calendar.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { setCalendarDay } from '../../../src/store/calendar.js'
import { steerBroadcast } from '../../../src/store/campaign/broadcasts.js'
import { draftBroadcast, editBroadcast, narrowBroadcast, previewBroadcast } from '../../../src/store/campaign/draft.js'
import { setFourEyes } from '../../../src/store/campaign/four-eyes.js'
import { listSeries } from '../../../src/store/campaign/series.js'
import { setTheme, useTemplate } from '../../../src/store/campaign/templates.js'
import { askApproval } from '../../../src/store/campaign/told.js'
import { type Tx, transaction } from '../../../src/store/database.js'
import { digestOf } from '../../../src/store/desk/desk.js'
import { endRole, grantRole } from '../../../src/store/roles.js'
import { testDatabase, wipe } from '../../support/database.js'
import { enrol } from '../../support/members.js'
import { DAY, NOW, organisation, person } from '../organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const FIRST = Date.parse('2026-12-07T08:00+07:00')
const WEEKLY = { weekday: 1, hour: 8 }
const inTx = <T>(work: (tx: Tx) => Promise<T>) => transaction(pool, work)
let drafts = 0
const draft = () => `00000000-0000-4000-8000-${String(++drafts).padStart(12, '0')}`

beforeEach(async () => {
  await wipe(pool, 'campaign', 'broadcast', 'person', 'inbox')
  await organisation(pool)
  await inTx((tx) => setFourEyes(tx, 'W1', false, CONSOLE, NOW))
})

async function officer(channel: 'telegram' | 'zalo' = 'telegram') {
  const personId = await person(pool, { channel, address: `o${++drafts}` })
  await pool.query('UPDATE contact SET last_inbound_at = $2 WHERE person_id = $1', [personId, new Date(NOW)])
  const role = { personId, role: 'officer', unit: 'W1', startsAt: NOW - 1, by: CONSOLE, now: NOW } as const
  await inTx((tx) => grantRole(tx, role))
  return { personId, channel }
}
type Officer = Awaited<ReturnType<typeof officer>>

/** A piece of the series, sent on to it; narrowed where said. */
async function piece(by: Officer, text: string, channel?: string): Promise<void> {
  await inTx(async (tx) => {
    const form = { text, buttons: [], unit: 'W1', weekly: WEEKLY }
    const made = (await draftBroadcast(tx, by, { draft: draft() }, { form, answers: {} }, NOW)) as { id: string }
    if (channel) await narrowBroadcast(tx, made.id, { channel }, by, NOW)
    await steerBroadcast(tx, { id: made.id, deed: 'send', by, sizes: {}, now: NOW })
  })
}

/** The timer of the only series falls due; gives who heard what. */
async function due(kind: 'slot' | 'emptySlot', at: number) {
  const { id } = (await listSeries(pool))[0]!
  await inTx((tx) => DUE[kind](tx, { kind, scope: id, dueAt: at, version: 1 } as never, at))
  const { rows } = await pool.query(
    `SELECT c.person_id AS who, i.body->>'what' AS what FROM inbox i JOIN contact c USING (channel, address) ORDER BY i.id`,
  )
  return rows
}

it('a piece that reaches nobody is not silent', async () => {
  const by = await officer()
  await piece(by, 'Bài một tuần này')
  expect(await due('slot', FIRST)).toEqual([{ who: by.personId, what: 'ended' }])
})

it('an empty slot is asked of another officer where whoever began the series cannot be', async () => {
  const [first, second] = [await officer('zalo'), await officer()]
  await piece(first, 'Bài một tuần này')
  await pool.query(`UPDATE issue SET state = 'sent'`)
  expect(await due('emptySlot', NOW + DAY)).toEqual([{ who: first.personId, what: 'emptySlot' }])
  await pool.query('TRUNCATE inbox')
  // Eight days without a word: Zalo lets nobody write to them.
  expect(await due('emptySlot', NOW + 8 * DAY)).toEqual([{ who: second.personId, what: 'emptySlot' }])
})

it('whose role is over hears nothing more of the unit', async () => {
  const [first, second] = [await officer(), await officer()]
  await piece(first, 'Bài một tuần này')
  const { rows } = await pool.query('SELECT id FROM role_grant WHERE person_id = $1', [first.personId])
  await inTx((tx) => endRole(tx, { grantId: rows[0].id, by: CONSOLE, now: NOW }))
  expect(await due('slot', FIRST)).toEqual([{ who: second.personId, what: 'ended' }])
})

it('each piece goes to whom it was approved for', async () => {
  const by = await officer()
  await enrol(pool, ['a', 'b'], { channel: 'telegram', unit: 'W1', now: FIRST - DAY })
  await enrol(pool, ['c'], { channel: 'zalo', unit: 'W1', now: FIRST - DAY })
  await piece(by, 'Chỉ người dùng Zalo', 'zalo')
  await piece(by, 'Mọi người ở đây')
  await due('slot', FIRST)
  const { rows } = await pool.query('SELECT channel FROM recipient WHERE reason IS NULL')
  expect(rows).toEqual([{ channel: 'zalo' }])
})

it('what is changed after it was sent becomes another message', async () => {
  const by = await officer()
  await enrol(pool, ['a'], { channel: 'telegram', unit: 'W1', now: NOW })
  const [one, two] = [draft(), draft()]
  const write = (of: { draft: string; fresh?: string }, text: string) =>
    inTx((tx) => draftBroadcast(tx, by, of, { form: { text, buttons: [], unit: 'W1' }, answers: {} }, NOW))
  const sent = (await write({ draft: one }, 'Tin thứ nhất đây')) as { id: string }
  await inTx((tx) => steerBroadcast(tx, { id: sent.id, deed: 'send', by, sizes: { telegram: 9 }, now: NOW }))
  const changed = await write({ draft: one, fresh: two }, 'Tin đã sửa lại rồi')
  expect(changed).toMatchObject({ state: 'draft', message: { text: 'Tin đã sửa lại rồi' } })
  expect((changed as { notes: string[] }).notes[0]).toContain('đây là một tin mới')
})

it('who is asked to approve is somebody who can hear of it', async () => {
  const [by, away] = [await officer(), await officer('zalo')]
  await pool.query('UPDATE contact SET last_inbound_at = $2 WHERE person_id = $1', [
    away.personId,
    new Date(NOW - 8 * DAY),
  ])
  const above = await person(pool, { channel: 'telegram', address: 'above' })
  const role = { personId: above, role: 'officer', unit: '31', startsAt: NOW - 1, by: CONSOLE, now: NOW } as const
  await inTx((tx) => grantRole(tx, role))
  const asked = await inTx((tx) => askApproval(tx, { id: '1', unit: 'W1', createdBy: by.personId, more: {} }, NOW))
  expect(asked).toEqual([{ channel: 'telegram', address: 'above' }])
})

it('a piece of a yearly campaign can be put into other words', async () => {
  const by = await officer()
  const use = () => inTx((tx) => useTemplate(tx, { key: 'humanitarian-month', unit: 'W1', by: by.personId, now: NOW }))
  const piece = (await use())!.pieces[0]!
  const edit = async () =>
    (await inTx((tx) => editBroadcast(tx, piece.id, by, NOW))) as { draft: string; answers: Record<string, unknown> }
  const { draft: of, answers } = await edit()
  expect((await edit()).draft).toBe(of)
  expect(answers).toMatchObject({ when: 'date', hour: '8', buttons: ['tell', 'help'], own: { code: 'W1' } })
  const form = { text: 'Lời của riêng phường mình', buttons: [], unit: 'W1', startsAt: piece.startsAt }
  await inTx((tx) => draftBroadcast(tx, by, { draft: of }, { form, answers }, NOW))
  await inTx((tx) => setTheme(tx, 2027, 'Chủ đề mới', CONSOLE, NOW))
  const { pieces } = (await use())!
  expect(pieces).toHaveLength(4)
  expect(pieces[0]).toMatchObject({ id: piece.id, state: 'draft' })
  expect(await inTx((tx) => previewBroadcast(tx, piece.id, by, NOW))).toMatchObject({
    message: { text: 'Lời của riêng phường mình' },
    own: true,
  })
})

it('what is shown before says that a day of mourning holds it', async () => {
  const by = await officer()
  const form = { text: 'Tin của ngày hôm nay', buttons: [], unit: 'W1' }
  const made = await inTx(async (tx) => {
    await setCalendarDay(tx, { day: dayAt(NOW), kind: 'mourning', name: 'Quốc tang', by: CONSOLE, now: NOW })
    return draftBroadcast(tx, by, { draft: draft() }, { form, answers: {} }, NOW)
  })
  expect(made).toMatchObject({ leavesAt: Date.parse('2026-12-01T08:00+07:00') })
})

it('what waits to be approved stands on the desk of the others', async () => {
  const [by, other] = [await officer(), await officer()]
  await inTx(async (tx) => {
    await setFourEyes(tx, 'W1', true, CONSOLE, NOW)
    const form = { text: 'Tin chờ duyệt đây', buttons: [], unit: 'W1' }
    const made = (await draftBroadcast(tx, by, { draft: draft() }, { form, answers: {} }, NOW)) as { id: string }
    await steerBroadcast(tx, { id: made.id, deed: 'send', by, sizes: {}, now: NOW })
  })
  expect((await digestOf(pool, by.personId, NOW)).messages).toBe(0)
  expect((await digestOf(pool, other.personId, NOW)).messages).toBe(1)
})
