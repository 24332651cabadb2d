// Days of the month that come again: the 31st of a shorter month is its last day.
import { type Day, dayOf, partsOf } from './vi/calendar.js'

/** The first day after `after` that is this day of its month. */
export function nextMonthly(after: Day, monthDay: number): Day {
  const { year, month } = partsOf(after)
  const here = inMonth(year, month, monthDay)
  return here > after ? here : month === 12 ? inMonth(year + 1, 1, monthDay) : inMonth(year, month + 1, monthDay)
}

function inMonth(year: number, month: number, monthDay: number): Day {
  for (let day = monthDay; ; day -= 1) {
    const found = dayOf(year, month, day)
    if (found !== undefined) return found
  }
}
