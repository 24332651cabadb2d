// What a reviewer asks the nominators: the clock stands until one answers, or nobody has for as
// long as the programme says.
import type { PoolClient } from 'pg'
import type { NotDone, ReviewResults } from '../../flows/effects/review.js'
import type { Programme } from '../../flows/programme.js'
import { afterQuiet, DAY } from '../../flows/schedule.js'
import { readCalendar } from '../calendar.js'
import { boxOf, nextId } from '../sealed.js'
import { setTimer } from '../timers.js'
import { type Deed, nominatorsOf, noted, open, type Reviewer, setState } from './deed.js'
import { isDone, type LockedReview, lockReview } from './files.js'
import { programmeOf } from './programmes.js'
import { dropReminders, planReminders } from './reminders.js'

/** How long the answer is waited for, in days: what the programme says, or what held before it said anything. */
async function patience(tx: PoolClient, programme: string): Promise<Programme['asking']> {
  return (await programmeOf(tx, programme))?.asking ?? { againDays: 3, lapseDays: 7 }
}

/** Asks the nominators for more: the clock stands until one answers. Gives whom to tell. */
export async function askNominator(
  tx: PoolClient,
  { question, ...deed }: Deed & { question: string },
): Promise<{ is: 'asked'; code: string; question: string; people: string[] } | NotDone> {
  const review = await open(tx, deed, 'ask')
  if (isDone(review)) return review
  const id = await nextId(tx, 'review_question')
  await tx.query(
    'INSERT INTO review_question (id, review_id, asked_by, asked_at, question) VALUES ($1, $2, $3, $4, $5)',
    [id, review.id, deed.by.personId, new Date(deed.now), boxOf(tx, 'review_question', id).seal('question', question)],
  )
  await setState(tx, review, 'asked')
  await tx.query('UPDATE review SET paused_at = $2, reviewer = $3 WHERE id = $1', [
    review.id,
    new Date(deed.now),
    deed.by.personId,
  ])
  await dropReminders(tx, review.id, 'asked')
  await noted(tx, review, deed.by, 'ask', deed.now)
  const { againDays, lapseDays } = await patience(tx, review.programme)
  await setTimer(tx, 'review', `again:${id}`, afterQuiet(deed.now + againDays * DAY))
  await setTimer(tx, 'review', `lapse:${id}`, deed.now + lapseDays * DAY)
  return { is: 'asked', code: review.code, question: id, people: await nominatorsOf(tx, review.nomination) }
}

/** Where a question without an answer may still be answered: the file waits for it, or has gone back without one. */
const OPEN = `q.answered_at IS NULL AND v.state IN ('asked', 'waiting') AND n.state <> 'withdrawn'`

/** A question that may still be answered, for one of its nominators. */
export async function questionFor(
  tx: PoolClient,
  id: string,
  personId: string,
): Promise<ReviewResults['showQuestion']> {
  const { rows } = await tx.query<{ question: string; code: string; nominee: string }>(
    `SELECT q.question, n.code, n.nominee_name AS nominee FROM review_question q JOIN review v ON v.id = q.review_id
       JOIN nomination n ON n.id = v.nomination_id
     WHERE q.id = $1 AND ${OPEN}
       AND EXISTS (SELECT FROM nominator m WHERE m.nomination_id = n.id AND m.person_id = $2 AND m.withdrawn_at IS NULL)`,
    [id, personId],
  )
  const [found] = rows
  return found && { ...found, question: boxOf(tx, 'review_question', id).open('question', found.question) }
}

/**
 * A nominator's answer: the file goes back to who asked, with the time it had left; a late one is added to a file that
 * has gone back already. 'over': nobody waits for it.
 */
export async function answer(
  tx: PoolClient,
  { question, text, by, now }: { question: string; text: string; by: Reviewer; now: number },
): Promise<{ is: 'answered'; code: string; reviewer: string | null; review: string } | { is: 'over' }> {
  const review = await reviewOf(tx, question)
  if (!review || !(await questionFor(tx, question, by.personId))) return { is: 'over' }
  await tx.query('UPDATE review_question SET answered_by = $2, answered_at = $3, answer = $4 WHERE id = $1', [
    question,
    by.personId,
    new Date(now),
    boxOf(tx, 'review_question', question).seal('answer', text),
  ])
  if (review.state === 'asked') await goOn(tx, review, now)
  return { is: 'answered', code: review.code, reviewer: review.reviewer, review: review.id }
}

async function reviewOf(tx: PoolClient, question: string): Promise<LockedReview | undefined> {
  if (!/^\d{1,18}$/.test(question)) return undefined
  const { rows } = await tx.query<{ review: string }>('SELECT review_id AS review FROM review_question WHERE id = $1', [
    question,
  ])
  return rows[0] && lockReview(tx, rows[0].review)
}

/** The clock runs again, with the time that was left. */
async function goOn(tx: PoolClient, review: LockedReview, now: number): Promise<void> {
  await tx.query('UPDATE review SET due_at = due_at + ($2::timestamptz - paused_at) WHERE id = $1', [
    review.id,
    new Date(now),
  ])
  await setState(tx, review, 'waiting')
  await planReminders(tx, { reviews: [review.id] }, await readCalendar(tx), now)
}

/** Who is asked once more, where nobody has answered yet. */
export async function stillAsked(tx: PoolClient, question: string): Promise<string[]> {
  const review = await reviewOf(tx, question)
  if (review?.state !== 'asked' || !(await isUnanswered(tx, question))) return []
  return nominatorsOf(tx, review.nomination)
}

async function isUnanswered(tx: PoolClient, question: string): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT FROM review_question WHERE id = $1 AND answered_at IS NULL', [question])
  return rowCount === 1
}

/** Nobody has answered for so long: the file goes back to who asked, who is to be told. Undefined where it has. */
export async function lapse(
  tx: PoolClient,
  question: string,
  now: number,
): Promise<{ review: string; code: string; reviewer: string | null; days: number } | undefined> {
  const review = await reviewOf(tx, question)
  if (review?.state !== 'asked' || !(await isUnanswered(tx, question))) return undefined
  await tx.query('UPDATE review_question SET lapsed_at = $2 WHERE id = $1', [question, new Date(now)])
  await goOn(tx, review, now)
  const days = (await patience(tx, review.programme)).lapseDays
  return { review: review.id, code: review.code, reviewer: review.reviewer, days }
}
