// What a human has to answer, with its deadlines.
import type { PoolClient } from 'pg'

export interface NewTicket {
  kind: string
  note?: string
  replyBy: number
  doBy?: number
}

// Characters after which a note takes no more words; one message of a platform has at most 4,096.
const FULL = 4000

/**
 * Opens a ticket. While one of its kind is open, asking again changes nothing; words for an officer are added to it, so
 * that one person's wish to talk is one line on the officer's list. Where they no longer fit, a new one begins.
 */
export async function openTicket(tx: PoolClient, personId: string, ticket: NewTicket, now: number): Promise<void> {
  const { kind, note = null, replyBy, doBy } = ticket
  const open = await tx.query(
    `UPDATE ticket SET note = CASE WHEN $3::text IS NULL THEN note ELSE concat_ws(E'\n', note, $3) END
     WHERE id = (SELECT max(id) FROM ticket WHERE person_id = $1 AND kind = $2 AND closed_at IS NULL)
       AND ($3::text IS NULL OR note IS NULL OR length(note) < $4)`,
    [personId, kind, note, FULL],
  )
  if (open.rowCount === 1) return
  await tx.query(
    'INSERT INTO ticket (person_id, kind, note, created_at, reply_by, do_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [personId, kind, note, new Date(now), new Date(replyBy), doBy === undefined ? null : new Date(doBy)],
  )
}
