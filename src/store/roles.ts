// Who may do what: roles, each for a unit and all that lies under it, from a start until an end.

import type { Pool, PoolClient } from 'pg'
import { appointersOf, byRank, type HeldRole, ROLE_NAMES, type Role } from '../flows/roles.js'
import { type Actor, audit } from './audit.js'
import type { Holder } from './holder.js'

type Db = Pool | PoolClient

/** For which grants (`g`) of role_grant now ($n, a timestamptz) lies between start and end. */
export const inForce = (now: string) => `g.starts_at <= ${now} AND (g.ends_at IS NULL OR g.ends_at > ${now})`

/**
 * A unit ($n) and all above it, as `up(code, height)`; a merged unit lies in the one that took it over. Ends in a circle too.
 */
export const unitAndAbove = (unit: string) =>
  `up AS (SELECT code, coalesce(merged_into, parent_code) AS above, 0 AS height FROM unit WHERE code = ${unit}
     UNION ALL SELECT u.code, coalesce(u.merged_into, u.parent_code), height + 1 FROM unit u JOIN up ON u.code = up.above
     WHERE height < 50)`

/** What a person is at `now` (epoch ms), the highest role first. */
export async function rolesOf(db: Db, personId: string, now: number): Promise<HeldRole[]> {
  const { rows } = await db.query<HeldRole>(
    `SELECT g.role, g.unit_code AS unit, u.name AS "unitName" FROM role_grant g JOIN unit u ON u.code = g.unit_code
     WHERE g.person_id = $1 AND ${inForce('$2')}`,
    [personId, new Date(now)],
  )
  return rows.sort(byRank)
}

/** Whether a person holds a role that lets them see or do something for others. */
export async function atLeastReviewer(db: Db, personId: string, now: number): Promise<boolean> {
  return (await rolesOf(db, personId, now)).some(({ role }) => role !== 'member')
}

/** Finds a row where a person ($n) holds one of these roles ($n) for the unit, or for one above it; held as `mayActOn` says. */
export const MAY_ACT_ON = (person: string, roles: string, unit: string, now: string) =>
  `WITH RECURSIVE ${unitAndAbove(unit)}
      SELECT true FROM role_grant g WHERE g.person_id = ${person} AND g.role = ANY(${roles}) AND ${inForce(now)}
        AND g.unit_code IN (SELECT code FROM up) LIMIT 1 FOR SHARE OF g`

/**
 * Whether a person holds one of these roles for the unit, or for one above it. Nobody can end the role that says so
 * before this transaction has ended: what it allows is done while it is allowed.
 */
export async function mayActOn(
  tx: PoolClient,
  personId: string,
  roles: readonly Role[],
  unit: string,
  now: number,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'may-act-on',
    text: MAY_ACT_ON('$1', '$2', '$3', '$4'),
    values: [personId, roles, unit, new Date(now)],
  })
  return rowCount === 1
}

/** The units a person holds one of these roles for, and all under them, closed and merged ones too: codes. */
export async function scopeOf(db: Db, personId: string, roles: readonly Role[], now: number): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>(
    `WITH RECURSIVE down AS (
       SELECT g.unit_code AS code FROM role_grant g WHERE g.person_id = $1 AND g.role = ANY($2) AND ${inForce('$3')}
       UNION SELECT u.code FROM unit u JOIN down
         ON u.merged_into = down.code OR (u.parent_code = down.code AND u.merged_into IS NULL))
     SELECT code FROM down ORDER BY code`,
    [personId, roles, new Date(now)],
  )
  return rows.map(({ code }) => code)
}

/** Whether `by` may give this role for this unit, or take it away. The command line may all. */
export async function mayAppoint(tx: PoolClient, by: Actor, role: Role, unit: string, now: number): Promise<boolean> {
  return by.personId === null || (await mayActOn(tx, by.personId, appointersOf(role), unit, now))
}

export interface NewGrant {
  personId: string
  role: Role
  unit: string
  /** Epoch ms; now where not given. */
  startsAt?: number
  /** Epoch ms; without end where not given. */
  endsAt?: number
  by: Actor
  inviteId?: string
  now: number
}

/**
 * Gives a role and its number, whoever asks: check `mayAppoint` before. Somebody who holds the very same already, for as
 * long, keeps that. Throws where the unit or the person does not exist.
 */
export async function grantRole(tx: PoolClient, grant: NewGrant): Promise<string> {
  const { personId, role, unit, startsAt = grant.now, endsAt, by, inviteId = null, now } = grant
  const span = [new Date(startsAt), endsAt === undefined ? null : new Date(endsAt)]
  const { rows: held } = await tx.query<{ id: string }>(
    `SELECT id FROM role_grant WHERE person_id = $1 AND role = $2 AND unit_code = $3 AND starts_at <= $4
       AND coalesce(ends_at, 'infinity') > $4 AND coalesce(ends_at, 'infinity') >= coalesce($5::timestamptz, 'infinity')
     LIMIT 1`,
    [personId, role, unit, ...span],
  )
  if (held[0]) return held[0].id
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO role_grant (person_id, role, unit_code, starts_at, ends_at, granted_by, invite_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [personId, role, unit, ...span, by.personId, inviteId],
  )
  const { id } = rows[0]!
  await audit(
    tx,
    { by, action: 'grantRole', on: { kind: 'person', id: personId }, unit, details: { role, grant: id } },
    now,
  )
  return id
}

/**
 * Ends a role at once. Everybody may give up their own; for others' see `mayAppoint`. 'refused' is noted, 'none' there
 * is no such grant, 'over' it had ended before.
 */
export async function endRole(
  tx: PoolClient,
  { grantId, by, now }: { grantId: string; by: Actor; now: number },
): Promise<'ended' | 'over' | 'refused' | 'none'> {
  // Two administrators who end each other's role at the same moment would wait for each other.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('end-role'))`)
  const { rows } = await tx.query<{ personId: string; role: Role; unit: string; over: boolean }>(
    `SELECT person_id AS "personId", role, unit_code AS unit, coalesce(ends_at <= $2, false) AS over
     FROM role_grant WHERE id = $1 FOR UPDATE`,
    [grantId, new Date(now)],
  )
  const [grant] = rows
  if (!grant) return 'none'
  const { personId, role, unit } = grant
  const entry = { by, on: { kind: 'person', id: personId }, unit }
  if (by.personId !== personId && !(await mayAppoint(tx, by, role, unit, now))) {
    await audit(tx, { ...entry, action: 'refuse', details: { deed: 'endRole', role } }, now)
    return 'refused'
  }
  if (grant.over) return 'over'
  await tx.query('UPDATE role_grant SET ends_at = $2, ended_by = $3 WHERE id = $1', [
    grantId,
    new Date(now),
    by.personId,
  ])
  await audit(tx, { ...entry, action: 'endRole', details: { role, grant: grantId } }, now)
  return 'ended'
}

/**
 * Ends all a person holds, what would begin later, and who stands for whom: they leave, or are erased. Gives how many
 * roles; their history stays.
 */
export async function endAllRoles(tx: PoolClient, personId: string, by: Actor, now: number): Promise<number> {
  const { rows } = await tx.query<{ id: string; role: Role; unit: string }>(
    `UPDATE role_grant SET ends_at = $2, ended_by = $3 WHERE person_id = $1 AND (ends_at IS NULL OR ends_at > $2)
     RETURNING id, role, unit_code AS unit`,
    [personId, new Date(now), by.personId],
  )
  await tx.query('DELETE FROM absence WHERE person_id = $1 OR deputy_id = $1', [personId])
  for (const { id, role, unit } of rows)
    await audit(
      tx,
      { by, action: 'endRole', on: { kind: 'person', id: personId }, unit, details: { role, grant: id } },
      now,
    )
  return rows.length
}

/** Who is asked on behalf of a unit: people who hold one of these roles for this very unit. */
export async function holdersOf(db: Db, roles: readonly Role[], unit: string, now: number): Promise<string[]> {
  const { rows } = await db.query<{ personId: string }>(
    `SELECT DISTINCT g.person_id AS "personId" FROM role_grant g
     WHERE g.unit_code = $2 AND g.role = ANY($1) AND ${inForce('$3')} ORDER BY 1`,
    [roles, unit, new Date(now)],
  )
  return rows.map(({ personId }) => personId)
}

export interface RoleLine extends HeldRole {
  id: string
  personId: string
  startsAt: Date
  endsAt: Date | null
  grantedBy: string | null
  endedBy: string | null
}

/** Roles in force or still to begin, by unit; with `all` those that have ended too. */
export async function listRoles(db: Db, { now, all = false }: { now: number; all?: boolean }): Promise<RoleLine[]> {
  const { rows } = await db.query<RoleLine>(
    `SELECT g.id, g.person_id AS "personId", g.role, g.unit_code AS unit, u.name AS "unitName",
       g.starts_at AS "startsAt", g.ends_at AS "endsAt", g.granted_by AS "grantedBy", g.ended_by AS "endedBy"
     FROM role_grant g JOIN unit u ON u.code = g.unit_code
     WHERE $2 OR g.ends_at IS NULL OR g.ends_at > $1 ORDER BY g.unit_code, g.id`,
    [new Date(now), all],
  )
  return rows
}

export interface PersonLine {
  id: string
  /** By which they put somebody forward last, if they did. */
  name: string | null
  channels: string[]
  lastSeenAt: Date | null
  roles: HeldRole[]
  /** Their work goes to this person until then. */
  deputyId: string | null
  absentUntil: Date | null
}

/** Everybody who holds a role at `now` or has held one. Personal data: whoever shows it notes that it was seen. */
export async function listPeople(db: Db, now: number): Promise<PersonLine[]> {
  const { rows } = await db.query<PersonLine>(
    `SELECT p.id,
       (SELECT name FROM nominator WHERE person_id = p.id ORDER BY id DESC LIMIT 1) AS name,
       (SELECT coalesce(json_agg(DISTINCT channel), '[]') FROM contact WHERE person_id = p.id) AS channels,
       (SELECT max(last_inbound_at) FROM contact WHERE person_id = p.id) AS "lastSeenAt",
       (SELECT coalesce(json_agg(json_build_object('role', g.role, 'unit', g.unit_code, 'unitName', u.name)
          ORDER BY g.id), '[]') FROM role_grant g JOIN unit u ON u.code = g.unit_code
        WHERE g.person_id = p.id AND ${inForce('$1')}) AS roles,
       a.deputy_id AS "deputyId", a.until AS "absentUntil"
     FROM person p LEFT JOIN absence a ON a.person_id = p.id AND a.until > $1
     WHERE EXISTS (SELECT FROM role_grant WHERE person_id = p.id) ORDER BY p.id`,
    [new Date(now)],
  )
  return rows
}

// Which roles somebody had, and when, is history and stays. What they hold ends.
export const holder: Holder = {
  tables: ['role_grant', 'invite', 'invite_guess', 'absence'],
  follows: [
    'role_grant.person_id',
    'invite.created_by',
    'absence.person_id',
    'absence.deputy_id',
    'invite_guess.person_id',
  ],
  stays: ['role_grant.granted_by', 'role_grant.ended_by', 'invite.used_by'],
  keeps: 'EXISTS (SELECT FROM role_grant WHERE person_id = $1)',
  async held(tx, personId) {
    const { rows } = await tx.query<{ role: Role; unitName: string; over: boolean }>(
      `SELECT g.role, u.name AS "unitName", g.ends_at IS NOT NULL AS over
       FROM role_grant g JOIN unit u ON u.code = g.unit_code WHERE g.person_id = $1 ORDER BY g.id`,
      [personId],
    )
    if (rows.length === 0) return {}
    const values = rows.map(
      ({ role, unitName, over }) => `${ROLE_NAMES[role]} của ${unitName}${over ? ' (đã thôi)' : ''}`,
    )
    return { lines: [{ label: 'Vai trò', values }] }
  },
  async erase(tx, personId, now, by) {
    await endAllRoles(tx, personId, by, now)
    return {}
  },
}
