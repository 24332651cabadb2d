// The sending of a broadcast, as rows: a chunk is claimed with a lease, each person is marked before their message leaves,
// outcomes are written in bulk. What a dead process leaves behind is known exactly.
import type { Db, Pool } from '../database.js'
import { transaction } from '../database.js'

export interface Chunk {
  broadcastId: string
  channel: string
  n: number
  first: string
  last: string
  /** Outbound as JSON, frozen. */
  body: unknown
  policy: 'leave' | 'resend'
  urgent: boolean
  /** How long until its second begins, ms. */
  waitMs: number
}

/** Nothing to send, or not before so many ms have passed. */
export type Claim = { chunk: Chunk } | { waitMs: number } | undefined

// Longer than the second of a chunk and the slowest answer of a platform together.
const LEASE = `interval '60 seconds'`
const AHEAD_MS = 1_000

const OPEN = `SELECT c.broadcast_id AS "broadcastId", c.channel, c.n, c.first, c.last, c.whole,
    c.claimed_by IS NOT NULL AS lost, b.body, b.policy, b.urgent
  FROM broadcast_chunk c JOIN broadcast b ON b.id = c.broadcast_id AND b.state = 'sending'
  WHERE c.channel = $1 AND NOT c.done AND (c.not_before IS NULL OR c.not_before <= $2) AND ($3 OR b.urgent)
    AND (c.claimed_by IS NULL OR c.claimed_until < clock_timestamp() OR c.claimed_by NOT IN (
      SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = 4))
  ORDER BY c.broadcast_id, c.n LIMIT 1 FOR UPDATE OF c SKIP LOCKED`

/**
 * Claims the next chunk of a channel and its place in time: `rate` sends a second over all processes (Infinity: no limit,
 * and then the chunk is taken whole). Nothing while the platform wants silence. `day`: messages of our own accord may
 * leave now. `instance` is who claims (store/instance.ts), `now` epoch ms.
 */
export function claimChunk(
  pool: Pool,
  channel: string,
  { rate, size, instance, day, now }: { rate: number; size: number; instance: number; day: boolean; now: number },
): Promise<Claim> {
  return transaction(pool, async (tx) => {
    const limited = Number.isFinite(rate)
    const { rows: paces } = await tx.query<{ silent: number; ahead: number }>(
      `SELECT greatest(0, ceil(extract(epoch FROM silent_until - clock_timestamp()) * 1000))::int AS silent,
         greatest(0, ceil(extract(epoch FROM next_at - clock_timestamp()) * 1000))::int AS ahead
       FROM pace WHERE channel = $1 ${limited ? 'FOR UPDATE' : ''}`,
      [channel],
    )
    if (!paces[0]) {
      await tx.query(
        `INSERT INTO pace (channel, next_at, silent_until) VALUES ($1, 'epoch', 'epoch') ON CONFLICT DO NOTHING`,
        [channel],
      )
      return { waitMs: 0 }
    }
    const { silent, ahead } = paces[0]
    if (silent > 0) return { waitMs: silent }
    if (limited && ahead > AHEAD_MS) return { waitMs: ahead - AHEAD_MS }
    const { rows } = await tx.query<Chunk & { lost: boolean; whole: boolean }>({
      name: 'open-chunk',
      text: OPEN,
      values: [channel, new Date(now), day],
    })
    const [found] = rows
    if (!found) return undefined
    if (found.lost) await settleLost(tx, found)
    await tx.query({
      name: 'claim-chunk',
      text: `UPDATE broadcast_chunk SET claimed_by = $4, claimed_until = clock_timestamp() + ${LEASE}, whole = $5
        WHERE broadcast_id = $1 AND channel = $2 AND n = $3`,
      values: [found.broadcastId, channel, found.n, instance, !limited],
    })
    if (limited)
      await tx.query(
        `UPDATE pace SET next_at = greatest(next_at, clock_timestamp()) + $2 * interval '1 ms' WHERE channel = $1`,
        [channel, (size / rate) * 1000],
      )
    return { chunk: { ...found, waitMs: limited ? ahead : 0 } }
  })
}

/** What a lost claim may have sent: left alone as unknown, or sent again, as the broadcast says. */
async function settleLost(tx: Db, { broadcastId, channel, first, last, policy, whole }: Chunk & { whole: boolean }) {
  const mayHaveLeft = whole ? 'true' : 'leaving_at IS NOT NULL'
  await tx.query(
    `UPDATE recipient SET leaving_at = NULL, ${policy === 'leave' ? `state = 'unknown', reason = 'interrupted'` : 'attempts = attempts + 1'}
     WHERE broadcast_id = $1 AND channel = $2 AND person_id BETWEEN $3 AND $4 AND state = 'pending' AND ${mayHaveLeft}`,
    [broadcastId, channel, first, last],
  )
}

export interface Waiting {
  personId: string
  contactId: string
  address: string
  attempts: number
  lastInboundAt: Date | null
  unreachableAt: Date | null
  /** They have stopped messages, or taken back their consent, since the audience was frozen. */
  gone: 'stopped' | 'noConsent' | null
}

const WAITING = `r.person_id AS "personId", r.contact_id AS "contactId", c.address, r.attempts,
  c.last_inbound_at AS "lastInboundAt", c.unreachable_at AS "unreachableAt",
  CASE WHEN p.stopped_at IS NOT NULL THEN 'stopped' WHEN NOT EXISTS (
    SELECT FROM consent k WHERE k.person_id = p.id AND k.purpose = 'news' AND k.withdrawn_at IS NULL) THEN 'noConsent' END AS gone`

/** Who of a chunk is still to be sent to, as they stand now. */
export async function readChunk(db: Db, chunk: Chunk): Promise<Waiting[]> {
  const { rows } = await db.query<Waiting>({
    name: 'read-chunk',
    text: `SELECT ${WAITING} FROM recipient r JOIN contact c ON c.id = r.contact_id JOIN person p ON p.id = r.person_id
      WHERE r.broadcast_id = $1 AND r.channel = $2 AND r.person_id BETWEEN $3 AND $4 AND r.state = 'pending'
        AND r.leaving_at IS NULL ORDER BY r.person_id`,
    values: [chunk.broadcastId, chunk.channel, chunk.first, chunk.last],
  })
  return rows
}

/**
 * Marks one person as about to be written to. Undefined where the broadcast has been paused or cancelled, the platform
 * wants silence, or another process holds the chunk: then nothing more of it may leave.
 */
export async function markLeaving(
  db: Db,
  chunk: Chunk,
  personId: string,
  instance: number,
  now: number,
): Promise<Waiting | undefined> {
  const { rows } = await db.query<Waiting>({
    name: 'mark-leaving',
    text: `UPDATE recipient r SET leaving_at = $5 FROM contact c, person p, broadcast b, pace, broadcast_chunk k
      WHERE r.broadcast_id = $1 AND r.person_id = $2 AND r.state = 'pending' AND r.leaving_at IS NULL
        AND c.id = r.contact_id AND p.id = r.person_id
        AND b.id = $1 AND b.state = 'sending' AND pace.channel = $3 AND pace.silent_until <= clock_timestamp()
        AND k.broadcast_id = $1 AND k.channel = $3 AND k.n = $4 AND k.claimed_by = $6
      RETURNING ${WAITING}`,
    values: [chunk.broadcastId, personId, chunk.channel, chunk.n, new Date(now), instance],
  })
  return rows[0]
}

export interface Outcome {
  personId: string
  /** pending: it did not leave and is tried again. */
  state: 'sent' | 'failed' | 'skipped' | 'unknown' | 'pending'
  reason?: string
  externalId?: string
  /** Epoch ms, of what was sent. */
  at?: number
}

/** Writes what became of messages. What was taken for unknown and did leave after all is sent. */
export async function recordOutcomes(db: Db, broadcastId: string, outcomes: Outcome[]): Promise<void> {
  const of = <V>(value: (o: Outcome) => V) => outcomes.map(value)
  await db.query({
    name: 'record-outcomes',
    text: `UPDATE recipient r SET state = u.state, reason = u.reason, external_id = u.external_id, sent_at = u.at,
        leaving_at = NULL, attempts = r.attempts + CASE WHEN u.state = 'pending' THEN 1 ELSE 0 END
      FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
        AS u(person_id, state, reason, external_id, at)
      WHERE r.broadcast_id = $1 AND r.person_id = u.person_id
        AND (r.state = 'pending' OR (r.state = 'unknown' AND u.state = 'sent'))`,
    values: [
      broadcastId,
      of((o) => o.personId),
      of((o) => o.state),
      of((o) => o.reason ?? null),
      of((o) => o.externalId ?? null),
      of((o) => (o.at === undefined ? null : new Date(o.at))),
    ],
  })
}

/**
 * Gives a chunk back: over where nobody in it is pending, else to be taken again, not before `notBefore` (epoch ms). True
 * when with it the whole broadcast is over.
 */
export async function leaveChunk(pool: Pool, chunk: Chunk, instance: number, now: number, notBefore?: number) {
  return transaction(pool, async (tx) => {
    await tx.query({
      name: 'leave-chunk',
      text: `UPDATE broadcast_chunk k SET claimed_by = NULL, claimed_until = NULL, not_before = $7, done = NOT EXISTS (
          SELECT FROM recipient r WHERE r.broadcast_id = $1 AND r.channel = $2 AND r.person_id BETWEEN $3 AND $4
            AND r.state = 'pending')
        WHERE k.broadcast_id = $1 AND k.channel = $2 AND k.n = $5 AND k.claimed_by = $6`,
      values: [
        chunk.broadcastId,
        chunk.channel,
        chunk.first,
        chunk.last,
        chunk.n,
        instance,
        notBefore === undefined ? null : new Date(notBefore),
      ],
    })
    // The last chunks of two channels may end at the same moment: the later one sees that the earlier is done.
    await tx.query({
      name: 'lock-broadcast',
      text: 'SELECT FROM broadcast WHERE id = $1 FOR UPDATE',
      values: [chunk.broadcastId],
    })
    return endIfOver(tx, chunk.broadcastId, now)
  })
}

/** Ends a broadcast that has no open chunk left. True for the one who ended it. */
export async function endIfOver(tx: Db, broadcastId: string, now: number): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'end-broadcast',
    text: `UPDATE broadcast SET state = 'done', ended_at = $2 WHERE id = $1 AND state = 'sending'
      AND NOT EXISTS (SELECT FROM broadcast_chunk WHERE broadcast_id = $1 AND NOT done)`,
    values: [broadcastId, new Date(now)],
  })
  return rowCount === 1
}

/** The platform asks for silence: every process obeys, for `ms` by the database's clock. */
export async function silence(db: Db, channel: string, ms: number): Promise<void> {
  await db.query(
    `UPDATE pace SET silent_until = greatest(silent_until, clock_timestamp() + $2 * interval '1 ms') WHERE channel = $1`,
    [channel, ms],
  )
}

/** Channels with something of a broadcast still to send. */
export async function channelsSending(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ channel: string }>(
    `SELECT DISTINCT c.channel FROM broadcast b JOIN broadcast_chunk c ON c.broadcast_id = b.id AND NOT c.done
     WHERE b.state = 'sending'`,
  )
  return rows.map((row) => row.channel)
}
