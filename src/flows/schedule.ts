// When we may speak first and by when the Hội answers, in Hải Phòng's time. Pure arithmetic on epoch ms.
import type { TicketKind } from './effects/always.js'
import { type Day, dayAt, midnight, partsOf, weekdayOf } from './vi/calendar.js'
import { tet } from './vi/lunar.js'

export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

// House rule: proactive messages 08:00-20:30; inside Zalo's 06:00-21:59 and the anti-spam decree's 07:00-22:00.
const OPENS = 8 * HOUR
const CLOSES = 20.5 * HOUR

// The silence round Tết: from 28 Chạp to mùng 5. The last lunar month has 29 or 30 days, so three days back are never
// later than 28 Chạp.
const TET_BEFORE = 3
const TET_AFTER = 5

// After a human officer wrote, the bot leaves words and pictures to them; buttons and commands still work.
export const OFFICER_MS = 60 * 60_000

/** Whether a message of our own accord may leave at `at`. */
export function isQuiet(at: number): boolean {
  const time = timeOfDay(at)
  return time < OPENS || time >= CLOSES || tetEnd(at) !== undefined
}

/** The first moment at or after `at` when a message of our own accord may leave. */
export function afterQuiet(at: number): number {
  const tet = tetEnd(at)
  if (tet !== undefined) return afterQuiet(tet)
  const time = timeOfDay(at)
  if (time < OPENS) return at - time + OPENS
  if (time >= CLOSES) return afterQuiet(at - time + DAY + OPENS)
  return at
}

/** A half-done draft is reminded of after 24 h and after 72 h of silence, then never again. */
export const NUDGES_AFTER = [24 * HOUR, 72 * HOUR]

/** When the next reminder of a draft is due; undefined when it has had them all. */
export function nextNudge(draft: { updatedAt: number; nudges: number }): number | undefined {
  const wait = NUDGES_AFTER[draft.nudges]
  return wait === undefined ? undefined : afterQuiet(draft.updatedAt + wait)
}

/** Working days within which the Hội answers, and days within which it has done what was asked: see `deadlines`. */
const REPLY_DAYS = 2
const DO_DAYS = { correct: 10, withdraw: 15, erase: 20 }

/** The same as people read them. */
export const REPLY_WITHIN = `${REPLY_DAYS} ngày làm việc`
/** How long the account that a link code was made on can say that it was not them, with nothing gone. */
export const UNDO_MS = 24 * HOUR
export const ERASE_WITHIN = `${DO_DAYS.erase} ngày`

/**
 * The days that are not what their weekday says: a Tuesday that is a holiday, a Saturday on which a swapped day is worked.
 * Those missing here are worked from Monday to Friday.
 */
export type WorkCalendar = ReadonlyMap<Day, 'holiday' | 'working'>

export function isWorkday(day: Day, calendar: WorkCalendar): boolean {
  const kind = calendar.get(day)
  return kind === undefined ? weekdayOf(day) <= 5 : kind === 'working'
}

/** The end (17:30, epoch ms) of the `days`-th working day after the day of `at`. */
export function workingDays(at: number, days: number, calendar: WorkCalendar): number {
  let day = dayAt(at)
  for (let left = days; left > 0; ) {
    day += 1
    if (isWorkday(day, calendar)) left--
  }
  return midnight(day) + 17.5 * HOUR
}

export interface Deadlines {
  /** Epoch ms. */
  replyBy: number
  doBy: number | undefined
}

/**
 * By when a request that came at `now` is answered and done. Decree 356/2025/NĐ-CP article 5: answer in 2 working days;
 * correct in 10 days, stop in 15, delete in 20.
 */
export function deadlines(kind: TicketKind, now: number, calendar: WorkCalendar): Deadlines {
  const doBy = kind === 'human' ? undefined : now + DO_DAYS[kind] * DAY
  return { replyBy: workingDays(now, REPLY_DAYS, calendar), doBy }
}

/** When a request that nobody has taken goes one level up: half of the time for an answer is then left. */
export function escalatesAt(now: number, calendar: WorkCalendar): number {
  return workingDays(now, REPLY_DAYS / 2, calendar)
}

/** 08:00 of the first working day after the day of `at` (epoch ms): when officers hear what waits for them. */
export function nextMorning(at: number, calendar: WorkCalendar): number {
  let day = dayAt(at) + 1
  while (!isWorkday(day, calendar)) day += 1
  return midnight(day) + OPENS
}

/** When officers hear what waits for them on the day of `at`, if it is worked. */
export function morningOf(at: number): number {
  return midnight(dayAt(at)) + OPENS
}

function timeOfDay(at: number): number {
  return at - midnight(dayAt(at))
}

/** The end of the silence round Tết, where `at` lies in one. */
function tetEnd(at: number): number | undefined {
  const day = dayAt(at)
  const first = tet(partsOf(day).year)
  const isTet = first !== undefined && day >= first - TET_BEFORE && day < first + TET_AFTER
  return isTet ? midnight(first + TET_AFTER) : undefined
}
