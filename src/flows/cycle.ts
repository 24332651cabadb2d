// The official rhythm of a movement: when its yearly round opens, closes and is honoured. Pure arithmetic on epoch ms.

import { endOfWork, lastOfficeTime } from './ladder.js'
import type { Programme } from './programme.js'
import type { WorkCalendar } from './schedule.js'
import { type Day, dayAt, dayOf, midnight, partsOf } from './vi/calendar.js'

export interface Cycle {
  opensAt: number
  submitBy: number
  reviewBy: number
  publishAt?: number
}

/** Where the programme does not say by when nominations are in. */
const SUBMIT_DAY = 15

/** The next yearly round of a programme: the month of reviewing, honours on the next founding day. Undefined without one. */
export function nextCycle({ calendar }: Programme, now: number, workdays: WorkCalendar): Cycle | undefined {
  const month = calendar?.reviewMonth
  if (!month) return undefined
  const { year } = partsOf(dayAt(now))
  for (const y of [year, year + 1]) {
    const last = (month === 12 ? dayOf(y + 1, 1, 1)! : dayOf(y, month + 1, 1)!) - 1
    const reviewBy = lastOfficeTime(midnight(last), workdays)
    if (reviewBy <= now) continue
    const submitDay = Math.min(dayOf(y, month, 1)! - 1 + (calendar.submitDay ?? SUBMIT_DAY), last)
    const submitBy = Math.max(endOfWork(submitDay), now)
    const opensAt = Math.max(midnight(dayOf(y, month, 1)!), now)
    const publishAt = nextHonours(calendar.honours, dayAt(reviewBy))
    return { opensAt, submitBy: Math.min(submitBy, reviewBy), reviewBy, ...(publishAt && { publishAt }) }
  }
  return undefined
}

/** The first of these days (month-day) after `after`: midnight. */
function nextHonours(days: string[], after: Day): number | undefined {
  const { year } = partsOf(after)
  const all = [year, year + 1].flatMap((y) =>
    days.map((day) => dayOf(y, Number(day.slice(0, 2)), Number(day.slice(3)))).filter((day) => day !== undefined),
  )
  const [first] = all.filter((day) => day > after).sort((a, b) => a - b)
  return first === undefined ? undefined : midnight(first)
}
