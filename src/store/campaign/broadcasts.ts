// Broadcasts: written, approved, begun, steered, reported. Who may do what is checked here, where it is done.
import type { BroadcastState, CampaignResults, Deed, Progress } from '../../flows/effects/campaign.js'
import { atLeast } from '../../flows/roles.js'
import { isQuiet } from '../../flows/schedule.js'
import { dayAt } from '../../flows/vi/calendar.js'
import { type Actor, audit } from '../audit.js'
import { isMourning } from '../calendar.js'
import { atLength, type Db, type Tx } from '../database.js'
import { mayActOn } from '../roles.js'
import { setTimer } from '../timers.js'
import { BROADCAST, type Broadcast, begin, type Sizes } from './begin.js'
import { endIfOver, skipRest } from './chunks.js'
import { needsSecond } from './four-eyes.js'
import { addToSeries } from './series.js'

/** Who may send to the members of a unit. */
export const SENDERS = atLeast('officer')

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

/** Stops a broadcast that the platform refuses: our bug must not be repeated a million times. */
export async function haltBroadcast(db: Db, id: string, reason: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE broadcast SET state = 'halted', reason = $2 WHERE id = $1 AND state = 'sending'`,
    [id, reason],
  )
  return rowCount === 1
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

interface ProgressRow
  extends Omit<Progress, 'quiet' | 'startsAt' | 'startedAt' | 'endedAt' | 'byChannel' | 'byReason'> {
  startsAt: Date | null
  startedAt: Date | null
  endedAt: Date | null
  groups: { state: keyof typeof NONE; channel: string | null; reason: string | null; n: number }[] | null
}

const NONE = { pending: 0, sent: 0, failed: 0, skipped: 0, unknown: 0 }

/** Where broadcasts stand at `now` (epoch ms), the newest first: one, those of some units, or all. */
export async function progressOf(
  db: Db,
  { id, units, limit = 1000 }: { id?: string; units?: string[]; limit?: number },
  now: number,
): Promise<Progress[]> {
  const quiet = isQuiet(now) || (await isMourning(db, dayAt(now)))
  const { rows } = await db.query<ProgressRow>(
    `SELECT b.id, b.state, u.name AS "unitName", b.body->>'text' AS text, b.reason, b.late,
       b.starts_at AS "startsAt", b.started_at AS "startedAt", b.ended_at AS "endedAt",
       (SELECT json_agg(g) FROM (SELECT state, channel, reason, count(*)::int AS n FROM recipient r
          WHERE r.broadcast_id = b.id GROUP BY 1, 2, 3) g) AS groups,
       (SELECT coalesce(json_object_agg(button, n), '{}') FROM (SELECT button, count(*)::int AS n FROM broadcast_press p
          WHERE p.broadcast_id = b.id GROUP BY 1) g) AS presses
     FROM broadcast b JOIN unit u ON u.code = b.unit_code
     WHERE ($1::bigint IS NULL OR b.id = $1) AND ($2::text[] IS NULL OR b.unit_code = ANY($2))
     ORDER BY b.id DESC LIMIT $3`,
    [id ?? null, units ?? null, limit],
  )
  return rows.map(({ groups, startsAt, startedAt, endedAt, reason, ...row }) => {
    const counts = { ...NONE }
    const byChannel: Record<string, number> = {}
    const byReason: Record<string, number> = {}
    for (const { state, channel, reason: why, n } of groups ?? []) {
      counts[state] += n
      if (state === 'sent' && channel) byChannel[channel] = (byChannel[channel] ?? 0) + n
      if (why) byReason[why] = (byReason[why] ?? 0) + n
    }
    return {
      ...row,
      ...counts,
      reason: reason ?? undefined,
      planned: Object.values(counts).reduce((sum, n) => sum + n, 0),
      byChannel,
      byReason,
      startsAt: startsAt?.getTime(),
      startedAt: startedAt?.getTime(),
      endedAt: endedAt?.getTime(),
      quiet: row.state === 'sending' && quiet,
    }
  })
}
