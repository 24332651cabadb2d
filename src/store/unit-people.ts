// Who goes along when a unit is merged or closed.
import type { PoolClient } from 'pg'

/**
 * Columns that say where somebody or something belongs from now on. What is history (nomination.unit_code) is not among
 * them. nomination.unit_key is what the same nominee is found by: it follows, or a second nomination would not join.
 */
const FOLLOW: { table: string; column: string }[] = [{ table: 'nomination', column: 'unit_key' }]

/** Moves what belongs to one unit over to another. */
export async function carryOver(tx: PoolClient, from: string, into: string): Promise<void> {
  for (const { table, column } of FOLLOW)
    await tx.query(`UPDATE ${table} SET ${column} = $2 WHERE ${column} = $1`, [from, into])
}
