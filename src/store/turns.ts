// The writes that end a batch of turns: sessions, outbox rows, handled events. They travel together, with the commit.
import type { Session } from '../flows/session.js'
import type { Db } from './database.js'
import type { Statement } from './flight.js'
import { CLAIM_MS, isAside, type OutboundKind } from './outbox.js'
import { sealState } from './sealed/session.js'

export interface TurnWrites {
  sessions: { personId: string; state: Session }[]
  /** Contacts whose last act moved on: Zalo's windows count from it. */
  seen: { contactId: string; at: number }[]
  handled: string[]
  outbox: { contactId: string; kind: OutboundKind; body: unknown }[]
}

// What is JSON already travels as one text: as texts in an array every quotation mark would be escaped again. Sessions are
// set apart by a sign that no JSON has, and stay the text they are.
const APART = '\u001E'
/** The same in SQL. */
export const SIGN = `E'\\x1e'`
const SESSIONS = {
  name: 'write-sessions',
  text: `UPDATE session SET state = u.state::json, updated_at = $3
    FROM unnest($1::bigint[], string_to_array($2, ${SIGN})) AS u(id, state) WHERE session.person_id = u.id`,
}
const SEEN = {
  name: 'write-seen',
  text: `UPDATE contact SET last_inbound_at = greatest(last_inbound_at, u.at), unreachable_at = NULL
    FROM unnest($1::bigint[], $2::timestamptz[]) AS u(id, at) WHERE contact.id = u.id`,
}
const HANDLED = {
  name: 'write-handled',
  text: `UPDATE inbox SET state = 'handled', body = NULL, error = NULL WHERE id = ANY($1::bigint[])`,
}
const OWED = {
  name: 'write-owed',
  text: `INSERT INTO outbox (contact_id, kind, body, created_at, claimed_until, claimed_by)
    SELECT u."contactId", u.kind, u.body, $2, $2::timestamptz + $3 * interval '1 ms', $4
    FROM ROWS FROM (jsonb_to_recordset($1) AS ("contactId" bigint, kind text, body jsonb))
      WITH ORDINALITY AS u("contactId", kind, body, n) ORDER BY n
    RETURNING id, ARRAY(SELECT earlier.id FROM outbox earlier WHERE earlier.contact_id = outbox.contact_id
      AND earlier.state = 'pending' AND NOT ${isAside('earlier', '$2')}) AS behind`,
}

/** The states as they are stored, in one text, for SQL to take apart at each SIGN. */
export function statesOf(db: Db, sessions: TurnWrites['sessions']): string {
  return sessions.map(({ personId, state }) => JSON.stringify(sealState(db, personId, state))).join(APART)
}

/** For each outbox row in order, its id and the older rows still owed to that contact (it must not overtake them). */
export interface Owed {
  id: string
  behind: string[]
}

/**
 * The statements that write what a batch of turns decided, none of which needs an answer of another; the last one's rows
 * are Owed. Statements of their own, not parts of one: starting that one cost PostgreSQL more than all of them.
 */
export function writeTurns(tx: Db, writes: TurnWrites, instance: number, now: number): Statement[] {
  const { sessions, seen, handled, outbox } = writes
  const at = new Date(now)
  const statements: Statement[] = []
  if (seen.length > 0)
    statements.push({ ...SEEN, values: [seen.map((s) => s.contactId), seen.map((s) => new Date(s.at))] })
  if (handled.length > 0) statements.push({ ...HANDLED, values: [handled] })
  if (sessions.length > 0)
    statements.push({ ...SESSIONS, values: [sessions.map((s) => s.personId), statesOf(tx, sessions), at] })
  if (outbox.length > 0) {
    const owed = JSON.stringify(outbox.map(({ contactId, kind, body }) => ({ contactId, kind, body })))
    statements.push({ ...OWED, values: [owed, at, CLAIM_MS, instance] })
  }
  return statements
}
