// Decisions: each has a person, a time and a reason; taken back, it stays on record. Two never overwrite each other.
import type { PoolClient } from 'pg'
import type { Card, Decided, NotDone, ReviewResults, Tick } from '../../flows/effects/review.js'
import { readCalendar } from '../calendar.js'
import { mayActOn } from '../roles.js'
import { boxOf } from '../sealed.js'
import { type Deed, nominatorsOf, noted, open, type Reviewer, record, setState, undoTime } from './deed.js'
import { factsOf, isDone, type LockedReview, lockFor } from './files.js'
import { programmeOf } from './programmes.js'
import { dropReminders, planReminders } from './reminders.js'
import { REVIEWERS } from './whose.js'

/** Marks a criterion; the marks wait with the file, on whatever channel. */
export async function tickCriterion(
  tx: PoolClient,
  { key, value, anew, ...deed }: Deed & { key?: string; value?: Tick; anew?: true },
): Promise<Card | NotDone> {
  const review = await open(tx, deed, 'tick')
  if (isDone(review)) return review
  if (anew) {
    await tx.query(`UPDATE review SET ticks = '{}' WHERE id = $1`, [review.id])
    return { is: 'card', ...(await factsOf(tx, { ...review, ticks: {} })) }
  }
  if (key === undefined || value === undefined) return { is: 'card', ...(await factsOf(tx, review)) }
  const { rows } = await tx.query<{ ticks: Record<string, string> }>(
    `UPDATE review SET ticks = ticks || jsonb_build_object($2::text, $3::text) WHERE id = $1 RETURNING ticks`,
    [review.id, key, value],
  )
  return { is: 'card', ...(await factsOf(tx, { ...review, ticks: rows[0]!.ticks })) }
}

/** Whether a file waits for whoever wants to do something with it; which one it is. */
export async function openFor(tx: PoolClient, deed: Deed, what: string): Promise<ReviewResults['openDeed']> {
  const review = await open(tx, deed, what)
  return isDone(review) ? review : { is: 'open', code: review.code, nominee: review.nominee }
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
  if (marks.includes(undefined)) return { is: 'untick', review: review.id, code: review.code }
  if (verdict === 'passed' && marks.includes('no'))
    return {
      is: 'unmet',
      review: review.id,
      code: review.code,
      failed: criteria.filter((c) => review.ticks[c.key] === 'no').map((c) => c.text),
    }
  const why = reason ?? (verdict === 'passed' && marks.every((mark) => mark === 'yes') ? ALL_MET : undefined)
  if (why === undefined) return { is: 'reason', review: review.id, code: review.code, verdict }
  const decision = await record(tx, review, { ...deed, verdict, reason: why })
  const { code, nominee } = review
  return {
    is: 'decided',
    code,
    nominee,
    verdict,
    decision,
    undoUntil: deed.now + (await undoTime(tx, review.programme)),
  }
}

/**
 * Takes a decision back, for who may review the file: within ten minutes whoever made it; later only somebody of a
 * higher stage, with a reason, which calls the file back from the stage it had gone on to. 'late': it is too late for
 * who asks. 'over': it has been taken back, or decided on in another round. 'refused' is noted where they may not review
 * it at all. `people`: nominators who had heard of the decision.
 */
export async function undo(
  tx: PoolClient,
  { decision, reason, by, now }: { decision: string; reason?: string; by: Reviewer; now: number },
): Promise<Exclude<ReviewResults['undoDecision'], { is: 'undone' }> | Undone> {
  if (!/^\d{1,18}$/.test(decision)) return { is: 'none' }
  const { rows } = await tx.query<{ review: string }>('SELECT review_id AS review FROM decision WHERE id = $1', [
    decision,
  ])
  if (!rows[0]) return { is: 'none' }
  const review = await lockFor(tx, { review: rows[0].review, by, now }, 'undo')
  if (isDone(review)) return { is: review.is === 'none' ? 'none' : 'refused' }
  const { rows: made } = await tx.query<Made>(MADE, [decision, review.nomination, review.id])
  const { by: decider, at, verdict, undone, told, onward } = made[0]!
  // A file moved within its round bears that decision and the verdict which came after it; only the verdict is taken back.
  if (undone || onward === 'decided' || verdict === 'moved' || verdict !== review.state) return { is: 'over' }
  const time = await undoTime(tx, review.programme)
  const own = decider === by.personId && now - at.getTime() < time
  if (!own) {
    if (!(await isHigher(tx, review, by.personId, now)))
      return decider === by.personId ? { is: 'late', decision, minutes: time / 60_000 } : { is: 'refused' }
    if (!reason) return { is: 'reason', decision }
  }
  await tx.query('UPDATE decision SET undone_at = $2, undone_by = $3, undone_for = $4 WHERE id = $1', [
    decision,
    new Date(now),
    by.personId,
    boxOf(tx, 'decision', decision).seal('undone_for', reason),
  ])
  await recall(tx, review)
  await setState(tx, review, 'waiting')
  await planReminders(tx, { reviews: [review.id] }, await readCalendar(tx), now)
  await noted(tx, review, by, 'undo', now, { decision })
  const people = told ? await nominatorsOf(tx, review.nomination) : []
  return { is: 'undone', code: review.code, review: review.id, people }
}

type Undone = Extract<ReviewResults['undoDecision'], { is: 'undone' }> & { people: string[] }

interface Made {
  by: string
  at: Date
  verdict: 'passed' | 'refused' | 'moved'
  undone: boolean
  /** Nominators have heard. */
  told: boolean
  /** How the file stands in a later round, where it is in one. */
  onward: 'open' | 'decided' | null
}

const MADE = `SELECT decided_by AS by, at, verdict, undone_at IS NOT NULL AS undone, told_at IS NOT NULL AS told,
    (SELECT CASE WHEN v.state IN ('waiting', 'asked') THEN 'open' ELSE 'decided' END FROM review v
     WHERE v.nomination_id = $2 AND v.id > $3 AND v.state <> 'recalled' ORDER BY v.id DESC LIMIT 1) AS onward
  FROM decision WHERE id = $1`

/** The stage above has it no longer. */
async function recall(tx: PoolClient, { nomination, id }: LockedReview): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE review SET state = 'recalled', paused_at = NULL WHERE nomination_id = $1 AND id > $2
       AND state IN ('waiting', 'asked') RETURNING id`,
    [nomination, id],
  )
  for (const above of rows) await dropReminders(tx, above.id, 'recalled')
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
