// Everything that is due: one row per kind and scope.

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
     ON CONFLICT (kind, scope) DO UPDATE SET fire_on = excluded.fire_on, version = timer.version + 1, error = NULL`,
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
     ON CONFLICT (kind, scope) DO UPDATE SET fire_on = excluded.fire_on, version = t.version + 1, error = NULL
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
 * The timers of these kinds that are due, in the order they fell due, at one moment by their numbers: what one does may matter to the
 * next.
 */
export async function timersDue(
  db: Pool | PoolClient,
  kinds: TimerKind[],
  now: number,
  limit: number,
): Promise<Timer[]> {
  const { rows } = await db.query<Timer>(
    `SELECT kind, scope, version FROM timer WHERE kind = ANY($3) AND fire_on <= $1 ORDER BY fire_on, kind, length(scope), scope LIMIT $2`,
    [new Date(now), limit, kinds],
  )
  return rows
}

/**
 * Takes one out of the table; acting on it belongs in the same transaction. False where it has been taken, moved or dropped
 * meanwhile.
 */
export async function takeTimer(tx: PoolClient, { kind, scope, version }: Timer): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'take-timer',
    text: 'DELETE FROM timer WHERE kind = $1 AND scope = $2 AND version = $3',
    values: [kind, scope, version],
  })
  return rowCount === 1
}

/** It failed and is not due before `until`, unless it has been taken or moved meanwhile. `error`: one line that quotes nobody. */
export async function putOffTimer(
  db: Pool,
  { kind, scope, version }: Timer,
  until: number,
  error: string,
): Promise<void> {
  await db.query('UPDATE timer SET fire_on = $4, error = $5 WHERE kind = $1 AND scope = $2 AND version = $3', [
    kind,
    scope,
    version,
    new Date(until),
    error,
  ])
}

/** Whether nobody else acts on timers; then nobody will until this transaction ends. */
export async function aloneWithTimers(tx: PoolClient): Promise<boolean> {
  const { rows } = await tx.query<{ alone: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtext('timers')) AS alone`)
  return rows[0]!.alone
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
