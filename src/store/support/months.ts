// Help that comes every month or school year: when its supporter is reminded, asked, and its officer told of one without it.
import { nextMonthly, nextSchoolYear } from '../../flows/months.js'
import { isMonthly } from '../../flows/needs.js'
import { afterQuiet, DAY, HOUR } from '../../flows/schedule.js'
import { type Day, dayAt, isoDay, midnight } from '../../flows/vi/calendar.js'
import type { Tx } from '../database.js'
import { setTimer } from '../timers.js'
import type { PledgeRow } from './rows.js'

/** A reminder before the day, a question the day after, a week later word to the officer. */
export type MonthStep = 'before' | 'after' | 'missed'
const AT: Record<MonthStep, number> = { before: -3 * DAY + 8 * HOUR, after: DAY + 9 * HOUR, missed: 7 * DAY + 9 * HOUR }
/** Books and clothes are bought in August. */
const BEFORE_SCHOOL = -14 * DAY + 8 * HOUR
/** Help so many days before its day is this one's. */
const EARLY = 10
const EARLY_SCHOOL = 90

type Recurring = Pick<PledgeRow, 'rhythm' | 'monthDay'>

/** The next day of help after `after`; undefined where it helps once, or nobody knows the day. */
function nextDay({ rhythm, monthDay }: Recurring, after: Day): Day | undefined {
  if (rhythm === 'schoolYear') return nextSchoolYear(after)
  return isMonthly(rhythm) && monthDay !== null ? nextMonthly(after, monthDay) : undefined
}

/** Begins with the next day of an agreed pledge that helps again and again. The same day is never watched twice. */
export async function watchMonth(tx: Tx, row: PledgeRow, now: number, from: Day = dayAt(now)): Promise<void> {
  const day = nextDay(row, from)
  if (day !== undefined) await setStep(tx, row, 'before', day, now)
}

/** Sets a timer for this step of the help whose day is `day`. */
export async function setStep(tx: Tx, row: PledgeRow, step: MonthStep, day: Day, now: number): Promise<void> {
  const before = step === 'before' && row.rhythm === 'schoolYear' ? BEFORE_SCHOOL : AT[step]
  // Agreed upon shortly before its day: the reminder comes at once, but never at night.
  const at = afterQuiet(Math.max(midnight(day) + before, now))
  await setTimer(tx, 'monthly', `${step}:${row.id}:${isoDay(day)}`, at)
}

/** Whether this pledge still helps on that day: else nothing more is said of it. */
export function isItsDay(row: PledgeRow | undefined, day: Day): row is PledgeRow {
  return row?.state === 'agreed' && nextDay(row, day - 1) === day
}

/** Whether help was recorded for this day: from some days before it on. */
export async function helpedFor(tx: Tx, row: PledgeRow, day: Day): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT FROM delivery WHERE pledge_id = $1 AND day > $2 LIMIT 1', [
    row.id,
    isoDay(day - (row.rhythm === 'schoolYear' ? EARLY_SCHOOL : EARLY)),
  ])
  return rowCount === 1
}

/** Whether its address is being helped at the moment: a paused one is left in peace. */
export async function isPaused(tx: Tx, addressId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT FROM address WHERE id = $1 AND state NOT IN ('open', 'pledged', 'helping')`,
    [addressId],
  )
  return rowCount === 1
}
