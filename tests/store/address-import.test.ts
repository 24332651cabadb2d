import { writeXlsx } from 'hucre'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importAddresses } from '../../src/store/address-import.js'
import { COLUMNS, readAddressFile } from '../../src/store/address-table.js'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { boxOf } from '../../src/store/sealed.js'
import { loadUnits } from '../../src/store/units.js'
import { type TestDatabase, testDatabase } from '../support/database.js'
import { NOW, organisation } from './organisation.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await organisation(database.pool)
})
afterAll(() => database.drop())
beforeEach(() => database.pool.query('DELETE FROM address'))

const HEAD = Object.values(COLUMNS)
const ROW = [
  'K1',
  'Phường Một',
  'Hộ nghèo, cận nghèo',
  'NGUYỄN THỊ HOA',
  1950,
  '',
  912345678,
  'số 5',
  'ốm đau lâu năm',
  'Một cụ già ốm đau lâu năm',
  'Vật chất',
  'gạo',
  10,
  'suất',
  'một lần',
  46387,
  'cần sớm',
]
const changed = (column: keyof typeof COLUMNS, value: string | number) => {
  const at = Object.keys(COLUMNS).indexOf(column)
  return ROW.map((cell, n) => (n === at ? value : cell))
}

const csv = (rows: (string | number)[][]) =>
  new TextEncoder().encode(`\uFEFF${rows.map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\r\n')}`)

async function take(bytes: Uint8Array, dryRun = false) {
  const units = await loadUnits(database.pool)
  return transaction(database.pool, (tx) =>
    importAddresses(tx, readAddressFile(bytes), { units, by: CONSOLE, dryRun, now: NOW }),
  )
}
const count = async () => (await database.pool.query('SELECT count(*)::int AS n FROM address')).rows[0].n

async function families() {
  const { rows } = await database.pool.query(
    'SELECT a.id, p.name, p.phone, a.state FROM address a JOIN address_private p ON p.address_id = a.id ORDER BY a.id',
  )
  return rows.map(({ id, name, phone, state }) => {
    const box = boxOf(database.pool, 'address_private', id)
    return { name: box.open('name', name), phone: box.open('phone', phone), state }
  })
}

describe('a list of addresses', () => {
  it('of a spreadsheet has its phone, date and capitals mended, and says nothing twice', async () => {
    const bytes = (await writeXlsx({
      sheets: [{ name: 'DS', rows: [['DANH SÁCH ĐỊA CHỈ NHÂN ĐẠO'], HEAD, ROW, changed('what', 'chăn ấm')] }],
    })) as Uint8Array
    expect(await take(bytes, true)).toMatchObject({ right: 2, added: 1, refused: [] })
    expect(await count()).toBe(0)
    expect(await take(bytes)).toMatchObject({ added: 1, same: 0 })
    expect(await take(bytes)).toMatchObject({ added: 0, same: 1 })
    expect(await families()).toEqual([{ name: 'Nguyễn Thị Hoa', phone: '+84912345678', state: 'surveying' }])
    const needs = await database.pool.query(
      `SELECT what, quantity, to_char(needed_by, 'YYYY-MM-DD') AS by FROM need ORDER BY id`,
    )
    expect(needs.rows).toEqual([
      { what: 'gạo', quantity: '10000', by: '2026-12-31' },
      { what: 'chăn ấm', quantity: '10000', by: '2026-12-31' },
    ])
  })

  it('in decomposed letters and with a look-alike Đ is read as it is meant', async () => {
    const rows = [HEAD, changed('name', 'Ðỗ Văn Bình')].map((row) => row.map((cell) => String(cell).normalize('NFD')))
    await take(csv(rows))
    expect(await families()).toMatchObject([{ name: 'Đỗ Văn Bình' }])
  })

  it('with a single wrong cell is not taken at all, and says which', async () => {
    const done = await take(csv([HEAD, ROW, changed('unit', 'Phường Không Có'), changed('neededBy', '31/02/2026')]))
    expect(await count()).toBe(0)
    expect(done.refused.map(({ row, column }) => `${row} ${column}`)).toEqual(['3 phường xã', '4 cần trước ngày'])
  })

  it('with rows that a filter hides is asked about, not taken in silence', async () => {
    const rowDefs = new Map([[2, { hidden: true }]])
    const bytes = (await writeXlsx({
      sheets: [{ name: 'DS', rows: [HEAD, ROW, changed('key', 'K2')], rowDefs }],
    })) as Uint8Array
    await expect(take(bytes)).rejects.toThrow(/bị ẩn/)
  })

  it('has cards that say less where fewer than five would fit', async () => {
    const rows = Array.from({ length: 5 }, (_, n) => changed('key', `N${n}`))
    await take(
      csv([
        HEAD,
        ...rows,
        changed('key', 'E1').map((cell) => (cell === 'Hộ nghèo, cận nghèo' ? 'trẻ em mồ côi' : cell)),
      ]),
    )
    const { rows: cards } = await database.pool.query(
      'SELECT shown_unit, shown_group, count(*)::int AS n FROM address GROUP BY 1, 2 ORDER BY 3',
    )
    expect(cards).toEqual([
      { shown_unit: '31', shown_group: 'anybody', n: 1 },
      { shown_unit: 'W1', shown_group: 'poor', n: 5 },
    ])
  })
})
