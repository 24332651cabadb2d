// One row of a list of addresses: what its cells mean, or why they cannot be taken.
import { createHash } from 'node:crypto'
import { givesAway } from '../../flows/address/anonymous.js'
import type { NewAddress, NewNeed } from '../../flows/effects/address.js'
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
} from '../../flows/needs.js'
import { DAY } from '../../flows/schedule.js'
import { readAmount } from '../../flows/vi/amount.js'
import { dayOf, isoDay } from '../../flows/vi/calendar.js'
import { readOldEncoding } from '../../flows/vi/old-encodings.js'
import { readPhone, secondPhone, showPhone } from '../../flows/vi/phones.js'
import type { UnitRow } from '../../flows/vi/places.js'
import { fold, length, placeKey } from '../../flows/vi/text.js'
import { UNCOUNTED } from '../sheet/rows.js'
import type { Column, TableRow } from './table.js'

/** Finds what words stand for, or undefined. */
type Finder = (words: string) => string | undefined

/** Folding is slow, and the same few words stand in every row of a list: each is looked up once. */
function rememberedFinder(find: Finder): Finder {
  const met = new Map<string, string | undefined>()
  return (words) => {
    if (met.has(words)) return met.get(words)
    const found = find(words)
    if (met.size < MOST_MET) met.set(words, found)
    return found
  }
}
const MOST_MET = 1_000

function finder(named: (readonly [name: string, is: string])[], key: (words: string) => string = fold): Finder {
  const byKey = new Map(named.map(([name, is]) => [key(name), is]))
  return rememberedFinder((words) => byKey.get(key(words)))
}

/** Finds units by name, with marks or without; and says why there is none. */
export interface UnitFinder {
  named: Finder
  why(words: string): string
}

export function unitsByName(units: UnitRow[]): UnitFinder {
  const today = gathered(units.map((unit) => [unit.name, unit]))
  const once = gathered(
    units.flatMap((unit) =>
      unit.aliases.flatMap(({ text, kind }) => (kind === 'alias' ? [] : [[text, unit] as const])),
    ),
  )
  return {
    named: rememberedFinder((words) => only(today(words), words)?.code),
    why(words) {
      const names = (found: UnitRow[]) => [...new Set(found.map(({ name }) => name))].join(', ')
      if (words === '') return 'ô còn trống'
      if (today(words).length > 0) return `"${words}" có thể là: ${names(today(words))}; xin ghi đủ dấu`
      const now = names(once(words))
      return `không có phường, xã "${words}"${now && `; tên cũ, nay thuộc: ${now}`}`
    },
  }
}

function gathered(named: (readonly [name: string, unit: UnitRow])[]): (words: string) => UnitRow[] {
  const byName = new Map<string, UnitRow[]>()
  for (const [name, unit] of named) byName.set(nameOf(name), [...(byName.get(nameOf(name)) ?? []), unit])
  return (words) => byName.get(nameOf(words)) ?? []
}

/** Xã Cẩm Giang is not xã Cẩm Giàng. */
function only(found: UnitRow[], words: string): UnitRow | undefined {
  if (found.length < 2) return found[0]
  const ending = ` ${words.normalize('NFC').toLowerCase()}`
  const exact = found.filter(({ name }) => ending.endsWith(` ${name.toLowerCase().replace(TYPE, '')}`))
  return exact.length === 1 ? exact[0] : undefined
}
const TYPE = /^(?:phường|xã|đặc khu) /

function nameOf(name: string): string {
  return fold(name)
    .replace(/[,(-] *(?:tp|thanh pho)?\.? *hai phong\)?$/, '')
    .replace(/^(?:phuong|xa|dac khu|p\.|x\.|p |x |dk )[ .]*/, '')
    .trim()
}

// What a formula that fails shows; spreadsheets hand it over like a text that somebody typed.
const ERROR = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/

// Signs that no Vietnamese text of today has, and pairs of letters that none has: to look closer at every cell takes long.
const OLD_LETTERS = /[\u00A1-\u00BFÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ]|[aeoôuy][ùõ]|[ae][êéèâáàã]|oâ/iu

/** The address and its need; `wrong` hears of every cell that cannot be taken, and then the result is worth nothing. */
export function readRow(
  { cells }: TableRow,
  units: UnitFinder,
  wrong: (column: Column, reason: string) => void,
  thisYear: number,
): NewAddress {
  // One reason is enough for a cell.
  const told = new Set<Column>()
  const tell = wrong
  wrong = (column, reason) => {
    if (!told.has(column)) tell(column, reason)
    told.add(column)
  }
  for (const column of Object.keys(cells) as Column[]) {
    const cell = cells[column]
    if (cell === UNCOUNTED) wrong(column, 'công thức chưa được tính; xin mở tệp bằng Excel, lưu lại rồi gửi')
    else if (ERROR.test(cell)) wrong(column, `ô này là lỗi công thức (${cell})`)
    const meant = OLD_LETTERS.test(cell) ? readOldEncoding(cell) : undefined
    if (meant) wrong(column, `"${cell}" viết bằng phông chữ cũ (TCVN3, VNI), có lẽ là "${meant}"; xin đổi sang Unicode`)
  }
  const unit = units.named(cells.unit)
  if (!unit) wrong('unit', units.why(cells.unit))
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
  const away = givesAway(cells.summary, cells)
  if (away) wrong('summary', `có ${away} của gia đình, mà phần này mọi người đọc được`)
  const year = yearOf(cells.birthYear, wrong, thisYear)
  const urgency = cells.urgency === '' ? '1' : urgencyNamed(cells.urgency)
  if (!urgency) wrong('urgency', `là một trong: ${Object.values(URGENCIES).join(', ')}`)
  const name = titled(cells.name)
  const { phone, also } = phonesOf(cells.phone, wrong)
  return {
    unit: unit ?? '',
    listKey: cells.key || ownKey([name, year, cells.place].map(String)),
    group: group as Group,
    summary: cells.summary,
    urgency: Number(urgency) as Urgency,
    state: 'surveying' as const,
    name,
    birthYear: year,
    guardian: isNothing(cells.guardian) ? undefined : titled(cells.guardian),
    phone,
    place: cells.place,
    details: [cells.details, ...also.map((other) => `Số điện thoại khác: ${showPhone(other)}`)].join('\n'),
    papersSeen: false,
    consented: false,
    needs: [needOf(cells, wrong, thisYear)],
  }
}

/** Where a list has no keys, the same family is known again by who and where it is. */
function ownKey(content: string[]): string {
  return `#${createHash('sha256').update(content.map(fold).join('|')).digest('hex').slice(0, 16)}`
}

function needOf(cells: TableRow['cells'], wrong: (column: Column, reason: string) => void, thisYear: number): NewNeed {
  const form = formNamed(cells.form)
  if (!form) wrong('form', `là một trong: ${Object.values(FORMS).join(', ')}`)
  if (cells.what === '') wrong('what', 'ô còn trống')
  const amount = readAmount(cells.quantity.replace(/^(\d+)\.(\d{1,2})$/, '$1,$2'))
  if (!amount || amount.thousandths > MOST) wrong('quantity', whyNoAmount(cells.quantity))
  const measure = cells.measure || amount?.measure || ''
  if (measure === '') wrong('measure', 'ô còn trống')
  const within = fold(amount?.measure ?? '')
  if (!fold(measure).startsWith(within) && !within.startsWith(fold(measure)))
    wrong('measure', `"${measure}", mà cột số lượng ghi "${cells.quantity}"; xin ghi cho khớp`)
  const rhythm = cells.rhythm === '' ? 'once' : rhythmNamed(cells.rhythm)
  if (!rhythm) wrong('rhythm', `là một trong: ${Object.values(RHYTHMS).join(', ')}`)
  return {
    form: form as HelpForm,
    what: cells.what,
    measure,
    quantity: amount?.thousandths ?? 0,
    rhythm: rhythm as Rhythm,
    neededBy: dateOf(cells.neededBy, wrong, thisYear),
  }
}

function whyNoAmount(cell: string): string {
  const [, whole, part] = /^(\d{1,3}),(\d{3})(?![\d.,])/.exec(cell) ?? []
  if (whole && part) return `"${cell}" đọc được hai cách; xin ghi ${whole}${part}, hoặc ${whole},${part}0 nếu là số lẻ`
  return cell === '' ? 'ô còn trống' : `"${cell}" không phải số lượng; ghi như 10 hoặc 2,5`
}

/** The key of a choice by the words it is shown with. */
const choice = <L>(labels: Record<string, L>, label: (of: L) => string) =>
  finder(Object.entries(labels).map(([key, of]) => [label(of), key]))
/** "Hộ nghèo" alone, or with other signs between, is meant as "hộ nghèo, cận nghèo". */
const groupNamed = finder(
  Object.entries(GROUPS).flatMap(([key, { label }]) =>
    [label, ...label.split(', ')].map((name) => [name, key] as const),
  ),
  placeKey,
)
const urgencyNamed = choice(URGENCIES, (label) => label)
const formNamed = choice(FORMS, (label) => label)
const rhythmNamed = choice(RHYTHMS, (label) => label)

/** "Không", "chưa có": nothing, written out. */
const isNothing = (cell: string) => cell === '' || NOTHING.test(fold(cell))
const NOTHING = /^(?:khong|ko|k|chua|khong co|ko co|chua co)$/

/** Two numbers take more characters than this. */
const TWO_NUMBERS = 18

/** The first number of a cell, and those beside it. A spreadsheet takes a number's first zero. */
function phonesOf(cell: string, wrong: (column: Column, reason: string) => void): { phone?: string; also: string[] } {
  if (isNothing(cell)) return { also: [] }
  const parts = cell.split(/[/;,\n]| - | – | (?:hoặc|và|hay) /).filter((part) => /\d/.test(part))
  const read = parts.map((part) => {
    const digits = part.replace(/\D/g, '')
    return readPhone(/^[1-9]\d{8}$/.test(digits) ? `0${digits}` : part)
  })
  const each = read.flatMap((phone) => (phone.ok ? [phone.e164] : []))
  if (each.length === 1 && cell.length < TWO_NUMBERS) return { phone: each[0]!, also: [] }
  const whole = readPhone(cell)
  const second = secondPhone(cell)
  const phones = each.length === parts.length ? each : whole.ok ? [whole.e164] : []
  const [phone, ...also] = new Set(second ? [...phones, second] : phones)
  if (phone) return { phone, also }
  const old = read.find((one) => !one.ok && one.offer)
  const offer = old && !old.ok && old.offer ? `; số nay có lẽ là ${showPhone(old.offer)}` : ''
  wrong('phone', `"${cell}" không phải số điện thoại${offer}`)
  return { also: [] }
}

/** "1950", "12/03/1950", "1950 (AL)"; a year typed into a column of dates is kept as a day of 1905. */
function yearOf(cell: string, wrong: (column: Column, reason: string) => void, thisYear: number): number | undefined {
  if (cell === '') return undefined
  const typed = fold(cell).replace(/^(?:nam|sn|sinh nam|khoang) | *\(?(?:al|am lich|dl|duong lich)\.?\)?$/g, '')
  const [, d, m, y = /^(\d{4})-\d{1,2}-\d{1,2}$/.exec(typed)?.[1]] =
    /^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$/.exec(typed) ?? []
  const year =
    d && y === '1905' ? Math.round((Date.UTC(1905, Number(m) - 1, Number(d)) - SERIAL_START) / DAY) : Number(y)
  if (year >= 1900 && year <= thisYear) return year
  wrong('birthYear', `"${cell}" không phải năm sinh; ghi như 1950`)
  return undefined
}

const SERIAL_START = Date.UTC(1899, 11, 30)
/** A need is for years to come, or a little late: what lies beyond is a slip. */
const YEARS_BACK = 2
const YEARS_ON = 20

/** "31/12/2026", "2026-12-31", or the serial number a spreadsheet keeps: as an ISO day. */
function dateOf(cell: string, wrong: (column: Column, reason: string) => void, thisYear: number): string | undefined {
  if (isNothing(cell)) return undefined
  const [, days] = /^([3-6]\d{4})(?:,\d+)?$/.exec(cell) ?? []
  const serial = days ? new Date(SERIAL_START + Number(days) * DAY).toISOString() : undefined
  const [, d, m, y] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 0?0:00(?::00)?)?$/.exec(cell) ?? []
  const [, y2, m2, d2] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?$/.exec(serial ?? cell) ?? []
  const year = Number(y ?? y2)
  const day = dayOf(year, Number(m ?? m2), Number(d ?? d2))
  if (day === undefined) wrong('neededBy', `"${cell}" không phải ngày; ghi như 31/12/${thisYear}`)
  else if (year < thisYear - YEARS_BACK || year > thisYear + YEARS_ON)
    wrong('neededBy', `"${cell}" là năm ${year}, có đúng không? Ghi như 31/12/${thisYear}`)
  return day === undefined ? undefined : isoDay(day)
}

/** "NGUYỄN THỊ HOA", "nguyễn thị hoa", as a name is written. */
function titled(name: string): string {
  if (name !== name.toUpperCase() && name !== name.toLowerCase()) return name
  return name
    .toLowerCase()
    .replace(/(^|\s)(\p{L})/gu, (_all, space: string, letter: string) => space + letter.toUpperCase())
}
