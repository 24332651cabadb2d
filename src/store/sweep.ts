import type { PoolClient } from 'pg'

/** Deletes what was handled, and what was sent or given up, before a moment (epoch ms). */
export async function clearOld(tx: PoolClient, before: number): Promise<void> {
  await tx.query(`DELETE FROM inbox WHERE state = 'handled' AND received_at < $1`, [new Date(before)])
  await tx.query(`DELETE FROM outbox WHERE state <> 'pending' AND created_at < $1`, [new Date(before)])
}
