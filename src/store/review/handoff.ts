// A file leaves a reviewer's hands without a verdict: they withdraw from it, or it belongs to another unit.
import type { PoolClient } from 'pg'
import type { ReviewResults } from '../../flows/effects/review.js'
import { lockNominations } from '../nominations.js'
import { boxOf } from '../sealed.js'
import { assign } from './assign.js'
import { type Deed, noted, open, record } from './deed.js'
import { isDone } from './files.js'
import { enterRound } from './rounds.js'

/** "Xin rút": the file goes to another, and never comes back. */
export async function recuse(
  tx: PoolClient,
  { reason, ...deed }: Deed & { reason: string },
): Promise<ReviewResults['recuse']> {
  const review = await open(tx, deed, 'recuse')
  if (isDone(review)) return review
  const { personId } = deed.by
  await tx.query('INSERT INTO recusal (review_id, person_id, reason, at) VALUES ($1, $2, $3, $4)', [
    review.id,
    personId,
    boxOf(tx, 'recusal', review.id).seal('reason', reason),
    new Date(deed.now),
  ])
  await noted(tx, review, deed.by, 'recuse', deed.now)
  if (review.reviewer !== personId) return { is: 'recused', code: review.code, passedOn: true }
  await tx.query('UPDATE review SET reviewer = NULL, assigned_at = NULL WHERE id = $1', [review.id])
  const given = await assign(tx, [review.id], deed.now)
  return { is: 'recused', code: review.code, passedOn: given.size > 0 }
}

/** "Chuyển đơn vị": the file belongs to another unit, whose open round takes it, or the next one that opens. 'there': it is that unit's. */
export async function moveFile(
  tx: PoolClient,
  { unit, reason, ...deed }: Deed & { unit: string; reason: string },
): Promise<ReviewResults['moveFile']> {
  await lockNominations(tx)
  const review = await open(tx, deed, 'move')
  if (isDone(review)) return review
  const { rows } = await tx.query<{ name: string; there: boolean }>(
    `SELECT name, EXISTS (SELECT FROM nomination WHERE id = $2 AND unit_code = $1) AS there
     FROM unit WHERE code = $1 AND closed_at IS NULL`,
    [unit, review.nomination],
  )
  if (!rows[0]) return { is: 'none' }
  const { name, there } = rows[0]
  // Nothing of what has been marked is lost by a slip of the thumb.
  if (there) return { is: 'there', code: review.code, review: review.id, unitName: name }
  await record(tx, review, { ...deed, verdict: 'moved', reason })
  await tx.query('UPDATE nomination SET unit_code = $2, unit_text = $3, unit_key = $2 WHERE id = $1', [
    review.nomination,
    unit,
    name,
  ])
  await enterRound(tx, review.code, deed.now)
  return { is: 'moved', code: review.code, unitName: name }
}
