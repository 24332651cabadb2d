// Decisions: each has a person, a time and a reason; taken back, it stays on record. Two never overwrite each other.
import type { PoolClient } from 'pg'
import type { Card, Decided, NotDone, Outcome, ReviewResults, Tick } from '../../flows/review/effects.js'
import { type HeldRole, ROLE_NAMES } from '../../flows/roles.js'
import { type Actor, type AuditAction, audit } from '../audit.js'
import { readCalendar } from '../calendar.js'
import { mayActOn, rolesOf } from '../roles.js'
import { setTimer } from '../timers.js'
import { assign, REVIEWERS } from './assign.js'
import { factsOf, type LockedReview, lockReview, mayReview, stageName } from './files.js'
import { programmeOf } from './programmes.js'
import { dropReminders, planReminders } from './reminders.js'
import { enterRound } from './rounds.js'

type Reviewer = Actor & { personId: string }
interface Deed {
  review: string
  by: Reviewer
  /** Epoch ms. */
  now: number
}

/** A decision may be taken back by whoever made it for so long; its nominators hear of it afterwards. */
export const UNDO_MS = 10 * 60_000

/** The review, locked, for somebody who may decide it now; or why not. */
async function open(tx: PoolClient, { review: id, by, now }: Deed, deed: string): Promise<LockedReview | NotDone> {
  const review = await lockReview(tx, id)
  if (!review) return { is: 'none' }
  const may = await mayReview(tx, review, by, deed, now)
  if (may !== 'yes') return { is: may }
  return review.state === 'waiting' ? review : closed(tx, review, now)
}

const isDone = (found: LockedReview | NotDone): found is NotDone => 'is' in found

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

/** Marks a criterion; the marks wait with the file, on whatever channel. */
export async function tickCriterion(
  tx: PoolClient,
  { key, value, ...deed }: Deed & { key?: string; value?: Tick },
): Promise<Card | NotDone> {
  const review = await open(tx, deed, 'tick')
  if (isDone(review)) return review
  if (key === undefined || value === undefined) return { is: 'card', ...(await factsOf(tx, review)) }
  const { rows } = await tx.query<{ ticks: Record<string, string> }>(
    `UPDATE review SET ticks = ticks || jsonb_build_object($2::text, $3::text) WHERE id = $1 RETURNING ticks`,
    [review.id, key, value],
  )
  return { is: 'card', ...(await factsOf(tx, { ...review, ticks: rows[0]!.ticks })) }
}

const ALL_MET = 'Đạt đủ các tiêu chí.'

/** Decides a review whose criteria are all marked. */
export async function decide(
  tx: PoolClient,
  { verdict, reason, ...deed }: Deed & { verdict: 'passed' | 'refused'; reason?: string },
): Promise<Decided> {
  const review = await open(tx, deed, 'decide')
  if (isDone(review)) return review
  const programme = await programmeOf(tx, review.programme)
  const criteria = programme?.titles.find(({ code }) => code === review.title)?.criteria ?? []
  const marks = criteria.map(({ key }) => review.ticks[key])
  if (marks.includes(undefined)) return { is: 'untick', review: review.id }
  if (verdict === 'passed' && marks.includes('no'))
    return {
      is: 'unmet',
      review: review.id,
      failed: criteria.filter((c) => review.ticks[c.key] === 'no').map((c) => c.text),
    }
  const why = reason ?? (verdict === 'passed' && marks.every((mark) => mark === 'yes') ? ALL_MET : undefined)
  if (why === undefined) return { is: 'reason', review: review.id, verdict }
  const decision = await record(tx, review, { ...deed, verdict, reason: why })
  const { code, nominee } = review
  return { is: 'decided', code, nominee, verdict, decision, undoUntil: deed.now + UNDO_MS }
}

async function record(
  tx: PoolClient,
  review: LockedReview,
  { verdict, reason, by, now }: Deed & { verdict: 'passed' | 'refused' | 'moved'; reason: string },
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO decision (review_id, decided_by, at, verdict, reason, ticks) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [review.id, by.personId, new Date(now), verdict, reason, JSON.stringify(review.ticks)],
  )
  const { id } = rows[0]!
  await setState(tx, review, verdict)
  await dropReminders(tx, review.id, 'decided')
  await setTimer(tx, 'review', `decision:${id}`, now + UNDO_MS)
  await noted(tx, review, by, 'decide', now, { verdict, decision: id })
  return id
}

/** The review's state, and what it makes of the nomination; one that was withdrawn stays so. */
async function setState(tx: PoolClient, { id, nomination }: LockedReview, state: string): Promise<void> {
  await tx.query('UPDATE review SET state = $2, paused_at = NULL WHERE id = $1', [id, state])
  const means = { waiting: 'reviewing', moved: 'received' }[state] ?? state
  await tx.query(`UPDATE nomination SET state = $2 WHERE id = $1 AND state <> 'withdrawn'`, [nomination, means])
}

function noted(
  tx: PoolClient,
  { code, unit, id }: LockedReview,
  by: Actor,
  action: AuditAction,
  now: number,
  details: Record<string, string> = {},
): Promise<void> {
  return audit(tx, { by, action, on: { kind: 'nomination', id: code }, unit, details: { review: id, ...details } }, now)
}

/**
 * Takes a decision back, for who may review the file: within ten minutes whoever made it; later only somebody of a
 * higher stage, with a reason. 'late': it is too late for who asks. 'over': it has been taken back, or the file has gone
 * on to another round. 'refused' is noted where they may not review it at all.
 */
export async function undo(
  tx: PoolClient,
  { decision, reason, by, now }: { decision: string; reason?: string; by: Reviewer; now: number },
): Promise<ReviewResults['undoDecision']> {
  if (!/^\d{1,18}$/.test(decision)) return { is: 'none' }
  const { rows } = await tx.query<{ review: string }>('SELECT review_id AS review FROM decision WHERE id = $1', [
    decision,
  ])
  const review = rows[0] && (await lockReview(tx, rows[0].review))
  if (!review) return { is: 'none' }
  if ((await mayReview(tx, review, by, 'undo', now)) !== 'yes') return { is: 'refused' }
  const { rows: made } = await tx.query<{ by: string; at: Date; undone: boolean; onward: boolean }>(
    `SELECT decided_by AS by, at, undone_at IS NOT NULL AS undone, EXISTS (SELECT FROM review v
       WHERE v.nomination_id = $2 AND v.id > $3) AS onward FROM decision WHERE id = $1`,
    [decision, review.nomination, review.id],
  )
  const { by: decider, at, undone, onward } = made[0]!
  if (undone || onward || review.state === 'withdrawn') return { is: 'over' }
  const own = decider === by.personId && now - at.getTime() < UNDO_MS
  if (!own) {
    if (!(await isHigher(tx, review, by.personId, now)))
      return decider === by.personId ? { is: 'late', decision } : { is: 'refused' }
    if (!reason) return { is: 'reason', decision }
  }
  await tx.query('UPDATE decision SET undone_at = $2, undone_by = $3, undone_for = $4 WHERE id = $1', [
    decision,
    new Date(now),
    by.personId,
    reason ?? null,
  ])
  await setState(tx, review, 'waiting')
  await planReminders(tx, { reviews: [review.id] }, await readCalendar(tx), now)
  await noted(tx, review, by, 'undo', now, { decision })
  return { is: 'undone', code: review.code, review: review.id }
}

/** Whether somebody reviews for a unit above the round's. */
async function isHigher(tx: PoolClient, review: LockedReview, personId: string, now: number): Promise<boolean> {
  const { rows } = await tx.query<{ parent: string | null }>(
    'SELECT u.parent_code AS parent FROM round r JOIN unit u ON u.code = r.unit_code WHERE r.id = $1',
    [review.round],
  )
  const parent = rows[0]?.parent
  return parent !== null && parent !== undefined && mayActOn(tx, personId, REVIEWERS, parent, now)
}

/** Asks the nominators for more: the clock stands until one answers. Gives whom to tell. */
export async function askNominator(
  tx: PoolClient,
  { question, ...deed }: Deed & { question: string },
): Promise<{ is: 'asked'; code: string; question: string; people: string[] } | NotDone> {
  const review = await open(tx, deed, 'ask')
  if (isDone(review)) return review
  const { rows } = await tx.query<{ id: string }>(
    'INSERT INTO review_question (review_id, asked_by, asked_at, question) VALUES ($1, $2, $3, $4) RETURNING id',
    [review.id, deed.by.personId, new Date(deed.now), question],
  )
  await setState(tx, review, 'asked')
  await tx.query('UPDATE review SET paused_at = $2, reviewer = $3 WHERE id = $1', [
    review.id,
    new Date(deed.now),
    deed.by.personId,
  ])
  await dropReminders(tx, review.id, 'asked')
  await noted(tx, review, deed.by, 'ask', deed.now)
  return { is: 'asked', code: review.code, question: rows[0]!.id, people: await nominatorsOf(tx, review.nomination) }
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

/** A question that still waits, for one of its nominators. */
export async function questionFor(
  tx: PoolClient,
  id: string,
  personId: string,
): Promise<ReviewResults['showQuestion']> {
  const { rows } = await tx.query<{ question: string; code: string; nominee: string }>(
    `SELECT q.question, n.code, n.nominee_name AS nominee FROM review_question q JOIN review v ON v.id = q.review_id
       JOIN nomination n ON n.id = v.nomination_id
     WHERE q.id = $1 AND q.answered_at IS NULL AND v.state = 'asked' AND n.state <> 'withdrawn'
       AND EXISTS (SELECT FROM nominator m WHERE m.nomination_id = n.id AND m.person_id = $2 AND m.withdrawn_at IS NULL)`,
    [id, personId],
  )
  return rows[0]
}

/** A nominator's answer: the file goes back to who asked, with the time it had left. 'over': nobody waits for it. */
export async function answer(
  tx: PoolClient,
  { question, text, by, now }: { question: string; text: string; by: Reviewer; now: number },
): Promise<{ is: 'answered'; code: string; reviewer: string | null; review: string } | { is: 'over' }> {
  const asked = await tx.query<{ review: string }>('SELECT review_id AS review FROM review_question WHERE id = $1', [
    question,
  ])
  const review = asked.rows[0] && (await lockReview(tx, asked.rows[0].review))
  if (!review || !(await questionFor(tx, question, by.personId))) return { is: 'over' }
  await tx.query('UPDATE review_question SET answered_by = $2, answered_at = $3, answer = $4 WHERE id = $1', [
    question,
    by.personId,
    new Date(now),
    text,
  ])
  await tx.query('UPDATE review SET due_at = due_at + ($2::timestamptz - paused_at) WHERE id = $1', [
    review.id,
    new Date(now),
  ])
  await setState(tx, review, 'waiting')
  await planReminders(tx, { reviews: [review.id] }, await readCalendar(tx), now)
  return { is: 'answered', code: review.code, reviewer: review.reviewer, review: review.id }
}

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
    reason,
    new Date(deed.now),
  ])
  await noted(tx, review, deed.by, 'recuse', deed.now)
  if (review.reviewer !== personId) return { is: 'recused', code: review.code, passedOn: true }
  await tx.query('UPDATE review SET reviewer = NULL, assigned_at = NULL WHERE id = $1', [review.id])
  const given = await assign(tx, [review.id], deed.now)
  return { is: 'recused', code: review.code, passedOn: given.size > 0 }
}

/** "Chuyển đơn vị": the file belongs to another unit, whose open round takes it, or the next one that opens. */
export async function moveFile(
  tx: PoolClient,
  { unit, reason, ...deed }: Deed & { unit: string; reason: string },
): Promise<ReviewResults['moveFile']> {
  const review = await open(tx, deed, 'move')
  if (isDone(review)) return review
  const { rows } = await tx.query<{ name: string }>('SELECT name FROM unit WHERE code = $1 AND closed_at IS NULL', [
    unit,
  ])
  if (!rows[0]) return { is: 'none' }
  await record(tx, review, { ...deed, verdict: 'moved', reason })
  const { name } = rows[0]
  await tx.query('UPDATE nomination SET unit_code = $2, unit_text = $3, unit_key = $2 WHERE id = $1', [
    review.nomination,
    unit,
    name,
  ])
  await enterRound(tx, review.code, deed.now)
  return { is: 'moved', code: review.code, unitName: name }
}

/**
 * The time to take a decision back is over: gives who hears of it, once. Undefined where it was taken back, or told, or
 * only moved the file.
 */
export async function settleDecision(
  tx: PoolClient,
  decision: string,
  now: number,
): Promise<{ people: string[] } | undefined> {
  const { rows } = await tx.query<{ nomination: string }>(
    `UPDATE decision d SET told_at = $2 FROM review v WHERE d.id = $1 AND v.id = d.review_id AND d.undone_at IS NULL
       AND d.told_at IS NULL AND d.verdict <> 'moved' RETURNING v.nomination_id AS nomination`,
    [decision, new Date(now)],
  )
  return rows[0] && { people: await nominatorsOf(tx, rows[0].nomination) }
}

/** What a nominator hears of a decision; undefined for anybody else. */
export async function outcomeFor(tx: PoolClient, decision: string, personId: string): Promise<Outcome | undefined> {
  const { rows } = await tx.query<Omit<Outcome, 'last'> & { programme: string }>(
    `SELECT n.code, n.nominee_name AS nominee, d.verdict, d.reason, r.stage, r.programme
     FROM decision d JOIN review v ON v.id = d.review_id JOIN round r ON r.id = v.round_id
       JOIN nomination n ON n.id = v.nomination_id
     WHERE d.id = $1 AND d.undone_at IS NULL AND n.state <> 'withdrawn'
       AND EXISTS (SELECT FROM nominator m WHERE m.nomination_id = n.id AND m.person_id = $2 AND m.withdrawn_at IS NULL)`,
    [decision, personId],
  )
  if (!rows[0]) return undefined
  const { programme: code, stage, ...rest } = rows[0]
  const programme = await programmeOf(tx, code)
  return { ...rest, stage: stageName(programme, stage), last: programme?.stages.at(-1)?.code === stage }
}
