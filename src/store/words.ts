// Words that wait in messages: events nobody could handle, answers that have not left.
import type { PoolClient } from 'pg'
import type { Holder } from './holder.js'

/**
 * Clears the words a person's messages still hold: events nobody could handle, answers that failed or wait to leave.
 * Handled and sent ones hold none. Gives how many.
 */
export async function clearWords(tx: PoolClient, personId: string): Promise<number> {
  const events = await tx.query(
    `UPDATE inbox i SET state = 'handled', body = NULL, error = NULL FROM contact c
     WHERE c.person_id = $1 AND i.channel = c.channel AND i.address = c.address AND i.state IN ('pending', 'failed')`,
    [personId],
  )
  const messages = await tx.query(
    `UPDATE outbox o SET body = NULL, state = CASE o.state WHEN 'pending' THEN 'skipped' ELSE o.state END,
       reason = CASE o.state WHEN 'pending' THEN 'erased' ELSE o.reason END
     FROM contact c WHERE c.person_id = $1 AND o.contact_id = c.id AND o.body IS NOT NULL`,
    [personId],
  )
  return (events.rowCount ?? 0) + (messages.rowCount ?? 0)
}

export const holder: Holder = {
  tables: ['inbox', 'outbox'],
  erase: async (tx, personId) => ({ messages: await clearWords(tx, personId) }),
}
