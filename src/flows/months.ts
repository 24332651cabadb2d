// Days on which help comes again: one of every month, or the day on which schools open.
import { type Day, dayOf, partsOf } from './vi/calendar.js'

/** The first day after `after` that is this day of its month. */
export function nextMonthly(after: Day, monthDay: number): Day {
  const { year, month } = partsOf(after)
  const here = inMonth(year, month, monthDay)
  return here > after ? here : month === 12 ? inMonth(year + 1, 1, monthDay) : inMonth(year, month + 1, monthDay)
}

/** Schools open on 5 September in the whole country. */
const SCHOOL_OPENS = { month: 9, day: 5 }

/** The first day after `after` on which a school year opens. */
export function nextSchoolYear(after: Day): Day {
  const { year } = partsOf(after)
  const here = dayOf(year, SCHOOL_OPENS.month, SCHOOL_OPENS.day)!
  return here > after ? here : dayOf(year + 1, SCHOOL_OPENS.month, SCHOOL_OPENS.day)!
}

/** The 31st of a shorter month is its last day. */
function inMonth(year: number, month: number, monthDay: number): Day {
  for (let day = monthDay; ; day -= 1) {
    const found = dayOf(year, month, day)
    if (found !== undefined) return found
  }
}
