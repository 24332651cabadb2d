// People, their contacts and their conversations: found, made and locked for a turn.
import type { Pool, PoolClient } from 'pg'
import { byRank, type HeldRole } from '../flows/roles.js'
import { newSession } from '../flows/session.js'
import type { Holder } from './holder.js'
import { inForce } from './roles.js'
import { openState } from './sealed/session.js'

export interface Address {
  channel: string
  address: string
}

/** One contact with its person's conversation, locked until the transaction ends. */
export interface LockedPerson {
  contactId: string
  personId: string
  channel: string
  address: string
  /** Session JSON, `{}` for somebody new; null where the caller knows it (see `KnownVersion`). */
  state: unknown
  /** The version of that state, and the one that what this transaction writes will have. */
  version: string
  nextVersion: string
  lastInboundAt: Date | null
  /** The platform refused us since then; an act of theirs ends it. */
  unreachableAt: Date | null
  /** What they are now, the highest first. The right is checked again where a deed is done (`mayActOn`). */
  roles: HeldRole[]
}

/**
 * A conversation that the caller still has in hand: while its row is the one of this version nobody has written it since,
 * and it is not read again. Versions are the row's `xmin`: whoever writes a session, and however, makes a new one.
 */
export type KnownVersion = (address: Address) => string | undefined

// Ordered and made an empty list here, not in SQL: that cost every turn, for the few people who hold a role.
const LOCK = {
  name: 'lock-people',
  text: `SELECT c.id AS "contactId", c.person_id AS "personId", c.channel, c.address,
      CASE WHEN s.xmin::text = want.version THEN NULL ELSE s.state END AS state,
      s.xmin::text AS version, pg_current_xact_id()::xid::text AS "nextVersion",
      c.last_inbound_at AS "lastInboundAt", c.unreachable_at AS "unreachableAt",
      (SELECT json_agg(json_build_object('role', g.role, 'unit', g.unit_code, 'unitName', u.name))
       FROM role_grant g JOIN unit u ON u.code = g.unit_code
       WHERE g.person_id = c.person_id AND ${inForce('$3')}) AS roles
    FROM unnest($1::text[], $2::text[], $4::text[]) AS want(channel, address, version)
    JOIN contact c ON c.channel = want.channel AND c.address = want.address
    JOIN session s ON s.person_id = c.person_id
    ORDER BY c.person_id, c.id
    FOR UPDATE OF s`,
}

/**
 * Locks the people behind these addresses, in the order of their ids so that two batches cannot wait for each other,
 * and reads their conversations as of the lock, unless `known`, and their roles at `now` (epoch ms). People never seen
 * before are made.
 */
export async function lockPeople(
  tx: PoolClient,
  addresses: Address[],
  now: number,
  known: KnownVersion = () => undefined,
): Promise<LockedPerson[]> {
  const found = await lock(tx, addresses, now, known)
  if (found.length === addresses.length) return found
  const met = new Set(found.map((person) => `${person.channel} ${person.address}`))
  const missing = addresses.filter((a) => !met.has(`${a.channel} ${a.address}`))
  const { made, others } = await create(tx, missing, now)
  return others ? lock(tx, addresses, now, known) : [...found, ...made]
}

async function lock(tx: PoolClient, addresses: Address[], now: number, known: KnownVersion): Promise<LockedPerson[]> {
  const values = [addresses.map((a) => a.channel), addresses.map((a) => a.address), new Date(now), addresses.map(known)]
  const { rows } = await tx.query<Omit<LockedPerson, 'roles'> & { roles: HeldRole[] | null }>({ ...LOCK, values })
  return rows.map((row) => ({
    ...row,
    state: openState(tx, row.personId, row.state),
    roles: row.roles?.sort(byRank) ?? [],
  }))
}

/**
 * Makes people, as they are then, locked by being this transaction's own. Two processes may meet the same newcomer at once:
 * the later one waits for the earlier and makes nothing (`others`).
 */
async function create(
  tx: PoolClient,
  addresses: Address[],
  now: number,
): Promise<{ made: LockedPerson[]; others: boolean }> {
  const values = [addresses.map((a) => a.channel), addresses.map((a) => a.address), new Date(now)]
  const { rows } = await tx.query<Omit<LockedPerson, 'contactId'> & { contactId: string | null }>({
    ...CREATE,
    values,
  })
  const orphans = rows.filter(({ contactId }) => contactId === null).map(({ personId }) => personId)
  if (orphans.length > 0) await tx.query('DELETE FROM person WHERE id = ANY($1::bigint[])', [orphans])
  const made = rows.flatMap(({ contactId, ...row }) => (contactId === null ? [] : [{ ...row, contactId, roles: [] }]))
  return { made, others: orphans.length > 0 }
}

const CREATE = {
  name: 'create-people',
  text: `WITH want AS MATERIALIZED (
       SELECT channel, address, nextval(pg_get_serial_sequence('person', 'id')) AS person_id
       FROM unnest($1::text[], $2::text[]) AS t(channel, address) ORDER BY channel, address),
     p AS (INSERT INTO person (id, created_at) SELECT person_id, $3 FROM want),
     c AS (INSERT INTO contact (person_id, channel, address, created_at)
       SELECT person_id, channel, address, $3 FROM want ON CONFLICT DO NOTHING RETURNING id, person_id),
     s AS (INSERT INTO session (person_id, updated_at) SELECT person_id, $3 FROM c)
     SELECT c.id AS "contactId", want.person_id AS "personId", want.channel, want.address, '{}'::json AS state,
       pg_current_xact_id()::xid::text AS version, pg_current_xact_id()::xid::text AS "nextVersion",
       NULL::timestamptz AS "lastInboundAt", NULL::timestamptz AS "unreachableAt"
     FROM want LEFT JOIN c USING (person_id) ORDER BY want.person_id`,
}

export interface PersonContact {
  channel: string
  address: string
  lastInboundAt: Date | null
  unreachableAt: Date | null
}

/** A person's accounts, the one they used last first; of one who goes on as another (store/link/), the other's. */
export async function contactsOf(db: Pool | PoolClient, personId: string): Promise<PersonContact[]> {
  const { rows } = await db.query<PersonContact>(
    `SELECT channel, address, last_inbound_at AS "lastInboundAt", unreachable_at AS "unreachableAt"
     FROM contact WHERE person_id = coalesce(
       (SELECT maker_id FROM link WHERE joined_id = $1 AND state IN ('joined', 'parting')), $1)
     ORDER BY last_inbound_at DESC NULLS LAST, id`,
    [personId],
  )
  return rows
}

/** Who was joined to a person and goes on as them (store/link/). */
export async function goingOnAs(tx: PoolClient, personId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT joined_id AS id FROM link WHERE maker_id = $1 AND state IN ('joined', 'parting')`,
    [personId],
  )
  return rows.map(({ id }) => id)
}

/** `stoppedAt` (epoch ms): they asked for no messages of our own accord; undefined ends that. */
export async function setStopped(tx: PoolClient, personId: string, stoppedAt: number | undefined): Promise<void> {
  await tx.query('UPDATE person SET stopped_at = $2 WHERE id = $1', [
    personId,
    stoppedAt === undefined ? null : new Date(stoppedAt),
  ])
}

/** Off: the platform will not let us write to this contact until they act again. */
export async function setReachable(db: Pool | PoolClient, contactId: string, on: boolean, now: number): Promise<void> {
  await db.query('UPDATE contact SET unreachable_at = $2 WHERE id = $1', [contactId, on ? null : new Date(now)])
}

// The account on the platform stays, and a wish to be left in peace; the conversation begins anew.
export const holder: Holder = {
  tables: ['person', 'contact', 'session'],
  follows: ['contact.person_id'],
  // One conversation for both: store/link/session.ts joins and parts them.
  stays: ['session.person_id'],
  async held(tx, personId) {
    const { rows } = await tx.query<{ since: Date; channels: string[] }>(
      `SELECT least(p.created_at, (SELECT min(j.created_at) FROM person j WHERE j.id = ANY($2::bigint[]))) AS since, ARRAY(SELECT DISTINCT channel FROM contact WHERE person_id = p.id ORDER BY 1) AS channels
       FROM person p WHERE p.id = $1`,
      [personId, await goingOnAs(tx, personId)],
    )
    const { since, channels } = rows[0]!
    return { since: since.getTime(), channels }
  },
  async erase(tx, personId, now) {
    await tx.query(
      `UPDATE session SET updated_at = $3, state = CASE WHEN state->'stopped' IS NULL THEN '{}' ELSE $2::json END
       WHERE person_id = $1`,
      [personId, JSON.stringify({ ...newSession(), stopped: true }), new Date(now)],
    )
    return {}
  },
}
