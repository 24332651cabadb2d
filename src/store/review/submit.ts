// Before nominations must be in, those who have a half-told one or were asked for more hear of it, once a step.
import type { Pool, PoolClient } from 'pg'
import { HOUSE_PROGRAMME, SUBMIT_REMINDERS } from '../../flows/programme.js'
import { afterQuiet, DAY } from '../../flows/schedule.js'
import { NOMINATED_BY } from '../nominate.js'
import { dropTimersOf, setTimer } from '../timers.js'
import { programmeOf } from './programmes.js'
import { unitAndBelow } from './whose.js'

/**
 * Plans anew when nominators are reminded, as the round's submission deadline and its programme's days now are; what is past is
 * not made up for.
 */
export async function planSubmit(tx: PoolClient, round: string, submitBy: number, now: number): Promise<void> {
  await dropTimersOf(tx, 'review', `submit:${round}:`)
  const { rows } = await tx.query<{ programme: string }>('SELECT programme FROM round WHERE id = $1', [round])
  const programme = rows[0] && (await programmeOf(tx, rows[0].programme))
  for (const days of programme?.submitReminders ?? SUBMIT_REMINDERS) {
    const due = submitBy - days * DAY
    const at = afterQuiet(due)
    if (due > now && at < submitBy) await setTimer(tx, 'review', `submit:${round}:T-${days}d`, at)
  }
}

export interface ToRemind {
  person: string
  /** 'draft': what it is about; 'more': the question. */
  what: 'draft' | 'more'
  about: string
}

const DRAFTS = `WITH RECURSIVE ${unitAndBelow('$1')}
  SELECT s.person_id AS person, 'draft' AS what, d->>'id' AS about
  FROM session s, json_array_elements(s.state->'drafts') d
  WHERE d->>'flow' = $2 AND coalesce(d->'answers'->'programme'->>'code', '${HOUSE_PROGRAMME}') = $3
    AND json_array_length(d->'order') > 0 AND s.state->'stopped' IS NULL
    AND (d->'answers'->'unit'->>'code' IN (SELECT code FROM down)
      OR d->'answers'->'unit'->>'code' IS NULL AND EXISTS (SELECT FROM unit WHERE code = $1 AND parent_code IS NULL))
  ORDER BY 1, 3`

const QUESTIONS = `SELECT DISTINCT m.person_id AS person, 'more' AS what, q.id::text AS about
  FROM review_question q JOIN review v ON v.id = q.review_id JOIN nominator m ON m.nomination_id = v.nomination_id
  WHERE v.round_id = $1 AND v.state = 'asked' AND q.answered_at IS NULL AND m.withdrawn_at IS NULL
    AND m.person_id IS NOT NULL ORDER BY 1, 3`

/** Who is reminded before a round's submission deadline, one a draft and question; nobody once it is over. */
export async function toRemind(
  tx: PoolClient,
  id: string,
  now: number,
): Promise<{ submitBy: number; people: ToRemind[] } | undefined> {
  const { rows } = await tx.query<{ programme: string; unit: string; submitBy: Date }>(
    `SELECT programme, unit_code AS unit, submit_by AS "submitBy" FROM round
     WHERE id = $1 AND closed_at IS NULL AND submit_by > $2`,
    [id, new Date(now)],
  )
  const [round] = rows
  const programme = round && (await programmeOf(tx, round.programme))
  if (!round || !programme) return undefined
  const drafts = await tx.query<ToRemind>(DRAFTS, [round.unit, programme.form ?? NOMINATED_BY, programme.code])
  const questions = await tx.query<ToRemind>(QUESTIONS, [id])
  return { submitBy: round.submitBy.getTime(), people: [...questions.rows, ...drafts.rows] }
}

/** What became of it: rows for whoever asks why somebody was or was not reminded. */
export async function keepReminded(
  tx: PoolClient,
  { round, rung, now }: { round: string; rung: string; now: number },
  reminded: (ToRemind & { state: 'sent' | 'unreachable' })[],
): Promise<void> {
  await tx.query(
    `INSERT INTO nominator_reminder (round_id, person_id, rung, about, state, at)
     SELECT $1, t.person, $2, t.about, t.state, $3 FROM unnest($4::bigint[], $5::text[], $6::text[]) AS t(person, about, state)
     ON CONFLICT DO NOTHING`,
    [
      round,
      rung,
      new Date(now),
      reminded.map(({ person }) => person),
      reminded.map(({ what, about }) => (what === 'draft' ? 'draft' : `more:${about}`)),
      reminded.map(({ state }) => state),
    ],
  )
}

export interface NominatorLine {
  personId: string
  rung: string
  about: string
  state: string
  at: Date
}

export async function explainSubmit(db: Pool | PoolClient, round: string): Promise<NominatorLine[]> {
  const { rows } = await db.query<NominatorLine>(
    `SELECT person_id AS "personId", rung, about, state, at FROM nominator_reminder WHERE round_id = $1
     ORDER BY at, person_id, about`,
    [round],
  )
  return rows
}
