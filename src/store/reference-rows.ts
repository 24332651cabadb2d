// What a row of the reference data must be. Whoever edits the files hears of a slip at the next start, not from a person
// whose ward is not found.
import { z } from 'zod'
import { splitType } from '../flows/vi/place-index.js'
import { misspelt } from '../flows/vi/syllable.js'
import { clean, placeKey } from '../flows/vi/text.js'
import { StartError } from '../ops/start-error.js'

export type Row = Record<string, string | undefined>

export interface Tables {
  units: Row[]
  oldWards: Row[]
  parks: Row[]
}

const text = z
  .string()
  .refine((value) => value === clean(value), 'is decomposed, or holds letters that look like others')
const name = text.superRefine((value, ctx) => {
  const word = misspelt(value.replace(/ \(.*\)$/, ''))
  if (word) ctx.addIssue(`"${word}" is misspelt`)
})
const ward = name.refine((value) => {
  const { type, bare } = splitType(value.replace(/ \(.*\)$/, ''))
  return type !== undefined && placeKey(bare) !== ''
}, 'does not begin with Phường, Xã, Thị trấn, Huyện or Đặc khu and a name')
const code = z.string().regex(/^\d{5}$/, 'is no code of five digits')
const day = z.iso.date()

const UNIT = z.object({
  code,
  name: ward,
  type: z.enum(['phường', 'xã', 'đặc khu']),
  former_district: name,
  former_province: z.enum(['Thành phố Hải Phòng', 'Tỉnh Hải Dương']),
})
const OLD_WARD = z.object({
  // An island without communes has the code of its district.
  old_code: z.string().regex(/^\d{3}(?:\d\d)?$/, 'is no code'),
  old_name: ward,
  old_district: name,
  new_code: code,
  new_units: ward,
  part: z.enum(['whole', 'part']),
  which: z.enum(['', 'land_and_people', 'land_only', 'rest', 'rest_all_people']),
  area_share: z.string().regex(/^(?:100|\d{1,2})$/, 'is no percentage'),
  ended: day,
  confidence: z.enum(['two sources', 'one', 'weak']),
})
const PARK = z.object({
  code: text.min(1),
  name: text.min(3),
  area: z.enum(['Hải Phòng', 'Hải Dương']),
  aliases: text,
})

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

function check(file: string, rows: Row[], schema: z.ZodType): void {
  for (const [at, row] of rows.entries()) {
    const issue = schema.safeParse(row).error?.issues[0]
    if (issue) refuse(file, at, `${issue.path.join('.')} ${issue.message}`)
  }
}

function once(file: string, rows: Row[], keyOf: (row: Row) => string): void {
  const seen = new Set<string>()
  for (const [at, row] of rows.entries()) {
    if (seen.has(keyOf(row))) refuse(file, at, `${keyOf(row)} stands there twice`)
    seen.add(keyOf(row))
  }
}

function refuse(file: string, at: number, why: string): never {
  throw new StartError(`data/${file}, line ${at + 2}: ${why}; mend the row, or take the file of the release`)
}
