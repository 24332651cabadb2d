// Help that happened: recorded by one, confirmed by another.
import { dayAt, isoDay } from '../flows/vi/calendar.js'
import { settleAddress } from './address.js'
import type { Tx } from './database.js'
import { lockPledge, note, type PledgeRow } from './support.js'

/**
 * Records help on the day of `now` (epoch ms); of a one-time pledge what is still to come where no quantity is given
 * (thousandths). Undefined where the pledge is not agreed on, or more would be delivered than pledged.
 */
export async function recordDelivery(
  tx: Tx,
  row: PledgeRow,
  { quantity, by, now }: { quantity?: number; by: string | null; now: number },
): Promise<PledgeRow | undefined> {
  const rest = row.rhythm === 'once' ? row.quantity - row.delivered : row.quantity
  const helped = quantity ?? rest
  if (row.state !== 'agreed' || helped <= 0 || helped > rest) return undefined
  await tx.query(
    'INSERT INTO delivery (pledge_id, day, quantity, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5)',
    [row.id, isoDay(dayAt(now)), helped, by, new Date(now)],
  )
  await tx.query('UPDATE pledge SET delivered = delivered + $2 WHERE id = $1', [row.id, helped])
  await note(tx, 'deliver', row, helped, now)
  return lockPledge(tx, 'id', row.id)
}

/**
 * Confirms what others recorded. Undefined where there is nothing that somebody else recorded: nobody confirms their own
 * word. A one-time pledge all of whose help is confirmed is done.
 */
export async function confirmDeliveries(
  tx: Tx,
  row: PledgeRow,
  by: string | null,
  now: number,
): Promise<PledgeRow | undefined> {
  const { rows } = await tx.query<{ quantity: string }>(
    `UPDATE delivery SET confirmed_by = $2, confirmed_at = $3
     WHERE pledge_id = $1 AND confirmed_at IS NULL AND recorded_by IS DISTINCT FROM $2 RETURNING quantity`,
    [row.id, by, new Date(now)],
  )
  if (rows.length === 0) return undefined
  for (const { quantity } of rows) await note(tx, 'confirm', row, Number(quantity), now)
  const left = await tx.query('SELECT FROM delivery WHERE pledge_id = $1 AND confirmed_at IS NULL', [row.id])
  if (row.rhythm === 'once' && row.delivered >= row.quantity && left.rowCount === 0)
    await tx.query(`UPDATE pledge SET state = 'done' WHERE id = $1`, [row.id])
  await settleAddress(tx, row.addressId)
  return lockPledge(tx, 'id', row.id)
}
