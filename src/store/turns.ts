// The one write that ends a batch of turns: sessions, outbox rows and handled events in a single statement.
import type { QueryConfig } from 'pg'
import { CLAIM_MS, type OutboundKind } from './outbox.js'

export interface TurnWrites {
  sessions: { personId: string; state: unknown }[]
  /** Contacts whose last act moved on: Zalo's windows count from it. */
  seen: { contactId: string; at: number }[]
  handled: string[]
  outbox: { contactId: string; kind: OutboundKind; body: unknown }[]
}

const WRITE = {
  name: 'write-turns',
  text: `WITH sessions AS (
      UPDATE session SET state = u.state::jsonb, updated_at = $9
      FROM unnest($1::bigint[], $2::text[]) AS u(person_id, state) WHERE session.person_id = u.person_id),
    seen AS (
      UPDATE contact SET last_inbound_at = greatest(last_inbound_at, u.at), unreachable_at = NULL
      FROM unnest($3::bigint[], $4::timestamptz[]) AS u(id, at) WHERE contact.id = u.id),
    done AS (UPDATE inbox SET state = 'handled', body = NULL, error = NULL WHERE id = ANY($5::bigint[])),
    owed AS (
      INSERT INTO outbox (contact_id, kind, body, created_at, claimed_until, claimed_by)
      SELECT contact_id, kind, body::jsonb, $9, $9::timestamptz + $10 * interval '1 ms', $11
      FROM unnest($6::bigint[], $7::text[], $8::text[]) WITH ORDINALITY AS u(contact_id, kind, body, n) ORDER BY n
      RETURNING id, contact_id)
    SELECT id, ARRAY(SELECT earlier.id FROM outbox earlier WHERE earlier.contact_id = owed.contact_id
      AND earlier.state = 'pending') AS behind FROM owed ORDER BY id`,
}

/** For each outbox row in order, its id and the older rows still owed to that contact (it must not overtake them). */
export interface Owed {
  id: string
  behind: string[]
}

/** The statement that writes what a batch of turns decided; its rows are Owed. */
export function writeTurns(writes: TurnWrites, instance: number, now: number): QueryConfig {
  const values = [
    writes.sessions.map((s) => s.personId),
    writes.sessions.map((s) => JSON.stringify(s.state)),
    writes.seen.map((s) => s.contactId),
    writes.seen.map((s) => new Date(s.at)),
    writes.handled,
    writes.outbox.map((o) => o.contactId),
    writes.outbox.map((o) => o.kind),
    writes.outbox.map((o) => JSON.stringify(o.body)),
    new Date(now),
    CLAIM_MS,
    instance,
  ]
  return { ...WRITE, values }
}
