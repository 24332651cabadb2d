// Broadcasts: written, approved, begun, steered, reported. Who may do what is checked here, where it is done.
import type { BroadcastState, CampaignResults, Deed } from '../../flows/effects/campaign.js'
import { type Actor, audit } from '../audit.js'
import { atLength, type Db, type Pool, type Tx, transaction } from '../database.js'
import { mayActOn } from '../roles.js'
import { setTimer } from '../timers.js'
import { BROADCAST, type Broadcast, begin, type Sizes } from './begin.js'
import { endIfOver, skipRest } from './chunks.js'
import { needsSecond } from './four-eyes.js'
import { SENDERS } from './senders.js'
import { addToSeries } from './series.js'
import { type Told, tellEnded } from './told.js'

/** A broadcast of somebody's scope, locked. 'refused' is noted. */
export async function ownBroadcast(tx: Tx, id: string, by: Actor, deed: string, now: number) {
  const { rows } = await tx.query<Broadcast>(`${BROADCAST} FOR UPDATE OF b`, [id])
  const [found] = rows
  if (!found) return 'none' as const
  if (by.personId !== null && !(await mayActOn(tx, by.personId, SENDERS, found.unit, now))) {
    const entry = { by, on: { kind: 'broadcast', id }, unit: found.unit }
    await audit(tx, { ...entry, action: 'refuse', details: { deed } }, now)
    return 'refused' as const
  }
  return found
}

export type Steered =
  | { is: 'done' | 'proposed' | 'own' | 'over' | 'queued'; unit: string; createdBy: string }
  | 'refused'
  | 'none'

/**
 * Carries a broadcast one step on. 'proposed': a second person is to approve; 'own': nobody approves their own; 'over': it
 * is no longer in the state for that; 'queued': it became an issue of a series.
 */
export async function steerBroadcast(
  tx: Tx,
  { id, deed, by, sizes, now }: { id: string; deed: Deed; by: Actor; sizes: Sizes; now: number },
): Promise<Steered> {
  const found = await ownBroadcast(tx, id, by, deed, now)
  if (typeof found === 'string') return found
  const { unit, createdBy } = found
  const is = await step(tx, found, deed, by, sizes, now)
  if (is === 'done' || is === 'queued' || is === 'proposed')
    await audit(tx, { by, action: 'broadcast', on: { kind: 'broadcast', id }, unit, details: { deed } }, now)
  return { is, unit, createdBy }
}

async function step(tx: Tx, found: Broadcast, deed: Deed, by: Actor, sizes: Sizes, now: number) {
  const { id, state, unit, createdBy } = found
  switch (deed) {
    case 'send': {
      if (state !== 'draft') return 'over'
      if (!(await needsSecond(tx, unit))) return launch(tx, found, null, sizes, now)
      await move(tx, id, 'proposed')
      return 'proposed'
    }
    case 'approve':
      if (state !== 'proposed') return 'over'
      if (by.personId === createdBy) return 'own'
      return launch(tx, found, by.personId, sizes, now)
    case 'pause':
      return state === 'sending' ? move(tx, id, 'paused') : 'over'
    case 'resume': {
      if (state !== 'paused' && state !== 'halted') return 'over'
      await forgiveRefused(tx, id)
      await move(tx, id, 'sending')
      await endIfOver(tx, id, now)
      return 'done'
    }
    case 'cancel': {
      if (state === 'done' || state === 'cancelled') return 'over'
      await tx.query(`UPDATE broadcast SET state = 'cancelled', ended_at = $2 WHERE id = $1`, [id, new Date(now)])
      await skipRest(tx, id)
      return 'done'
    }
    default:
      return deed satisfies never
  }
}

/** Those whose refusal halted it were refused through no fault of theirs: they are tried again with the others. */
async function forgiveRefused(tx: Tx, id: string): Promise<void> {
  await atLength(
    tx,
    `WITH again AS (
       UPDATE recipient r SET state = 'pending' FROM broadcast b
       WHERE b.id = $1 AND r.broadcast_id = $1 AND r.state = 'failed' AND r.reason = b.reason
       RETURNING r.channel, r.person_id)
     UPDATE broadcast_chunk c SET done = false FROM again
     WHERE c.broadcast_id = $1 AND c.channel = again.channel AND again.person_id BETWEEN c.first AND c.last`,
    [id],
  )
}

async function move(tx: Tx, id: string, state: BroadcastState): Promise<'done'> {
  await tx.query('UPDATE broadcast SET state = $2, reason = NULL WHERE id = $1', [id, state])
  return 'done'
}

/** Decided: it begins, now or at its time, or takes its place in a series. */
async function launch(tx: Tx, found: Broadcast, approvedBy: string | null, sizes: Sizes, now: number) {
  const { id, startsAt, weekly } = found
  await tx.query('UPDATE broadcast SET approved_by = $2 WHERE id = $1', [id, approvedBy])
  if (weekly) {
    await addToSeries(tx, found, weekly, now)
    await tx.query('DELETE FROM broadcast WHERE id = $1', [id])
    return 'queued'
  }
  if (startsAt && startsAt.getTime() > now) {
    await move(tx, id, 'scheduled')
    await setTimer(tx, 'broadcast', id, startsAt.getTime())
    return 'done'
  }
  await begin(tx, found, sizes, now)
  return 'done'
}

/**
 * Stops a broadcast that the platform refuses: our bug must not be repeated a million times. Gives who hears of it;
 * undefined where it was not sending any more.
 */
export async function haltBroadcast(pool: Pool, id: string, reason: string, now: number): Promise<Told | undefined> {
  return transaction(pool, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE broadcast SET state = 'halted', reason = $2 WHERE id = $1 AND state = 'sending'`,
      [id, reason],
    )
    return rowCount ? tellEnded(tx, id, 'halted', now) : undefined
  })
}

/** The newest broadcasts of some units, as they are named in a list: not counted, which takes a look at every recipient. */
export async function recentBroadcasts(
  db: Db,
  units: string[],
  limit: number,
): Promise<CampaignResults['listBroadcasts']> {
  const { rows } = await db.query<CampaignResults['listBroadcasts'][number]>(
    `SELECT b.id, b.state, b.body->>'text' AS text, u.name AS "unitName" FROM broadcast b JOIN unit u ON u.code = b.unit_code
     WHERE b.unit_code = ANY($1) ORDER BY b.id DESC LIMIT $2`,
    [units, limit],
  )
  return rows
}
