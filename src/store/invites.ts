// Invitations to a role: a code that works once, on either channel, for a week.
import { createHash, randomInt } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { INVITE_LENGTH, INVITE_SIGNS, readInviteCode } from '../flows/invite-code.js'
import { isRole, type Role } from '../flows/roles.js'
import { DAY, HOUR } from '../flows/schedule.js'
import { type Actor, audit, CONSOLE } from './audit.js'
import { transaction } from './database.js'
import { CITY_CODE } from './reference.js'
import { grantRole, mayAppoint } from './roles.js'

const LIVES = 7 * DAY

// Somebody who brought five wrong codes within a quarter of an hour waits for the rest of it. There is no limit over all
// people: it would let one of them lock everybody out, and the codes are too many to be found by many.
const GUESSES = 5
const GUESSING = HOUR / 4

export interface NewInvite {
  id: string
  /** The only place it is ever seen: print it, send it, forget it. Without dashes. */
  code: string
  expiresAt: Date
  unitName: string
}

/**
 * An invitation to be `role` for `unit`, which whoever brings the code becomes. 'refused', and noted, where `by` may not
 * give that role for that unit; 'noUnit' where there is none of that code, or it is closed. `now`: epoch ms.
 */
export async function createInvite(
  tx: PoolClient,
  { role, unit, by, now }: { role: Role; unit: string; by: Actor; now: number },
): Promise<NewInvite | 'refused' | 'noUnit'> {
  const entry = { by, on: { kind: 'unit', id: unit }, unit }
  if (!(await mayAppoint(tx, by, role, unit, now))) {
    await audit(tx, { ...entry, action: 'refuse', details: { deed: 'createInvite', role } }, now)
    return 'refused'
  }
  const code = makeCode()
  const expiresAt = new Date(now + LIVES)
  const { rows } = await tx.query<{ id: string; unitName: string }>(
    `WITH at AS (SELECT code, name FROM unit WHERE code = $3 AND closed_at IS NULL)
     INSERT INTO invite (code_hash, role, unit_code, created_by, created_at, expires_at)
     SELECT $1, $2, code, $4, $5, $6 FROM at RETURNING id, (SELECT name FROM at) AS "unitName"`,
    [hashOf(code), role, unit, by.personId, new Date(now), expiresAt],
  )
  if (!rows[0]) return 'noUnit'
  const { id, unitName } = rows[0]
  await audit(tx, { ...entry, action: 'createInvite', on: { kind: 'invite', id }, details: { role } }, now)
  return { id, code, expiresAt, unitName }
}

export type Redeemed =
  | { is: 'granted'; role: Role; unit: string; unitName: string }
  /** No such code. */
  | { is: 'wrong' | 'used' | 'expired' | 'revoked' }
  /** Too many wrong ones; `until`: epoch ms when they may try again. */
  | { is: 'tooMany'; until: number }

interface Invite {
  id: string
  role: Role
  unit: string
  unitName: string
  createdBy: string | null
  expiresAt: Date
  usedAt: Date | null
  revokedAt: Date | null
}

/**
 * Gives a person the role of the invitation whose code they brought, once. One whose maker may no longer give that role
 * is as good as revoked. `by` is the person on the channel they wrote from.
 */
export async function redeemInvite(
  tx: PoolClient,
  { code, by, now }: { code: string; by: Actor & { personId: string }; now: number },
): Promise<Redeemed> {
  const { personId } = by
  const until = await mayGuessAgain(tx, personId, now)
  if (until !== undefined) return { is: 'tooMany', until }
  const { rows } = await tx.query<Invite>(
    `SELECT i.id, i.role, i.unit_code AS unit, u.name AS "unitName", i.created_by AS "createdBy",
       i.expires_at AS "expiresAt", i.used_at AS "usedAt", i.revoked_at AS "revokedAt"
     FROM invite i JOIN unit u ON u.code = i.unit_code WHERE i.code_hash = $1 FOR UPDATE OF i`,
    [hashOf(readInviteCode(code) ?? '')],
  )
  const [invite] = rows
  if (!invite) {
    await noteGuess(tx, personId, now)
    return { is: 'wrong' }
  }
  const { id, role, unit, unitName, createdBy } = invite
  if (invite.usedAt) return { is: 'used' }
  if (invite.revokedAt) return { is: 'revoked' }
  if (invite.expiresAt.getTime() <= now) return { is: 'expired' }
  const maker = { personId: createdBy, channel: 'invite' }
  if (!(await mayAppoint(tx, maker, role, unit, now))) return { is: 'revoked' }
  await tx.query('UPDATE invite SET used_at = $2, used_by = $3 WHERE id = $1', [id, new Date(now), personId])
  await audit(tx, { by, action: 'redeemInvite', on: { kind: 'invite', id }, unit, details: { role } }, now)
  await grantRole(tx, { personId, role, unit, by: maker, inviteId: id, now })
  return { is: 'granted', role, unit, unitName }
}

/** A code that was none. */
export async function noteGuess(tx: PoolClient, personId: string, now: number): Promise<void> {
  await tx.query('INSERT INTO invite_guess (person_id, at) VALUES ($1, $2)', [personId, new Date(now)])
}

/** When a person who guessed too often may try again (epoch ms); undefined when they may now. */
export async function mayGuessAgain(tx: PoolClient, personId: string, now: number): Promise<number | undefined> {
  // Two messages of one person are handled one after the other; so are two calls from elsewhere.
  await tx.query('SELECT FROM session WHERE person_id = $1 FOR UPDATE', [personId])
  const since = new Date(now - GUESSING)
  await tx.query('DELETE FROM invite_guess WHERE at <= $1', [since])
  const { rows } = await tx.query<{ at: Date }>(
    'SELECT at FROM invite_guess WHERE person_id = $1 AND at > $2 ORDER BY at DESC LIMIT $3',
    [personId, since, GUESSES],
  )
  return rows.length < GUESSES ? undefined : rows.at(-1)!.at.getTime() + GUESSING
}

/** Makes an invitation nobody has used yet worthless, found by its number or its code. 'refused' is noted. */
export async function revokeInvite(
  tx: PoolClient,
  { invite, by, now }: { invite: { id: string } | { code: string }; by: Actor; now: number },
): Promise<'revoked' | 'over' | 'refused' | 'none'> {
  const { rows } = await tx.query<{ id: string; role: Role; unit: string; over: boolean }>(
    `SELECT id, role, unit_code AS unit, (used_at IS NOT NULL OR revoked_at IS NOT NULL OR expires_at <= $3) AS over
     FROM invite WHERE id = $1 OR code_hash = $2 FOR UPDATE`,
    'id' in invite
      ? [invite.id, null, new Date(now)]
      : [null, hashOf(readInviteCode(invite.code) ?? ''), new Date(now)],
  )
  const [found] = rows
  if (!found) return 'none'
  const { id, role, unit } = found
  const entry = { by, on: { kind: 'invite', id }, unit }
  if (!(await mayAppoint(tx, by, role, unit, now))) {
    await audit(tx, { ...entry, action: 'refuse', details: { deed: 'revokeInvite', role } }, now)
    return 'refused'
  }
  if (found.over) return 'over'
  await tx.query('UPDATE invite SET revoked_at = $2 WHERE id = $1', [id, new Date(now)])
  await audit(tx, { ...entry, action: 'revokeInvite', details: { role } }, now)
  return 'revoked'
}

export interface InviteLine {
  id: string
  role: Role
  unit: string
  unitName: string
  createdBy: string | null
  createdAt: Date
  expiresAt: Date
}

/** Invitations that can still be used, the newest first. */
export async function openInvites(db: Pool | PoolClient, now: number): Promise<InviteLine[]> {
  const { rows } = await db.query<InviteLine>(
    `SELECT i.id, i.role, i.unit_code AS unit, u.name AS "unitName", i.created_by AS "createdBy",
       i.created_at AS "createdAt", i.expires_at AS "expiresAt"
     FROM invite i JOIN unit u ON u.code = i.unit_code
     WHERE i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > $1 ORDER BY i.id DESC`,
    [new Date(now)],
  )
  return rows
}

/** A code with a digit and a letter in it: it is then never a number, nor a word, that people write for another reason. */
export function makeCode(): string {
  for (;;) {
    const signs = Array.from({ length: INVITE_LENGTH }, () => INVITE_SIGNS[randomInt(INVITE_SIGNS.length)])
    const code = readInviteCode(signs.join(''))
    if (code) return code
  }
}

// Without salt: found by its hash. Nothing shorter than a code so random could be tried out in the week that it lives.
export function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}

/** An invitation of the operator's for the whole city. Throws where the city is not there. */
export function inviteFor(pool: Pool, role: string, now: number): Promise<string> {
  return transaction(pool, async (tx) => {
    if (!isRole(role)) throw new Error('no such role')
    const invite = await createInvite(tx, { role, unit: CITY_CODE, by: CONSOLE, now })
    if (typeof invite === 'string') throw new Error(`no invitation: ${invite}`)
    return invite.code
  })
}
