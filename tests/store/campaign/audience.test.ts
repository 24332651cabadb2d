// What the statement counts is what the pure rule says of each account; what is planned is what was counted.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mayReach } from '../../../src/flows/reach.js'
import { countAudience, planRecipients } from '../../../src/store/campaign/audience.js'
import { claimChunk, markLeaving, readChunk, recordOutcomes } from '../../../src/store/campaign/chunks.js'
import { transaction } from '../../../src/store/database.js'
import { testDatabase } from '../../support/database.js'
import { DAY, NOW, organisation, person } from '../organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const CASES = [
  { channel: 'telegram' },
  { channel: 'telegram', last: NOW - 400 * DAY },
  { channel: 'telegram', last: NOW - DAY, gone: NOW - 1 },
  { channel: 'telegram', last: NOW - 1, gone: NOW - DAY },
  { channel: 'zalo' },
  { channel: 'zalo', last: NOW - 1 },
  { channel: 'zalo', last: NOW - 6 * DAY },
  { channel: 'zalo', last: NOW - 7 * DAY },
  { channel: 'zalo', last: NOW - DAY, gone: NOW - 1 },
]
const ids: string[] = []
const AUDIENCE = { unit: '31', urgent: false }

beforeAll(async () => {
  await organisation(pool)
  for (const [n, { channel, last, gone }] of CASES.entries()) {
    const id = await person(pool, { channel, address: `a${n}` })
    ids.push(id)
    await pool.query('UPDATE contact SET last_inbound_at = $2, unreachable_at = $3 WHERE person_id = $1', [
      id,
      last === undefined ? null : new Date(last),
      gone === undefined ? null : new Date(gone),
    ])
    await pool.query(`INSERT INTO member VALUES ($1, 'SCHOOL', $2), ($1, 'W1', $2)`, [id, new Date(NOW)])
    await pool.query(
      `INSERT INTO consent (person_id, purpose, version, text, reply, channel, given_at)
       VALUES ($1, 'news', '1', 'x', 'x', $2, $3)`,
      [id, channel, new Date(NOW)],
    )
  }
})

async function broadcast(): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO broadcast (unit_code, audience, body, state, created_by, created_at, started_at)
     VALUES ('31', '{}', '{"text":"x"}', 'sending', 1, $1, $1) RETURNING id`,
    [new Date(NOW)],
  )
  return rows[0]!.id
}

it('agrees with mayReach, account by account', async () => {
  const id = await broadcast()
  await transaction(pool, (tx) => planRecipients(tx, id, AUDIENCE, { telegram: 2, zalo: 2 }, NOW))
  const { rows } = await pool.query('SELECT person_id, reason FROM recipient WHERE broadcast_id = $1', [id])
  const why = new Map(rows.map((r) => [r.person_id, r.reason]))
  for (const [n, { channel, last, gone }] of CASES.entries()) {
    const may = mayReach({ channel, lastInboundAt: last, unreachableAt: gone }, 'reply', NOW)
    expect(why.get(ids[n]!), JSON.stringify(CASES[n])).toBe(may === 'yes' ? null : may)
  }
  const counted = await transaction(pool, (tx) => countAudience(tx, { ...AUDIENCE, urgent: true }, NOW))
  expect(counted.byChannel).toEqual({ telegram: 3, zalo: 2 })
  // They have it now: a second one this week reaches nobody (one window on Zalo has closed meanwhile), unless it is urgent.
  const again = await transaction(pool, (tx) => countAudience(tx, AUDIENCE, NOW + 6 * DAY - 1))
  expect(again.excluded.thisWeek).toBe(4)
  await pool.query('DELETE FROM broadcast')
})

it('knows exactly what a dead process may have sent, and nothing more', async () => {
  const id = await broadcast()
  await transaction(pool, (tx) => planRecipients(tx, id, AUDIENCE, { telegram: 24, zalo: 24 }, NOW))
  const how = { rate: 24, size: 24, day: true, now: NOW }
  const claim = async (instance: number) => {
    for (;;) {
      const got = await claimChunk(pool, 'telegram', { ...how, instance })
      if (!got) return undefined
      if ('chunk' in got) return got.chunk
      await new Promise((resolve) => setTimeout(resolve, got.waitMs + 1))
    }
  }
  // No process of this number is alive: its claim is void at once.
  const lost = (await claim(7))!
  const [first, second, third] = await readChunk(pool, lost)
  await markLeaving(pool, lost, first!.personId, 7, NOW)
  await recordOutcomes(pool, id, [{ personId: first!.personId, state: 'sent', at: NOW }])
  await markLeaving(pool, lost, second!.personId, 7, NOW)

  const found = (await claim(8))!
  expect(found.n).toBe(lost.n)
  expect((await readChunk(pool, found)).map((w) => w.personId)).toEqual([third!.personId])
  // The dead one, should it come back, marks nobody any more.
  expect(await markLeaving(pool, lost, third!.personId, 7, NOW)).toBeUndefined()
  const { rows } = await pool.query(
    `SELECT state, count(*)::int AS n FROM recipient WHERE broadcast_id = $1 AND channel = 'telegram' AND reason IS DISTINCT FROM 'unreachable'
     GROUP BY 1 ORDER BY 1`,
    [id],
  )
  expect(rows).toEqual([
    { state: 'pending', n: 1 },
    { state: 'sent', n: 1 },
    { state: 'unknown', n: 1 },
  ])
})
