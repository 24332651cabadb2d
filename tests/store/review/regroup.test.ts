// Files that may be about one nominee: found with their reasons, put together, told apart, and back.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { wantFile } from '../../../src/store/files/rows.js'
import { accountsOf, merge, split, ungroup } from '../../../src/store/review/regroup.js'
import { similarTo } from '../../../src/store/review/similar.js'
import { testDatabase, wipe } from '../../support/database.js'
import { DAY, NOW } from '../organisation.js'
import { appoint, as, does, open, prepareReview, reviewOf, settledAs, standings, tellOf } from './files.js'

const { pool, drop } = await testDatabase()
const doing = does(pool)
beforeAll(async () => {
  await prepareReview(pool)
  await pool.query(`UPDATE unit SET aliases = '[{"text":"Xóm Đoài","kind":"old"}]' WHERE code = 'W1'`)
})
afterAll(drop)

let ward: string
beforeEach(async () => {
  await wipe(pool, 'person', 'round', 'nomination', 'counter')
  ward = await appoint(pool, 'W1')
  await open(pool, '31', 'unit')
})

const idOf = async (code: string) =>
  (await pool.query<{ id: string }>('SELECT id FROM nomination WHERE code = $1', [code])).rows[0]!.id
const similar = async (code: string) => doing(async (tx) => similarTo(tx, { nomination: await idOf(code) }))
const tellers = async (code: string) =>
  (
    await pool.query<{ person: string; files: number }>(
      `SELECT m.person_id AS person, (SELECT count(*) FROM file f WHERE f.nominator_id = m.id)::int AS files
     FROM nominator m JOIN nomination n ON n.id = m.nomination_id WHERE n.code = $1 ORDER BY m.id`,
      [code],
    )
  ).rows

it('suggests them with reasons: order of the parts, a part left out, the old name of a ward, a group within it', async () => {
  const { code } = await tellOf(pool, 'Nguyễn Thị Hoa')
  await tellOf(pool, 'Hoa Nguyen Thi', { unit: 'TDP1' })
  await tellOf(pool, 'Nguyễn Hoa')
  await tellOf(pool, 'Nguyễn Thị Hoa', { form: { unitCode: undefined, unitText: 'xóm đoài' } })
  // Another name, and the name elsewhere a year ago, which comes last and is cut off.
  await tellOf(pool, 'Trần Thị Hoa')
  await tellOf(pool, 'Nguyễn Thị Hoa', { unit: 'W2', now: NOW - 400 * DAY })
  const found = await similar(code)
  expect(found.map(({ why }) => why.join(' '))).toEqual(['name oldName year', 'parts inside year', 'shorter unit year'])
})

it('suggests the longer name beside the shorter one and the other way, not one that only shares letters', async () => {
  const { code } = await tellOf(pool, 'Nguyễn Hoa')
  const long = await tellOf(pool, 'Nguyễn Thị Hoa')
  // "hoa" and "nguyen" stand in it one after the other, but not as words.
  await tellOf(pool, 'Hoan Nguyen')
  expect((await similar(code)).map((found) => found.code)).toEqual([long.code])
  expect((await similar(long.code)).map((found) => found.code)).toEqual([code])
})

it('merges: every teller and picture stays, the other file waits for nobody, and back as it was', async () => {
  const one = await tellOf(pool, 'Nguyễn Thị Hoa')
  const file = randomUUID()
  const by = (await appoint(pool, 'W2', 'member')) as string
  await doing((tx) => wantFile(tx, by, 'zalo', file, { kind: 'photo', ref: file }, NOW))
  const two = await tellOf(pool, 'Hoa Nguyễn Thị', { by, form: { files: [file] } })
  const review = await reviewOf(pool, one.code)
  const merged = await doing((tx) => merge(tx, { review, other: two.code, reason: 'cùng tên', by: as(ward), now: NOW }))
  expect(merged).toMatchObject({ is: 'merged', people: [by] })
  expect(await tellers(one.code)).toEqual([
    { person: one.by, files: 0 },
    { person: by, files: 1 },
  ])
  expect((await standings(pool, two.code)).map(({ state }) => state)).toEqual(['merged'])
  expect(await similar(one.code)).toEqual([])

  const { regroup } = merged as { regroup: string }
  const back = () => doing((tx) => ungroup(tx, { regroup, by: as(ward), now: NOW + DAY }))
  expect((await back()).is).toBe('ungrouped')
  expect(await tellers(one.code)).toEqual([{ person: one.by, files: 0 }])
  expect(await tellers(two.code)).toEqual([{ person: by, files: 1 }])
  expect(await standings(pool, two.code)).toMatchObject([{ state: 'waiting', reviewer: ward }])
  expect((await back()).is).toBe('over')
})

it('a file that comes back out of another is again with who had it', async () => {
  const other = await appoint(pool, 'W1')
  const one = await tellOf(pool, 'Nguyễn Thị Hoa')
  const two = await tellOf(pool, 'Hoa Nguyễn Thị')
  const [mine, theirs] = [(await standings(pool, one.code))[0]!, (await standings(pool, two.code))[0]!]
  expect([mine.reviewer, theirs.reviewer].sort()).toEqual([ward, other].sort())
  const by = as(mine.reviewer!)
  const merged = await doing((tx) => merge(tx, { review: mine.review, other: two.code, reason: 'x', by, now: NOW }))
  const { regroup } = merged as { regroup: string }
  await doing((tx) => ungroup(tx, { regroup, by, now: NOW }))
  expect(await standings(pool, two.code)).toMatchObject([{ state: 'waiting', reviewer: theirs.reviewer }])
})

it('does not merge what has been decided, nor what the reviewer told of themselves', async () => {
  const one = await tellOf(pool, 'Nguyễn Thị Hoa')
  const decided = await tellOf(pool, 'Hoa Nguyễn Thị')
  await settledAs(pool, ward, decided.code)
  const own = await tellOf(pool, 'Thị Hoa Nguyễn', { by: ward })
  const review = await reviewOf(pool, one.code)
  const into = (other: string) => doing((tx) => merge(tx, { review, other, reason: 'x', by: as(ward), now: NOW }))
  expect((await into(decided.code)).is).toBe('decided')
  expect((await into(own.code)).is).toBe('barred')
})

it('splits two people of one name, who then both wait, and back', async () => {
  const answers = {
    kind: 'individual',
    name: 'Nguyễn Thị Hoa',
    unit: { code: 'TDP1', name: 'Tổ dân phố số 1' },
    story: 'Bà lão bán nước.',
  }
  const one = await tellOf(pool, 'Nguyễn Thị Hoa')
  const two = await tellOf(pool, 'Nguyễn Thị Hoa', { form: { answers } })
  expect(two.code).toBe(one.code)
  const review = await reviewOf(pool, one.code)
  const deed = { review, by: as(ward), now: NOW }
  const listed = await doing((tx) => accountsOf(tx, deed))
  const { accounts } = listed as { accounts: { account: string; told: string }[] }
  expect(accounts.map(({ told }) => told)).toEqual(['', 'Bà lão bán nước.'])
  const made = await doing((tx) => split(tx, { ...deed, account: accounts[1]!.account, reason: 'x' }))
  const { other, regroup } = made as { other: string; regroup: string }
  expect(await tellers(one.code)).toMatchObject([{ person: one.by }])
  expect(await tellers(other)).toMatchObject([{ person: two.by }])
  expect((await standings(pool, other)).map(({ state }) => state)).toEqual(['waiting'])
  // They were told apart: nobody suggests them again.
  expect(await similar(one.code)).toEqual([])
  expect((await doing((tx) => split(tx, { ...deed, account: accounts[0]!.account, reason: 'x' }))).is).toBe('only')
  expect((await doing((tx) => ungroup(tx, { regroup, by: as(ward), now: NOW }))).is).toBe('ungrouped')
  expect(await tellers(one.code)).toMatchObject([{ person: one.by }, { person: two.by }])
  expect((await standings(pool, other)).map(({ state }) => state)).toEqual(['merged'])
})
