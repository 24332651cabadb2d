// Finds one point in time in a phrase made by `timePhrase`. Without a year the past is meant:
// people tell of deeds that are done.
import { type Day, dayOf, partsOf } from './calendar.js'
import { findLunar } from './when-lunar.js'
import { type PointOrNot, type Reader, YEAR, yearOf } from './when-parts.js'
import { RELATIVE } from './when-relative.js'

const EARLIEST = 1930
const LATEST = 2100
// "2-3 năm", "8.5 triệu", "ngày 20 suất": numbers of something, not dates.
const NOT_COUNTED =
  '(?! ?(?:nam|thang|tuan|ngay|lan|nguoi|suat|gio|h|trieu|nghin|ty|k|kg)\\b(?! (?:ngoai|nay|kia|truoc|\\d{4})))'

/** Days of the year with a name: names, day, month. */
const FEASTS: [string, string, string][] = [
  ['quoc khanh|tet doc lap', '2', '9'],
  ['giang sinh|noel', '25', '12'],
  ['tet duong(?: lich)?|tet tay', '1', '1'],
  ['(?:tet|quoc te) thieu nhi', '1', '6'],
  ['nha giao(?: viet nam)?|hien chuong', '20', '11'],
  ['thuong binh(?:,? liet s[iy])?', '27', '7'],
  ['thay thuoc(?: viet nam)?', '27', '2'],
  ['quoc te phu nu', '8', '3'],
  ['phu nu viet nam', '20', '10'],
  ['giai phong mien nam|thong nhat dat nuoc', '30', '4'],
  ['quoc te lao dong', '1', '5'],
  ['giai phong hai phong', '13', '5'],
  ['thanh lap doan', '26', '3'],
  ['gia dinh viet nam', '28', '6'],
  ['quan doi nhan dan|ngay hoi quoc phong', '22', '12'],
]

const EXPLICIT: Reader[] = [
  [/^(?:ngay )?(\d{2})(\d{2})(\d{4})$/, (m) => date(m[3], m[2], m[1])],
  [/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/, (m) => date(m[1], m[2], m[3])],
  [
    /(?<![\d/.-])(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4}|\d{2})(?![\d/])/,
    (m, today) => date(fullYear(m[3]!, today), m[2], m[1]),
  ],
  [/(?<![\d/.-])(\d{1,2}) ?[/.-] ?(\d{4})(?![\d/])/, (m) => month(m[2], m[1])],
  [
    new RegExp(`(?<![\\d/.-])(\\d{1,2}) ?[/.-] ?(\\d{1,2})(?![\\d/])${NOT_COUNTED}(?: ${YEAR})?`),
    (m, today) => dayMonth(m[1], m[2], yearOf(m[3], today), today),
  ],
  [
    new RegExp(`\\b(\\d{1,2}) (?:cua )?thang (\\d{1,2})(?![\\d.])(?: ?[/-]? ?${YEAR})?`),
    (m, today) => dayMonth(m[1], m[2], yearOf(m[3], today), today),
  ],
  [
    new RegExp(`\\bthang (\\d{1,2})(?![\\d.])(?: ?[/-]? ?${YEAR})?`),
    (m, today) => monthOf(m[1], yearOf(m[2], today), today),
  ],
  [/\bt(8|9|1[0-2])\b/, (m, today) => monthOf(m[1], undefined, today)],
  [
    new RegExp(
      `\\b(?:ngay|hom|mung|mong) (\\d{1,2})(?![\\d/.-])${NOT_COUNTED}(?: (?:cua )?thang (nay|truoc|roi|vua roi|vua qua))?`,
    ),
    (m, today) => dayOfMonth(Number(m[1]), m[2], today),
  ],
  ...FEASTS.map(
    ([names, day, month]): Reader => [
      new RegExp(`\\b(?:${names})\\b(?: ${YEAR})?`),
      (m, today) => dayMonth(day, month, yearOf(m[1], today), today),
    ],
  ),
]

const YEARS: Reader[] = [
  [
    new RegExp(`(?<![\\d/.-])\\b${YEAR}`),
    (m, today) => {
      const year = yearOf(m[1], today)!
      return year < EARLIEST || year > LATEST ? undefined : { kind: 'year', year }
    },
  ],
  [/\bnam (\d{2})(?![\d/.-])(?! ?(?:tuoi|nguoi))/, (m, today) => ({ kind: 'year', year: fullYear(m[1]!, today) })],
  [
    /\b(dau|giua|cuoi) nam\b(?! hoc)/,
    (m, today) => ({
      kind: 'year',
      year: partsOf(today).year - (m[1] === 'cuoi' && partsOf(today).month < 10 ? 1 : 0),
    }),
  ],
]

/** The point in time a phrase names first by kind (lunar, dated, relative, year), and where in it; or undefined. */
export function findPoint(phrase: string, today: Day): { at: number; point: PointOrNot } | undefined {
  const lunar = findLunar(phrase, today)
  if (lunar) return lunar
  for (const [pattern, read] of [...EXPLICIT, ...RELATIVE, ...YEARS]) {
    const match = pattern.exec(phrase)
    const point = match && read(match, today)
    if (match && point) return { at: match.index, point }
  }
  return undefined
}

function date(year: string | number | undefined, monthText?: string, dayText?: string): PointOrNot {
  const number = Number(year)
  const day = dayOf(number, Number(monthText), Number(dayText))
  return day === undefined || number < EARLIEST || number > LATEST ? 'impossible' : { kind: 'day', day }
}

function dayMonth(
  dayText: string | undefined,
  monthText: string | undefined,
  year: number | undefined,
  today: Day,
): PointOrNot {
  if (year !== undefined) return date(year, monthText, dayText)
  const thisYear = partsOf(today).year
  // Eight years back always reach a 29/2.
  for (let back = 0; back <= 8; back += 1) {
    const day = dayOf(thisYear - back, Number(monthText), Number(dayText))
    if (day !== undefined && day <= today) return { kind: 'day', day }
  }
  return 'impossible'
}

function month(year: string | number | undefined, monthText: string | undefined): PointOrNot {
  const [y, m] = [Number(year), Number(monthText)]
  return m < 1 || m > 12 || y < EARLIEST || y > LATEST ? 'impossible' : { kind: 'month', year: y, month: m }
}

function monthOf(monthText: string | undefined, year: number | undefined, today: Day): PointOrNot {
  const now = partsOf(today)
  return month(year ?? (Number(monthText) <= now.month ? now.year : now.year - 1), monthText)
}

function dayOfMonth(day: number, which: string | undefined, today: Day): PointOrNot {
  if (day < 1 || day > 31) return 'impossible'
  const now = partsOf(today)
  const first = which === undefined || which === 'nay' ? 0 : 1
  for (let back = first; back <= 12; back += 1) {
    const index = now.year * 12 + now.month - 1 - back
    const found = dayOf(Math.floor(index / 12), (index % 12) + 1, day)
    if (which !== undefined) return found === undefined ? 'impossible' : { kind: 'day', day: found }
    if (found !== undefined && found <= today) return { kind: 'day', day: found }
  }
  return 'impossible'
}

/** "98" is 1998, "25" is 2025: a two-digit year is never in the future. */
function fullYear(digits: string, today: Day): number {
  if (digits.length === 4) return Number(digits)
  const thisYear = partsOf(today).year
  const guess = Math.floor(thisYear / 100) * 100 + Number(digits)
  return guess > thisYear ? guess - 100 : guess
}
