// One row of a list of addresses: what its cells mean, or why they cannot be taken.
import { createHash } from 'node:crypto'
import type { NewAddress, NewNeed } from '../flows/effects/address.js'
import {
  FORMS,
  GROUPS,
  type Group,
  type HelpForm,
  MOST,
  RHYTHMS,
  type Rhythm,
  URGENCIES,
  type Urgency,
} from '../flows/needs.js'
import { DAY } from '../flows/schedule.js'
import { readAmount } from '../flows/vi/amount.js'
import { dayOf, isoDay } from '../flows/vi/calendar.js'
import { readPhone } from '../flows/vi/phones.js'
import type { UnitRow } from '../flows/vi/places.js'
import { fold, length } from '../flows/vi/text.js'
import type { Column, TableRow } from './address-table.js'

/** Finds what words stand for, or undefined. */
type Finder = (words: string) => string | undefined

/** Folding is slow, and the same few words stand in every row of a list: each is folded once. */
function finder(named: Iterable<[name: string, is: string]>, key: (words: string) => string = fold): Finder {
  const byKey = new Map([...named].map(([name, is]) => [key(name), is]))
  const met = new Map<string, string | undefined>()
  return (words) => {
    if (met.has(words)) return met.get(words)
    const found = byKey.get(key(words))
    if (met.size < MOST_MET) met.set(words, found)
    return found
  }
}
const MOST_MET = 1_000

/** Wards and communes by how their name is folded. */
export const unitsByName = (units: UnitRow[]): Finder =>
  finder(
    units.map(({ name, code }) => [name, code]),
    nameOf,
  )

function nameOf(name: string): string {
  return fold(name)
    .replace(/^(?:phuong|xa|dac khu|p\.|x\.) ?/, '')
    .trim()
}

// What a formula that fails shows; spreadsheets hand it over like a text that somebody typed.
const ERROR = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/

/** The address and its need; `wrong` hears of every cell that cannot be taken, and then the result is worth nothing. */
export function readRow(
  { cells }: TableRow,
  unitNamed: Finder,
  wrong: (column: Column, reason: string) => void,
  thisYear: number,
): NewAddress {
  for (const column of Object.keys(cells) as Column[])
    if (ERROR.test(cells[column])) wrong(column, `ô này là lỗi công thức (${cells[column]})`)
  const unit = unitNamed(cells.unit)
  if (!unit) wrong('unit', `không có phường, xã "${cells.unit}"`)
  const group = groupNamed(cells.group)
  if (!group)
    wrong(
      'group',
      `không rõ nhóm "${cells.group}"; các nhóm: ${Object.values(GROUPS)
        .map(({ label }) => label)
        .join('; ')}`,
    )
  for (const column of ['name', 'place', 'details'] as const) if (cells[column] === '') wrong(column, 'ô còn trống')
  if (length(cells.summary) < 10) wrong('summary', 'cần ít nhất 10 ký tự')
  if (length(cells.summary) > 300) wrong('summary', `dài ${length(cells.summary)} ký tự, nhiều nhất 300`)
  const year = yearOf(cells.birthYear, wrong, thisYear)
  const urgency = cells.urgency === '' ? '1' : urgencyNamed(cells.urgency)
  if (!urgency) wrong('urgency', `là một trong: ${Object.values(URGENCIES).join(', ')}`)
  const name = cells.name === cells.name.toUpperCase() ? titled(cells.name) : cells.name
  return {
    unit: unit ?? '',
    listKey: cells.key || ownKey([name, year, cells.place].map(String)),
    group: group as Group,
    summary: cells.summary,
    urgency: Number(urgency) as Urgency,
    state: 'surveying' as const,
    name,
    birthYear: year,
    guardian: cells.guardian || undefined,
    phone: phoneOf(cells.phone, wrong),
    place: cells.place,
    details: cells.details,
    papersSeen: false,
    consented: false,
    needs: [needOf(cells, wrong)],
  }
}

/** Where a list has no keys, the same family is known again by who and where it is. */
function ownKey(content: string[]): string {
  return `#${createHash('sha256').update(content.map(fold).join('|')).digest('hex').slice(0, 16)}`
}

function needOf(cells: TableRow['cells'], wrong: (column: Column, reason: string) => void): NewNeed {
  const form = formNamed(cells.form)
  if (!form) wrong('form', `là một trong: ${Object.values(FORMS).join(', ')}`)
  if (cells.what === '') wrong('what', 'ô còn trống')
  const amount = readAmount(cells.quantity.replace(/^(\d+)\.(\d{1,2})$/, '$1,$2'))
  if (!amount || amount.thousandths > MOST) wrong('quantity', `"${cells.quantity}" không phải số lượng`)
  const measure = cells.measure || amount?.measure || ''
  if (measure === '') wrong('measure', 'ô còn trống')
  const rhythm = cells.rhythm === '' ? 'once' : rhythmNamed(cells.rhythm)
  if (!rhythm) wrong('rhythm', `là một trong: ${Object.values(RHYTHMS).join(', ')}`)
  return {
    form: form as HelpForm,
    what: cells.what,
    measure,
    quantity: amount?.thousandths ?? 0,
    rhythm: rhythm as Rhythm,
    neededBy: dateOf(cells.neededBy, wrong),
  }
}

/** The key of a choice by the words it is shown with. */
const choice = <L>(labels: Record<string, L>, label: (of: L) => string) =>
  finder(Object.entries(labels).map(([key, of]) => [label(of), key]))
const groupNamed = choice(GROUPS, ({ label }) => label)
const urgencyNamed = choice(URGENCIES, (label) => label)
const formNamed = choice(FORMS, (label) => label)
const rhythmNamed = choice(RHYTHMS, (label) => label)

/** A spreadsheet takes a number's first zero. */
function phoneOf(cell: string, wrong: (column: Column, reason: string) => void): string | undefined {
  if (cell === '') return undefined
  const digits = cell.replace(/\D/g, '')
  const read = readPhone(/^[1-9]\d{8}$/.test(digits) ? `0${digits}` : cell)
  if (!read.ok) wrong('phone', `"${cell}" không phải số điện thoại`)
  return read.ok ? read.e164 : undefined
}

/** "1950", "12/03/1950"; a year typed into a column of dates is kept as a day of 1905. */
function yearOf(cell: string, wrong: (column: Column, reason: string) => void, thisYear: number): number | undefined {
  if (cell === '') return undefined
  const [, d, m, y] = /^(?:(\d{1,2})[/.-](\d{1,2})[/.-])?(\d{4})$/.exec(cell) ?? []
  const typed =
    d && y === '1905' ? Math.round((Date.UTC(1905, Number(m) - 1, Number(d)) - SERIAL_START) / DAY) : Number(y)
  if (typed >= 1900 && typed <= thisYear) return typed
  wrong('birthYear', `"${cell}" không phải năm sinh`)
  return undefined
}

const SERIAL_START = Date.UTC(1899, 11, 30)

/** "31/12/2026", "2026-12-31", or the serial number a spreadsheet keeps: as an ISO day. */
function dateOf(cell: string, wrong: (column: Column, reason: string) => void): string | undefined {
  if (cell === '') return undefined
  const serial = /^[3-6]\d{4}$/.test(cell)
    ? new Date(SERIAL_START + Number(cell) * DAY).toISOString().slice(0, 10)
    : undefined
  const [, d, m, y] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell) ?? []
  const [, y2, m2, d2] = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(serial ?? cell) ?? []
  const day = dayOf(Number(y ?? y2), Number(m ?? m2), Number(d ?? d2))
  if (day === undefined) wrong('neededBy', `"${cell}" không phải ngày; ghi như 31/12/2026`)
  return day === undefined ? undefined : isoDay(day)
}

/** "NGUYỄN THỊ HOA" as a name is written. */
function titled(name: string): string {
  return name
    .toLowerCase()
    .replace(/(^|\s)(\p{L})/gu, (_all, space: string, letter: string) => space + letter.toUpperCase())
}
