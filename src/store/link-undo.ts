// While a link of two accounts can be undone. Which of them did what is noted where the act leaves no row of its own: undone,
// the other has what they had before.
import { UNDO_MS } from '../flows/schedule.js'
import type { Tx } from './database.js'

/** Until when (epoch ms) the link of a person's accounts can be undone; undefined where nothing waits for that. */
export async function undoableUntil(tx: Tx, personId: string, now: number): Promise<number | undefined> {
  const { rows } = await tx.query<{ joinedAt: Date }>(
    `SELECT joined_at AS "joinedAt" FROM link WHERE maker_id = $1 AND state = 'joined' AND joined_at > $2`,
    [personId, new Date(now - UNDO_MS)],
  )
  return rows[0] && rows[0].joinedAt.getTime() + UNDO_MS
}

/** The same, where they had pledged this before the link. */
export async function pledgeWaits(tx: Tx, personId: string, pledge: string, now: number): Promise<number | undefined> {
  const until = await undoableUntil(tx, personId, now)
  if (until === undefined) return undefined
  const { rows } = await tx.query('SELECT FROM pledge WHERE id = $1 AND created_at < $2', [
    pledge,
    new Date(until - UNDO_MS),
  ])
  return rows.length > 0 ? until : undefined
}

export type Act = 'member act' | 'consent ended' | 'silence act'

/** Notes which of the two accounts did this last. Does nothing where no link can be undone. */
export async function noteAct(
  tx: Tx,
  { personId, channel }: { personId: string; channel: string },
  act: Act,
  keys: string[],
  now: number,
): Promise<void> {
  if (keys.length === 0) return
  await tx.query(
    `INSERT INTO link_row (link_id, name, key, person_id)
     SELECT id, $4, key, CASE maker_channel WHEN $2 THEN maker_id ELSE joined_id END FROM link CROSS JOIN unnest($5::text[]) AS key
     WHERE maker_id = $1 AND state = 'joined' AND joined_at > $3
     ON CONFLICT (link_id, name, key) DO UPDATE SET person_id = excluded.person_id`,
    [personId, channel, new Date(now - UNDO_MS), act, keys],
  )
}

/** What was done by each of the two: key and whose act it was. */
export async function actsOf(tx: Tx, link: string, act: Act): Promise<{ key: string; by: string }[]> {
  const { rows } = await tx.query<{ key: string; by: string }>(
    'SELECT key, person_id AS by FROM link_row WHERE link_id = $1 AND name = $2',
    [link, act],
  )
  return rows
}
