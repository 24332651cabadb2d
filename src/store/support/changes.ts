// What a supporter changes of a pledge of theirs, and a proposal they do not take. Sums and ledger change with it.

import type { PledgeChange } from '../../flows/effects/support.js'
import { isMonthly } from '../../flows/needs.js'
import type { Tx } from '../database.js'
import { boxOf } from '../sealed.js'
import { watchMonth } from './months.js'
import type { PledgeRow } from './rows.js'
import { lockPledge, note } from './support.js'

export type Changed =
  | { is: 'changed'; row: PledgeRow /** The officer is asked again. */; again: boolean }
  | { is: 'noRoom'; left: number }
  | { is: 'notNow' }

/**
 * Changes one thing of a pledge that waits or is agreed on. More than before, or another rhythm, waits for the officer's
 * yes again; less, another time or note does not. 'noRoom' tells how much of the need this pledge could be at most
 * (thousandths). The row is locked.
 */
export async function changePledge(tx: Tx, row: PledgeRow, change: PledgeChange, now: number): Promise<Changed> {
  if (row.state !== 'asked' && row.state !== 'agreed') return { is: 'notNow' }
  if ('quantity' in change) return changeQuantity(tx, row, change.quantity, now)
  if ('once' in change) return changeRhythm(tx, row, change.once, now)
  if ('note' in change) await noteThat(tx, row, change.note)
  else if (change.monthDay !== undefined && isMonthly(row.rhythm)) await changeDay(tx, row, change.monthDay, now)
  else await tx.query('UPDATE pledge SET starts = $2 WHERE id = $1', [row.id, change.starts])
  return changed(tx, row, false)
}

async function noteThat(tx: Tx, { id }: PledgeRow, words: string): Promise<void> {
  const sealed = boxOf(tx, 'pledge', id).seal('note', words)
  await tx.query('UPDATE pledge SET note = $2 WHERE id = $1', [id, sealed])
}

async function changeQuantity(tx: Tx, row: PledgeRow, quantity: number, now: number): Promise<Changed> {
  const given = row.rhythm === 'once' ? row.delivered : 0
  if (quantity <= 0 || quantity === row.quantity || quantity <= given) return { is: 'notNow' }
  const { rowCount } = await tx.query(
    'UPDATE need SET taken = taken + $2 WHERE id = $1 AND taken + $2 BETWEEN 0 AND quantity',
    [row.need, quantity - row.quantity],
  )
  if (rowCount === 0) {
    const { rows } = await tx.query<{ left: string }>('SELECT quantity - taken + $2 AS left FROM need WHERE id = $1', [
      row.need,
      row.quantity,
    ])
    return { is: 'noRoom', left: Number(rows[0]?.left ?? 0) }
  }
  await tx.query('UPDATE pledge SET quantity = $2 WHERE id = $1', [row.id, quantity])
  await note(tx, 'change', row, quantity - row.quantity, now)
  return changed(tx, row, quantity > row.quantity)
}

async function changeDay(tx: Tx, row: PledgeRow, monthDay: number, now: number): Promise<void> {
  await tx.query('UPDATE pledge SET month_day = $2 WHERE id = $1', [row.id, monthDay])
  if (row.state === 'agreed') await watchMonth(tx, { ...row, monthDay }, now)
}

async function changeRhythm(tx: Tx, row: PledgeRow, once: boolean, now: number): Promise<Changed> {
  const rhythm = once ? 'once' : row.needRhythm
  // A part of "once" that was given is no month of it.
  if (rhythm === row.rhythm || row.needRhythm === 'once' || row.delivered > 0) return { is: 'notNow' }
  await tx.query(
    'UPDATE pledge SET rhythm = $2, month_day = CASE WHEN $3 THEN coalesce(month_day, 1) END WHERE id = $1',
    [row.id, rhythm, isMonthly(rhythm)],
  )
  await note(tx, 'change', row, 0, now)
  return changed(tx, row, true)
}

async function changed(tx: Tx, row: PledgeRow, asksAgain: boolean): Promise<Changed> {
  const again = asksAgain && row.state === 'agreed'
  if (again) await tx.query(`UPDATE pledge SET state = 'asked', decided_by = NULL WHERE id = $1`, [row.id])
  return { is: 'changed', row: (await lockPledge(tx, 'id', row.id))!, again }
}

/** The supporter does not take what was proposed: all is as it was before. */
export async function declineProposal(tx: Tx, row: PledgeRow): Promise<PledgeRow> {
  await tx.query('UPDATE pledge SET state = $2, proposed = NULL, proposal = NULL, proposed_from = NULL WHERE id = $1', [
    row.id,
    row.proposedFrom ?? 'asked',
  ])
  return (await lockPledge(tx, 'id', row.id))!
}
