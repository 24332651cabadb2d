import { type Day, dayOf } from './calendar.js'

interface LunarYear {
  year: number
  /** The year's traditional name: people say "Tết Bính Ngọ". Not Kỷ Dậu (2029), which without marks is "kỳ đầu". */
  name?: string
  /** First day of each month as month-day, in order; a leap month follows the month it repeats. */
  starts: string
  leapAfter?: number
}

// Worked out with Hồ Ngọc Đức's algorithm for UTC+7. In China, an hour ahead, the month of Tết 2030 begins a day later
// (new moon on 2/2 at 23:09 here).
const YEARS: LunarYear[] = [
  { year: 2024, name: 'giap thin', starts: '02-10 03-10 04-09 05-08 06-06 07-06 08-04 09-03 10-03 11-01 12-01 12-31' },
  {
    year: 2025,
    name: 'at ty',
    starts: '01-29 02-28 03-29 04-28 05-27 06-25 07-25 08-23 09-22 10-21 11-20 12-20 01-19',
    leapAfter: 6,
  },
  { year: 2026, name: 'binh ngo', starts: '02-17 03-19 04-17 05-17 06-15 07-14 08-13 09-11 10-10 11-09 12-09 01-08' },
  { year: 2027, name: 'dinh mui', starts: '02-06 03-08 04-07 05-06 06-05 07-04 08-02 09-01 09-30 10-29 11-28 12-28' },
  {
    year: 2028,
    name: 'mau than',
    starts: '01-26 02-25 03-26 04-25 05-24 06-23 07-22 08-20 09-19 10-18 11-16 12-16 01-15',
    leapAfter: 5,
  },
  { year: 2029, starts: '02-13 03-15 04-14 05-13 06-12 07-11 08-10 09-08 10-08 11-06 12-05 01-04' },
  { year: 2030, name: 'canh tuat', starts: '02-02 03-04 04-03 05-02 06-01 07-01 07-30 08-29 09-27 10-27 11-25 12-25' },
]
const AFTER_LAST = dayOf(2031, 1, 23)!

interface LunarMonth {
  year: number
  month: number
  leap: boolean
  start: Day
  /** First day of the next month. */
  end: Day
}

const MONTHS: LunarMonth[] = withEnds(YEARS.flatMap(monthsOf))

/** The day of a lunar date (never of a leap month), or undefined outside 2024-2030 or where the month is too short. */
export function lunarDay(year: number, month: number, day: number): Day | undefined {
  const found = MONTHS.find((entry) => entry.year === year && entry.month === month && !entry.leap)
  if (!found || day < 1) return undefined
  return found.start + day - 1 < found.end ? found.start + day - 1 : undefined
}

/** First day of Tết of a lunar year 2024-2030. */
export function tet(year: number): Day | undefined {
  return lunarDay(year, 1, 1)
}

/** First and last day of a lunar month. */
export function lunarMonth(year: number, month: number): { from: Day; to: Day } | undefined {
  const found = MONTHS.find((entry) => entry.year === year && entry.month === month && !entry.leap)
  return found && { from: found.start, to: found.end - 1 }
}

/** 2026 for "binh ngo". */
export function lunarYearNamed(folded: string): number | undefined {
  return YEARS.find(({ name }) => name !== undefined && folded.includes(name))?.year
}

function monthsOf({ year, starts, leapAfter }: LunarYear): Omit<LunarMonth, 'end'>[] {
  return starts.split(' ').map((monthDay, index) => {
    const [month = 0, day = 0] = monthDay.split('-').map(Number)
    const leap = leapAfter !== undefined && index === leapAfter
    const number = leapAfter !== undefined && index >= leapAfter ? index : index + 1
    return { year, month: number, leap, start: dayOf(index > 10 && month === 1 ? year + 1 : year, month, day)! }
  })
}

function withEnds(months: Omit<LunarMonth, 'end'>[]): LunarMonth[] {
  return months.map((entry, index) => ({ ...entry, end: months[index + 1]?.start ?? AFTER_LAST }))
}
