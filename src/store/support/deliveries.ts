// Help that happened: recorded by one, confirmed by another.
import { dayAt, isoDay } from '../../flows/vi/calendar.js'
import { settleAddress } from '../address/address.js'
import type { Tx } from '../database.js'
import { boxOf, nextId } from '../sealed.js'
import type { PledgeRow } from './rows.js'
import { lockPledge, note } from './support.js'

export interface NewDelivery {
  /** Thousandths; of a one-time pledge what is still to come where it is not given. */
  quantity?: number
  /** ISO day; the day of `now` where it is not given. */
  day?: string
  /** In đồng. */
  worth?: number
  changed?: string
  /** Pictures that the family agreed to; whoever records it sent them. */
  files?: string[]
  by: string | null
  /** Epoch ms. */
  now: number
}

/** How much can still be recorded of a pledge: of one that comes again as much as was promised for once. */
export function restOf(row: PledgeRow): number {
  return row.rhythm === 'once' ? row.quantity - row.delivered : row.quantity
}

/** Records help. Undefined where the pledge is not agreed on, or more would be delivered than pledged. */
export async function recordDelivery(
  tx: Tx,
  row: PledgeRow,
  { quantity, day, worth, changed, files = [], by, now }: NewDelivery,
): Promise<PledgeRow | undefined> {
  const rest = restOf(row)
  const helped = quantity ?? rest
  if (row.state !== 'agreed' || helped <= 0 || helped > rest) return undefined
  const id = await nextId(tx, 'delivery')
  const said = boxOf(tx, 'delivery', id).seal('changed', changed)
  await tx.query(
    `INSERT INTO delivery (id, pledge_id, day, quantity, worth, changed, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, row.id, day ?? isoDay(dayAt(now)), helped, worth ?? null, said, by, new Date(now)],
  )
  if (files.length > 0)
    await tx.query('UPDATE file SET delivery_id = $1 WHERE person_id = $2 AND id = ANY($3::uuid[])', [id, by, files])
  await tx.query('UPDATE pledge SET delivered = delivered + $2 WHERE id = $1', [row.id, helped])
  await note(tx, 'deliver', row, helped, now)
  return lockPledge(tx, 'id', row.id)
}

/** Pictures of the help of a pledge, by content hash. */
export async function helpPictures(tx: Tx, pledge: string): Promise<string[]> {
  const { rows } = await tx.query<{ sha256: string }>(
    `SELECT f.sha256 FROM file f JOIN delivery d ON d.id = f.delivery_id
     WHERE d.pledge_id = $1 AND f.state = 'stored' AND f.mime = 'image/jpeg' ORDER BY f.created_at, f.id`,
    [pledge],
  )
  return rows.map(({ sha256 }) => sha256)
}

/**
 * Confirms what others recorded; `byCode`: the family's own word, which is good for whoever recorded it. Undefined where there is nothing that somebody else recorded: nobody confirms their own
 * word. A one-time pledge all of whose help is confirmed is done.
 */
export async function confirmDeliveries(
  tx: Tx,
  row: PledgeRow,
  by: string | null,
  now: number,
  { byCode = false } = {},
): Promise<PledgeRow | undefined> {
  const { rows } = await tx.query<{ quantity: string }>(
    `UPDATE delivery SET confirmed_by = $2, confirmed_at = $3, by_code = $4
     WHERE pledge_id = $1 AND confirmed_at IS NULL AND ($4 OR recorded_by IS DISTINCT FROM $2) RETURNING quantity`,
    [row.id, by, new Date(now), byCode],
  )
  if (rows.length === 0) return undefined
  for (const { quantity } of rows) await note(tx, 'confirm', row, Number(quantity), now)
  const left = await tx.query('SELECT FROM delivery WHERE pledge_id = $1 AND confirmed_at IS NULL', [row.id])
  if (row.rhythm === 'once' && row.delivered >= row.quantity && left.rowCount === 0) await finish(tx, row, now)
  await settleAddress(tx, row.addressId)
  return lockPledge(tx, 'id', row.id)
}

/**
 * Ends help that came again and again: the family has what it needed. Undefined where it helps once, or some of it is yet
 * to be confirmed.
 */
export async function finishPledge(tx: Tx, row: PledgeRow): Promise<PledgeRow | undefined> {
  if (row.state !== 'agreed' || row.rhythm === 'once' || row.delivered === 0 || row.unconfirmed > 0) return undefined
  await tx.query(`UPDATE pledge SET state = 'done' WHERE id = $1`, [row.id])
  await settleAddress(tx, row.addressId)
  return lockPledge(tx, 'id', row.id)
}

/** All that was promised once has come. A need that comes again is open for others from now on. */
async function finish(tx: Tx, row: PledgeRow, now: number): Promise<void> {
  await tx.query(`UPDATE pledge SET state = 'done' WHERE id = $1`, [row.id])
  if (row.needRhythm === 'once') return
  await tx.query('UPDATE need SET taken = taken - $2 WHERE id = $1', [row.need, row.quantity])
  await note(tx, 'release', row, row.quantity, now)
}
