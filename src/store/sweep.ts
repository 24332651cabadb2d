// What is kept no longer, what waits, and whether the database answers.
import type { Db, Pool } from './database.js'

/** Clears events that were handled and messages that are over with, when they are older than `before` (epoch ms). */
export async function clearOld(db: Db, before: number): Promise<void> {
  const at = [new Date(before)]
  await db.query(`DELETE FROM inbox WHERE state = 'handled' AND received_at < $1`, at)
  // Lists that were looked at and never taken.
  await db.query(
    `UPDATE file SET state = 'dropped', ref = NULL, name = NULL WHERE purpose IS NOT NULL AND state = 'stored' AND created_at < $1`,
    at,
  )
  await db.query(`DELETE FROM outbox WHERE state <> 'pending' AND created_at < $1`, at)
}

export interface WaitingRows {
  table: string
  state: string
  count: number
}

// Longer than any sweep takes.
const LATE_MS = 10 * 60_000

/** How many rows wait or need a human, by table and state. `now`: epoch ms. */
export async function waitingRows(db: Db, now: number): Promise<WaitingRows[]> {
  const { rows } = await db.query<WaitingRows>(
    `SELECT 'inbox' AS "table", s AS state, (SELECT count(*)::int FROM inbox WHERE state = s) AS count
       FROM unnest(ARRAY['pending', 'failed']) AS s
     UNION ALL SELECT 'outbox', s, (SELECT count(*)::int FROM outbox WHERE state = s)
       FROM unnest(ARRAY['pending', 'failed']) AS s
     UNION ALL SELECT 'ticket', 'open', (SELECT count(*)::int FROM ticket WHERE closed_at IS NULL)
     UNION ALL SELECT 'timer', 'late', (SELECT count(*)::int FROM timer WHERE fire_on < $1)
     UNION ALL SELECT 'timer', 'failed', (SELECT count(*)::int FROM timer WHERE error IS NOT NULL)`,
    [new Date(now - LATE_MS)],
  )
  return rows
}

/** Resolves when the database answers; rejects with the reason when it does not. */
export async function checkAnswer(pool: Pool): Promise<void> {
  await pool.query('SELECT 1')
}
