import { readFileSync } from 'node:fs'
import type { Alias, UnitRow } from '../flows/vi/places.js'
import { inProject } from '../ops/root.js'
import { checkTables, type Row, refuse, type Tables } from './reference-rows.js'

/** Code of the city in the state register (Decision 19/2025/QĐ-TTg). */
export const CITY_CODE = '31'

const KINDS: Record<string, UnitRow['kind']> = { phường: 'ward', xã: 'commune', 'đặc khu': 'special_zone' }
const PROVINCES: Record<string, string> = { 'Hải Phòng': 'Thành phố Hải Phòng', 'Hải Dương': 'Tỉnh Hải Dương' }

/**
 * The organisation tree a new installation starts with: the city, its 114 wards, communes and special zones, and
 * industrial parks, with the names of the wards and districts that ended. Synchronous: start-up only. Throws StartError,
 * naming file and row, for a row that is misspelt, decomposed or leads nowhere: nobody would ever be found by it.
 */
export function readUnits(tables: Tables = shippedTables()): UnitRow[] {
  checkTables(tables)
  const units = tables.units.map(
    (row): UnitRow => ({
      code: row.code!,
      name: row.name!,
      kind: KINDS[row.type!]!,
      parentCode: CITY_CODE,
      formerDistrict: row.former_district || undefined,
      formerProvince: row.former_province || undefined,
      aliases: formerWards(tables.oldWards.filter((old) => old.new_code === row.code)),
    }),
  )
  const parks = tables.parks.map(
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

export function shippedTables(): Tables {
  return {
    units: readCsv('haiphong_units.csv'),
    oldWards: readCsv('haiphong_old_to_new_wards.csv'),
    parks: readCsv('haiphong_kcn.csv'),
  }
}

/** Old wards where people of today's unit may have lived, each once: many ended twice, under one name. */
function formerWards(rows: Row[]): Alias[] {
  const found = new Map<string, Alias>()
  for (const row of rows) {
    if (row.which === 'land_only' || row.confidence === 'weak') continue
    const key = `${row.old_name}, ${row.old_district}`
    const whole = row.part === 'whole' || row.which === 'rest_all_people'
    const share = Math.max(Number(row.area_share), found.get(key)?.share ?? 0)
    if (found.has(key) && found.get(key)!.share === undefined) continue
    found.set(key, {
      text: row.old_name!.replace(/ \(.*\)$/, ''),
      kind: 'former_ward',
      note: row.old_district!,
      ...(!whole && { share }),
    })
  }
  return [...found.values()]
}

/** The rows of a file of data/: cells hold no commas and no quotes, as its README says. Throws StartError. */
export function readCsv(file: string): Row[] {
  return rowsOf(file, readFileSync(inProject('data', file), 'utf8'))
}

/** Not the reader of uploaded files: that one understands everything, which takes a start twenty times as long. */
export function rowsOf(file: string, text: string): Row[] {
  const [head = [], ...lines] = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  return lines.map((cells, at) => {
    if (cells.length !== head.length) refuse(file, at, `holds ${cells.length} cells instead of ${head.length}`)
    if (cells.some((cell) => cell.includes('"'))) refuse(file, at, 'holds a quote')
    return Object.fromEntries(head.map((column, n) => [column, cells[n]]))
  })
}
