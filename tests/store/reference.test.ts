import { expect, it } from 'vitest'
import { buildPlaces, searchPlaces } from '../../src/flows/vi/places.js'
import { readUnits, rowsOf, shippedTables } from '../../src/store/reference.js'
import type { Row } from '../../src/store/reference-rows.js'

const tables = shippedTables()
/** The shipped tables with one row of old wards changed. */
const with_ = (change: Row) => ({
  ...tables,
  oldWards: tables.oldWards.map((row, at) => (at === 3 ? { ...row, ...change } : row)),
})

it('takes what is shipped', () => expect(readUnits()).toHaveLength(1 + 114 + 31))

it('reads what a spreadsheet wrote, and refuses a line it would read wrong', () => {
  expect(rowsOf('x.csv', 'a,b\r\n1,\r\n2,hai\r\n')).toEqual([
    { a: '1', b: '' },
    { a: '2', b: 'hai' },
  ])
  expect(() => rowsOf('x.csv', 'a,b\n1,2\n1,2,3')).toThrow('data/x.csv, line 3: holds 3 cells instead of 2')
  expect(() => rowsOf('x.csv', 'a,b\n"1",2\n')).toThrow('data/x.csv, line 2: holds a quote')
})

it.each<[string, Row]>([
  ['"Hòang" is misspelt', { old_name: 'Phường Hòang Văn Thụ' }],
  ['"Kíên" is misspelt', { old_name: 'Xã Kíên Bái' }],
  ['"Thuỷ" is misspelt', { old_district: 'Huyện Thuỷ Nguyên' }],
  ['decomposed', { old_name: 'Phường Cát Dài'.normalize('NFD') }],
  ['look like others', { old_name: 'Phường Ðông Hải' }],
  ['begin with', { old_name: 'Cát Dài' }],
  ['begin with', { old_name: 'Phường' }],
  ['is Phường Hải Dương, not Phường Thành Đông', { new_units: 'Phường Thành Đông' }],

  ['is no unit', { new_code: '99999' }],
  ['no code', { new_code: '' }],
  ['percentage', { area_share: '101' }],
  ['which', { which: 'some' }],
  ['ended', { ended: '31/6/2025' }],
  ['stands there twice', tables.oldWards[2]!],
])('refuses a row of old wards: %s', (why, change) => {
  expect(() => readUnits(with_(change))).toThrow(why)
  expect(() => readUnits(with_(change))).toThrow(/^data\/haiphong_old_to_new_wards\.csv, line \d+: /)
})

it('refuses a unit that no old name leads to, and one that stands there twice', () => {
  const nowhere = { ...tables, oldWards: tables.oldWards.filter(({ new_code }) => new_code !== '11383') }
  expect(() => readUnits(nowhere)).toThrow('no old ward leads to Phường Lê Chân')
  expect(() => readUnits({ ...tables, units: [...tables.units, tables.units[0]!] })).toThrow('twice')
})

it('every side with people of a divided ward is offered, the larger first', () => {
  const places = buildPlaces(readUnits())
  const peopled = tables.oldWards.filter((row) => row.which !== 'land_only' && row.confidence !== 'weak')
  const wards = new Map<string, Row[]>()
  for (const row of peopled) {
    const ward = `${row.old_name}, ${row.old_district}`
    wards.set(ward, [...(wards.get(ward) ?? []), row])
  }
  const divided = [...wards].filter(([, rows]) => new Set(rows.map(({ new_code }) => new_code)).size > 1)
  expect(divided.length).toBeGreaterThan(60)
  for (const [ward, rows] of divided) {
    const offered = searchPlaces(places, ward.replace(',', ' cũ,'), 9).matches.map(({ unit }) => unit.code)
    const shares = offered
      .flatMap((code) => rows.find(({ new_code }) => new_code === code)?.area_share ?? [])
      .map(Number)
    expect(shares.length, ward).toBe(new Set(rows.map(({ new_code }) => new_code)).size)
    expect(shares, ward).toEqual(shares.toSorted((a, b) => b - a))
  }
})
