// Everything that is due: one row per kind and scope, claimed by tick with SKIP LOCKED.

import type { Pool, PoolClient } from 'pg'
import type { Holder } from './holder.js'

export type TimerKind =
  | 'nudge'
  | 'ours'
  | 'forget'
  | 'escalate'
  | 'digest'
  | 'clean'
  | 'hold'
  | 'broadcast'
  | 'slot'
  | 'emptySlot'
  | 'review'
  | 'monthly'
  | 'link'
  | 'retain'

export interface Timer {
  kind: TimerKind
  scope: string
  version: number
}

/** Sets or moves a timer; its version goes up, so that whoever still holds the old one can tell. */
export async function setTimer(db: Pool | PoolClient, kind: TimerKind, scope: string, fireOn: number): Promise<void> {
  await db.query({
    name: 'set-timer',
    text: `INSERT INTO timer (kind, scope, version, fire_on) VALUES ($1, $2, 1, $3)
     ON CONFLICT (kind, scope) DO UPDATE SET fire_on = excluded.fire_on, version = timer.version + 1`,
    values: [kind, scope, new Date(fireOn)],
  })
}

/** Sets a timer only where there is none yet. */
export async function ensureTimer(db: Pool, kind: TimerKind, scope: string, fireOn: number): Promise<void> {
  await db.query('INSERT INTO timer (kind, scope, version, fire_on) VALUES ($1, $2, 1, $3) ON CONFLICT DO NOTHING', [
    kind,
    scope,
    new Date(fireOn),
  ])
}

/** Sets a timer, or brings it forward; it is never put off. */
export async function advanceTimer(tx: PoolClient, kind: TimerKind, scope: string, fireOn: number): Promise<void> {
  await tx.query(
    `INSERT INTO timer AS t (kind, scope, version, fire_on) VALUES ($1, $2, 1, $3)
     ON CONFLICT (kind, scope) DO UPDATE SET fire_on = excluded.fire_on, version = t.version + 1
     WHERE t.fire_on > excluded.fire_on`,
    [kind, scope, new Date(fireOn)],
  )
}

/** Drops those whose scope begins so. */
export async function dropTimersOf(db: Pool | PoolClient, kind: TimerKind, start: string): Promise<void> {
  await db.query('DELETE FROM timer WHERE kind = $1 AND starts_with(scope, $2)', [kind, start])
}

export async function dropTimer(db: Pool | PoolClient, kind: TimerKind, scope: string): Promise<void> {
  await db.query({
    name: 'drop-timer',
    text: 'DELETE FROM timer WHERE kind = $1 AND scope = $2',
    values: [kind, scope],
  })
}

/**
 * Takes due timers of these kinds out of the table; acting on them belongs in the same transaction. Those of a kind that
 * only another release knows stay.
 */
export async function takeDue(tx: PoolClient, kinds: TimerKind[], now: number, limit: number): Promise<Timer[]> {
  const { rows } = await tx.query<Timer & { fireOn: Date }>(
    `DELETE FROM timer WHERE (kind, scope) IN (
       SELECT kind, scope FROM timer WHERE kind = ANY($3) AND fire_on <= $1 ORDER BY fire_on, kind, scope LIMIT $2
       FOR UPDATE SKIP LOCKED)
     RETURNING kind, scope, version, fire_on AS "fireOn"`,
    [new Date(now), limit, kinds],
  )
  // In the order they fell due: what one does may matter to the next.
  return rows.sort((a, b) => a.fireOn.getTime() - b.fireOn.getTime() || a.scope.localeCompare(b.scope, 'en'))
}

/** The scope of what concerns one person, so that it goes when they are erased. No other scope begins like this. */
export function personal(personId: string, ...about: string[]): string {
  return [personId, ...about].join(':')
}

/** Drops everything that is due to one person. */
export async function dropPersonal(tx: PoolClient, personId: string): Promise<void> {
  await tx.query(`DELETE FROM timer WHERE starts_with(scope, $1 || ':')`, [personId])
}

// A timer names a person in its scope.
export const holder: Holder = {
  tables: [],
  async erase(tx, personId) {
    await dropPersonal(tx, personId)
    return {}
  },
}
