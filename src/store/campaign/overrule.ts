// What may be changed of a broadcast beside its officer's steering.
import type { CampaignResults } from '../../flows/effects/campaign.js'
import { type Actor, audit } from '../audit.js'
import { atLength, type Tx } from '../database.js'
import { mayActOn } from '../roles.js'
import { ownBroadcast } from './broadcasts.js'
import { previewBroadcast } from './draft.js'
import { progressOf } from './progress.js'

export type Overrule =
  /** Also to people who had a message this week. Before it begins. */
  | 'urgent'
  /** Who may or may not have it: left alone, or sent to again. */
  | 'leave'
  | 'resend'
  /** It is over; those of whom nobody knows whether they have it are sent to again. */
  | 'again'

const CHANGES: Record<Overrule, string> = {
  urgent: `SET urgent = true WHERE id = $1 AND started_at IS NULL AND state <> 'cancelled'`,
  leave: `SET policy = 'leave' WHERE id = $1 AND ended_at IS NULL`,
  resend: `SET policy = 'resend' WHERE id = $1 AND ended_at IS NULL`,
  again: `SET state = 'sending', ended_at = NULL WHERE id = $1 AND state = 'done'
    AND EXISTS (SELECT FROM recipient WHERE broadcast_id = $1 AND state = 'unknown')`,
}

/** False where the broadcast is not in a state for that. Whoever may do so is the caller's to know. */
export async function overrule(tx: Tx, id: string, change: Overrule, by: Actor, now: number): Promise<boolean> {
  const { rows } = await tx.query<{ unit: string }>(`UPDATE broadcast ${CHANGES[change]} RETURNING unit_code AS unit`, [
    id,
  ])
  if (!rows[0]) return false
  if (change === 'again')
    await atLength(
      tx,
      `WITH again AS (
         UPDATE recipient SET state = 'pending', reason = NULL, attempts = 0
         WHERE broadcast_id = $1 AND state = 'unknown' RETURNING channel, person_id)
       UPDATE broadcast_chunk c SET done = false, not_before = NULL FROM again
       WHERE c.broadcast_id = $1 AND c.channel = again.channel AND again.person_id BETWEEN c.first AND c.last`,
      [id],
    )
  const on = { kind: 'broadcast', id }
  await audit(tx, { by, action: 'broadcast', on, unit: rows[0].unit, details: { deed: change } }, now)
  return true
}

/** By an administrator of its unit: also to people who had a message this week. 'over': it has begun, or was called off. */
export async function markUrgent(
  tx: Tx,
  id: string,
  by: Actor & { personId: string },
  now: number,
): Promise<CampaignResults['markUrgent']> {
  const found = await ownBroadcast(tx, id, by, 'markUrgent', now)
  if (typeof found === 'string') return found
  if (!(await mayActOn(tx, by.personId, ['administrator'], found.unit, now))) {
    const entry = { by, on: { kind: 'broadcast', id }, unit: found.unit }
    await audit(tx, { ...entry, action: 'refuse', details: { deed: 'markUrgent' } }, now)
    return 'refused'
  }
  return (await overrule(tx, id, 'urgent', by, now)) ? previewBroadcast(tx, id, by, now) : 'over'
}

/** By an officer who may steer it. 'over': it is not done, or everybody's outcome is known. */
export async function sendAgain(tx: Tx, id: string, by: Actor, now: number): Promise<CampaignResults['sendAgain']> {
  const found = await ownBroadcast(tx, id, by, 'sendAgain', now)
  if (typeof found === 'string') return found
  if (!(await overrule(tx, id, 'again', by, now))) return 'over'
  const [progress] = await progressOf(tx, { id }, now)
  return progress!
}
