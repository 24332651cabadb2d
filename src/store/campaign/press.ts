// What people did with a message: the buttons they pressed; and the message itself, asked for again.
import type { Outbound } from '../../flows/message.js'
import type { ButtonName } from '../../flows/news-buttons.js'
import { DAY } from '../../flows/schedule.js'
import type { Tx } from '../database.js'

/** Counts a press, once for each person and button, and only of somebody who was sent that message. */
export async function countPress(
  tx: Tx,
  broadcast: string,
  personId: string,
  button: ButtonName,
  now: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO broadcast_press (broadcast_id, person_id, button, at)
     SELECT broadcast_id, person_id, $3, $4 FROM recipient
     WHERE broadcast_id = $1 AND person_id = $2 AND state IN ('sent', 'unknown', 'pending') ON CONFLICT DO NOTHING`,
    [broadcast, personId, button, new Date(now)],
  )
}

// Its buttons work for so long.
const READ_WITHIN = 365 * DAY

/** The newest message that was sent to a person, as it was; undefined where there was none for a year. */
export async function newestFor(tx: Tx, personId: string, now: number): Promise<Outbound | undefined> {
  const { rows } = await tx.query<{ body: Outbound }>(
    `SELECT b.body FROM broadcast b WHERE b.started_at > $2 AND EXISTS (
       SELECT FROM recipient r WHERE r.broadcast_id = b.id AND r.person_id = $1 AND r.state IN ('sent', 'unknown'))
     ORDER BY b.started_at DESC, b.id DESC LIMIT 1`,
    [personId, new Date(now - READ_WITHIN)],
  )
  return rows[0]?.body
}
