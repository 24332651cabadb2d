import { readFileSync } from 'node:fs'
import type { UnitRow } from '../flows/vi/places.js'

/** Code of the city in the state register (Decision 19/2025/QĐ-TTg). */
export const CITY_CODE = '31'

const DATA = new URL('../../data/', import.meta.url)
const KINDS: Record<string, UnitRow['kind']> = { phường: 'ward', xã: 'commune', 'đặc khu': 'special_zone' }
const PROVINCES: Record<string, string> = { 'Hải Phòng': 'Thành phố Hải Phòng', 'Hải Dương': 'Tỉnh Hải Dương' }

/**
 * The organisation tree a new installation starts with: the city, its 114 wards, communes and special zones, and
 * industrial parks, with the names of the wards and districts that ended on 1/7/2025. Synchronous: start-up only.
 */
export function readUnits(): UnitRow[] {
  const oldWards = readCsv('haiphong_old_to_new_wards.csv')
  const units = readCsv('haiphong_units.csv').map(
    (row): UnitRow => ({
      code: row.code!,
      name: row.name!,
      kind: KINDS[row.type!]!,
      parentCode: CITY_CODE,
      formerDistrict: row.former_district || undefined,
      formerProvince: row.former_province || undefined,
      aliases: oldWards
        .filter((old) => old.new_units === row.name)
        .map((old) => ({ text: old.old_name!, kind: 'former_ward', note: old.old_district! })),
    }),
  )
  const parks = readCsv('haiphong_kcn.csv').map(
    (row): UnitRow => ({
      code: row.code!,
      name: row.name!,
      kind: 'industrial_park',
      parentCode: CITY_CODE,
      formerProvince: PROVINCES[row.area!],
      aliases: (row.aliases ? row.aliases.split(';') : []).map((text) => ({ text, kind: 'alias' })),
    }),
  )
  return [{ code: CITY_CODE, name: 'Thành phố Hải Phòng', kind: 'city', aliases: [] }, ...units, ...parks]
}

/** Our own files have no quotes and no commas inside values (a test holds them to it): no library needed. */
export function readCsv(file: string): Record<string, string | undefined>[] {
  const [header = '', ...lines] = readFileSync(new URL(file, DATA), 'utf8').trimEnd().split('\n')
  const columns = header.split(',')
  return lines.map((line) => {
    const values = line.split(',')
    return Object.fromEntries(columns.map((column, at) => [column, values[at]]))
  })
}
