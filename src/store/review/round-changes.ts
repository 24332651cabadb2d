// A round that is open changes: its deadlines and its ladder move, or it closes.
import type { PoolClient } from 'pg'
import type { ReviewResults } from '../../flows/effects/review.js'
import type { Rung } from '../../flows/ladder.js'
import { ReviewRefusal } from '../../flows/programme.js'
import { dayAt, showDay, showMoment } from '../../flows/vi/calendar.js'
import { type Actor, audit } from '../audit.js'
import { readCalendar } from '../calendar.js'
import { lockNominations } from '../nominations.js'
import { mayActOn } from '../roles.js'
import type { Reviewer } from './deed.js'
import { stageName } from './files.js'
import { programmeOf } from './programmes.js'
import { planReminders } from './reminders.js'
import { roundFigures } from './round-files.js'
import { type Round, roundOf, takeIn } from './rounds.js'
import { planSubmit } from './submit.js'
import { CLOSERS } from './whose.js'

interface Change {
  id: string
  by: Actor
  /** Epoch ms. */
  now: number
}

async function open(tx: PoolClient, id: string): Promise<Round> {
  const round = await roundOf(tx, id)
  if (!round) throw new ReviewRefusal(`Không có đợt xét số ${id}.`)
  if (round.closedAt) throw new ReviewRefusal(`Đợt ${id} đã khép lại ngày ${showDay(dayAt(round.closedAt.getTime()))}.`)
  return round
}

/** Throws ReviewRefusal where a round cannot have this deadline. */
export function checkDeadline({ opensAt }: Round, reviewBy: number, now: number): void {
  if (reviewBy <= now) throw new ReviewRefusal(`Hạn xét ${showMoment(reviewBy)} đã qua.`, 'dates')
  if (reviewBy < opensAt.getTime())
    throw new ReviewRefusal(`Đợt mở ngày ${showDay(dayAt(opensAt.getTime()))}; hạn xét phải sau ngày ấy.`, 'dates')
}

/**
 * Moves a round's deadlines and plans every reminder anew. What has been asked for keeps the time it had left; where
 * nominations are taken longer, those that came meanwhile are taken in. Throws ReviewRefusal.
 */
export async function moveDeadline(
  tx: PoolClient,
  { id, reviewBy, submitBy, by, now }: Change & { reviewBy: number; submitBy?: number },
): Promise<void> {
  const round = await open(tx, id)
  checkDeadline(round, reviewBy, now)
  await tx.query(
    `UPDATE review SET due_at = due_at + ($2::timestamptz - $3::timestamptz)
     WHERE round_id = $1 AND state IN ('waiting', 'asked')`,
    [id, new Date(reviewBy), round.reviewBy],
  )
  const submit = new Date(Math.min(submitBy ?? round.submitBy.getTime(), reviewBy))
  const longer = submit > round.submitBy && round.opensAt.getTime() <= now
  if (longer) await lockNominations(tx)
  await tx.query('UPDATE round SET review_by = $2, submit_by = $3 WHERE id = $1', [id, new Date(reviewBy), submit])
  // What came when nothing more was taken in belongs to it now.
  if (longer) await takeIn(tx, id, now)
  await planReminders(tx, { round: id }, await readCalendar(tx), now)
  await planSubmit(tx, id, submit.getTime(), now)
  const details = { from: round.reviewBy.toISOString(), to: new Date(reviewBy).toISOString() }
  await audit(tx, { by, action: 'moveRound', on: { kind: 'round', id }, unit: round.unit, details }, now)
}

/** Gives a round another ladder, and plans every reminder anew; what was sent was sent. Throws ReviewRefusal. */
export async function changeLadder(
  tx: PoolClient,
  { id, ladder, by, now }: Change & { ladder: Rung[] },
): Promise<void> {
  const round = await open(tx, id)
  await tx.query('UPDATE round SET ladder = $2 WHERE id = $1', [id, JSON.stringify(ladder)])
  // Steps that are no more were never sent: nobody waits for them.
  await tx.query(
    `DELETE FROM reminder m USING review v WHERE v.id = m.review_id AND v.round_id = $1 AND m.state = 'planned'
       AND m.rung <> ALL($2)`,
    [id, ladder.map(({ rung }) => rung)],
  )
  await planReminders(tx, { round: id }, await readCalendar(tx), now)
  const details = { ladder: ladder.map(({ rung, to }) => `${rung}:${to}`).join(',') }
  await audit(tx, { by, action: 'moveRound', on: { kind: 'round', id }, unit: round.unit, details }, now)
}

/** Closes a round whose files are all decided: it takes in no more. Throws ReviewRefusal. */
export async function closeRound(tx: PoolClient, { id, by, now }: Change): Promise<void> {
  const round = await open(tx, id)
  const { waiting, asked } = await roundFigures(tx, id, now)
  if (waiting + asked > 0)
    throw new ReviewRefusal(
      `Đợt ${id} còn ${waiting + asked} hồ sơ chưa có kết luận. Xin xét xong, hoặc dời hạn: npm run admin -- round ${id} --review-by NGÀY.`,
    )
  await tx.query('UPDATE round SET closed_at = $2 WHERE id = $1', [id, new Date(now)])
  await audit(tx, { by, action: 'closeRound', on: { kind: 'round', id }, unit: round.unit }, now)
}

/** The same for who may close a round, in chat: `sure` once they have been asked. 'none' is noted where they may not. */
export async function closeRoundFor(
  tx: PoolClient,
  { round: id, sure, by, now }: { round: string; sure?: true; by: Reviewer; now: number },
): Promise<ReviewResults['closeRound']> {
  const round = await roundOf(tx, id)
  if (!round) return { is: 'none' }
  if (!(await mayActOn(tx, by.personId, CLOSERS, round.unit, now))) {
    const refused = { by, action: 'refuse' as const, on: { kind: 'round' as const, id }, unit: round.unit }
    await audit(tx, { ...refused, details: { deed: 'closeRound' } }, now)
    return { is: 'none' }
  }
  if (round.closedAt) return { is: 'over' }
  const { waiting, asked, received } = await roundFigures(tx, id, now)
  if (waiting + asked > 0) return { is: 'left', round: id, left: waiting + asked }
  if (sure) await closeRound(tx, { id, by, now })
  const stage = stageName(await programmeOf(tx, round.programme), round.stage)
  return { is: sure ? 'closed' : 'sure', round: id, unitName: round.unitName, stage, received }
}
