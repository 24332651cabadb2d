// Somebody who answers people and reviews as well hears of both at once, on working mornings.
import type { PoolClient } from 'pg'
import { dayAt } from '../../flows/vi/calendar.js'
import { digestOf } from './reminders.js'

/** What waits for them to review, and whether a step of a ladder is to remind them of it by now. */
export async function reviewsOf(
  tx: PoolClient,
  personId: string,
  now: number,
): Promise<{ reviews?: { waiting: number; overdue: number; nearest?: number }; due: boolean }> {
  const { waiting, overdue, nearest } = await digestOf(tx, personId, now)
  if (waiting === 0) return { reviews: undefined, due: false }
  const { rowCount } = await tx.query(
    `SELECT FROM reminder m JOIN review v ON v.id = m.review_id
     WHERE v.reviewer = $1 AND v.state = 'waiting' AND m.state = 'planned' AND m.fire_on <= $2 LIMIT 1`,
    [personId, new Date(now)],
  )
  return { reviews: { waiting, overdue, nearest }, due: rowCount === 1 }
}

/** They have been told of their files today: what reminds of them later in the day is covered. */
export async function noteTold(tx: PoolClient, personId: string, now: number): Promise<void> {
  await tx.query(
    `INSERT INTO digest (person_id, day, at) VALUES ($1, date '1970-01-01' + $2::int, $3) ON CONFLICT DO NOTHING`,
    [personId, dayAt(now), new Date(now)],
  )
}
