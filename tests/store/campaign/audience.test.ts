// What the statement counts is what the pure rule says of each account; what is planned is what was counted.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mayReach, wayOf } from '../../../src/flows/reach.js'
import { keepOffer, offerOf } from '../../../src/store/campaign/allowance.js'
import { countAudience, planRecipients } from '../../../src/store/campaign/audience.js'
import { type Chunk, claimChunk, settleLost } from '../../../src/store/campaign/chunks.js'
import { advance, recordOutcomes } from '../../../src/store/campaign/recipients.js'
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

it('chooses among the accounts of one person as wayOf does, and keeps to what the package covers', async () => {
  const ACCOUNTS = [
    [
      { channel: 'telegram', last: NOW - 30 * DAY },
      { channel: 'zalo', last: NOW - DAY },
    ],
    [
      { channel: 'telegram', last: NOW - 30 * DAY },
      { channel: 'zalo', last: NOW - 3 * DAY },
    ],
    [{ channel: 'zalo', last: NOW - 3 * DAY }],
    [{ channel: 'zalo', last: NOW - 4 * DAY }],
    [{ channel: 'zalo', last: NOW - 8 * DAY }],
    [
      { channel: 'telegram', last: NOW - DAY },
      { channel: 'zalo', last: NOW - 8 * DAY },
    ],
  ]
  const unit = 'W2'
  const made: string[] = []
  for (const [n, accounts] of ACCOUNTS.entries()) {
    const [first, ...others] = accounts
    const id = await person(pool, { channel: first!.channel, address: `way${n}` })
    for (const [m, { channel }] of others.entries())
      await pool.query('INSERT INTO contact (person_id, channel, address) VALUES ($1, $2, $3)', [
        id,
        channel,
        `way${n}-${m}`,
      ])
    for (const { channel, last } of accounts)
      await pool.query('UPDATE contact SET last_inbound_at = $3 WHERE person_id = $1 AND channel = $2', [
        id,
        channel,
        new Date(last),
      ])
    await pool.query('INSERT INTO member VALUES ($1, $2, $3)', [id, unit, new Date(NOW)])
    await pool.query(
      `INSERT INTO consent (person_id, purpose, version, text, reply, channel, given_at) VALUES ($1, 'news', '1', 'x', 'x', 'zalo', $2)`,
      [id, new Date(NOW)],
    )
    made.push(id)
  }
  await pool.query(`INSERT INTO allowance VALUES ('zalo', 1, $1)`, [new Date(NOW)])
  const id = await broadcast()
  await transaction(pool, (tx) => planRecipients(tx, id, { unit, urgent: true }, { telegram: 9, zalo: 9 }, NOW))
  const { rows } = await pool.query('SELECT person_id, channel, reason FROM recipient WHERE broadcast_id = $1', [id])
  let spare = 1
  for (const [n, accounts] of ACCOUNTS.entries()) {
    const way = wayOf(
      accounts.map(({ channel, last }) => ({ channel, lastInboundAt: last })),
      NOW,
      { spare },
    )
    const row = rows.find((r) => r.person_id === made[n])
    expect('why' in way ? way.why : way.account.channel, `person ${n}`).toBe(row.reason ?? row.channel)
    if ('way' in way && way.way === 'package') spare -= 1
  }
  await pool.query('DELETE FROM broadcast')
  await pool.query('DELETE FROM allowance')
  await pool.query('DELETE FROM member WHERE unit_code = $1', [unit])
})

it('sends a template only where one was chosen and nothing else reaches, and only as many as may be sent', async () => {
  const unit = 'W2'
  const LAST = [NOW - DAY, NOW - 3 * DAY, NOW - 4 * DAY, NOW - 8 * DAY, NOW - 300 * DAY, NOW - 366 * DAY, NOW - 9 * DAY]
  const made: string[] = []
  for (const [n, last] of LAST.entries()) {
    const id = await person(pool, { channel: 'zalo', address: `template${n}` })
    await pool.query('UPDATE contact SET last_inbound_at = $2 WHERE person_id = $1', [id, new Date(last)])
    await pool.query('INSERT INTO member VALUES ($1, $2, $3)', [id, unit, new Date(NOW)])
    await pool.query(
      `INSERT INTO consent (person_id, purpose, version, text, reply, channel, given_at) VALUES ($1, 'news', '1', 'x', 'x', 'zalo', $2)`,
      [id, new Date(NOW)],
    )
    made.push(id)
  }
  await pool.query(`INSERT INTO allowance VALUES ('zalo', 1, $1)`, [new Date(NOW)])
  await keepOffer(pool, 'zalo', { price: 200, daily: 3 })
  for (const template of [true, undefined]) {
    const audience = { unit, urgent: true, template }
    const counted = await transaction(pool, (tx) => countAudience(tx, audience, NOW))
    expect(counted.templates).toEqual({ people: 3, price: 200, left: 3 })
    expect(counted.byChannel).toEqual({ zalo: template ? 5 : 2 })
    const id = await broadcast()
    await transaction(pool, (tx) => planRecipients(tx, id, audience, { telegram: 9, zalo: 9 }, NOW))
    const { rows } = await pool.query(
      'SELECT person_id, way, reason FROM recipient WHERE broadcast_id = $1 ORDER BY person_id',
      [id],
    )
    let spare = 1
    let templates = template ? 3 : undefined
    for (const [n, lastInboundAt] of LAST.entries()) {
      const way = wayOf([{ channel: 'zalo', lastInboundAt }], NOW, { spare, templates })
      const row = rows.find((r) => r.person_id === made[n])
      expect(row, `person ${n}`).toMatchObject(
        'why' in way
          ? { reason: way.why, way: null }
          : { reason: null, way: way.way === 'template' ? 'template' : null },
      )
      if ('way' in way && way.way === 'package') spare -= 1
      if ('way' in way && way.way === 'template') templates! -= 1
    }
    // What one broadcast has spoken for is not offered to the next.
    if (template) expect(await offerOf(pool, NOW)).toEqual({ price: 200, left: 0 })
    await pool.query('DELETE FROM broadcast')
  }
  // A month may hold less than its days.
  await keepOffer(pool, 'zalo', { price: 200, daily: 3, monthly: 2 })
  expect(await offerOf(pool, NOW)).toEqual({ price: 200, left: 2 })
  await keepOffer(pool, 'zalo', undefined)
  expect(await offerOf(pool, NOW)).toBeUndefined()
  await pool.query('DELETE FROM allowance')
  await pool.query('DELETE FROM member WHERE unit_code = $1', [unit])
})

it('knows exactly what a dead process may have sent, and nothing more', async () => {
  const id = await broadcast()
  await transaction(pool, (tx) => planRecipients(tx, id, AUDIENCE, { telegram: 24, zalo: 24 }, NOW))
  const claim = async (instance: number) => {
    for (;;) {
      const got = await claimChunk(pool, 'telegram', { rate: 24, cost: () => 1, instance, now: NOW })
      if (!got) return undefined
      if ('chunk' in got) return got.chunk
      await new Promise((resolve) => setTimeout(resolve, got.waitMs + 1))
    }
  }
  const lost = (await claim(7))!
  expect(lost.pending).toBe(3)
  const [first] = await advance(pool, lost, { after: undefined, count: 1, instance: 7 })
  await recordOutcomes(pool, id, [{ personId: first!.personId, state: 'sent', at: NOW }])
  const [second] = await advance(pool, lost, { after: first!.personId, count: 1, instance: 7 })

  // While it may be alive nobody else has it; no process of this number is alive, so its claim is void.
  expect(await claim(8)).toBeUndefined()
  await settleLost(pool)
  const found = (await claim(8))!
  expect(found.n).toBe(lost.n)
  const rest = await advance(pool, found, { after: undefined, count: 9, instance: 8 })
  expect(rest).toHaveLength(1)
  // The dead one, should it come back, writes to nobody any more.
  expect(await advance(pool, lost, { after: second!.personId, count: 1, instance: 7 })).toEqual([])
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

it('takes the word of whoever sent for what was thought lost, and of a refusal that it never left', async () => {
  const id = await broadcast()
  await transaction(pool, (tx) =>
    planRecipients(tx, id, { ...AUDIENCE, urgent: true }, { telegram: 24, zalo: 24 }, NOW),
  )
  const instance = 9
  let chunk: Chunk | undefined
  while (!chunk) {
    const got = await claimChunk(pool, 'telegram', { rate: Infinity, cost: () => 1, instance, now: NOW })
    if (got && 'chunk' in got) chunk = got.chunk
  }
  const [a, b, c] = await advance(pool, chunk, { after: undefined, count: 3, instance })
  await recordOutcomes(pool, id, [{ personId: a!.personId, state: 'pending', reason: '429' }])
  await settleLost(pool)
  const states = async () =>
    (
      await pool.query(
        `SELECT state FROM recipient WHERE broadcast_id = $1 AND person_id = ANY($2) ORDER BY person_id`,
        [id, [a, b, c].map((w) => w!.personId)],
      )
    ).rows.map((r) => r.state)
  expect(await states()).toEqual(['pending', 'unknown', 'unknown'])
  await recordOutcomes(pool, id, [{ personId: b!.personId, state: 'sent', at: NOW }])
  expect(await states()).toEqual(['pending', 'sent', 'unknown'])
})
