import type { PoolClient } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { searchPlaces, type UnitRow } from '../../src/flows/vi/places.js'
import { CONSOLE, readAudit } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { addUnit, closeUnit, mergeUnits, renameUnit } from '../../src/store/unit/changes.js'
import { type ImportLine, importUnits } from '../../src/store/unit/import.js'
import { UnitRefusal } from '../../src/store/unit/rules.js'
import { readTree } from '../../src/store/unit/tree.js'
import { createPlaces, loadUnits, saveUnits, unitPath, unitsUnder } from '../../src/store/units.js'
import { type TestDatabase, testDatabase, wipe } from '../support/database.js'

const NOW = Date.parse('2026-11-28T09:00+07:00')
const SHIPPED: UnitRow[] = [
  { code: '31', name: 'Thành phố Hải Phòng', kind: 'city', aliases: [] },
  {
    code: 'W1',
    name: 'Phường Lê Chân',
    kind: 'ward',
    parentCode: '31',
    formerDistrict: 'Quận Lê Chân',
    aliases: [{ text: 'Phường An Biên', kind: 'former_ward', note: 'Quận Lê Chân' }],
  },
  { code: 'W2', name: 'Phường Hồng An', kind: 'ward', parentCode: '31', aliases: [] },
  { code: 'K1', name: 'KCN Tràng Duệ', kind: 'industrial_park', parentCode: '31', aliases: [alias('LG')] },
]

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  await wipe(database.pool, 'unit', 'counter')
  await saveUnits(database.pool, SHIPPED)
})
afterAll(() => database.drop())

const inTx = <T>(work: (tx: PoolClient) => Promise<T>) => transaction(database.pool, work)
const load = (lines: ImportLine[], dryRun = false) =>
  inTx((tx) => importUnits(tx, lines, { dryRun, by: CONSOLE, now: NOW }))
const unit = async (code: string) => (await readTree(database.pool)).get(code)
const refusal = (work: (tx: PoolClient) => Promise<unknown>) =>
  inTx(work).then(
    () => 'nothing',
    (error) => (error instanceof UnitRefusal ? error.message : Promise.reject(error)),
  )

function alias(text: string) {
  return { text, kind: 'alias' as const }
}

/** Lines of code, name, kind, parent, aliases; the first is line 2 of its file. */
function lines(...rows: [string, string, string, string, string?][]): ImportLine[] {
  return rows.map(([code, name, kind, parent, aliases], at) => ({
    line: at + 2,
    code,
    name,
    kind,
    parent,
    aliases: aliases?.split('|'),
  }))
}

const FACTORY = lines(
  ['DN-2', 'Xưởng 2', 'enterprise', 'DN-1'],
  ['DN-1', 'Công ty Pegatron', 'doanh nghiệp', 'K1', 'pega|Pegatron VN'],
)

describe('what is shipped', () => {
  it('comes in once, and its corrections later', async () => {
    const version = async () => (await database.pool.query(`SELECT last FROM counter WHERE prefix = 'unit'`)).rows
    const before = await version()
    await saveUnits(database.pool, SHIPPED)
    expect(await version()).toEqual(before)
    expect(await loadUnits(database.pool)).toEqual([...SHIPPED].sort((a, b) => (a.code < b.code ? -1 : 1)))
    await saveUnits(
      database.pool,
      SHIPPED.map((row) =>
        row.code === 'W2' ? { ...row, name: 'Phường Hồng Ân', formerDistrict: 'Quận Hồng Bàng' } : row,
      ),
    )
    expect(await unit('W2')).toMatchObject({ name: 'Phường Hồng Ân', formerDistrict: 'Quận Hồng Bàng', edited: [] })
  })

  it('leaves alone what people renamed, named otherwise, merged and closed', async () => {
    await inTx((tx) => renameUnit(tx, 'K1', 'KCN Tràng Duệ 1'))
    await load(lines(['W1', 'Phường Lê Chân', 'ward', '31', 'trung tâm']))
    await inTx((tx) => mergeUnits(tx, 'W2', 'W1', NOW))
    const before = await loadUnits(database.pool)
    await saveUnits(database.pool, SHIPPED)
    expect(await loadUnits(database.pool)).toEqual(before)
    // Old wards are not people's: they are brought up to date beside the names people gave.
    const more = { text: 'Phường Dư Hàng', kind: 'former_ward' as const }
    await saveUnits(
      database.pool,
      SHIPPED.map((row) => (row.code === 'W1' ? { ...row, name: 'Lê Chân', aliases: [...row.aliases, more] } : row)),
    )
    expect(await unit('W1')).toMatchObject({ name: 'Lê Chân', aliases: [{}, more, alias('trung tâm')] })
  })

  it('is brought in by several processes at once', async () => {
    await Promise.all(
      [1, 2, 3].map(() => saveUnits(database.pool, [...SHIPPED, { ...SHIPPED[2]!, code: 'W3', name: 'X' }])),
    )
    expect(await unit('W3')).toMatchObject({ name: 'X' })
  })
})

describe('a list of units', () => {
  it('is taken in any order of its lines, and changes nothing the second time', async () => {
    expect(await load(FACTORY)).toEqual({ added: 2, changed: 0, same: 0, refused: [] })
    expect(await load(FACTORY)).toEqual({ added: 0, changed: 0, same: 2, refused: [] })
    expect(await unit('DN-1')).toMatchObject({
      name: 'Công ty Pegatron',
      kind: 'enterprise',
      parentCode: 'K1',
      aliases: [alias('pega'), alias('Pegatron VN')],
    })
  })

  it('changes what differs; a name of before still finds the unit; no aliases means as they are', async () => {
    await load(FACTORY)
    const renamed = lines(['DN-1', 'Công ty Pegatron Việt Nam', 'enterprise', '31'])
    expect(await load(renamed)).toMatchObject({ added: 0, changed: 1 })
    expect(await load(renamed)).toMatchObject({ changed: 0, same: 1 })
    const { name, parentCode, aliases } = (await unit('DN-1'))!
    expect({ name, parentCode }).toEqual({ name: 'Công ty Pegatron Việt Nam', parentCode: '31' })
    expect(aliases).toEqual([alias('pega'), alias('Pegatron VN'), { text: 'Công ty Pegatron', kind: 'former_name' }])
  })

  it('may exchange the names of two units', async () => {
    await load(lines(['A', 'Một', 'school', '31'], ['B', 'Hai', 'school', '31']))
    expect(await load(lines(['A', 'Hai', 'school', '31'], ['B', 'Một', 'school', '31']))).toMatchObject({ changed: 2 })
  })

  it('tried only, is counted and not written', async () => {
    const before = await loadUnits(database.pool)
    expect(await load(FACTORY, true)).toEqual({ added: 2, changed: 0, same: 0, refused: [] })
    expect(await loadUnits(database.pool)).toEqual(before)
  })

  it('cleans what it is given', async () => {
    await load(lines([' S1 ', 'Trường  THPT Trần Phú\u200B '.normalize('NFD'), ' Trường học', ' 31']))
    expect(await unit('S1')).toMatchObject({ name: 'Trường THPT Trần Phú', kind: 'school', parentCode: '31' })
  })

  test.each<[string, ImportLine[], string]>([
    ['no code', lines(['', 'A', 'school', '31']), 'thiếu mã đơn vị'],
    ['a code with marks', lines(['Mã 1', 'A', 'school', '31']), 'mã "Mã 1" không dùng được'],
    ['no name', lines(['A', ' ', 'school', '31']), 'thiếu tên đơn vị'],
    ['a long name', lines(['A', 'a'.repeat(201), 'school', '31']), 'tên dài 201 ký tự'],
    ['an unknown kind', lines(['A', 'A', 'trại', '31']), 'loại đơn vị "trại" không có trong danh sách'],
    ['no parent', lines(['A', 'A', 'school', '']), 'thiếu mã đơn vị cấp trên'],
    ['an unknown parent', lines(['A', 'A', 'school', '99']), 'không có đơn vị cấp trên nào mang mã "99"'],
    ['itself as parent', lines(['A', 'A', 'school', 'A']), 'không thể trực thuộc chính nó'],
    ['a second city', lines(['A', 'A', 'city', '']), 'đã có thành phố: Thành phố Hải Phòng'],
    [
      'a city under something',
      lines(['31', 'Thành phố Hải Phòng', 'city', 'W1']),
      'thành phố không có đơn vị cấp trên',
    ],
    ['a known code in other letters', lines(['k1', 'A', 'school', '31']), 'đã có mã "K1"'],
    [
      'the name of a neighbour',
      lines(['A', 'phường lê chân', 'ward', '31']),
      'đã có đơn vị tên "phường lê chân" (mã W1)',
    ],
    ['an unreadable line', [{ ...lines(['A', 'A', 'school', '31'])[0]!, unreadable: 'hỏng' }], 'hỏng'],
  ])('refuses %s', async (_, rows, reason) => {
    const before = await loadUnits(database.pool)
    const { refused } = await load(rows)
    expect(refused).toHaveLength(1)
    expect(refused[0]!.reason).toContain(reason)
    expect(refused[0]!.line).toBe(2)
    expect(await loadUnits(database.pool)).toEqual(before)
  })

  it('names every line it refuses, and takes none of the others', async () => {
    const before = await loadUnits(database.pool)
    const imported = await load(
      lines(
        ['OK', 'Trường Một', 'school', '31'],
        ['A', 'Vòng A', 'office', 'B'],
        ['B', 'Vòng B', 'office', 'A'],
        ['C', 'Trùng', 'office', '31'],
        ['D', 'Trùng', 'office', '31'],
        ['C', 'Khác', 'office', '31'],
      ),
    )
    expect(imported).toMatchObject({ added: 0, changed: 0, same: 0 })
    expect(imported.refused.map(({ line, code }) => [line, code])).toEqual([
      [3, 'A'],
      [4, 'B'],
      [5, 'C'],
      [6, 'D'],
      [7, 'C'],
    ])
    expect(imported.refused[4]!.reason).toBe('mã này đã có ở dòng 5')
    expect(await loadUnits(database.pool)).toEqual(before)
  })

  it('opens no closed unit', async () => {
    await inTx((tx) => closeUnit(tx, 'W2', 'W1', NOW))
    const { refused } = await load(lines(['W2', 'Phường Hồng An', 'ward', '31'], ['A', 'A', 'school', 'W2']))
    expect(refused.map(({ reason }) => reason)).toEqual([
      'đơn vị này đã đóng hoặc đã sáp nhập, không sửa được nữa',
      'đơn vị cấp trên Phường Hồng An (mã W2) đã đóng',
    ])
  })
})

describe('an administrator', () => {
  it('adds and renames', async () => {
    await inTx((tx) => addUnit(tx, { code: 'S1', name: 'Trường Một', kind: 'school', parent: 'W1' }))
    await inTx((tx) => renameUnit(tx, 'S1', 'Trường Hai'))
    await inTx((tx) => renameUnit(tx, 'S1', 'Trường Ba'))
    await inTx((tx) => renameUnit(tx, 'S1', 'Trường Hai'))
    expect((await unit('S1'))!.aliases.map(({ text }) => text)).toEqual(['Trường Một', 'Trường Ba'])
    expect(await unit('S1')).toMatchObject({ name: 'Trường Hai' })
  })

  it('merges: history stays, people and units below go along, the old name finds the new unit', async () => {
    const { pool } = database
    await load([...FACTORY, ...lines(['DN-3', 'Công ty Foxlink', 'enterprise', 'W2', 'fox'])])
    await nominated('DN-1')
    await inTx((tx) => mergeUnits(tx, 'DN-1', 'DN-3', NOW))
    expect(await unit('DN-1')).toMatchObject({ mergedInto: 'DN-3', parentCode: 'K1', name: 'Công ty Pegatron' })
    expect(Date.parse((await unit('DN-1'))!.closedAt!)).toBe(NOW)
    expect(await unit('DN-2')).toMatchObject({ parentCode: 'DN-3' })
    expect((await pool.query('SELECT unit_code, unit_key FROM nomination')).rows).toEqual([
      { unit_code: 'DN-1', unit_key: 'DN-3' },
    ])
    await inTx((tx) => mergeUnits(tx, 'DN-3', 'W1', NOW))
    const ward = (await loadUnits(pool)).find(({ code }) => code === 'W1')!
    expect(ward.aliases.slice(1).map(({ text }) => text)).toEqual([
      'Công ty Pegatron',
      'pega',
      'Pegatron VN',
      'Công ty Foxlink',
      'fox',
    ])
    expect(await unitsUnder(pool, 'W1')).toEqual(['DN-1', 'DN-2', 'DN-3', 'W1'])
    expect(await unitsUnder(pool, 'K1')).toEqual(['K1'])
    expect((await unitPath(pool, 'DN-1')).map(({ code }) => code)).toEqual(['DN-1', 'DN-3', 'W1', '31'])
  })

  it('a list from the command line leaves a line for each unit that is another now, and none of a dry run', async () => {
    // The audit is never emptied: other tests have left lines.
    const noted = async () =>
      (await readAudit(database.pool, { code: 'DN-1' })).map(({ action, channel }) => [action, channel])
    const before = await noted()
    await load(FACTORY, true)
    expect(await noted()).toEqual(before)
    await load(FACTORY)
    await load(FACTORY)
    expect(await noted()).toEqual([['changeUnit', 'console'], ...before])
  })

  it('closes: history stays in its place, people go where they are sent', async () => {
    const { pool } = database
    await load(FACTORY)
    await nominated('DN-2')
    expect(await inTx((tx) => closeUnit(tx, 'DN-2', undefined, NOW))).toMatchObject({ code: 'DN-1' })
    expect((await pool.query('SELECT unit_code, unit_key FROM nomination')).rows).toEqual([
      { unit_code: 'DN-2', unit_key: 'DN-1' },
    ])
    expect(await unitsUnder(pool, 'DN-1')).toEqual(['DN-1', 'DN-2'])
    expect((await loadUnits(pool)).map(({ code }) => code)).not.toContain('DN-2')
  })

  test.each<[string, (tx: PoolClient) => Promise<unknown>, string]>([
    [
      'a code in use',
      (tx) => addUnit(tx, { code: 'w1', name: 'A', kind: 'ward', parent: '31' }),
      'mã "W1" đã dùng cho Phường Lê Chân',
    ],
    [
      'an unknown parent',
      (tx) => addUnit(tx, { code: 'A', name: 'A', kind: 'ward', parent: 'X' }),
      'không có đơn vị cấp trên',
    ],
    ['a name in use', (tx) => renameUnit(tx, 'W2', 'Phường Lê Chân'), 'đã có đơn vị tên "Phường Lê Chân"'],
    ['an unknown unit', (tx) => renameUnit(tx, 'X', 'A'), 'không có đơn vị nào mang mã "X"'],
    ['an empty name', (tx) => renameUnit(tx, 'W2', '\u200B'), 'thiếu tên đơn vị'],
    ['a merge with itself', (tx) => mergeUnits(tx, 'W1', 'W1', NOW), 'vào chính nó'],
    ['a merge of the city', (tx) => mergeUnits(tx, '31', 'W1', NOW), 'không thể sáp nhập thành phố'],
    ['a merge into what is below', (tx) => mergeUnits(tx, 'K1', 'DN-2', NOW), 'Xưởng 2 đang trực thuộc KCN Tràng Duệ'],
    [
      'to close what has units below',
      (tx) => closeUnit(tx, 'K1', 'W1', NOW),
      'KCN Tràng Duệ còn đơn vị trực thuộc: Công ty Pegatron',
    ],
    ['to close the city', (tx) => closeUnit(tx, '31', 'W1', NOW), 'không thể đóng thành phố'],
    ['to close into itself', (tx) => closeUnit(tx, 'DN-2', 'DN-2', NOW), 'phải chuyển sang đơn vị khác'],
    ['to close what is closed', (tx) => closeUnit(tx, 'W9', '31', NOW), 'Phường Cũ (mã W9) đã đóng'],
    ['a merge into what is closed', (tx) => mergeUnits(tx, 'W1', 'W9', NOW), 'Phường Cũ (mã W9) đã đóng'],
    [
      'a merge that makes twins',
      (tx) => mergeUnits(tx, 'W2', 'W1', NOW),
      'Phường Lê Chân đã có đơn vị tên "Trường Một"',
    ],
  ])('is refused %s, and nothing changes', async (_, work, words) => {
    await load([
      ...FACTORY,
      ...lines(
        ['W9', 'Phường Cũ', 'ward', '31'],
        ['T1', 'Trường Một', 'school', 'W1'],
        ['T2', 'Trường Một', 'school', 'W2'],
      ),
    ])
    await inTx((tx) => closeUnit(tx, 'W9', 'W1', NOW))
    const before = await readTree(database.pool)
    expect(await refusal(work)).toContain(words)
    expect(await readTree(database.pool)).toEqual(before)
  })
})

it('a kind that is none is kept out by the table itself', async () => {
  await expect(database.pool.query(`UPDATE unit SET kind = 'planet'`)).rejects.toThrow(/unit_kind_check/)
})

it('the search by name knows a change in the next transaction of every process, and is built once for it', async () => {
  const processes = [createPlaces(), createPlaces()]
  const now = () => Promise.all(processes.map((places) => places.at(database.pool)))
  const before = await now()
  expect(await now()).toEqual(before)
  expect((await now())[0]).toBe(before[0])
  await load(FACTORY, true)
  expect((await now())[0]).toBe(before[0])
  await inTx((tx) => renameUnit(tx, 'W2', 'Phường Mới Tinh'))
  for (const places of await now())
    expect(searchPlaces(places, 'mới tinh').matches.map(({ unit }) => unit.code)).toEqual(['W2'])
})

async function nominated(code: string): Promise<void> {
  await database.pool.query(
    `INSERT INTO nomination (code, kind, nominee_name, nominee_folded, unit_code, unit_text, unit_key, received_at)
     VALUES ('NT-2026-000001', 'individual', 'Hoa', 'hoa', $1, 'x', $1, now())`,
    [code],
  )
}
