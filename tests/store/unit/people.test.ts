// What becomes of people and of what waits when their unit is merged or closed.
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { transaction } from '../../../src/store/database.js'
import { closeUnit, mergeUnits } from '../../../src/store/unit/changes.js'
import { FOLLOW, STAY } from '../../../src/store/unit/people.js'
import { saveUnits } from '../../../src/store/units.js'
import { type TestDatabase, testDatabase, wipe } from '../../support/database.js'

const NOW = Date.parse('2026-11-28T09:00+07:00')

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  await wipe(database.pool, 'unit', 'counter')
  await saveUnits(database.pool, [
    { code: '31', name: 'Thành phố Hải Phòng', kind: 'city', aliases: [] },
    { code: 'W1', name: 'Phường Lê Chân', kind: 'ward', parentCode: '31', aliases: [] },
    { code: 'W2', name: 'Phường Hồng An', kind: 'ward', parentCode: '31', aliases: [] },
  ])
})
afterAll(() => database.drop())

const inTx = <T>(work: (tx: PoolClient) => Promise<T>) => transaction(database.pool, work)

it('every column that names a unit is carried over, or stays for a reason', async () => {
  const { pool } = database
  const { rows } = await pool.query<{ column: string }>(
    `SELECT table_name || '.' || column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> 'unit' AND column_name ~ 'unit' UNION
     SELECT c.conrelid::regclass || '.' || a.attname FROM pg_constraint c
     JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
     WHERE c.contype = 'f' AND c.confrelid = 'unit'::regclass AND c.conrelid <> 'unit'::regclass ORDER BY 1`,
  )
  const known = [...FOLLOW.map(({ table, column }) => `${table}.${column}`), ...Object.keys(STAY)]
  expect(rows.map(({ column }) => column)).toEqual([...new Set(known)].sort())
})

it('merges: members, addresses, rounds and messages that wait go along; what is over stays', async () => {
  const { pool } = database
  const people = await pool.query<{ id: string }>('INSERT INTO person DEFAULT VALUES RETURNING id')
  const other = await pool.query<{ id: string }>('INSERT INTO person DEFAULT VALUES RETURNING id')
  const [one, two] = [people.rows[0]!.id, other.rows[0]!.id]
  await pool.query(
    `INSERT INTO member VALUES ($1, 'W1', now(), NULL), ($2, 'W1', now(), NULL), ($2, 'W2', now(), now())`,
    [one, two],
  )
  await pool.query(
    `INSERT INTO address (code, unit_code, group_key, shown_unit, shown_group, summary, urgency, state, created_at)
     VALUES ('DCND-2026-000001', 'W1', 'elder', '31', 'elder', 'x', 1, 'open', now())`,
  )
  for (const [state, draft] of [
    ['draft', '00000000-0000-4000-8000-000000000001'],
    ['done', '00000000-0000-4000-8000-000000000002'],
  ])
    await pool.query(
      `INSERT INTO broadcast (draft_id, unit_code, audience, body, state, created_by, created_at)
       VALUES ($1, 'W1', '{}', '{}', $2, $3, now())`,
      [draft, state, one],
    )
  await inTx((tx) => mergeUnits(tx, 'W1', 'W2', NOW))
  expect(
    (await pool.query(`SELECT person_id FROM member WHERE unit_code = 'W2' AND left_at IS NULL`)).rows,
  ).toHaveLength(2)
  expect((await pool.query(`SELECT FROM member WHERE unit_code = 'W1' AND left_at IS NULL`)).rows).toEqual([])
  expect((await pool.query('SELECT unit_code, shown_unit FROM address')).rows).toEqual([
    { unit_code: 'W2', shown_unit: '31' },
  ])
  expect((await pool.query('SELECT state, unit_code FROM broadcast ORDER BY id')).rows).toEqual([
    { state: 'draft', unit_code: 'W2' },
    { state: 'done', unit_code: 'W1' },
  ])
})

// A row of each table that names a unit: of W1, still to be done, and where there is such a thing over already.
const OPEN_AND_OVER: Record<string, { open: string; over?: string; insert: string }> = {
  'nomination.unit_key': {
    insert: `INSERT INTO nomination (code, kind, nominee_name, nominee_folded, unit_text, unit_key, received_at)
      VALUES ($1, 'individual', 'A', 'a', 'x', 'W1', now())`,
    open: 'NT-2026-000001',
  },
  'role_grant.unit_code': {
    insert: `INSERT INTO role_grant (person_id, role, unit_code, starts_at, ends_at)
      VALUES (1000, 'officer', 'W1', now(), $1::timestamptz)`,
    open: '2026-11-28T10:00+07:00',
    over: '2026-11-28T08:00+07:00',
  },
  'invite.unit_code': {
    insert: `INSERT INTO invite (code_hash, role, unit_code, created_at, expires_at, used_at)
      VALUES (gen_random_uuid(), 'officer', 'W1', now(), now(), nullif($1, '-')::timestamptz)`,
    open: '-',
    over: '2026-11-28T08:00+07:00',
  },
  'ticket.unit_code': {
    insert: `INSERT INTO ticket (person_id, kind, created_at, reply_by, unit_code, closed_at)
      VALUES (1000, 'human', now(), now(), 'W1', nullif($1, '-')::timestamptz)`,
    open: '-',
    over: '2026-11-28T08:00+07:00',
  },
  'ticket.asked_unit': {
    insert: `INSERT INTO ticket (person_id, kind, created_at, reply_by, asked_unit, closed_at)
      VALUES (1000, 'human', now(), now(), 'W1', nullif($1, '-')::timestamptz)`,
    open: '-',
    over: '2026-11-28T08:00+07:00',
  },
  'member.unit_code': { insert: `INSERT INTO member VALUES ($1::bigint, 'W1', now(), NULL)`, open: '1000' },
  'address.unit_code': {
    insert: `INSERT INTO address (code, unit_code, group_key, shown_unit, shown_group, summary, urgency, state, created_at)
      VALUES ($1, 'W1', 'elder', '31', 'elder', 'x', 1, 'open', now())`,
    open: 'DCND-2026-000001',
  },
  'address.shown_unit': {
    insert: `INSERT INTO address (code, unit_code, group_key, shown_unit, shown_group, summary, urgency, state, created_at)
      VALUES ($1, '31', 'elder', 'W1', 'elder', 'x', 1, 'open', now())`,
    open: 'DCND-2026-000001',
  },
  'round.unit_code': {
    insert: `INSERT INTO round (programme, stage, unit_code, opens_at, submit_by, review_by, ladder, closed_at)
      VALUES ('p', 'commune', 'W1', now(), now(), now(), '[]', nullif($1, '-')::timestamptz)`,
    open: '-',
    over: '2026-11-28T08:00+07:00',
  },
  'campaign.unit_code': {
    insert: `INSERT INTO campaign (unit_code, created_by, created_at, weekday, hour, next_slot)
      VALUES ('W1', 1000, now(), $1::int, 9, now())`,
    open: '1',
  },
  'broadcast.unit_code': {
    insert: `INSERT INTO broadcast (unit_code, audience, body, state, created_by, created_at)
      VALUES ('W1', '{}', '{}', $1, 1000, now())`,
    open: 'scheduled',
    over: 'done',
  },
}
const ends = {
  closes: (tx: PoolClient) => closeUnit(tx, 'W1', 'W2', NOW),
  merges: (tx: PoolClient) => mergeUnits(tx, 'W1', 'W2', NOW),
}

it.each(
  FOLLOW.flatMap(({ table, column }) =>
    Object.keys(ends).map((how) => [how as keyof typeof ends, table, column] as const),
  ),
)('%s: what is open in %s.%s goes along, what is over stays', async (how, table, column) => {
  const { pool } = database
  await wipe(pool, 'person', 'programme')
  await pool.query('INSERT INTO person (id) VALUES (1000)')
  await pool.query(`INSERT INTO programme (code, name, body, loaded_at) VALUES ('p', 'P', '{}', now())`)
  const { insert, open, over } = OPEN_AND_OVER[`${table}.${column}`]!
  await pool.query(insert, [open])
  if (over) await pool.query(insert, [over])
  await inTx(ends[how])
  const { rows } = await pool.query<{ unit: string }>(`SELECT ${column} AS unit FROM ${table} ORDER BY 1 DESC`)

  expect(rows.map(({ unit }) => unit)).toEqual(['W2', ...(over ? ['W1'] : [])])
})

it('merges: what both have is there once; whom a list numbered alike stays two families', async () => {
  const { pool } = database
  for (const unit of ['W1', 'W2']) {
    await pool.query(
      `INSERT INTO address (code, unit_code, group_key, shown_unit, shown_group, summary, urgency, state, list_key, created_at)
       VALUES ('DCND-' || $1, $1, 'elder', '31', 'elder', 'x', 1, 'open', '7', now())`,
      [unit],
    )
    await pool.query(
      `INSERT INTO campaign (unit_code, created_by, created_at, weekday, hour, next_slot)
       VALUES ($1, 1, now(), 1, 9, now())`,
      [unit],
    )
    await pool.query(
      `INSERT INTO broadcast (unit_code, audience, body, state, created_by, created_at, occasion)
       VALUES ($1, '{}', '{}', 'scheduled', 1, now(), 'humanitarian-month.2027.opening')`,
      [unit],
    )
  }
  await inTx((tx) => mergeUnits(tx, 'W1', 'W2', NOW))
  expect((await pool.query('SELECT code, unit_code, list_key FROM address ORDER BY 1')).rows).toEqual([
    { code: 'DCND-W1', unit_code: 'W2', list_key: null },
    { code: 'DCND-W2', unit_code: 'W2', list_key: '7' },
  ])
  expect((await pool.query('SELECT unit_code, state FROM campaign ORDER BY 1')).rows).toEqual([
    { unit_code: 'W1', state: 'paused' },
    { unit_code: 'W2', state: 'active' },
  ])
  expect((await pool.query('SELECT unit_code, state FROM broadcast ORDER BY 1')).rows).toEqual([
    { unit_code: 'W1', state: 'cancelled' },
    { unit_code: 'W2', state: 'scheduled' },
  ])
})

it('merges: what waits for one part of a larger unit is for the part that its people are in now', async () => {
  const { pool } = database
  await wipe(pool, 'person', 'campaign', 'broadcast')
  for (const [state, within] of [
    ['scheduled', 'W1'],
    ['scheduled', 'W3'],
    ['done', 'W1'],
  ])
    await pool.query(
      `INSERT INTO broadcast (unit_code, audience, body, state, created_by, created_at)
       VALUES ('31', $1, '{}', $2, 1, now())`,
      [{ within, role: 'officer' }, state],
    )
  await inTx((tx) => mergeUnits(tx, 'W1', 'W2', NOW))
  expect((await pool.query('SELECT audience FROM broadcast ORDER BY id')).rows).toEqual([
    { audience: { within: 'W2', role: 'officer' } },
    { audience: { within: 'W3', role: 'officer' } },
    { audience: { within: 'W1', role: 'officer' } },
  ])
})

it.each(Object.entries(ends))(
  '%s: what leaves out a part of a larger unit waits for an officer, as its people are among others now',
  async (_how, end) => {
    const { pool } = database
    await wipe(pool, 'person', 'campaign', 'broadcast', 'inbox')
    await pool.query('INSERT INTO person (id) VALUES (1)')
    await pool.query(`INSERT INTO contact (channel, address, person_id, created_at) VALUES ('telegram', '1', 1, now())`)
    for (const [slot, without] of ['W1', 'W3'].entries()) {
      await pool.query(
        `WITH c AS (INSERT INTO campaign (unit_code, created_by, created_at, weekday, hour, next_slot)
           VALUES ('31', 1, now(), 1, $2, now()) RETURNING id)
         INSERT INTO issue (campaign_id, position, body, audience) SELECT id, 1, '{"text": "x"}', $1 FROM c`,
        [{ without }, 9 + slot],
      )
      for (const state of ['scheduled', 'done'])
        await pool.query(
          `INSERT INTO broadcast (unit_code, audience, body, state, created_by, created_at)
           VALUES ('31', $1, '{}', $2, 1, now())`,
          [{ without }, state],
        )
    }
    await inTx(end)
    const of = async (table: string) =>
      (await pool.query(`SELECT audience->>'without' AS without, state FROM ${table} ORDER BY id`)).rows
    expect(
      await of('(SELECT c.id, c.state, i.audience FROM campaign c JOIN issue i ON i.campaign_id = c.id) s'),
    ).toEqual([
      { without: 'W1', state: 'paused' },
      { without: 'W3', state: 'active' },
    ])
    expect(await of('broadcast')).toEqual([
      { without: 'W1', state: 'cancelled' },
      { without: 'W1', state: 'done' },
      { without: 'W3', state: 'scheduled' },
      { without: 'W3', state: 'done' },
    ])
    const { rows } = await pool.query<{ body: { what: string; more: object } }>('SELECT body FROM inbox ORDER BY id')
    expect(rows.map(({ body }) => [body.what, body.more])).toEqual([
      ['held', { is: 'series', unitName: 'Thành phố Hải Phòng', gone: 'Phường Lê Chân' }],
      ['held', { is: 'message', unitName: 'Thành phố Hải Phòng', gone: 'Phường Lê Chân' }],
    ])
  },
)

const ADMINISTRATOR = { personId: '1001', channel: 'zalo' }
const UP = [
  ['closed', (tx: PoolClient) => closeUnit(tx, 'W1', undefined, NOW, ADMINISTRATOR)],
  ['merged into the unit above', (tx: PoolClient) => mergeUnits(tx, 'W1', '31', NOW, ADMINISTRATOR)],
] as const

it.each(UP)('%s: what waits for its people is not sent to everybody above', async (_how, end) => {
  const { pool } = database
  await wipe(pool, 'person', 'campaign', 'broadcast')
  await pool.query(
    `INSERT INTO campaign (unit_code, created_by, created_at, weekday, hour, next_slot)
     VALUES ('W1', 1, now(), 1, 9, now())`,
  )
  for (const state of ['proposed', 'scheduled', 'done'])
    await pool.query(
      `INSERT INTO broadcast (unit_code, audience, body, state, created_by, created_at)
       VALUES ('W1', '{}', '{}', $1, 1, now())`,
      [state],
    )
  await inTx(end)
  expect((await pool.query('SELECT unit_code, state FROM campaign')).rows).toEqual([
    { unit_code: '31', state: 'paused' },
  ])
  expect((await pool.query('SELECT unit_code, state FROM broadcast ORDER BY id')).rows).toEqual([
    { unit_code: 'W1', state: 'cancelled' },
    { unit_code: 'W1', state: 'cancelled' },
    { unit_code: 'W1', state: 'done' },
  ])
})

it.each(UP)('%s: nobody answers for more than before; members go up', async (_how, end) => {
  const { pool } = database
  await wipe(pool, 'person')
  await pool.query('INSERT INTO person (id) VALUES (1000), (1001)')
  await pool.query(`INSERT INTO member VALUES (1000, 'W1', now(), NULL)`)
  await pool.query(
    `INSERT INTO role_grant (person_id, role, unit_code, starts_at) VALUES (1000, 'officer', 'W1', now()), (1000, 'member', 'W1', now())`,
  )
  await pool.query(
    `INSERT INTO invite (code_hash, role, unit_code, created_at, expires_at) VALUES ('h', 'officer', 'W1', now(), now())`,
  )
  await inTx(end)
  expect((await pool.query('SELECT role, unit_code, ends_at, ended_by FROM role_grant ORDER BY role')).rows).toEqual([
    { role: 'member', unit_code: '31', ends_at: null, ended_by: null },
    { role: 'officer', unit_code: 'W1', ends_at: new Date(NOW), ended_by: '1001' },
  ])
  expect((await pool.query('SELECT revoked_at FROM invite')).rows).toEqual([{ revoked_at: new Date(NOW) }])
  expect((await pool.query('SELECT unit_code FROM member WHERE left_at IS NULL')).rows).toEqual([{ unit_code: '31' }])
  const { rows: noted } = await pool.query(
    `SELECT unit_code, actor FROM audit WHERE action = 'endRole' ORDER BY id DESC`,
  )
  expect(noted[0]).toEqual({ unit_code: 'W1', actor: '1001' })
})
