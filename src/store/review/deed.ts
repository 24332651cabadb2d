// What every deed on a file begins and ends with: who may, whether it still waits, and what is noted.
import type { PoolClient } from 'pg'
import type { NotDone } from '../../flows/effects/review.js'
import { UNDO_MINUTES } from '../../flows/programme.js'
import { type HeldRole, ROLE_NAMES } from '../../flows/roles.js'
import { type Actor, type AuditAction, audit } from '../audit.js'
import { rolesOf } from '../roles.js'
import { boxOf, nextId } from '../sealed.js'
import { setTimer } from '../timers.js'
import { isDone, type LockedReview, lockFor } from './files.js'
import { programmeOf } from './programmes.js'
import { dropReminders } from './reminders.js'

export type Reviewer = Actor & { personId: string }
export interface Deed {
  review: string
  by: Reviewer
  /** Epoch ms. */
  now: number
}

/** For so long, in ms, whoever decided may take it back, as the programme says. */
export async function undoTime(tx: PoolClient, programme: string): Promise<number> {
  return ((await programmeOf(tx, programme))?.undoMinutes ?? UNDO_MINUTES) * 60_000
}

/** The review, locked, for somebody who may decide it now; or why not. */
export async function open(tx: PoolClient, deed: Deed, what: string): Promise<LockedReview | NotDone> {
  const review = await lockFor(tx, deed, what)
  return isDone(review) || review.state === 'waiting' ? review : closed(tx, review, deed.now)
}

/** Why a file does not wait: who decided it, by their role, and when. */
async function closed(tx: PoolClient, { id, code, state }: LockedReview, now: number): Promise<NotDone> {
  const { rows } = await tx.query<{ id: string; by: string; at: Date }>(
    'SELECT id, decided_by AS by, at FROM decision WHERE review_id = $1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1',
    [id],
  )
  const [decision] = rows
  if (!decision) return { is: 'closed', code, state }
  const by = described(await rolesOf(tx, decision.by, now))
  return { is: 'closed', code, state, by, at: decision.at.getTime(), decision: decision.id }
}

function described([role]: HeldRole[]): string {
  return role ? `${ROLE_NAMES[role.role]} của ${role.unitName}` : 'một người xét'
}

export async function record(
  tx: PoolClient,
  review: LockedReview,
  { verdict, reason, by, now }: Deed & { verdict: 'passed' | 'refused' | 'moved'; reason: string },
): Promise<string> {
  const id = await nextId(tx, 'decision')
  const sealed = boxOf(tx, 'decision', id).seal('reason', reason)
  await tx.query(
    `INSERT INTO decision (id, review_id, decided_by, at, verdict, reason, ticks) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, review.id, by.personId, new Date(now), verdict, sealed, JSON.stringify(review.ticks)],
  )
  await setState(tx, review, verdict)
  await dropReminders(tx, review.id, 'decided')
  await setTimer(tx, 'review', `decision:${id}`, now + (await undoTime(tx, review.programme)))
  await noted(tx, review, by, 'decide', now, { verdict, decision: id })
  return id
}

/** The review's state, and what it makes of the nomination; one that was withdrawn stays so. */
export async function setState(tx: PoolClient, { id, nomination }: LockedReview, state: string): Promise<void> {
  await tx.query('UPDATE review SET state = $2, paused_at = NULL WHERE id = $1', [id, state])
  const means = { waiting: 'reviewing', moved: 'received' }[state] ?? state
  await tx.query(`UPDATE nomination SET state = $2 WHERE id = $1 AND state <> 'withdrawn'`, [nomination, means])
}

export function noted(
  tx: PoolClient,
  { code, unit, id }: LockedReview,
  by: Actor,
  action: AuditAction,
  now: number,
  details: Record<string, string> = {},
): Promise<void> {
  return audit(tx, { by, action, on: { kind: 'nomination', id: code }, unit, details: { review: id, ...details } }, now)
}

/** Those who stand by a nomination and can be told of it. */
export async function nominatorsOf(tx: PoolClient, nomination: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT DISTINCT person_id AS id FROM nominator
     WHERE nomination_id = $1 AND person_id IS NOT NULL AND withdrawn_at IS NULL ORDER BY 1`,
    [nomination],
  )
  return rows.map(({ id }) => id)
}
