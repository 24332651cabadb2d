// Phrases of the lunar calendar: "rằm tháng Bảy", "mùng 3 Tết", "28 Tết", "dịp Tết vừa rồi", "15/7 âm lịch".
import { type Day, partsOf } from './calendar.js'
import {
  FIRST_YEAR,
  latestLunarDay,
  leapMonth,
  lunarDay,
  lunarMonth,
  lunarYearNamed,
  namesLunarYear,
  tet,
} from './lunar.js'
import { type PointOrNot, YEAR, yearOf } from './when-parts.js'

const LUNAR = '\\(?(?:am lich|am|al)\\b'
const MONTH = '(?:thang )?(\\d{1,2}|gieng|chap)\\b'
const OF_YEAR = '(?: ?[/.-] ?\\d{4}| nam \\d{4})?'
/** A day of the lunar year with a name: lunar month and day. */
const FEASTS: [RegExp, number, number][] = [
  [/\btrung thu\b/, 8, 15],
  [/\bvu lan\b/, 7, 15],
  [/\bdoan ngo\b/, 5, 5],
  [/\bgio to\b/, 3, 10],
  [/\b(?:nguyen tieu|thuong nguyen)\b/, 1, 15],
  [/\bhan thuc\b/, 3, 3],
  [/\b(?:trung nguyen|xa toi vong nhan)\b/, 7, 15],
  [/\btet (?:trung cuu|trung duong)\b/, 9, 9],
  [/\btet (?:trung thap|song thap)\b/, 10, 10],
  [/\bha nguyen\b/, 10, 15],
  [/\b(?:ong (?:cong|tao)|tao quan)\b/, 12, 23],
]
// Called tết, and not the one everybody means: kept in the person's words.
const OTHER_TET =
  'tay|duong|com moi|thieu nhi|thanh minh|trong cay|doc lap|khmer|chol|katê|kate|quoc te|hoc tro|lao dong|nong dan|dan toc'

export const OTHER_FEAST = new RegExp(`\\btet (?:${OTHER_TET})\\b`)

/** The lunar point a phrase (see `timePhrase`) names, and where in it. */
export function findLunar(phrase: string, today: Day): { at: number; point: PointOrNot } | undefined {
  const year = lunarYearSaid(phrase, today)
  const read = (pattern: RegExp, make: (match: RegExpExecArray) => PointOrNot | undefined) => {
    const match = pattern.exec(phrase)
    const point = match && make(match)
    return match && point ? { at: match.index, point } : undefined
  }
  const leap = /\bnhuan\b/.test(phrase)
  const onDay = (month: string, day: string) => dayIn(monthNumber(month), Number(day), year, today, leap)

  return (
    read(new RegExp(`(\\d{1,2}) ?(?:[/.-]|thang) ?(\\d{1,2})(?: nhuan)?${OF_YEAR}(?: nhuan)? ${LUNAR}`), (m) =>
      onDay(m[2]!, m[1]!),
    ) ??
    read(/\b(\d{1,2}) ?(?:[/.-]|thang) ?(\d{1,2}) nhuan\b/, (m) => onDay(m[2]!, m[1]!)) ??
    read(/\b(\d{1,2}) (?:thang )?(gieng|chap)\b/, (m) => onDay(m[2]!, m[1]!)) ??
    read(new RegExp(`\\bram ${MONTH}`), (m) => onDay(m[1]!, '15')) ??
    read(/\bram\b/, () => latestFullMoon(today)) ??
    read(/\b(?:mung|mong) (\d{1,2}) tet\b/, (m) => onDay('gieng', m[1]!)) ??
    read(/\b(?:mung|mong|ngay|hom) (\d{1,2}) am\b/, (m) => dayOfMoon(Number(m[1]), today)) ??
    read(/\b(2[0-9]|30) tet\b/, (m) => eve(Number(m[1]), year, today)) ??
    read(/\b([1-9]|10) tet\b/, (m) => onDay('gieng', m[1]!)) ??
    read(/\bgiao thua\b/, () => eve(30, year, today)) ??
    FEASTS.map(([pattern, month, day]) => read(pattern, () => dayIn(month, day, year, today))).find(Boolean) ??
    read(new RegExp(`\\btet\\b(?! (?:${OTHER_TET})\\b)`), () => {
      // A year that no cycle has, or so long ago that the coming one may be meant: nothing is added to it.
      const wrong = namesLunarYear(phrase) && (year === undefined || year < partsOf(today).year - LIVING)
      return wrong ? undefined : aroundTet(year, today)
    }) ??
    read(/\bthang (\d{1,2}) (?:am )?nhuan\b/, (m) => wholeMonth(Number(m[1]), year, today, true)) ??
    read(/\bthang (?:am )?nhuan\b/, () => leapOf(year, today)) ??
    read(new RegExp(`\\bthang (\\d{1,2})(?: nam \\d{4})? ${LUNAR}`), (m) => wholeMonth(Number(m[1]), year, today)) ??
    read(/\b(?:thang|ra) (gieng|chap)\b/, (m) => wholeMonth(monthNumber(m[1]!), year, today)) ??
    read(/\b(?:nam|xuan) (?:[a-z]+ ){1,2}[a-z]+\b/, () => namedYear(phrase, today))
  )
}

// People tell of what they have lived through.
const LIVING = 50

/** "Năm Quý Mão": from its Tết to the eve of the next; only the words of one nobody alive can tell of, or that never was. */
function namedYear(phrase: string, today: Day): PointOrNot | undefined {
  if (!namesLunarYear(phrase)) return undefined
  const year = lunarYearNamed(phrase, partsOf(today).year) ?? 0
  const [from, next] = [tet(year), tet(year + 1)]
  if (year < partsOf(today).year - LIVING || from === undefined || next === undefined) return 'outside'
  return { kind: 'span', from, to: next - 1, year }
}

/** The leap month of the year said, or of the latest year that had one. */
function leapOf(year: number | undefined, today: Day): PointOrNot | undefined {
  const thisYear = partsOf(today).year
  const years = year === undefined ? [0, 1, 2, 3].map((back) => thisYear - back) : [year]
  const found = years.find((y) => (lunarMonth(y, leapMonth(y) ?? 0, true)?.from ?? Infinity) <= today)
  // Said of a year that had none: only the words are kept.
  return found === undefined ? 'outside' : wholeMonth(leapMonth(found)!, found, today, true)
}

/** The year said with a lunar date: a number, "năm ngoái", or its name ("Bính Ngọ"). */
function lunarYearSaid(phrase: string, today: Day): number | undefined {
  const said = new RegExp(`(?:^|[ /.-])${YEAR}`).exec(phrase)
  return (
    lunarYearNamed(phrase, partsOf(today).year) ??
    (/\btet nay\b/.test(phrase) ? partsOf(today).year : yearOf(said?.[1], today))
  )
}

function monthNumber(said: string): number {
  return said === 'gieng' ? 1 : said === 'chap' ? 12 : Number(said)
}

function dayIn(month: number, day: number, year: number | undefined, today: Day, leap = false): PointOrNot {
  if (month < 1 || month > 12 || day < 1 || day > 30) return 'impossible'
  const found = latest((y) => lunarDay(y, month, day, leap), year, today, leap ? 20 : 2)
  return found === undefined ? 'outside' : { kind: 'day', day: found }
}

/** "28 Tết" counts in the last month of the year before; the 30th is the last day also where there are only 29. */
function eve(day: number, year: number | undefined, today: Day): PointOrNot {
  const before = (tetYear: number) => {
    const month = lunarMonth(tetYear - 1, 12)
    return month && Math.min(month.from + day - 1, month.to)
  }
  const found = latest(before, year, today)
  return found === undefined ? 'outside' : { kind: 'day', day: found }
}

function aroundTet(year: number | undefined, today: Day): PointOrNot {
  const found = latest(tet, year, today)
  if (found !== undefined) return { kind: 'span', from: found, to: found, tet: true }
  return year === undefined ? 'outside' : { kind: 'year', year }
}

function wholeMonth(month: number, year: number | undefined, today: Day, leap = false): PointOrNot {
  const start = latest((y) => lunarMonth(y, month, leap)?.from, year, today, leap ? 20 : 2)
  if (start === undefined) return 'outside'
  const startYear = [0, 1]
    .map((back) => partsOf(start).year - back)
    .find((y) => lunarMonth(y, month, leap)?.from === start)!
  return { kind: 'span', from: start, to: Math.min(lunarMonth(startYear, month, leap)!.to, today) }
}

function latestFullMoon(today: Day): PointOrNot {
  return dayOfMoon(15, today)
}

/** "Mùng 3 âm": of the latest lunar month in which it is past. */
function dayOfMoon(number: number, today: Day): PointOrNot {
  if (number < 1 || number > 30) return 'impossible'
  const day = latestLunarDay(number, today)
  return day === undefined ? 'outside' : { kind: 'day', day }
}

/** The day of the year said, or of the latest year in which it is past. */
function latest(
  find: (year: number) => Day | undefined,
  year: number | undefined,
  today: Day,
  back = 2,
): Day | undefined {
  if (year !== undefined) return find(year)
  const thisYear = partsOf(today).year
  const years = Array.from({ length: back + 1 }, (_, at) => thisYear - at).filter((y) => y >= FIRST_YEAR)
  return years.map(find).find((day) => day !== undefined && day <= today)
}
