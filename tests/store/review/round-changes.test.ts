import { afterAll, beforeAll, expect, it } from 'vitest'
import { readLadder } from '../../../src/flows/ladder.js'
import { addAddress } from '../../../src/store/address/address.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { cardOf } from '../../../src/store/review/files.js'
import { changeLadder, closeRound, moveDeadline } from '../../../src/store/review/round-changes.js'
import { enterRound } from '../../../src/store/review/rounds.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { ADDRESS, DAY, NOW } from '../organisation.js'
import { appoint, does, open, prepareReview, tellOf } from './files.js'

let database: TestDatabase
let reviewer: string
beforeAll(async () => {
  database = await testDatabase()
  await prepareReview(database.pool)
  reviewer = await appoint(database.pool, 'W1')
})
afterAll(() => database.drop())
const tx = <R>(deed: Parameters<ReturnType<typeof does>>[0]) => does(database.pool)(deed) as Promise<R>

it('a ladder is read as it is written', () => {
  expect(readLadder('T+3d:above, T-5d, T-3h, T+1d')).toEqual([
    { rung: 'T-5d', ms: -5 * DAY, to: 'reviewer' },
    { rung: 'T-3h', ms: -DAY / 8, to: 'reviewer' },
    { rung: 'T+1d', ms: DAY, to: 'deputy' },
    { rung: 'T+3d', ms: 3 * DAY, to: 'above' },
  ])
  for (const wrong of ['5 ngày', 'T-5d, T-5d', 'T-0d', 'T+1d:mayor', ''])
    expect(readLadder(wrong), wrong).toHaveProperty('wrong')
})

it('a round takes another ladder, closes when all is decided, and then changes no more', async () => {
  const id = await open(database.pool, 'W1', 'unit')
  await tellOf(database.pool, 'Nguyễn Thị Hoa')
  const rungs = async () => {
    const { rows } = await database.pool.query<{ rung: string }>(
      `SELECT m.rung FROM reminder m JOIN review v ON v.id = m.review_id WHERE v.round_id = $1 AND m.state = 'planned' ORDER BY m.fire_on`,
      [id],
    )
    return rows.map(({ rung }) => rung)
  }
  expect(await rungs()).toEqual(['T-3d', 'T-1d', 'T-3h', 'T+1d', 'T+3d'])
  const ladder = readLadder('T-2d, T+2d:above')
  if ('wrong' in ladder) throw new Error(ladder.wrong)
  await tx((t) => changeLadder(t, { id, ladder, by: CONSOLE, now: NOW }))
  expect(await rungs()).toEqual(['T-2d', 'T+2d'])
  await expect(tx((t) => closeRound(t, { id, by: CONSOLE, now: NOW }))).rejects.toThrow(/còn 1 hồ sơ/)
  await database.pool.query(`UPDATE review SET state = 'passed' WHERE round_id = $1`, [id])
  await tx((t) => closeRound(t, { id, by: CONSOLE, now: NOW }))
  await expect(tx((t) => moveDeadline(t, { id, reviewBy: NOW + 9 * DAY, by: CONSOLE, now: NOW }))).rejects.toThrow(
    /đã khép/,
  )
  const { code } = await tellOf(database.pool, 'Trần Văn Bình')
  expect(await tx((t) => enterRound(t, code, NOW))).toBeUndefined()
})

it('the card of a community says how many of its humanitarian addresses are helped', async () => {
  const need = { form: 'material', what: 'gạo', measure: 'suất', quantity: 1000, rhythm: 'once' } as const
  for (const _ of [1, 2, 3]) await tx((t) => addAddress(t, { ...ADDRESS, needs: [need] }, CONSOLE, NOW))
  await database.pool.query(
    `INSERT INTO pledge (need_id, state, quantity, rhythm, created_at) SELECT min(id), 'agreed', 1000, 'once', now() FROM need`,
  )
  await open(database.pool, 'W1', 'unit', { now: NOW + 10 * DAY })
  const kind = { kind: 'community' as const, answers: { kind: 'community', name: 'Tổ dân phố số 1' } }
  const { code } = await tellOf(database.pool, 'Tổ dân phố số 1', { now: NOW + 10 * DAY, form: kind })
  const { rows } = await database.pool.query<{ id: string }>(
    'SELECT v.id FROM review v JOIN nomination n ON n.id = v.nomination_id WHERE n.code = $1',
    [code],
  )
  const by = { personId: reviewer, channel: 'telegram' }
  const card = await tx((t) => cardOf(t, rows[0]!.id, by, NOW + 10 * DAY))
  expect(card).toMatchObject({ is: 'card', help: { helped: 1, registered: 3 } })
})
