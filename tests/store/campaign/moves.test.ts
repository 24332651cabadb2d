// The pieces of a series change places; other units' stay where they are.
import { afterAll, beforeEach, expect, it } from 'vitest'
import type { Move } from '../../../src/flows/effects/campaign.js'
import { listSeries, moveIssue } from '../../../src/store/campaign/series.js'
import { transaction } from '../../../src/store/database.js'
import { testDatabase, wipe } from '../../support/database.js'
import { NOW, organisation } from '../organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

beforeEach(async () => {
  await wipe(pool, 'campaign')
  await organisation(pool)
  await pool.query(
    `WITH c AS (INSERT INTO campaign (unit_code, created_by, created_at, weekday, hour, next_slot)
       VALUES ('W1', 0, $1, 1, 8, $1) RETURNING id)
     INSERT INTO issue (campaign_id, position, body, audience, state) SELECT c.id, n, json_build_object('text', t), '{}', s
     FROM c, (VALUES (1, 'gone', 'sent'), (2, 'a', 'ready'), (3, 'left', 'skipped'), (4, 'b', 'ready'), (5, 'c', 'ready')) v(n, t, s)`,
    [new Date(NOW)],
  )
})

const order = async () => (await listSeries(pool))[0]!.issues.map(({ text }) => text).join('')
async function move(text: string, deed: Move, units = ['W1']): Promise<string> {
  const { id } = (await listSeries(pool))[0]!.issues.find((issue) => issue.text === text)!
  await transaction(pool, (tx) => moveIssue(tx, id, units, deed))
  return order()
}

it.each<[string, Move, string]>([
  ['c', 'first', 'cab'],
  ['c', 'up', 'acb'],
  ['b', 'up', 'bac'],
  ['a', 'up', 'abc'],
  ['a', 'down', 'bac'],
  ['c', 'down', 'abc'],
  ['a', 'later', 'bca'],
  ['b', 'skip', 'ac'],
])('%s %s: %s', async (text, deed, after) => {
  expect(await move(text, deed)).toBe(after)
})

it('leaves what is not theirs', async () => {
  expect(await move('c', 'first', ['W2'])).toBe('abc')
})

it('keeps every piece when two officers move at once', async () => {
  const [series] = await listSeries(pool)
  const moves = series!.issues.flatMap(({ id }) => (['up', 'down', 'first'] as const).map((deed) => ({ id, deed })))
  await Promise.all(moves.map(({ id, deed }) => transaction(pool, (tx) => moveIssue(tx, id, ['W1'], deed))))
  expect([...(await order())].sort().join('')).toBe('abc')
  const { rows } = await pool.query(`SELECT FROM issue WHERE state = 'ready' GROUP BY position HAVING count(*) > 1`)
  expect(rows).toEqual([])
})
