// What a row of the reference data must be. Whoever edits the files hears of a slip at the next start, not from a person
// whose ward is not found.
import { splitType } from '../flows/vi/place-index.js'
import { remembered } from '../flows/vi/remembered.js'
import { misspelt } from '../flows/vi/syllable.js'
import { clean, placeKey } from '../flows/vi/text.js'
import { StartError } from '../ops/start-error.js'

export type Row = Record<string, string | undefined>

export interface Tables {
  units: Row[]
  oldWards: Row[]
  parks: Row[]
}

/** What is wrong with a cell, undefined where nothing is. */
type Check = (value: string) => string | undefined

const unless =
  (good: (value: string) => boolean, why: string): Check =>
  (value) =>
    good(value) ? undefined : why
const text = unless((value) => value === clean(value), 'is decomposed, or holds letters that look like others')
// The same few hundred names stand in thousands of cells, and every start reads them.
const name: Check = remembered((value) => {
  const word = misspelt(value.replace(/ \(.*\)$/, ''))
  return text(value) ?? (word && `"${word}" is misspelt`)
})
const ward: Check = remembered((value) => {
  const { type, bare } = splitType(value.replace(/ \(.*\)$/, ''))
  const named = type !== undefined && placeKey(bare) !== ''
  return name(value) ?? (named ? undefined : 'does not begin with Phường, Xã, Thị trấn, Huyện or Đặc khu and a name')
})
const like = (pattern: RegExp, why: string) => unless((value) => pattern.test(value), why)
const oneOf = (...values: string[]) => unless((value) => values.includes(value), `is none of ${values.join(', ')}`)
const code = like(/^\d{5}$/, 'is no code of five digits')

const UNIT: Record<string, Check> = {
  code,
  name: ward,
  type: oneOf('phường', 'xã', 'đặc khu'),
  former_district: name,
  former_province: oneOf('Thành phố Hải Phòng', 'Tỉnh Hải Dương'),
}
const OLD_WARD: Record<string, Check> = {
  // An island without communes has the code of its district.
  old_code: like(/^\d{3}(?:\d\d)?$/, 'is no code'),
  old_name: ward,
  old_district: name,
  new_code: code,
  new_units: ward,
  part: oneOf('whole', 'part'),
  which: oneOf('', 'land_and_people', 'land_only', 'rest', 'rest_all_people'),
  area_share: like(/^(?:100|\d{1,2})$/, 'is no percentage'),
  ended: like(/^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'is no day'),
  confidence: oneOf('two sources', 'one', 'weak'),
}
const PARK: Record<string, Check> = {
  code: like(/\S/, 'is empty'),
  name: text,
  area: oneOf('Hải Phòng', 'Hải Dương'),
  aliases: text,
}

/** Throws StartError for the first row that is not what it must be. */
export function checkTables({ units, oldWards, parks }: Tables): void {
  check('haiphong_units.csv', units, UNIT)
  check('haiphong_old_to_new_wards.csv', oldWards, OLD_WARD)
  check('haiphong_kcn.csv', parks, PARK)
  once('haiphong_units.csv', units, ({ code }) => code!)
  once('haiphong_old_to_new_wards.csv', oldWards, (row) =>
    [row.old_name, row.old_district, row.ended, row.new_code].join(', '),
  )
  once('haiphong_kcn.csv', parks, ({ code }) => code!)
  const names = new Map(units.map((unit) => [unit.code, unit.name]))
  for (const [at, { new_code, new_units }] of oldWards.entries())
    if (names.get(new_code) !== new_units)
      refuse(
        'haiphong_old_to_new_wards.csv',
        at,
        `new_code ${new_code} is ${names.get(new_code) ?? 'no unit'}, not ${new_units}`,
      )
  const reached = new Set(oldWards.flatMap((row) => (row.which === 'land_only' ? [] : [row.new_code])))
  for (const [at, unit] of units.entries())
    if (!reached.has(unit.code)) refuse('haiphong_units.csv', at, `no old ward leads to ${unit.name}`)
}

function check(file: string, rows: Row[], columns: Record<string, Check>): void {
  for (const [at, row] of rows.entries())
    for (const [column, wrong] of Object.entries(columns)) {
      const why = row[column] === undefined ? 'is missing' : wrong(row[column])
      if (why) refuse(file, at, `${column} ${why}`)
    }
}

function once(file: string, rows: Row[], keyOf: (row: Row) => string): void {
  const seen = new Set<string>()
  for (const [at, row] of rows.entries()) {
    if (seen.has(keyOf(row))) refuse(file, at, `${keyOf(row)} stands there twice`)
    seen.add(keyOf(row))
  }
}

export function refuse(file: string, at: number, why: string): never {
  throw new StartError(`data/${file}, line ${at + 2}: ${why}; mend the row, or take the file of the release`)
}
