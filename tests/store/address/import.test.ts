import { crc32, deflateRawSync } from 'node:zlib'
import { writeXlsx } from 'hucre'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeFamily } from '../../../src/store/address/family.js'
import { importAddresses } from '../../../src/store/address/import.js'
import { COLUMNS, readAddressFile } from '../../../src/store/address/table.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { boxOf } from '../../../src/store/sealed.js'
import { fitsUnpacked } from '../../../src/store/sheet/unpacked.js'
import { loadUnits } from '../../../src/store/units.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { NOW, organisation } from '../organisation.js'

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

/** Somebody else. */
const other = (key: string) => changed('name', 'Trần Văn Bình').map((cell, n) => (n === 0 ? key : cell))

const csv = (rows: (string | number)[][]) =>
  new TextEncoder().encode(`\uFEFF${rows.map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\r\n')}`)

/** A ZIP of one deflated file whose headers say that it is `declared` bytes long. */
function zipOf(name: string, packed: Buffer, declared: number): Buffer {
  const facts = Buffer.alloc(22)
  facts.writeUInt16LE(8, 4)
  facts.writeUInt32LE(crc32(packed), 10)
  facts.writeUInt32LE(packed.length, 14)
  facts.writeUInt32LE(declared, 18)
  const names = Buffer.alloc(4)
  names.writeUInt16LE(name.length)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, names, Buffer.from(name), packed])
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), facts, names, Buffer.alloc(14), Buffer.from(name)])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, entry, end])
}

async function take(bytes: Uint8Array, dryRun = false) {
  const units = await loadUnits(database.pool)
  return transaction(database.pool, (tx) =>
    importAddresses(tx, readAddressFile(bytes), { units, by: CONSOLE, dryRun, now: NOW }),
  )
}
const count = async () => (await database.pool.query('SELECT count(*)::int AS n FROM address')).rows[0].n

async function readAll(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of rows);
}

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

  it('names new rows that may be a family known already, and takes them all the same', async () => {
    await take(csv([HEAD, changed('name', 'Lý Thị Quý')]))
    const twins = csv([
      HEAD,
      ...['Lí Thị Quí', 'Vũ Thị Mỹ', 'Vũ Thị Mĩ'].map((name, n) => {
        const row = changed('name', name)
        row[0] = `T${n}`
        return row
      }),
    ])
    const done = await take(twins)
    expect(done).toMatchObject({ added: 3, refused: [] })
    expect(done.alike.map((one) => `${one.row} ${one.with.replace(/-\d{4}-\d+/, '')}`)).toEqual(['2 DCND', '4 dòng 3'])
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

  it('with a formula that failed is not taken: an error is nobody’s name', async () => {
    const done = await take(csv([HEAD, changed('name', '#N/A'), changed('details', '#REF!')]))
    expect(done.refused.map(({ row, column }) => `${row} ${column}`)).toEqual(['2 họ tên', '3 hoàn cảnh'])
  })

  it('with rows that a filter hides is asked about, not taken in silence', async () => {
    const rowDefs = new Map([[2, { hidden: true }]])
    const bytes = (await writeXlsx({
      sheets: [{ name: 'DS', rows: [HEAD, ROW, changed('key', 'K2')], rowDefs }],
    })) as Uint8Array
    await expect(take(bytes)).rejects.toThrow(/bị ẩn/)
  })

  it('with a year of birth that is none, or still to come, is refused for it', async () => {
    for (const year of ['chưa rõ', '75 tuổi', '1850', '2062'])
      expect(await take(csv([HEAD, changed('birthYear', year)]))).toMatchObject({
        added: 0,
        refused: [{ column: 'năm sinh', reason: `"${year}" không phải năm sinh; ghi như 1950` }],
      })
    expect(await count()).toBe(0)
  })

  it('on a sheet that is hidden is asked about too; hidden choices for its cells are nobody’s list', async () => {
    const choices = { name: 'Danh mục', hidden: true, rows: [['nhóm'], ['Hộ nghèo, cận nghèo'], ['trẻ em mồ côi']] }
    const list = { name: 'DS', rows: [HEAD, ROW] }
    const old = { name: 'Năm ngoái', veryHidden: true, rows: [HEAD, ...['A', 'B'].map((key) => other(key))] }
    const of = async (...sheets: object[]) => (await writeXlsx({ sheets: sheets as never })) as Uint8Array
    expect(await take(await of(choices, list), true)).toMatchObject({ right: 1 })
    await expect(take(await of(list, old))).rejects.toThrow(/Có 2 dòng đang bị ẩn/)
    const units = await loadUnits(database.pool)
    const left = await transaction(database.pool, async (tx) =>
      importAddresses(tx, readAddressFile(await of(list, old), 'leave'), {
        units,
        by: CONSOLE,
        dryRun: true,
        now: NOW,
      }),
    )
    expect(left).toMatchObject({ right: 1, refused: [] })
    await expect(readAll(readAddressFile(await of(list, old), 'take'))).rejects.toThrow(/nhiều trang tính/)
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

  it('with a header of two rows is read, merged in a spreadsheet or with empty cells in a CSV', async () => {
    const needs = HEAD.indexOf('hình thức')
    const above = HEAD.map((title, n) => (n < needs || n > needs + 3 ? title : n === needs ? 'NHU CẦU' : ''))
    const below = HEAD.map((title, n) => (n < needs || n > needs + 3 ? '' : title))
    expect(await take(csv([['DANH SÁCH'], above, below, ROW]))).toMatchObject({ right: 1, added: 1, refused: [] })
    const merges = HEAD.flatMap((_, n) =>
      n < needs || n > needs + 3
        ? [{ startRow: 1, endRow: 2, startCol: n, endCol: n }]
        : n === needs
          ? [{ startRow: 1, endRow: 1, startCol: n, endCol: n + 3 }]
          : [],
    )
    const rows = [['DANH SÁCH'], above, below, changed('key', 'K2'), changed('key', 'K3')]
    // The ward is written once and merged over its families.
    rows[4] = rows[4]!.map((cell, n) => (n === 1 ? '' : cell))
    merges.push({ startRow: 3, endRow: 4, startCol: 1, endCol: 1 })
    const sheets = [{ name: 'DS', rows: rows.map((row) => row.map((cell) => (cell === '' ? null : cell))), merges }]
    const bytes = (await writeXlsx({ sheets })) as Uint8Array
    expect(await take(bytes)).toMatchObject({ right: 2, refused: [] })
    expect(await count()).toBe(1)
  })

  it('that unpacks to more than a list ever is, is not unpacked', async () => {
    const bytes = Buffer.from((await writeXlsx({ sheets: [{ name: 'DS', rows: [HEAD, ROW] }] })) as Uint8Array)
    // What the directory of the ZIP declares for its first entry.
    const entry = bytes.indexOf(Buffer.from('PK\x01\x02'))
    bytes.writeUInt32LE(200_000_000, entry + 24)
    await expect(take(bytes)).rejects.toThrow(/quá lớn/)
  })

  it('whose directory lies about what it unpacks to is refused in words, soon, and kept nowhere', async () => {
    const honest = Buffer.from((await writeXlsx({ sheets: [{ name: 'DS', rows: [HEAD, ROW] }] })) as Uint8Array)
    expect(await fitsUnpacked(honest, 1_000_000)).toBe(true)
    // 70 MB of nothing, made here, in a few kilobytes, that say they are ten bytes.
    const lying = zipOf('xl/worksheets/sheet1.xml', deflateRawSync(Buffer.alloc(70_000_000)), 10)
    expect(lying.length).toBeLessThan(100_000)
    const before = process.memoryUsage()
    await expect(take(lying)).rejects.toThrow(/quá lớn/)
    const after = process.memoryUsage()
    expect(after.external + after.heapUsed - before.external - before.heapUsed).toBeLessThan(40_000_000)
    // Nor is more than one counted for itself.
    expect(await fitsUnpacked(lying, 80_000_000)).toBe(true)
    expect(await fitsUnpacked(honest.subarray(0, 300), 80_000_000)).toBe(false)
  })

  it('of numbers typed as text, dates typed or kept as serials, years in a column of dates, is read', async () => {
    const rows = [
      changed('neededBy', '46387'),
      changed('neededBy', '31/12/2026'),
      changed('birthYear', '1950'),
      changed('birthYear', '3/5/1905'),
      changed('phone', '0912345678'),
      changed('phone', '+84 912 345 678'),
      changed('quantity', '10'),
      changed('quantity', '2.5'),
    ].map((row, n) => row.map((cell, at) => (at === 0 ? `T${n}` : cell)))
    expect(await take(csv([HEAD, ...rows]))).toMatchObject({ right: rows.length, added: rows.length, refused: [] })
    const { rows: found } = await database.pool.query(
      `SELECT a.id, to_char(n.needed_by, 'YYYY-MM-DD') AS by, p.birth_year AS year, p.phone, n.quantity::int FROM address a
       JOIN address_private p ON p.address_id = a.id JOIN need n ON n.address_id = a.id ORDER BY a.list_key`,
    )
    const open = ({ id, by, year, phone }: Record<string, string>) => {
      const box = boxOf(database.pool, 'address_private', id!)
      return `${by} ${box.open('birth_year', year!)} ${box.open('phone', phone!)}`
    }
    expect(new Set(found.map(open))).toEqual(new Set(['2026-12-31 1950 +84912345678']))
    expect(found.at(-1)!.quantity).toBe(2_500)
  })
})

it('a long list leaves tables whose size is known: plans for small ones would let the next list run out of time', async () => {
  const rows = Array.from({ length: 600 }, (_, n) =>
    changed('name', `Trần Văn ${n}`).map((cell, at) => (at === 0 ? `L${n}` : cell)),
  )
  await take(csv([HEAD, ...rows]))
  const { rows: known } = await database.pool.query(
    `SELECT relname, reltuples::int AS rows FROM pg_class WHERE relname IN ('address', 'address_private', 'need') ORDER BY 1`,
  )
  expect(known.map(({ rows }) => rows)).toEqual([600, 600, 600])
})

describe('a list with families that are known', () => {
  const needs = async () =>
    (await database.pool.query('SELECT what, quantity::int FROM need ORDER BY id')).rows.map(
      ({ what, quantity }) => `${what} ${quantity}`,
    )

  it('adds what they need too, once', async () => {
    await take(csv([HEAD, ROW]))
    const list = csv([HEAD, ROW, changed('what', 'chăn ấm'), other('K2')])
    expect(await take(list, true)).toMatchObject({ added: 1, same: 1, needs: 1 })
    expect(await needs()).toEqual(['gạo 10000'])
    expect(await take(list)).toMatchObject({ added: 1, same: 1, needs: 1 })
    expect(await take(list)).toMatchObject({ added: 0, same: 2, needs: 0 })
    expect((await needs()).toSorted()).toEqual(['chăn ấm 10000', 'gạo 10000', 'gạo 10000'])
  })

  it('knows a family by name, year and place where the list has another key or none', async () => {
    await take(csv([HEAD, ROW]))
    const list = csv([
      HEAD,
      ...['', 'X1'].map((key) => changed('what', 'chăn ấm').map((cell, n) => (n === 0 ? key : cell))),
    ])
    expect(await take(list)).toMatchObject({ added: 0, same: 2, needs: 1 })
    expect(await take(list)).toMatchObject({ added: 0, same: 2, needs: 0 })
    expect(await count()).toBe(1)
  })

  it('opens an address again that had all it needed', async () => {
    await take(csv([HEAD, ROW]))
    await database.pool.query(`UPDATE address SET state = 'done'`)
    await take(csv([HEAD, changed('what', 'chăn ấm')]))
    expect((await database.pool.query('SELECT state FROM address')).rows).toEqual([{ state: 'open' }])
  })

  it('does not change how much was asked for, and says so', async () => {
    await take(csv([HEAD, ROW]))
    expect(await take(csv([HEAD, changed('quantity', 25)]))).toMatchObject({ needs: 0, differ: 1, refused: [] })
    expect(await needs()).toEqual(['gạo 10000'])
  })

  it('is refused where a key is somebody else’s, or asks twice for one thing', async () => {
    await take(csv([HEAD, ROW]))
    const stranger = await take(csv([HEAD, changed('name', 'Trần Văn Bình')]))
    expect(stranger.refused).toEqual([
      { row: 2, column: 'mã ngoài', reason: expect.stringMatching(/DCND-2026-\d{4}, họ tên khác/) },
    ])
    const twice = await take(csv([HEAD, other('K9'), other('K9')]))
    expect(twice).toMatchObject({ right: 1, wrong: 1, added: 1 })
    expect(twice.refused).toEqual([{ row: 3, column: 'nhu cầu', reason: expect.stringContaining('dòng 2') }])
    expect(await count()).toBe(1)
  })

  it('without keys is the same list still after an officer has corrected a name in it', async () => {
    const list = csv([HEAD, ROW.map((cell, n) => (n === 0 ? '' : cell))])
    await take(list)
    const { code } = (await database.pool.query('SELECT code FROM address')).rows[0]
    await transaction(database.pool, (tx) =>
      changeFamily(tx, { code, change: { name: 'Nguyễn Thị Hòa' }, by: CONSOLE, now: NOW }),
    )
    expect(await take(list)).toMatchObject({ same: 1, refused: [], changed: [{ row: 2, columns: ['họ tên'] }] })
  })

  it('says what else the list knows of a family, and keeps what is known', async () => {
    await take(csv([HEAD, ROW]))
    const done = await take(csv([HEAD, changed('phone', '0987654321'), other('K2')]))
    expect(done).toMatchObject({ added: 1, same: 1, changed: [{ row: 2, columns: ['điện thoại'] }] })
    expect((await families()).map(({ phone }) => phone)).toEqual(['+84912345678', '+84912345678'])
    expect((await take(csv([HEAD, ROW]))).changed).toEqual([])
  })

  it('lets what is said once under a key be left out below it, and refuses what is said otherwise', async () => {
    const below = ROW.map((cell, n) => (n === 0 || (n >= 10 && n < 16) ? cell : '')).map((cell) =>
      cell === 'gạo' ? 'chăn ấm' : cell,
    )
    expect(await take(csv([HEAD, ROW, below]), true)).toMatchObject({ right: 2, added: 1, refused: [] })
    const others = (['phone', 'summary', 'details'] as const).map((column, n) =>
      changed(column, column === 'phone' ? '0987654321' : `một điều khác hẳn ${n}`),
    )
    const rows = others.map((row, n) => row.map((cell) => (cell === 'gạo' ? `chăn ${n}` : cell)))
    expect((await take(csv([HEAD, ROW, ...rows]))).refused.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '3 điện thoại',
      '4 tóm tắt công khai',
      '5 hoàn cảnh',
    ])
    expect(await count()).toBe(0)
  })
})
