// Whom a broadcast is sent to again, and by whose word.
import { afterAll, beforeEach, expect, it } from 'vitest'
import { CONSOLE } from '../../../src/store/audit.js'
import { sendAgain } from '../../../src/store/campaign/overrule.js'
import { transaction } from '../../../src/store/database.js'
import { grantRole } from '../../../src/store/roles.js'
import { testDatabase, wipe } from '../../support/database.js'
import { NOW, organisation, person } from '../organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

let officer: { personId: string; channel: string }
let id: string
const again = () => transaction(pool, (tx) => sendAgain(tx, id, officer, NOW))
const outcomes = async () =>
  (await pool.query<{ state: string }>('SELECT state FROM recipient ORDER BY person_id')).rows.map(({ state }) => state)

beforeEach(async () => {
  await wipe(pool, 'person', 'broadcast')
  await organisation(pool)
  officer = { personId: await person(pool), channel: 'telegram' }
  await transaction(pool, (tx) =>
    grantRole(tx, {
      personId: officer.personId,
      role: 'officer',
      unit: 'W1',
      startsAt: NOW - 1,
      by: CONSOLE,
      now: NOW,
    }),
  )
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO broadcast (unit_code, audience, body, state, created_by, created_at, started_at, ended_at)
     VALUES ('W1', '{}', '{"text":"Chào anh chị em"}', 'done', 0, $1, $1, $1) RETURNING id`,
    [new Date(NOW - 1)],
  )
  id = rows[0]!.id
  await pool.query(
    `INSERT INTO broadcast_chunk (broadcast_id, channel, n, first, last, done) VALUES ($1, 'telegram', 0, 1, 9, true)`,
    [id],
  )
  await pool.query(
    `INSERT INTO recipient (broadcast_id, person_id, channel, state, attempts)
     SELECT $1, n, 'telegram', s, 1 FROM (VALUES (1, 'sent'), (2, 'unknown'), (3, 'failed')) v(n, s)`,
    [id],
  )
})

it('goes again to those alone of whom nobody knows, and is under way until they have it', async () => {
  expect(await again()).toMatchObject({ state: 'sending', pending: 1, sent: 1, failed: 1, unknown: 0 })
  expect(await outcomes()).toEqual(['sent', 'pending', 'failed'])
  expect((await pool.query('SELECT done FROM broadcast_chunk')).rows).toEqual([{ done: false }])
  expect(await again()).toBe('over')
})

it('does not begin anew where everybody’s outcome is known', async () => {
  await pool.query(`UPDATE recipient SET state = 'sent' WHERE state = 'unknown'`)
  expect(await again()).toBe('over')
  expect((await pool.query('SELECT state FROM broadcast')).rows).toEqual([{ state: 'done' }])
})
