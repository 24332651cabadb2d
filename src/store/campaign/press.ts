// What people did with a message: the buttons they pressed.
import type { ButtonName } from '../../flows/news-buttons.js'
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
