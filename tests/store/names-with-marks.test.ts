// Names that differ by marks, by i and y, by where a tone stands: the same, alike, or somebody else.
import { readFileSync } from 'node:fs'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { nameKey, nameSpelling } from '../../src/flows/vi/names.js'
import { transaction } from '../../src/store/database.js'
import { findFiles } from '../../src/store/desk/files.js'
import { submitNomination } from '../../src/store/nominate.js'
import { similarTo } from '../../src/store/review/similar.js'
import { testDatabase } from '../support/database.js'

const { pool, drop } = await testDatabase()
afterAll(drop)
beforeEach(async () => {
  await pool.query('TRUNCATE person, nomination, nominator, counter RESTART IDENTITY CASCADE')
  await pool.query('INSERT INTO person (id) SELECT generate_series(1, 9)')
})

const NOW = Date.parse('2026-11-23T12:00:00+07:00')
let drafts = 0

function submit(nomineeName: string) {
  const id = String(++drafts).padStart(12, '0')
  return transaction(pool, (tx) =>
    submitNomination(
      tx,
      String(1 + (drafts % 9)),
      `00000000-0000-4000-8000-${id}`,
      {
        kind: 'individual',
        nomineeName,
        unitText: 'Phường Lê Chân',
        nominatorName: 'Phạm Thị Lan',
        nominatorPhone: '+84912345678',
        files: [],
        formVersion: 1,
        answers: {},
      },
      NOW,
    ),
  )
}

async function whyOf(code: string) {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM nomination WHERE code = $1', [code])
  return transaction(pool, (tx) => similarTo(tx, { nomination: rows[0]!.id }))
}

it.each([
  ['Nguyễn Thị Hoà', 'Nguyễn Thị Hòa'],
  ['Trần Văn Thuỷ', 'TRẦN VĂN THỦY'],
  ['Đỗ Thị Quý', 'Đỗ thị Qúy'],
])('%s and %s are one nominee', async (first, second) => {
  const { code } = await submit(first)
  expect(await submit(second)).toMatchObject({ code, joined: true })
})

it.each([
  ['Nguyễn Thị Hương', 'Nguyễn Thị Hường'],
  ['Nguyễn Thị Hương', 'Nguyen Thi Huong'],
  ['Đỗ Văn Quý', 'Đỗ Văn Quí'],
  ['Lý Mỹ Lệ', 'Lí Mĩ Lệ'],
  ['Phạm Thuý Nga', 'Phạm Thúi Nga'],
])('%s and %s are two files, and each is shown beside the other', async (first, second) => {
  const one = await submit(first)
  const two = await submit(second)
  expect(two).toMatchObject({ joined: false })
  expect(await whyOf(two.code)).toMatchObject([{ code: one.code, why: ['marks', 'unit', 'year'] }])
  expect(await whyOf(one.code)).toMatchObject([{ code: two.code, why: ['marks', 'unit', 'year'] }])
})

it.each([
  ['Nguyễn Văn Hải', 'Nguyễn Văn Hảy'],
  ['Trần Thị Mai', 'Trần Thị Mây'],
])('%s and %s are two people', async (first, second) => {
  await submit(first)
  const { code } = await submit(second)
  expect(await whyOf(code)).toEqual([])
})

it('officers find a name however it is spelt', async () => {
  await submit('Lý Thị Thuý Quý')
  const find = (words: string) =>
    transaction(pool, (tx) => findFiles(tx, ['31'], { order: 'newest', find: words, skip: 0, limit: 5 }))
  for (const words of ['Lí Thị Thúy Quí', 'ly thi', 'thuy qui', 'Quý', 'quí', 'LY THI THUY QUY'])
    expect((await find(words)).lines.length, words).toBe(1)
  expect((await find('Lý Thị Mai')).lines).toEqual([])
})

it('what is there already is brought to the same keys', async () => {
  const names = [
    'Nguyễn Thị Hoà',
    'ĐỖ THUỶ ĐÀO',
    'Lý Mỹ  Duy',
    "H'Hen Niê",
    'Tổ dân phố số 5',
    'Ngô Yến Vy',
    'nguyen van an',
  ]
  for (const name of names) await submit(name)
  const keys = `SELECT nominee_name AS name, nominee_folded AS key, nominee_parts AS parts, nominee_spelled AS spelled
    FROM nomination ORDER BY id`
  const { rows: made } = await pool.query(keys)
  expect(made.map(({ key, spelled }) => [key, spelled])).toEqual(
    names.map((name) => [nameKey(name), nameSpelling(name)]),
  )
  await pool.query(`UPDATE nomination SET nominee_spelled = '', nominee_parts = ''`)
  const sql = readFileSync(
    new URL('../../prisma/migrations/20261128202600_names_with_marks/migration.sql', import.meta.url),
  )
  await pool.query(sql.toString().replace(/ALTER TABLE[^;]*;/, ''))
  expect((await pool.query(keys)).rows).toEqual(made)
})
