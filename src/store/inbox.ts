// What people sent us: durable before it is acknowledged, handled once.
import type { Pool, PoolClient } from 'pg'
import type { Address } from './people.js'

/** An event as the inbox holds it; `body` is the channel's Inbound as JSON. */
export interface StoredEvent {
  channel: string
  eventId: string
  address: string
  /** Epoch ms by the platform's clock. */
  at: number
  body: unknown
}

export type PendingEvent = StoredEvent & { id: string }

// In the order of their ids: two processes that are given the same events do not wait for each other in a ring.
const TAKE = {
  name: 'take-events',
  text: `WITH fresh AS (
      INSERT INTO inbox (channel, event_id, address, at, received_at, state)
      SELECT channel, event_id, address, at, $5, 'handled'
      FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) WITH ORDINALITY
        AS t(channel, event_id, address, at, n) ORDER BY channel, event_id, n
      ON CONFLICT (channel, event_id) DO NOTHING RETURNING channel, event_id)
    SELECT 'fresh' AS what, NULL::bigint AS id, channel, event_id AS "eventId", NULL AS address, NULL::timestamptz AS at,
      NULL::jsonb AS body FROM fresh
    UNION ALL
    SELECT 'pending', i.id, i.channel, i.event_id, i.address, i.at, i.body
    FROM inbox i JOIN unnest($6::text[], $7::text[]) AS who(channel, address)
      ON i.channel = who.channel AND i.address = who.address
    WHERE i.state = 'pending'
    ORDER BY id`,
}

interface TakenRow {
  what: 'fresh' | 'pending'
  id: string
  channel: string
  eventId: string
  address: string
  at: Date
  body: unknown
}

/**
 * Within the transaction that handles them: writes new events as handled (their words live on in the session, not here),
 * and gives which of them are new, with what earlier trouble left unhandled for these people, oldest first.
 */
export async function takeEvents(
  tx: PoolClient,
  events: StoredEvent[],
  people: Address[],
  now: number,
): Promise<{ isNew(event: StoredEvent): boolean; pending: PendingEvent[] }> {
  const values = [
    events.map((e) => e.channel),
    events.map((e) => e.eventId),
    events.map((e) => e.address),
    events.map((e) => new Date(e.at)),
    new Date(now),
    people.map((p) => p.channel),
    people.map((p) => p.address),
  ]
  const { rows } = await tx.query<TakenRow>({ ...TAKE, values })
  const fresh = new Set(rows.filter((r) => r.what === 'fresh').map((r) => `${r.channel} ${r.eventId}`))
  const pending = rows.filter((r) => r.what === 'pending').map((r) => ({ ...r, at: r.at.getTime() }))
  return { isNew: (event) => fresh.delete(`${event.channel} ${event.eventId}`), pending }
}

/**
 * Keeps events whole when they cannot be handled now: for later, or as failed when a bug of ours met them (`bug` names
 * it, never what a person wrote): then they stay visible, to be handled again by `npm run admin -- retry`. An event
 * that is already on record, handled or not, stays as it is.
 */
export async function keepEvents(
  db: Pool | PoolClient,
  events: StoredEvent[],
  now: number,
  bug?: string,
): Promise<void> {
  await db.query(
    `INSERT INTO inbox (channel, event_id, address, at, received_at, body, state, error)
     SELECT channel, event_id, address, at, $6, body, $7, $8
     FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[]::jsonb[]) WITH ORDINALITY
       AS t(channel, event_id, address, at, body, n) ORDER BY n
     ON CONFLICT (channel, event_id) DO NOTHING`,
    [
      events.map((e) => e.channel),
      events.map((e) => e.eventId),
      events.map((e) => e.address),
      events.map((e) => new Date(e.at)),
      events.map((e) => JSON.stringify(e.body)),
      new Date(now),
      bug === undefined ? 'pending' : 'failed',
      bug,
    ],
  )
}

/** Within the transaction that took these events: our bug met them after all. They are kept as `keepEvents` does. */
export async function failEvents(tx: PoolClient, events: StoredEvent[], bug: string): Promise<void> {
  await tx.query(
    `UPDATE inbox SET state = 'failed', body = t.body, error = $4
     FROM unnest($1::text[], $2::text[], $3::text[]::jsonb[]) AS t(channel, event_id, body)
     WHERE inbox.channel = t.channel AND inbox.event_id = t.event_id`,
    [events.map((e) => e.channel), events.map((e) => e.eventId), events.map((e) => JSON.stringify(e.body)), bug],
  )
}

/** What waited for these people meets a bug of ours too: it stays visible as failed, and no longer in everything's way. */
export async function failPending(db: Pool, people: Address[], error: string): Promise<void> {
  await db.query(
    `UPDATE inbox i SET state = 'failed', error = $3 FROM unnest($1::text[], $2::text[]) AS t(channel, address)
     WHERE i.channel = t.channel AND i.address = t.address AND i.state = 'pending'`,
    [people.map((p) => p.channel), people.map((p) => p.address), error],
  )
}

/**
 * People with events that nobody has handled yet; but not those who sent pictures, papers or voices after `since` (epoch ms):
 * more of them may be coming, and are handled together.
 */
export async function peopleWaiting(db: Pool, limit: number, since: number): Promise<Address[]> {
  const { rows } = await db.query<Address>(
    `SELECT channel, address FROM inbox WHERE state = 'pending'
     GROUP BY channel, address
     HAVING bool_or(received_at > $2 AND body->>'kind' IN ('files', 'unusable')) IS NOT TRUE LIMIT $1`,
    [limit, new Date(since)],
  )
  return rows
}

const MOST_ARRIVALS = 200

/** When the last events of a channel were taken in after `after` (epoch ms), oldest first; 200 at most. */
export async function arrivals(db: Pool, channel: string, after: number): Promise<number[]> {
  const { rows } = await db.query<{ at: Date }>(
    `SELECT received_at AS at FROM inbox WHERE channel = $1 AND received_at > $2 ORDER BY received_at DESC LIMIT $3`,
    [channel, new Date(after), MOST_ARRIVALS],
  )
  return rows.map(({ at }) => at.getTime()).reverse()
}
