// What an officer does when somebody withdraws or wants to be erased. Each runs in a transaction of its caller, which
// holds the person's conversation from `lockRequest` on: no turn of theirs runs meanwhile.
import type { Pool, PoolClient } from 'pg'
import { newSession } from '../flows/session.js'
import { type Actor, audit, CONSOLE } from './audit.js'
import { lockNominations } from './nominations.js'
import { endAllRoles } from './roles.js'
import { dropPersonal } from './timers.js'

export interface Request {
  id: string
  kind: string
  personId: string
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
    `SELECT t.id, t.kind, t.person_id AS "personId", t.created_at AS "createdAt", t.closed_at AS "closedAt",
       coalesce(jsonb_array_length(s.state->'drafts'), 0) AS drafts, s.state ? 'stopped' AS stopped
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

export interface PersonContact {
  channel: string
  address: string
  lastInboundAt: Date | null
  unreachableAt: Date | null
}

/** A person's accounts, the one they used last first. */
export async function contactsOf(db: Pool | PoolClient, personId: string): Promise<PersonContact[]> {
  const { rows } = await db.query<PersonContact>(
    `SELECT channel, address, last_inbound_at AS "lastInboundAt", unreachable_at AS "unreachableAt"
     FROM contact WHERE person_id = $1 ORDER BY last_inbound_at DESC NULLS LAST, id`,
    [personId],
  )
  return rows
}

export async function closeTicket(tx: PoolClient, id: string, now: number): Promise<void> {
  await tx.query('UPDATE ticket SET closed_at = $2 WHERE id = $1', [id, new Date(now)])
}

/**
 * Ends the use of what a person has sent: of one nomination, or of all. What others told of the same nominee goes on.
 * Gives the codes; none when there was nothing (left) to withdraw.
 */
export async function withdrawSent(
  tx: PoolClient,
  personId: string,
  code: string | undefined,
  now: number,
  by: Actor = CONSOLE,
): Promise<string[]> {
  await lockNominations(tx)
  const { rows } = await tx.query<{ id: string; code: string }>(
    `UPDATE nominator r SET withdrawn_at = $3 FROM nomination n
     WHERE n.id = r.nomination_id AND r.person_id = $1 AND r.withdrawn_at IS NULL AND n.code = coalesce($2, n.code)
     RETURNING n.id, n.code`,
    [personId, code ?? null, new Date(now)],
  )
  await settleStates(
    tx,
    rows.map((row) => row.id),
  )
  for (const row of rows) await audit(tx, { by, action: 'withdraw', on: { kind: 'nomination', id: row.code } }, now)
  return rows.map((row) => row.code).sort()
}

/** Whether anything a person sent is in use. */
export async function hasSent(tx: PoolClient, personId: string): Promise<boolean> {
  const sent = await tx.query('SELECT FROM nominator WHERE person_id = $1 AND withdrawn_at IS NULL LIMIT 1', [personId])
  return sent.rows.length > 0
}

export interface Erased {
  /** Nominations that are gone, and those that others told too, which stay with their accounts alone. */
  gone: string[]
  shared: string[]
  /** Of the shared ones, those about the erased person: they had put themselves forward. */
  about: string[]
  files: number
  /** Other requests of theirs, closed with it. */
  requests: number
  /** Messages whose words were still kept. */
  messages: number
  /** Consents, which stay as proof. */
  consents: number
}

/**
 * Erases a person: what they sent, told half, wrote to officers, and every word that still waits in a message; their roles
 * end. What stays is their account on the platform, the consents with their dates as proof, a wish to be left in peace,
 * which roles they had, and their requests without words. The bytes of their files go with the next tick.
 */
export async function erasePerson(tx: PoolClient, who: Request, now: number, by: Actor = CONSOLE): Promise<Erased> {
  const { personId } = who
  const at = new Date(now)
  await lockNominations(tx)
  const files = await tx.query(
    `UPDATE file SET state = 'dropped', ref = NULL, name = NULL WHERE person_id = $1 AND state <> 'dropped'`,
    [personId],
  )
  const sent = await tx.query<{ id: string; self: boolean }>(
    `DELETE FROM nominator WHERE person_id = $1 RETURNING nomination_id AS id, answers->>'kind' = 'self' AS self`,
    [personId],
  )
  const ids = sent.rows.map((row) => row.id)
  const gone = await tx.query<{ code: string }>(
    `DELETE FROM nomination n WHERE id = ANY($1::bigint[])
       AND NOT EXISTS (SELECT FROM nominator r WHERE r.nomination_id = n.id) RETURNING code`,
    [ids],
  )
  // Others told of somebody who had come forward on their own: from now on it is their nomination.
  const shared = await tx.query<{ id: string; code: string }>(
    `UPDATE nomination n SET kind = CASE WHEN kind = 'self' AND NOT EXISTS (SELECT FROM nominator r
         WHERE r.nomination_id = n.id AND r.answers->>'kind' = 'self') THEN 'individual' ELSE kind END
     WHERE id = ANY($1::bigint[]) RETURNING id, code`,
    [ids],
  )
  await settleStates(tx, ids)
  const selves = new Set(sent.rows.filter((row) => row.self).map((row) => row.id))
  const messages = await clearWords(tx, personId)
  await tx.query('UPDATE session SET state = $2, updated_at = $3 WHERE person_id = $1', [
    personId,
    who.stopped ? { ...newSession(), stopped: true } : {},
    at,
  ])
  await dropPersonal(tx, personId)
  const consents = await tx.query('UPDATE consent SET withdrawn_at = coalesce(withdrawn_at, $2) WHERE person_id = $1', [
    personId,
    at,
  ])
  const requests = await tx.query<{ id: string }>(
    `WITH before AS (SELECT id FROM ticket WHERE person_id = $1 AND closed_at IS NULL)
     UPDATE ticket SET note = NULL, closed_at = coalesce(closed_at, $2) WHERE person_id = $1
     RETURNING (SELECT id FROM before WHERE before.id = ticket.id)`,
    [personId, at],
  )
  await endAllRoles(tx, personId, by, now)
  await audit(tx, { by, action: 'erase', on: { kind: 'person', id: personId }, details: { ticket: who.id } }, now)
  return {
    gone: gone.rows.map((row) => row.code).sort(),
    shared: shared.rows.map((row) => row.code).sort(),
    about: shared.rows.filter((row) => selves.has(row.id)).map((row) => row.code),
    files: files.rowCount ?? 0,
    requests: requests.rows.filter((row) => row.id !== null && row.id !== who.id).length,
    messages,
    consents: consents.rowCount ?? 0,
  }
}

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

/** A nomination is withdrawn when nobody who told it stands by it. */
async function settleStates(tx: PoolClient, ids: string[]): Promise<void> {
  await tx.query(
    `UPDATE nomination n SET state = 'withdrawn' WHERE id = ANY($1::bigint[])
       AND NOT EXISTS (SELECT FROM nominator r WHERE r.nomination_id = n.id AND r.withdrawn_at IS NULL)`,
    [ids],
  )
}
