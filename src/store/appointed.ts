// Who holds a role within somebody's scope, as officers see them in chat.
import type { HeldRole } from '../flows/roles.js'
import { ANSWERERS } from './answerers.js'
import { type Actor, audit } from './audit.js'
import type { Tx } from './database.js'
import { inForce, mayAppoint, scopeOf } from './roles.js'

/** By which they put somebody forward last, if they did. */
const NAME = '(SELECT name FROM nominator n WHERE n.person_id = p.id ORDER BY n.id DESC LIMIT 1)'

export interface NamedPerson {
  person: string
  name: string | null
  /** A role they hold: what they are called by where there is no name. */
  as?: Pick<HeldRole, 'role' | 'unitName'> | null
}

/** People by their ids, with the names they gave themselves, or what they are at `now` (epoch ms). */
export async function namesOf(tx: Tx, people: string[], now: number): Promise<NamedPerson[]> {
  const { rows } = await tx.query<NamedPerson>(
    `SELECT p.id AS person, ${NAME} AS name, (SELECT json_build_object('role', g.role, 'unitName', u.name)
       FROM role_grant g JOIN unit u ON u.code = g.unit_code WHERE g.person_id = p.id AND ${inForce('$2')}
       ORDER BY g.id DESC LIMIT 1) AS as
     FROM person p WHERE p.id = ANY($1) ORDER BY p.id`,
    [people, new Date(now)],
  )
  return rows
}

export type Looking = Actor & { personId: string }

/** A page of those who hold a role within the scope of who looks, which is noted. `now`: epoch ms. */
export async function listAppointed(
  tx: Tx,
  { by, skip, limit, now }: { by: Looking; skip: number; limit: number; now: number },
): Promise<{ lines: (NamedPerson & { roles: HeldRole[] })[]; older: number }> {
  const scope = await scopeOf(tx, by.personId, ANSWERERS, now)
  await audit(tx, { by, action: 'view', on: { kind: 'people', id: 'scope' } }, now)
  const { rows } = await tx.query<NamedPerson & { roles: HeldRole[]; total: number }>(
    `SELECT p.id AS person, ${NAME} AS name, held.roles, count(*) OVER ()::int AS total FROM person p JOIN (
       SELECT g.person_id, json_agg(json_build_object('role', g.role, 'unit', g.unit_code, 'unitName', u.name)
         ORDER BY g.id) AS roles
       FROM role_grant g JOIN unit u ON u.code = g.unit_code
       WHERE g.unit_code = ANY($1) AND ${inForce('$2')} GROUP BY g.person_id) held ON held.person_id = p.id
     ORDER BY p.id LIMIT $3 OFFSET $4`,
    [scope, new Date(now), limit, skip],
  )
  const lines = rows.map(({ person, name, roles }) => ({ person, name, as: roles[0], roles }))
  return { lines, older: Math.max(0, (rows[0]?.total ?? 0) - skip - rows.length) }
}

/** What a person holds within the scope of who looks, which is noted; everything where they look at themselves. */
export async function openAppointed(
  tx: Tx,
  { person, by, now }: { person: string; by: Looking; now: number },
): Promise<(NamedPerson & { roles: (HeldRole & { grant: string; mayEnd: boolean })[] }) | 'none'> {
  const own = person === by.personId
  const scope = own ? null : await scopeOf(tx, by.personId, ANSWERERS, now)
  const { rows } = await tx.query<HeldRole & { grant: string }>(
    `SELECT g.id AS grant, g.role, g.unit_code AS unit, u.name AS "unitName"
     FROM role_grant g JOIN unit u ON u.code = g.unit_code
     WHERE g.person_id = $1 AND ($2::text[] IS NULL OR g.unit_code = ANY($2)) AND ${inForce('$3')} ORDER BY g.id`,
    [person, scope, new Date(now)],
  )
  if (!own) {
    const action = rows.length > 0 ? 'view' : 'refuse'
    await audit(tx, { by, action, on: { kind: 'person', id: person }, details: { deed: 'openPerson' } }, now)
  }
  const [named] = await namesOf(tx, [person], now)
  if (!named || rows.length === 0) return 'none'
  const roles = []
  for (const row of rows) roles.push({ ...row, mayEnd: own || (await mayAppoint(tx, by, row.role, row.unit, now)) })
  return { ...named, roles }
}
