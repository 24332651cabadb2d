// The one write that ends a batch of turns: sessions, outbox rows and handled events in a single statement.
import type { QueryConfig } from 'pg'
import type { Session } from '../flows/session.js'
import type { Tx } from './database.js'
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
const WRITE = {
  name: 'write-turns',
  text: `WITH sessions AS (
      UPDATE session SET state = u.state::json, updated_at = $6
      FROM ROWS FROM (unnest($9::bigint[]), string_to_table($1, E'\\x1e')) AS u(id, state) WHERE session.person_id = u.id),
    seen AS (
      UPDATE contact SET last_inbound_at = greatest(last_inbound_at, u.at), unreachable_at = NULL
      FROM unnest($2::bigint[], $3::timestamptz[]) AS u(id, at) WHERE contact.id = u.id),
    done AS (UPDATE inbox SET state = 'handled', body = NULL, error = NULL WHERE id = ANY($4::bigint[])),
    owed AS (
      INSERT INTO outbox (contact_id, kind, body, created_at, claimed_until, claimed_by)
      SELECT u."contactId", u.kind, u.body, $6, $6::timestamptz + $7 * interval '1 ms', $8
      FROM ROWS FROM (jsonb_to_recordset($5) AS ("contactId" bigint, kind text, body jsonb))
        WITH ORDINALITY AS u("contactId", kind, body, n) ORDER BY n
      RETURNING id, contact_id)
    SELECT id, ARRAY(SELECT earlier.id FROM outbox earlier WHERE earlier.contact_id = owed.contact_id
      AND earlier.state = 'pending' AND NOT ${isAside('earlier', '$6')}) AS behind FROM owed ORDER BY id`,
}

/** For each outbox row in order, its id and the older rows still owed to that contact (it must not overtake them). */
export interface Owed {
  id: string
  behind: string[]
}

/** The statement that writes what a batch of turns decided; its rows are Owed. */
export function writeTurns(tx: Tx, writes: TurnWrites, instance: number, now: number): QueryConfig {
  const values = [
    writes.sessions.map(({ personId, state }) => JSON.stringify(sealState(tx, personId, state))).join(APART),
    writes.seen.map((s) => s.contactId),
    writes.seen.map((s) => new Date(s.at)),
    writes.handled,
    JSON.stringify(writes.outbox.map(({ contactId, kind, body }) => ({ contactId, kind, body }))),
    new Date(now),
    CLAIM_MS,
    instance,
    writes.sessions.map(({ personId }) => personId),
  ]
  return { ...WRITE, values }
}
