// What we owe people: a row before it leaves, a result after.
import type { Pool, PoolClient } from 'pg'
import { mayReach } from '../flows/reach.js'
import type { Address } from './people.js'

/**
 * A reply belongs where it was asked for. A nudge is of our own accord; news tells what others did. Both reach the person
 * by whichever account may be written to.
 */
export type OutboundKind = 'reply' | 'nudge' | 'news'

/** A message to be delivered, as the process that holds its claim sees it. */
export interface OutboxRow {
  id: string
  contactId: string
  channel: string
  address: string
  kind: OutboundKind
  /** Outbound as JSON. */
  body: unknown
  attempts: number
  lastInboundAt: Date | null
  unreachableAt: Date | null
}

/** Longer than any send may take: whoever holds a claim has given up by then. */
export const CLAIM_MS = 40_000

// Processes hold an advisory lock of class 4 (see instance.ts): a claim of one that is gone is void at once.
const LIVE = `WITH live_instance AS (SELECT objid::bigint AS instance FROM pg_locks WHERE locktype = 'advisory' AND classid = 4)`

/** claimed_by of a row that waits for the morning: what is owed after it need not wait for it. */
const ASIDE = -1
/** What is on no way before a new row: an SQL condition on an older row of the same contact at `now`. */
export const isAside = (row: string, now: string) => `(${row}.claimed_by = ${ASIDE} AND ${row}.claimed_until > ${now})`

/** Whether somebody alive, or a wait (claimed_by 0), holds a row at $2. */
const held = (row: string) =>
  `(${row}.claimed_until > $2 AND (${row}.claimed_by IN (0, ${ASIDE}) OR ${row}.claimed_by IN (SELECT instance FROM live_instance)))`

/** Whether any row of a contact is held: the rest waits behind it. */
const anyHeld = (contactId: string) =>
  `EXISTS (SELECT FROM outbox other WHERE other.contact_id = ${contactId} AND other.state = 'pending' AND other.claimed_by <> ${ASIDE}
    AND ${held('other')})`

// Whoever comes second waits at the first row, then finds it held (PostgreSQL looks at it again once it is locked).
const CLAIM = `UPDATE outbox o SET claimed_until = $2::timestamptz + $4 * interval '1 ms', claimed_by = $3
  FROM contact c
  WHERE c.id = o.contact_id AND NOT ${anyHeld('$1')}
    AND o.id IN (SELECT mine.id FROM outbox mine
      WHERE mine.contact_id = $1 AND mine.state = 'pending' AND NOT ${held('mine')} ORDER BY mine.id FOR UPDATE)
  RETURNING o.id, o.contact_id AS "contactId", c.channel, c.address, o.kind, o.body, o.attempts,
    c.last_inbound_at AS "lastInboundAt", c.unreachable_at AS "unreachableAt"`

/** Claims everything owed to one contact, oldest first; nothing while somebody alive holds any of it. */
export async function claimFor(db: Pool, contactId: string, instance: number, now: number): Promise<OutboxRow[]> {
  const { rows } = await db.query<OutboxRow>(`${LIVE} ${CLAIM}`, [contactId, new Date(now), instance, CLAIM_MS])
  return rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
}

/** Owes these contacts a message outside of any turn; the next sweep delivers it. */
export async function owe(db: Pool | PoolClient, to: Address[], body: unknown, now: number): Promise<void> {
  await db.query(
    `INSERT INTO outbox (contact_id, kind, body, created_at, claimed_until, claimed_by)
     SELECT c.id, 'reply', $3, $4, $4, 0
     FROM contact c JOIN unnest($1::text[], $2::text[]) AS t(channel, address)
       ON c.channel = t.channel AND c.address = t.address`,
    [to.map((a) => a.channel), to.map((a) => a.address), JSON.stringify(body), new Date(now)],
  )
}

/** Contacts with something owed that nobody alive is about to deliver. */
export async function contactsOwed(db: Pool, now: number, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ contactId: string }>({
    name: 'contacts-owed',
    text: `${LIVE} SELECT DISTINCT contact_id AS "contactId" FROM outbox
     WHERE state = 'pending' AND NOT ${held('outbox')} AND NOT ${anyHeld('outbox.contact_id')} LIMIT $1`,
    values: [limit, new Date(now)],
  })
  return rows.map((row) => row.contactId)
}

const SENT = {
  name: 'mark-sent',
  text: `UPDATE outbox SET state = 'sent', sent_at = $3, external_id = u.external_id, body = NULL
    FROM unnest($1::bigint[], $2::text[]) AS u(id, external_id) WHERE outbox.id = u.id AND outbox.state = 'pending'`,
}

/** Records what left; the words are not kept. */
export async function markSent(db: Pool, sent: { id: string; externalId: string }[], now: number): Promise<void> {
  const values = [sent.map((s) => s.id), sent.map((s) => s.externalId), new Date(now)]
  await db.query({ ...SENT, values })
}

/** When we said what the platform calls this, epoch ms; undefined where it is none of ours, or too old. */
export async function saidAt(
  db: Pool | PoolClient,
  contactId: string,
  externalId: string,
): Promise<number | undefined> {
  const { rows } = await db.query<{ at: Date }>(
    `SELECT created_at AS at FROM outbox
     WHERE contact_id = $1 AND external_id IS NOT NULL AND $2 = ANY(string_to_array(external_id, ','))`,
    [contactId, externalId],
  )
  return rows[0]?.at.getTime()
}

/** Will never leave: refused by the platform (our bug or its content), or not to be sent at all; then its words go. */
export async function markOver(db: Pool, ids: string[], state: 'failed' | 'skipped', reason: string): Promise<void> {
  await db.query(
    `UPDATE outbox SET state = $2, reason = $3, body = CASE WHEN $2 = 'skipped' THEN NULL ELSE body END
     WHERE id = ANY($1::bigint[])`,
    [ids, state, reason],
  )
}

/** Stays owed until then, in nobody's way. */
export async function setAside(db: Pool, id: string, until: number, reason: string): Promise<void> {
  await db.query(
    `UPDATE outbox SET claimed_until = $2, claimed_by = ${ASIDE}, reason = $3 WHERE id = $1 AND state = 'pending'`,
    [id, new Date(until), reason],
  )
}

/** Drops what would have been said to a person of our own accord. */
export async function dropUnasked(tx: PoolClient, personId: string, reason: string): Promise<void> {
  await tx.query(
    `UPDATE outbox SET state = 'skipped', reason = $2, body = NULL WHERE kind = 'nudge' AND state = 'pending'
       AND contact_id IN (SELECT id FROM contact WHERE person_id = $1)`,
    [personId, reason],
  )
}

/**
 * What a contact cannot be told any more is owed to the person's other account instead, where that may be written to.
 * Gives that contact; undefined where there is none, and the rows stay.
 */
export async function passOn(db: Pool, contactId: string, rows: OutboxRow[], now: number): Promise<string | undefined> {
  const { rows: others } = await db.query<{
    id: string
    channel: string
    lastInboundAt: Date | null
    unreachableAt: Date | null
  }>(
    `SELECT c.id, c.channel, c.last_inbound_at AS "lastInboundAt", c.unreachable_at AS "unreachableAt"
     FROM contact c JOIN contact was ON was.person_id = c.person_id WHERE was.id = $1 AND c.id <> was.id
     ORDER BY c.last_inbound_at DESC NULLS LAST`,
    [contactId],
  )
  const other = others.find(({ channel, lastInboundAt, unreachableAt }) => {
    const times = { lastInboundAt: lastInboundAt?.getTime(), unreachableAt: unreachableAt?.getTime() }
    return mayReach({ channel, ...times }, 'news', now) === 'yes'
  })
  if (!other) return undefined
  await db.query(
    `UPDATE outbox SET contact_id = $2, claimed_until = $3, claimed_by = 0, attempts = 0, reason = 'by their other account'
     WHERE id = ANY($1::bigint[]) AND state = 'pending'`,
    [rows.map(({ id }) => id), other.id, new Date(now)],
  )
  return other.id
}

/** Stays owed; nobody (claimed_by 0) touches it until then. */
export async function postpone(db: Pool, ids: string[], until: number, reason: string, counts: boolean): Promise<void> {
  await db.query(
    `UPDATE outbox SET claimed_until = $2, claimed_by = 0, reason = $3, attempts = attempts + $4
     WHERE id = ANY($1::bigint[]) AND state = 'pending'`,
    [ids, new Date(until), reason, counts ? 1 : 0],
  )
}
