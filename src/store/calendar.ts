// The working calendar: public holidays, days off in exchange for worked Saturdays. Shipped as data, edited by people.
import type { Pool, PoolClient } from 'pg'
import { afterQuiet, type WorkCalendar } from '../flows/schedule.js'
import { type Day, dayAt, dayOf, isoDay, midnight } from '../flows/vi/calendar.js'
import { type Actor, audit } from './audit.js'
import { readCsv } from './reference.js'

type Db = Pool | PoolClient

export interface CalendarDay {
  day: Day
  /** 'plain': as its weekday says, although we ship something else. 'mourning': so too, and no campaign message leaves. */
  kind: 'holiday' | 'working' | 'plain' | 'mourning'
  name: string
  /** Somebody set it. */
  edited: boolean
}

/** What we ship. Synchronous: start-up only. */
export function shippedCalendar(): Omit<CalendarDay, 'edited'>[] {
  return readCsv('working_calendar.csv').map(({ date, kind, name }) => {
    const [year, month, day] = date!.split('-').map(Number)
    return { day: dayOf(year!, month!, day!)!, kind: kind as 'holiday' | 'working', name: name! }
  })
}

/** Brings the shipped days in line with `days`; a day somebody has set stays as it is. Safe to run at every start. */
export async function saveCalendar(db: Db, days: Omit<CalendarDay, 'edited'>[]): Promise<void> {
  await db.query(
    `WITH shipped AS (
       SELECT date '1970-01-01' + s.day AS day, kind, name
       FROM jsonb_to_recordset($1) AS s(day int, kind text, name text)),
     gone AS (DELETE FROM calendar_day c WHERE NOT edited AND NOT EXISTS (SELECT FROM shipped s WHERE s.day = c.day))
     INSERT INTO calendar_day AS c (day, kind, name) SELECT day, kind, name FROM shipped
     ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name = excluded.name
     WHERE NOT c.edited AND (c.kind, c.name) IS DISTINCT FROM (excluded.kind, excluded.name)`,
    [JSON.stringify(days)],
  )
}

/** The calendar that due dates are counted on. Some thirty rows a year, read where a date is counted: always as it stands. */
export async function readCalendar(db: Db): Promise<WorkCalendar> {
  const days = await listCalendar(db)
  return new Map(
    days.flatMap(({ day, kind }) => (kind === 'plain' || kind === 'mourning' ? [] : [[day, kind] as const])),
  )
}

/** The first moment at or after `at` (epoch ms) when a campaign message may leave: by day, not at Tết, not in mourning. */
export async function leavesAt(db: Db, at: number): Promise<number> {
  let open = afterQuiet(at)
  while (await isMourning(db, dayAt(open))) open = afterQuiet(midnight(dayAt(open) + 1))
  return open
}

/** Whether it is a day of national mourning, on which campaigns are silent. */
export async function isMourning(db: Db, day: Day): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'is-mourning',
    text: `SELECT FROM calendar_day WHERE day = date '1970-01-01' + $1::int AND kind = 'mourning'`,
    values: [day],
  })
  return rowCount === 1
}

/** Every day known, in order. */
export async function listCalendar(db: Db): Promise<CalendarDay[]> {
  const { rows } = await db.query<CalendarDay>({
    name: 'list-calendar',
    text: `SELECT day - date '1970-01-01' AS day, kind, name, edited FROM calendar_day ORDER BY calendar_day.day`,
  })
  return rows
}

/** Makes a day a holiday or a working day; 'plain' makes it what its weekday says. Whoever may do so is the caller's to know. */
export async function setCalendarDay(
  tx: PoolClient,
  { day, kind, name, by, now }: Omit<CalendarDay, 'edited'> & { by: Actor; now: number },
): Promise<void> {
  await tx.query(
    `INSERT INTO calendar_day (day, kind, name, edited) VALUES (date '1970-01-01' + $1::int, $2, $3, true)
     ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name = excluded.name, edited = true`,
    [day, kind, name],
  )
  await audit(tx, { by, action: 'changeCalendar', on: { kind: 'day', id: isoDay(day) }, details: { kind } }, now)
}
