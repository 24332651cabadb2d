// The people of a chunk: who is written to next, as they stand at that moment, and what became of it.
import type { Db } from '../database.js'
import type { Chunk } from './chunks.js'

export interface Waiting {
  personId: string
  contactId: string
  /** None where the account is gone. */
  address: string | null
  attempts: number
  /** Epoch ms. */
  lastInboundAt: number | null
  unreachableAt: number | null
  /** Planned by an approved template, at a price. */
  template: boolean
  /** What has changed since the audience was frozen, so that they are not written to. */
  gone: 'erased' | 'stopped' | 'noConsent' | 'otherAccount' | null
}

// An account may have come to another person, who may be in the same broadcast already.
const WAITING = `r.person_id AS "personId", r.contact_id AS "contactId", c.address, r.attempts, r.way IS NOT NULL AS template,
  extract(epoch FROM c.last_inbound_at)::float8 * 1000 AS "lastInboundAt",
  extract(epoch FROM c.unreachable_at)::float8 * 1000 AS "unreachableAt",
  CASE WHEN p.id IS NULL THEN 'erased' WHEN p.stopped_at IS NOT NULL THEN 'stopped'
    WHEN NOT EXISTS (SELECT FROM consent k WHERE k.person_id = p.id AND k.purpose = 'news' AND k.withdrawn_at IS NULL)
      THEN 'noConsent'
    WHEN p.id <> r.person_id AND EXISTS (
      SELECT FROM recipient o WHERE o.broadcast_id = $1 AND o.person_id = p.id) THEN 'otherAccount' END AS gone`

// The broadcast is locked against whoever pauses or cancels it: either they see how far the chunk has gone, or it stays
// where it is.
// Wherever rows of recipients are joined the key's range stands beside the join: planned when the table was small, a join
// would look at every row of the broadcast for each of its people.
const ADVANCE = `WITH next AS MATERIALIZED (
    SELECT person_id, contact_id, attempts, reason, way FROM recipient
    WHERE broadcast_id = $1 AND channel = $2 AND person_id > $4 AND person_id <= $5
      AND state = 'pending' ORDER BY person_id LIMIT $6),
  gone_on AS (
    UPDATE broadcast_chunk k SET reached = (SELECT max(person_id) FROM next)
    FROM (SELECT FROM broadcast WHERE id = $1 AND state = 'sending' FOR SHARE) b,
      (SELECT FROM pace WHERE channel = $2 AND silent_until <= clock_timestamp()) p
    WHERE k.broadcast_id = $1 AND k.channel = $2 AND k.n = $3 AND k.claimed_by = $7 AND EXISTS (SELECT FROM next)
    RETURNING k.n),
  afresh AS (
    UPDATE recipient SET reason = NULL FROM gone_on
    WHERE broadcast_id = $1 AND person_id > $4 AND person_id <= $5
      AND person_id = ANY (ARRAY(SELECT person_id FROM next WHERE reason IS NOT NULL)))
  SELECT ${WAITING} FROM gone_on, next r
    LEFT JOIN contact c ON c.id = r.contact_id LEFT JOIN person p ON p.id = c.person_id
  ORDER BY r.person_id`

/**
 * The next `count` people of a chunk after person `after`, who may now be written to; the chunk says so first. Nobody where
 * the broadcast was paused or cancelled, the platform wants silence, or another process holds the chunk: then nothing more
 * of it may leave.
 */
export async function advance(
  db: Db,
  chunk: Chunk,
  { after, count, instance }: { after: string | undefined; count: number; instance: number },
): Promise<Waiting[]> {
  const { broadcastId, channel, n, first, last } = chunk
  const from = after ?? (BigInt(first) - 1n).toString()
  const { rows } = await db.query<Waiting>({
    name: 'advance-chunk',
    text: ADVANCE,
    values: [broadcastId, channel, n, from, last, count, instance],
  })
  return rows
}

export interface Outcome {
  personId: string
  /** pending: it did not leave and is tried again; then there is a reason. */
  state: 'sent' | 'failed' | 'skipped' | 'unknown' | 'pending'
  reason?: string
  externalId?: string
  /** Epoch ms, of what was sent. */
  at?: number
  /** It counts as a try of this person's. */
  tried?: true
}

/** Writes what became of messages. Whoever sent it knows better than who settled the chunk of a process that seemed gone. */
export async function recordOutcomes(db: Db, broadcastId: string, outcomes: Outcome[]): Promise<void> {
  for (let n = 0; n < outcomes.length; n += AT_ONCE) await recordSome(db, broadcastId, outcomes.slice(n, n + AT_ONCE))
}

// However it is planned: a join of these with themselves is all it can come to.
const AT_ONCE = 256

async function recordSome(db: Db, broadcastId: string, outcomes: Outcome[]): Promise<void> {
  const of = <V>(value: (o: Outcome) => V) => outcomes.map(value)
  await db.query({
    name: 'record-outcomes',
    text: `UPDATE recipient r SET state = u.state, reason = u.reason, external_id = u.external_id, sent_at = u.at,
        attempts = r.attempts + u.tried
      FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::int[])
        AS u(person_id, state, reason, external_id, at, tried)
      WHERE r.broadcast_id = $1 AND r.person_id = ANY ($2) AND r.person_id = u.person_id AND (r.state = 'pending'
        OR (r.state = 'unknown' AND r.reason = 'interrupted' AND u.state <> 'pending')
        OR (r.state = 'skipped' AND u.state = 'sent'))`,
    values: [
      broadcastId,
      of((o) => o.personId),
      of((o) => o.state),
      of((o) => o.reason ?? null),
      of((o) => o.externalId ?? null),
      of((o) => (o.at === undefined ? null : new Date(o.at))),
      of((o) => (o.tried ? 1 : 0)),
    ],
  })
}
