// Who answers people, for which unit.
import type { PoolClient } from 'pg'
import { atLeast } from '../flows/roles.js'
import type { Actor } from './audit.js'
import { inForce, mayActOn, unitAndAbove } from './roles.js'

/** Roles that answer people, for their unit and what lies under it. */
export const ANSWERERS = atLeast('officer')

/** Whether `by` may answer people of this unit; what belongs to no unit is the command line's. */
export async function mayAnswer(tx: PoolClient, by: Actor, unit: string | null, now: number): Promise<boolean> {
  if (by.personId === null) return true
  return unit !== null && (await mayActOn(tx, by.personId, ANSWERERS, unit, now))
}

/** The unit, or the nearest above it, where somebody answers people: not who asks. Undefined where nobody does. */
export async function answeredFrom(
  tx: PoolClient,
  unit: string,
  asker: string,
  now: number,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ code: string }>(
    `WITH RECURSIVE ${unitAndAbove('$1')}
     SELECT code FROM up WHERE EXISTS (SELECT FROM role_grant g WHERE g.unit_code = up.code AND g.role = ANY($2)
       AND g.person_id <> $3 AND ${inForce('$4')}) ORDER BY height LIMIT 1`,
    [unit, ANSWERERS, asker, new Date(now)],
  )
  return rows[0]?.code
}

/** Whether they answer people of any unit. */
export async function isAnswerer(tx: PoolClient, personId: string, now: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT FROM role_grant g WHERE g.person_id = $1 AND g.role = ANY($2) AND ${inForce('$3')} LIMIT 1`,
    [personId, ANSWERERS, new Date(now)],
  )
  return rowCount === 1
}
