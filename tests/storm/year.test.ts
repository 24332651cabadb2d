// A year of a weekly series, the queue emptied, the app away over Mondays, the clock jumping, the series edited: every slot
// has its piece once, late ones are marked and told, and nobody gets two messages in a week.
import { Redis } from 'ioredis'
import { afterAll, expect, it } from 'vitest'
import { isQuiet } from '../../src/flows/schedule.js'

import { CONSOLE } from '../../src/store/audit.js'
import { addToSeries, listSeries, moveIssue } from '../../src/store/campaign/series.js'
import { transaction } from '../../src/store/database.js'
import { grantRole } from '../../src/store/roles.js'
import { enrolPlayers } from '../support/members.js'
import { BACKENDS, type Backend, startWorld, type World, waitFor } from '../support/world.js'
import { drops, flushes } from './support/queue-torments.js'
import { type Random, seeded, stormSeed } from './support/random.js'

const WARD = '11383'
const DAY = 24 * 3_600_000
const WEEK = 7 * DAY
const MONDAY_8 = { weekday: 1, hour: 8 }
const MONDAYS = 52
const MEMBERS = 3

const stops: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

it.each(BACKENDS)('a year of Mondays, queue on %s', { timeout: 900_000 }, async (backend) => {
  const world = await startWorld(backend)
  if (!world) return
  stops.push(world.stop)
  const seed = stormSeed()
  console.log(`A year, ${backend}: STORM_SEED=${seed}`)
  const happened = await live(world, backend, seeded(seed))
  console.log(JSON.stringify(happened))
  const { rows } = await world.pool.query<{ text: string; slot: Date; late: boolean; started: Date; state: string }>(
    `SELECT body->>'text' AS text, slot, late, started_at AS started, state FROM broadcast ORDER BY id`,
  )
  expect(new Set(rows.map(({ slot }) => slot.getTime())).size).toBe(rows.length)
  expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length)
  for (const { text, slot, late, started, state } of rows) {
    const after = started.getTime() - slot.getTime()
    expect(after, text).toBeGreaterThanOrEqual(0)
    expect({ text, late, state }).toEqual({ text, late: after > 3_600_000, state: 'done' })
  }
  // Weeks that nobody was there for gave one late piece, all others one each.
  expect(rows.length).toBeGreaterThan(MONDAYS / 2)
  await everybodyOnce(world)
})

async function live(w: World, backend: Backend, random: Random) {
  const happened = { emptied: 0, away: 0, jumps: 0, edits: 0 }
  const members = await enrolPlayers(w, MEMBERS, { channel: 'telegram', unit: WARD })
  const id = await prepareSeries(w, members[0]!)
  const empty = torment(w, backend)
  let next = (await listSeries(w.pool))[0]!.nextSlot
  const last = next + MONDAYS * WEEK
  while (next < last) {
    const what = random.pick(['nothing', 'emptied', 'away', 'jump', 'edit'] as const)
    let until = next + 60_000
    if (what === 'emptied' && (await empty())) happened.emptied++
    if (what === 'edit') happened.edits += await edit(w, random)
    if (what === 'away') {
      happened.away++
      await w.app.stop()
      until = next + random.below(3) * WEEK + random.below(6) * DAY + 3 * 3_600_000
    }
    if (what === 'jump') {
      happened.jumps++
      until = next + random.below(10) * DAY + 60_000
    }
    await w.sandbox.clock.advance(Math.max(0, until - w.sandbox.clock.now()))
    if (what === 'away') await w.restart()
    const now = w.sandbox.clock.now()
    await waitFor(async () => (await listSeries(w.pool))[0]!.nextSlot > now)
    await allSent(w)
    await lateIsTold(w)
    next = (await listSeries(w.pool))[0]!.nextSlot
  }
  while (isQuiet(w.sandbox.clock.now())) await w.sandbox.clock.advance(DAY)
  await allSent(w)
  const { rows } = await w.pool.query('SELECT state, count(*)::int AS n FROM issue WHERE campaign_id = $1 GROUP BY 1', [
    id,
  ])
  return { ...happened, issues: Object.fromEntries(rows.map(({ state, n }) => [state, n])) }
}

/** Over Tết what has begun is held. */
async function allSent(w: World): Promise<void> {
  await waitFor(
    async () =>
      isQuiet(w.sandbox.clock.now()) ||
      (await w.pool.query(`SELECT FROM broadcast WHERE state = 'sending'`)).rowCount === 0,
  )
}

/** Whoever made the series hears of a late piece; what they heard is not kept for a year. */
async function lateIsTold(w: World): Promise<void> {
  const { rows } = await w.pool.query<{ late: boolean; told: boolean }>(
    `SELECT late, EXISTS (SELECT FROM inbox WHERE event_id =
       'ours:slot:' || campaign_id || ':' || (extract(epoch FROM slot) * 1000)::bigint) AS told
     FROM broadcast ORDER BY id DESC LIMIT 1`,
  )
  for (const { late, told } of rows) expect(told).toBe(late)
}

async function prepareSeries(w: World, officer: string): Promise<string> {
  const address = w.sandbox.telegram.chatId(officer)
  const { rows } = await w.pool.query<{ id: string }>('SELECT person_id AS id FROM contact WHERE address = $1', [
    address,
  ])
  const now = w.sandbox.clock.now()
  const personId = rows[0]!.id
  await transaction(w.pool, async (tx) => {
    await grantRole(tx, { personId, role: 'officer', unit: WARD, by: CONSOLE, now })
    for (let n = 1; n <= MONDAYS + 10; n++) {
      const made = { unit: WARD, audience: {}, createdBy: personId, body: { text: `Bài số ${n} ạ` } }
      await addToSeries(tx, made as Parameters<typeof addToSeries>[1], MONDAY_8, now)
    }
  })
  return (await listSeries(w.pool))[0]!.id
}

function torment(w: World, backend: Backend): () => Promise<boolean> {
  if (backend === 'postgres') return async () => drops(w.pool).strike()
  const redis = new Redis(w.config.queue.backend === 'redis' ? w.config.queue.url : '')
  stops.push(() => redis.quit())
  return async () => flushes(redis).strike()
}

/** A piece is taken out, or put behind the others. */
async function edit(w: World, random: Random): Promise<number> {
  const issue = (await listSeries(w.pool))[0]!.issues[random.below(3)]
  if (!issue) return 0
  await transaction(w.pool, (tx) => moveIssue(tx, issue.id, [WARD], random.pick(['skip', 'later'] as const)))
  return 1
}

/** Of every piece each member has one or is told why not, and never two within six days. */
async function everybodyOnce(w: World): Promise<void> {
  const { rows } = await w.pool.query<{
    person: string
    state: string
    reason: string | null
    at: Date | null
    text: string
    chat: string
  }>(
    `SELECT r.person_id AS person, r.state, r.reason, r.sent_at AS at, b.body->>'text' AS text, c.address AS chat
     FROM recipient r JOIN broadcast b ON b.id = r.broadcast_id JOIN contact c ON c.id = r.contact_id ORDER BY b.id`,
  )
  const before = new Map<string, number>()
  for (const { person, state, reason, at, text, chat } of rows) {
    const name = w.sandbox.people.byTelegramUserId(Number(chat))!.id
    const got = w.sandbox.bubbles.list('telegram', name).filter((b) => b.from === 'bot' && b.text === text).length
    expect({ text, got, reason }).toEqual({
      text,
      got: state === 'sent' ? 1 : 0,
      reason: state === 'sent' ? null : 'thisWeek',
    })
    if (!at) continue
    expect(at.getTime() - (before.get(person) ?? 0)).toBeGreaterThan(6 * DAY)
    before.set(person, at.getTime())
  }
}
