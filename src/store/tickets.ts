// What a human has to answer, with its deadlines.
import type { PoolClient } from 'pg'

export interface NewTicket {
  kind: string
  note?: string
  replyBy: number
  doBy?: number
}

/** Opens a ticket; asking again while one of its kind is open changes nothing, unless there is something new to tell. */
export async function openTicket(tx: PoolClient, personId: string, ticket: NewTicket, now: number): Promise<void> {
  await tx.query(
    `INSERT INTO ticket (person_id, kind, note, created_at, reply_by, do_by)
     SELECT $1, $2, $3, $4, $5, $6 WHERE $3::text IS NOT NULL OR NOT EXISTS (
       SELECT 1 FROM ticket WHERE person_id = $1 AND kind = $2 AND closed_at IS NULL)`,
    [
      personId,
      ticket.kind,
      ticket.note ?? null,
      new Date(now),
      new Date(ticket.replyBy),
      ticket.doBy === undefined ? null : new Date(ticket.doBy),
    ],
  )
}
