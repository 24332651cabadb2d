// Help that comes every month: when its supporter is reminded, asked, and its officer told of a month without it.
import { nextMonthly } from '../flows/months.js'
import { isMonthly } from '../flows/needs.js'
import { afterQuiet, DAY, HOUR } from '../flows/schedule.js'
import { type Day, dayAt, isoDay, midnight } from '../flows/vi/calendar.js'
import type { Tx } from './database.js'
import type { PledgeRow } from './support-rows.js'
import { setTimer } from './timers.js'

/** A reminder before the day, a question the day after, a week later word to the officer. */
export type MonthStep = 'before' | 'after' | 'missed'
const AT: Record<MonthStep, number> = { before: -3 * DAY + 8 * HOUR, after: DAY + 9 * HOUR, missed: 7 * DAY + 9 * HOUR }

/** Begins with the next month of an agreed pledge, where it helps every month. The same month is never watched twice. */
export async function watchMonth(tx: Tx, row: PledgeRow, now: number, from: Day = dayAt(now)): Promise<void> {
  if (!isMonthly(row.rhythm) || row.monthDay === null) return
  await setStep(tx, row.id, 'before', nextMonthly(from, row.monthDay), now)
}

/** Sets a timer for this step of the month whose day is `day`. */
export async function setStep(tx: Tx, pledge: string, step: MonthStep, day: Day, now: number): Promise<void> {
  // Agreed upon shortly before its day: the reminder comes at once, but never at night.
  const at = afterQuiet(Math.max(midnight(day) + AT[step], now))
  await setTimer(tx, 'monthly', `${step}:${pledge}:${isoDay(day)}`, at)
}

/** Whether this pledge still helps on that day of the month: else nothing more is said of it. */
export function isItsDay(row: PledgeRow | undefined, day: Day): row is PledgeRow {
  return row?.state === 'agreed' && isMonthly(row.rhythm) && nextMonthly(day - 1, row.monthDay ?? 0) === day
}

/** Whether help was recorded for the month whose day is `day`: from ten days before it on. */
export async function helpedFor(tx: Tx, pledge: string, day: Day): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT FROM delivery WHERE pledge_id = $1 AND day > $2 LIMIT 1', [
    pledge,
    isoDay(day - 10),
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
