// How often somebody did something within its time: a limit that slows, holds over processes and restarts, and is kind.
import type { Tx } from './database.js'
import type { Holder } from './holder.js'

export interface Limit {
  /** What is counted. */
  what: string
  most: number
  /** Milliseconds from the first one on. */
  within: number
}

/** When they may go on (epoch ms) where they have reached the limit; undefined while they have not. */
export async function fullUntil(tx: Tx, personId: string, { what, most, within }: Limit, now: number) {
  const { rows } = await tx.query<{ since: Date }>(
    'SELECT since FROM tally WHERE person_id = $1 AND what = $2 AND count >= $3 AND since > $4',
    [personId, what, most, new Date(now - within)],
  )
  return rows[0] && rows[0].since.getTime() + within
}

const COUNT = `INSERT INTO tally (person_id, what, since, count) VALUES ($1, $2, $3, $5)
  ON CONFLICT (person_id, what) DO UPDATE SET
    count = CASE WHEN tally.since > $4 THEN tally.count + $5 ELSE $5 END,
    since = CASE WHEN tally.since > $4 THEN tally.since ELSE excluded.since END`

/** Counts one more, or several; the count begins anew when its time is over. Gives the count. */
export async function tally(tx: Tx, personId: string, { what, within }: Limit, now: number, by = 1): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(`${COUNT} RETURNING count`, [
    personId,
    what,
    new Date(now),
    new Date(now - within),
    by,
  ])
  return rows[0]!.count
}

/** Counts one more where that is within the limit; gives until when it is not (epoch ms), and nothing is counted then. */
export async function tallyWithin(tx: Tx, personId: string, limit: Limit, now: number): Promise<number | undefined> {
  const { what, most, within } = limit
  const { rowCount } = await tx.query({
    name: 'tally-within',
    text: `${COUNT} WHERE tally.count < $6 OR tally.since <= $4`,
    values: [personId, what, new Date(now), new Date(now - within), 1, most],
  })
  return rowCount === 0 ? fullUntil(tx, personId, limit, now) : undefined
}

export const holder: Holder = { tables: ['tally'], stays: ['tally.person_id'] }
