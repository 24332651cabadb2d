// Who goes along when a unit is merged or closed.
import type { PoolClient } from 'pg'

/**
 * Columns that say where somebody or something belongs from now on. What is history (nomination.unit_code) is not among
 * them. nomination.unit_key is what the same nominee is found by: it follows, or a second nomination would not join.
 */
const FOLLOW: { table: string; column: string; only?: string }[] = [
  { table: 'nomination', column: 'unit_key' },
  { table: 'role_grant', column: 'unit_code', only: 'ends_at IS NULL OR ends_at > now()' },
  { table: 'invite', column: 'unit_code', only: 'used_at IS NULL' },
  { table: 'ticket', column: 'unit_code', only: 'closed_at IS NULL' },
  { table: 'ticket', column: 'asked_unit', only: 'closed_at IS NULL' },
]

/** Moves what belongs to one unit over to another. */
export async function carryOver(tx: PoolClient, from: string, into: string): Promise<void> {
  for (const { table, column, only = 'true' } of FOLLOW)
    await tx.query(`UPDATE ${table} SET ${column} = $2 WHERE ${column} = $1 AND (${only})`, [from, into])
}
