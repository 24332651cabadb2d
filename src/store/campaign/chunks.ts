// The sending of a broadcast, as rows: a chunk is claimed with a lease, and before anybody is written to, the chunk says up
// to whom. What a dead process leaves behind is known exactly.
import { atLength, type Db, type Pool, type Tx, transaction } from '../database.js'
import { type Told, tellEnded } from './told.js'

export interface Chunk {
  broadcastId: string
  channel: string
  n: number
  first: string
  last: string
  /** Outbound as JSON, frozen. */
  body: unknown
  unitName: string
  policy: 'leave' | 'resend'
  /** How many are pending in it; counted where there is a rate. */
  pending: number
  /** How long until its time begins, ms. */
  waitMs: number
}

/** Nothing to send, or not before so many ms have passed. */
export type Claim = { chunk: Chunk } | { waitMs: number } | undefined

// Longer than the time of a chunk and the slowest answer of a platform together.
const LEASE = `interval '60 seconds'`
const AHEAD_MS = 1_000

// The chunks of all broadcasts in turn: a message to fifty does not wait for the end of one to a hundred thousand.
const OPEN = `SELECT c.broadcast_id AS "broadcastId", c.channel, c.n, c.first, c.last, b.body, b.policy,
    (SELECT name FROM unit WHERE code = b.unit_code) AS "unitName"
  FROM broadcast_chunk c JOIN broadcast b ON b.id = c.broadcast_id AND b.state = 'sending'
  WHERE c.channel = $1 AND NOT c.done AND c.claimed_by IS NULL AND (c.not_before IS NULL OR c.not_before <= $2)
  ORDER BY c.n, c.broadcast_id LIMIT 1 FOR UPDATE OF c SKIP LOCKED`

interface Claiming {
  /** Sends a second over all processes; Infinity: no limit. */
  rate: number
  /** How many sends one message of this broadcast costs. */
  cost(body: unknown): number
  /** Who claims (store/instance.ts). */
  instance: number
  /** Epoch ms. */
  now: number
}

/** Claims the next chunk of a channel and its place in time. Nothing while the platform wants silence. */
export function claimChunk(pool: Pool, channel: string, { rate, cost, instance, now }: Claiming): Promise<Claim> {
  return transaction(pool, async (tx) => {
    const limited = Number.isFinite(rate)
    const pace = await paceOf(tx, channel, limited)
    if (!pace) return { waitMs: 0 }
    const { silent, ahead } = pace
    if (silent > 0) return { waitMs: silent }
    if (limited && ahead > AHEAD_MS) return { waitMs: ahead - AHEAD_MS }
    const { rows } = await tx.query<Omit<Chunk, 'pending' | 'waitMs'>>({
      name: 'open-chunk',
      text: OPEN,
      values: [channel, new Date(now)],
    })
    const [found] = rows
    if (!found) return undefined
    const { rows: claimed } = await tx.query<{ pending: number }>({
      name: limited ? 'claim-counted' : 'claim-chunk',
      text: `UPDATE broadcast_chunk SET claimed_by = $4, claimed_until = clock_timestamp() + ${LEASE}, reached = NULL
        WHERE broadcast_id = $1 AND channel = $2 AND n = $3
        RETURNING ${limited ? `(SELECT count(*)::int FROM recipient r WHERE ${IN_CHUNK} AND r.state = 'pending')` : '0'} AS pending`,
      values: [found.broadcastId, channel, found.n, instance],
    })
    const { pending } = claimed[0]!
    if (limited)
      await tx.query(
        `UPDATE pace SET next_at = greatest(next_at, clock_timestamp()) + $2 * interval '1 ms' WHERE channel = $1`,
        [channel, (pending * cost(found.body) * 1000) / rate],
      )
    return { chunk: { ...found, pending, waitMs: limited ? ahead : 0 } }
  })
}

const IN_CHUNK = `r.broadcast_id = broadcast_chunk.broadcast_id AND r.channel = broadcast_chunk.channel
  AND r.person_id BETWEEN broadcast_chunk.first AND broadcast_chunk.last`

/** Locked where there is a limit: then chunks get their places in time one after the other. Undefined the first time. */
async function paceOf(tx: Db, channel: string, limited: boolean) {
  const { rows } = await tx.query<{ silent: number; ahead: number }>(
    `SELECT greatest(0, ceil(extract(epoch FROM silent_until - clock_timestamp()) * 1000))::float8 AS silent,
       greatest(0, ceil(extract(epoch FROM next_at - clock_timestamp()) * 1000))::float8 AS ahead
     FROM pace WHERE channel = $1 ${limited ? 'FOR UPDATE' : ''}`,
    [channel],
  )
  if (!rows[0])
    await tx.query(
      `INSERT INTO pace (channel, next_at, silent_until) VALUES ($1, 'epoch', 'epoch') ON CONFLICT DO NOTHING`,
      [channel],
    )
  return rows[0]
}

/**
 * Gives a chunk back: over where nobody in it is pending, else to be taken again, not before `notBefore` (epoch ms). Gives
 * who hears of it when with it the whole broadcast is over.
 */
export async function leaveChunk(pool: Pool, chunk: Chunk, instance: number, now: number, notBefore?: number) {
  const { broadcastId, channel, n } = chunk
  return transaction(pool, async (tx) => {
    // The last chunks of two channels may end at the same moment: the later one sees that the earlier is done.
    const { rows } = await tx.query<{ state: string }>({
      name: 'lock-broadcast',
      text: 'SELECT state FROM broadcast WHERE id = $1 FOR UPDATE',
      values: [broadcastId],
    })
    if (rows[0]?.state === 'cancelled') await skipRest(tx, broadcastId)
    await tx.query({
      name: 'leave-chunk',
      text: `UPDATE broadcast_chunk SET claimed_by = NULL, claimed_until = NULL, reached = NULL, not_before = $5,
          done = NOT EXISTS (SELECT FROM recipient r WHERE ${IN_CHUNK} AND r.state = 'pending')
        WHERE broadcast_id = $1 AND channel = $2 AND n = $3 AND claimed_by = $4`,
      values: [broadcastId, channel, n, instance, notBefore === undefined ? null : new Date(notBefore)],
    })
    return endIfOver(tx, broadcastId, now)
  })
}

/**
 * Settles the claims of processes that are gone: who was about to be written to is unknown, or is tried again, as the
 * broadcast says. Whoever comes next finds the chunk as it is.
 */
export async function settleLost(pool: Pool): Promise<void> {
  await transaction(pool, async (tx) => {
    const { rows } = await tx.query<{ cancelled: string | null }>({
      name: 'settle-lost',
      text: `WITH lost AS (
         SELECT c.*, b.state, b.policy FROM broadcast_chunk c JOIN broadcast b ON b.id = c.broadcast_id
         WHERE c.claimed_by IS NOT NULL AND (c.claimed_until < clock_timestamp() OR c.claimed_by NOT IN (
           SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = 4))
         FOR UPDATE OF c SKIP LOCKED),
       settled AS (
         UPDATE recipient r SET attempts = r.attempts + 1,
           state = CASE WHEN resent THEN 'pending' ELSE 'unknown' END, reason = CASE WHEN NOT resent THEN 'interrupted' END
         FROM (SELECT *, policy = 'resend' AND state <> 'cancelled' AS resent FROM lost) l
         WHERE r.broadcast_id = l.broadcast_id AND r.channel = l.channel AND r.person_id BETWEEN l.first AND l.reached
           AND r.state = 'pending' AND r.reason IS NULL)
       UPDATE broadcast_chunk c SET claimed_by = NULL, claimed_until = NULL, reached = NULL FROM lost
       WHERE c.broadcast_id = lost.broadcast_id AND c.channel = lost.channel AND c.n = lost.n
       RETURNING CASE WHEN lost.state = 'cancelled' THEN lost.broadcast_id END AS cancelled`,
    })
    for (const id of new Set(rows.flatMap(({ cancelled }) => cancelled ?? []))) await skipRest(tx, id)
  })
}

/** Skips who has not been written to in a cancelled broadcast. Who is on their way is recorded by whoever sends it. */
export async function skipRest(tx: Tx, broadcastId: string): Promise<void> {
  await atLength(
    tx,
    `UPDATE recipient r SET state = 'skipped', reason = 'cancelled'
      WHERE r.broadcast_id = $1 AND r.state = 'pending' AND (r.reason IS NOT NULL OR NOT EXISTS (
        SELECT FROM broadcast_chunk c WHERE c.broadcast_id = $1 AND c.channel = r.channel AND c.claimed_by IS NOT NULL
          AND r.person_id BETWEEN c.first AND c.reached))`,
    [broadcastId],
  )
}

/** Ends a broadcast that has no open chunk left. Gives who hears of it to the one who ended it. */
export async function endIfOver(tx: Tx, broadcastId: string, now: number): Promise<Told | undefined> {
  const { rowCount } = await tx.query({
    name: 'end-broadcast',
    text: `UPDATE broadcast SET state = 'done', ended_at = $2 WHERE id = $1 AND state = 'sending'
      AND NOT EXISTS (SELECT FROM broadcast_chunk WHERE broadcast_id = $1 AND NOT done)`,
    values: [broadcastId, new Date(now)],
  })
  return rowCount === 1 ? tellEnded(tx, broadcastId, 'ended', now) : undefined
}

/** The platform asks for silence: every process obeys, for `ms` by the database's clock. */
export async function silence(db: Db, channel: string, ms: number): Promise<void> {
  await db.query(
    `INSERT INTO pace AS p (channel, next_at, silent_until) VALUES ($1, 'epoch', clock_timestamp() + $2 * interval '1 ms')
     ON CONFLICT (channel) DO UPDATE SET silent_until = greatest(p.silent_until, excluded.silent_until)`,
    [channel, ms],
  )
}

/** Channels with something of a broadcast still to send. */
export async function channelsSending(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ channel: string }>({
    name: 'channels-sending',
    text: `SELECT DISTINCT c.channel FROM broadcast b JOIN broadcast_chunk c ON c.broadcast_id = b.id AND NOT c.done
     WHERE b.state = 'sending'`,
  })
  return rows.map((row) => row.channel)
}
