// What an officer does when somebody withdraws or wants to be erased. Each runs in a transaction of its caller, which
// holds the person's conversation from `lockRequest` on: no turn of theirs runs meanwhile.
import type { PoolClient } from 'pg'
import { type Actor, audit, CONSOLE } from './audit.js'
import { noteErasure } from './erasures.js'
import type { Erased, Holders } from './holder.js'
import { eraseFrom, HOLDERS } from './holders.js'

export interface Request {
  id: string
  kind: string
  /** The one consent that was withdrawn; all of them where it does not say. */
  purpose: string | null
  personId: string
  unit: string | null
  createdAt: Date
  closedAt: Date | null
  /** The person's conversation: how many stories it holds half-done, and whether they want to be left in peace. */
  drafts: number
  stopped: boolean
}

/** A request, with the conversation of whoever made it locked. Undefined when there is none of this number. */
export async function lockRequest(tx: PoolClient, id: string): Promise<Request | undefined> {
  await tx.query('SELECT FROM session WHERE person_id = (SELECT person_id FROM ticket WHERE id = $1) FOR UPDATE', [id])
  const { rows } = await tx.query<Request>(
    `SELECT t.id, t.kind, t.purpose, t.person_id AS "personId", t.unit_code AS unit, t.created_at AS "createdAt", t.closed_at AS "closedAt",
       coalesce(json_array_length(s.state->'drafts'), 0) AS drafts, s.state->'stopped' IS NOT NULL AS stopped
     FROM ticket t JOIN session s ON s.person_id = t.person_id WHERE t.id = $1`,
    [id],
  )
  return rows[0]
}

export interface Since {
  /** Nominations in use that were sent after the request: it did not mean them. */
  sent: string[]
  /** Open wishes to talk to a human, by number. */
  questions: string[]
}

/** What happened since a request that whoever carries it out should know. */
export async function sinceRequest(tx: PoolClient, { personId, createdAt }: Request): Promise<Since> {
  const { rows } = await tx.query<Since>(
    `SELECT ARRAY(SELECT n.code FROM nominator r JOIN nomination n ON n.id = r.nomination_id
         WHERE r.person_id = $1 AND r.withdrawn_at IS NULL AND r.submitted_at > $2 ORDER BY n.code) AS sent,
       ARRAY(SELECT id::text FROM ticket WHERE person_id = $1 AND kind = 'human' AND closed_at IS NULL
         ORDER BY id) AS questions`,
    [personId, createdAt],
  )
  return rows[0]!
}

export async function closeTicket(tx: PoolClient, id: string, now: number): Promise<void> {
  await tx.query('UPDATE ticket SET closed_at = $2 WHERE id = $1', [id, new Date(now)])
}

/** Whether anything a person sent is in use. */
export async function hasSent(tx: PoolClient, personId: string): Promise<boolean> {
  const sent = await tx.query('SELECT FROM nominator WHERE person_id = $1 AND withdrawn_at IS NULL LIMIT 1', [personId])
  return sent.rows.length > 0
}

/**
 * Erases a person: what they sent, told half, wrote to officers, and every word that still waits in a message; their roles
 * end. What stays is their account on the platform, the consents with their dates as proof, a wish to be left in peace,
 * which roles they had, and their requests without words. The bytes of their files go with the next tick.
 */
export async function erasePerson(
  tx: PoolClient,
  who: Request,
  now: number,
  by: Actor = CONSOLE,
  holders: Holders = HOLDERS,
): Promise<Erased> {
  const { personId } = who
  const erased = await eraseFrom(tx, personId, now, by, holders)
  await noteErasure(tx, personId, now)
  await audit(tx, { by, action: 'erase', on: { kind: 'person', id: personId }, details: { ticket: who.id } }, now)
  return { ...erased, requests: erased.requests.filter((id) => id !== who.id) }
}
