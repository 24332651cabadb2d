// The Vietnamese lunar calendar, worked out with Hồ Ngọc Đức's algorithm (after Meeus) for UTC+7. In China, an hour ahead,
// some months begin a day later: Tết 2030 is on 2 February here, on the 3rd there.
import type { Day } from './calendar.js'
import { fold } from './text.js'

/** The years that are known: enough for what the oldest remember, and for plans. */
export const FIRST_YEAR = 1930
export const LAST_YEAR = 2045

export interface LunarMonth {
  year: number
  month: number
  leap: boolean
  start: Day
  /** First day of the next month. */
  end: Day
}

const ZONE = 7 / 24
// Julian day number of 1/1/1970.
const EPOCH = 2_440_588
const { PI, floor, sin } = Math

/** The moment of the k-th new moon since 1/1/1900, as a Julian day (terrestrial time made universal). */
function newMoon(k: number): number {
  const t = k / 1236.85
  const [t2, t3, dr] = [t * t, t * t * t, PI / 180]
  const mean =
    2415020.75933 +
    29.53058868 * k +
    0.0001178 * t2 -
    0.000000155 * t3 +
    0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * dr)
  const m = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3
  const mpr = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3
  const f = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3
  const wobble =
    (0.1734 - 0.000393 * t) * sin(m * dr) +
    0.0021 * sin(2 * dr * m) -
    0.4068 * sin(mpr * dr) +
    0.0161 * sin(dr * 2 * mpr) -
    0.0004 * sin(dr * 3 * mpr) +
    0.0104 * sin(dr * 2 * f) -
    0.0051 * sin(dr * (m + mpr)) -
    0.0074 * sin(dr * (m - mpr)) +
    0.0004 * sin(dr * (2 * f + m)) -
    0.0004 * sin(dr * (2 * f - m)) -
    0.0006 * sin(dr * (2 * f + mpr)) +
    0.001 * sin(dr * (2 * f - mpr)) +
    0.0005 * sin(dr * (2 * mpr + m))
  return mean + wobble - (-0.000278 + 0.000265 * t + 0.000262 * t2)
}

/** The twelfth of its way (0-11) that the sun is in when this civil day begins. */
function sunAt(day: Day): number {
  const t = (day + EPOCH - 0.5 - ZONE - 2451545) / 36525
  const [t2, dr] = [t * t, PI / 180]
  const m = 357.5291 + 35999.0503 * t - 0.0001559 * t2 - 0.00000048 * t * t2
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t2) * sin(dr * m) +
    (0.019993 - 0.000101 * t) * sin(dr * 2 * m) +
    0.00029 * sin(dr * 3 * m)
  const longitude = (280.46645 + 36000.76983 * t + 0.0003032 * t2 + centre) * dr
  return floor(((longitude / (2 * PI) - floor(longitude / (2 * PI))) * 12) % 12)
}

const moonDay = (k: number): Day => floor(newMoon(k) + 0.5 + ZONE) - EPOCH

/** The month that holds the winter solstice of a civil year: the eleventh. */
function eleventh(year: number): number {
  const k = floor((Date.UTC(year, 11, 31) / 86_400_000 + EPOCH - 2415021) / 29.530588853)
  return sunAt(moonDay(k)) >= 9 ? k - 1 : k
}

/** The months from the eleventh of the year before to the tenth of this one. */
function monthsTo(year: number): LunarMonth[] {
  const [from, to] = [eleventh(year - 1), eleventh(year)]
  let leapAt = -1
  if (to - from === 13) {
    leapAt = 1
    while (sunAt(moonDay(from + leapAt)) !== sunAt(moonDay(from + leapAt + 1))) leapAt += 1
  }
  return Array.from({ length: to - from }, (_, at): LunarMonth => {
    const number = 11 + at - (leapAt >= 0 && at >= leapAt ? 1 : 0)
    const month = number > 12 ? number - 12 : number
    return {
      year: number > 12 ? year : year - 1,
      month,
      leap: at === leapAt,
      start: moonDay(from + at),
      end: moonDay(from + at + 1),
    }
  })
}

const MONTHS: LunarMonth[] = Array.from({ length: LAST_YEAR - FIRST_YEAR + 2 }, (_, at) => monthsTo(FIRST_YEAR + at))
  .flat()
  .filter(({ year }) => year >= FIRST_YEAR && year <= LAST_YEAR)

const byName = new Map(MONTHS.map((entry) => [`${entry.year} ${entry.month} ${entry.leap}`, entry]))

const find = (year: number, month: number, leap: boolean) => byName.get(`${year} ${month} ${leap}`)

/**
 * The day of a lunar date, of the leap month where `leap` says so; undefined outside 1930-2045, where the month is too
 * short, or the year has no such leap month.
 */
export function lunarDay(year: number, month: number, day: number, leap = false): Day | undefined {
  const found = find(year, month, leap)
  if (!found || day < 1) return undefined
  return found.start + day - 1 < found.end ? found.start + day - 1 : undefined
}

/** First day of Tết of a lunar year. */
export function tet(year: number): Day | undefined {
  return lunarDay(year, 1, 1)
}

/** First and last day of a lunar month. */
export function lunarMonth(year: number, month: number, leap = false): { from: Day; to: Day } | undefined {
  const found = find(year, month, leap)
  return found && { from: found.start, to: found.end - 1 }
}

/** The month of a lunar year that is there twice, if any. */
export function leapMonth(year: number): number | undefined {
  return MONTHS.find((entry) => entry.year === year && entry.leap)?.month
}

/** The latest day that was the `day`-th of a lunar month, at or before `today`. */
export function latestLunarDay(day: number, today: Day): Day | undefined {
  return MONTHS.map(({ start, end }) => (start + day - 1 < end ? start + day - 1 : undefined)).findLast(
    (found) => found !== undefined && found <= today,
  )
}

const CAN = 'giáp ất bính đinh mậu kỷ canh tân nhâm quý'.split(' ').map(fold)
const CHI = 'tý sửu dần mão thìn tỵ ngọ mùi thân dậu tuất hợi'.split(' ').map(fold)
// "Tân", "tị", "mẹo" and the like are spelt in two ways.
const SPELT: [RegExp, string][] = [
  [/\bqui\b/g, 'quy'],
  [/\b(at|dinh|ky|tan|quy) ti\b/g, '$1 ty'],
  [/\b(giap|binh|mau|canh|nham) ti\b/g, '$1 ty'],
  [/\bmeo\b/g, 'mao'],
]
// Without marks these are other words too ("kỳ đầu", "bình thản", "đinh đầu"): only after "năm", "tết" or "xuân".
const OTHER_WORDS = new Set([
  'ky dau',
  'binh than',
  'dinh dau',
  'tan dau',
  'canh than',
  'at dau',
  'quy dau',
  'mau than',
])
const NAMED = new RegExp(`(?:\\b(nam|tet|xuan|nguyen dan) )?\\b(${CAN.join('|')}) (${CHI.join('|')})\\b`)

// The year by its animal: "năm con mèo", "tết con gà".
const ANIMALS = 'chuot trau ho|cop meo|tho rong ran ngua de khi ga cho lon|heo'.split(' ')
const ANIMAL = new RegExp(`\\b(?:nam|tet|xuan) (?:cua )?con (${ANIMALS.join('|')})\\b`)

/** Whether a year is named as the cycle of sixty names them, rightly or not. */
export function namesLunarYear(folded: string): boolean {
  return ANIMAL.test(folded) || NAMED.test(SPELT.reduce((text, [from, to]) => text.replace(from, to), folded))
}

/**
 * The latest year of that name ("binh ngo", "tết quý mão") up to the one of `thisYear`; undefined where none is named. A
 * pair that the cycle does not have ("giáp sửu") is none.
 */
export function lunarYearNamed(folded: string, thisYear: number): number | undefined {
  const phrase = SPELT.reduce((text, [from, to]) => text.replace(from, to), folded)
  const animal = ANIMAL.exec(folded)?.[1]
  if (animal) {
    const chi = ANIMALS.findIndex((names) => names.split('|').includes(animal))
    return thisYear - ((thisYear + 8 - chi) % 12)
  }
  const match = NAMED.exec(phrase)
  if (!match) return undefined
  const [, sure, can, chi] = match
  if (!sure && OTHER_WORDS.has(`${can} ${chi}`)) return undefined
  for (let year = thisYear; year > thisYear - 60; year -= 1) {
    // "ty" is tý and tỵ: only one of them goes with each can.
    if (CAN[(year + 6) % 10] === can && CHI[(year + 8) % 12] === chi) return year
  }
  return undefined
}
