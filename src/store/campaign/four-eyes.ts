// Whether a message needs a second officer's yes: decided for a unit, and for all below it where nothing nearer is decided.
import type { FourEyes } from '../../flows/effects/campaign.js'
import { type Actor, audit } from '../audit.js'
import type { Db, Tx } from '../database.js'
import { mayActOn, rolesOf, scopeOf, unitAndAbove } from '../roles.js'

/** Whether a second person has to approve: what the nearest unit above has decided, yes where none has. */
export async function needsSecond(db: Db, unit: string): Promise<boolean> {
  const { rows } = await db.query<{ fourEyes: boolean }>(
    `WITH RECURSIVE ${unitAndAbove('$1')}
     SELECT four_eyes AS "fourEyes" FROM up JOIN campaign_setting s ON s.unit_code = up.code ORDER BY height LIMIT 1`,
    [unit],
  )
  return rows[0]?.fourEyes ?? true
}

/** Decides it for a unit. 'refused', and noted, where `by` does not administer it. */
export async function setFourEyes(
  tx: Tx,
  unit: string,
  on: boolean,
  by: Actor,
  now: number,
): Promise<'done' | 'refused'> {
  const noted = { by, on: { kind: 'unit', id: unit } }
  if (by.personId !== null && !(await mayActOn(tx, by.personId, ['administrator'], unit, now))) {
    await audit(tx, { ...noted, action: 'refuse', details: { deed: 'setFourEyes' } }, now)
    return 'refused'
  }
  await tx.query(
    `INSERT INTO campaign_setting (unit_code, four_eyes) VALUES ($1, $2)
     ON CONFLICT (unit_code) DO UPDATE SET four_eyes = excluded.four_eyes`,
    [unit, on],
  )
  await audit(tx, { ...noted, action: 'changeSetting', unit, details: { setting: 'fourEyes', on } }, now)
  return 'done'
}

/** What holds in the units that somebody administers: their own, those that decided for themselves, and `unit`. */
export async function listFourEyes(
  tx: Tx,
  personId: string,
  unit: string | undefined,
  now: number,
): Promise<FourEyes[] | 'refused'> {
  const scope = await scopeOf(tx, personId, ['administrator'], now)
  if (scope.length === 0 || (unit !== undefined && !scope.includes(unit))) return 'refused'
  const top = (await rolesOf(tx, personId, now)).filter(({ role }) => role === 'administrator')
  const { rows } = await tx.query<{ unit: string; unitName: string; own: boolean }>(
    `SELECT u.code AS unit, u.name AS "unitName", s.unit_code IS NOT NULL AS own
     FROM unit u LEFT JOIN campaign_setting s ON s.unit_code = u.code
     WHERE u.code = ANY($1) AND (u.code = $2 OR u.code = ANY($3) OR s.unit_code IS NOT NULL)
     ORDER BY u.code IS NOT DISTINCT FROM $2 DESC, u.code = ANY($3) DESC, u.name`,
    [scope, unit ?? null, top.map((role) => role.unit)],
  )
  const found: FourEyes[] = []
  for (const row of rows) found.push({ ...row, on: await needsSecond(tx, row.unit) })
  return found
}
