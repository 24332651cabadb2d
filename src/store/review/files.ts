// What a reviewer sees: the files that wait for them, and one file whole.
import type { PoolClient } from 'pg'
import type { Card, CardFacts, Queue } from '../../flows/effects/review.js'
import type { Programme } from '../../flows/programme.js'
import { standing } from '../absences.js'
import { wholeCoverage } from '../address/coverage.js'
import { type Actor, audit } from '../audit.js'
import { together } from '../database.js'
import { NOMINATED_BY } from '../nominate.js'
import { MAY_ACT_ON } from '../roles.js'
import { boxOf } from '../sealed.js'
import { unitsUnder } from '../units.js'
import { programmeOf } from './programmes.js'
import { similarTo } from './similar.js'
import { BARRED, RESPONSIBLE, REVIEWERS } from './whose.js'

/** Rows of a list in chat, which has room for a few buttons. */
const LISTED = 4

/** Files that wait for a person and for whom they stand in, the most urgent first. */
const QUEUE = `WITH RECURSIVE ${standing('$1', '$3')}
  SELECT f.* FROM line AS who CROSS JOIN LATERAL (
    SELECT v.id AS review, n.code, n.nominee_name AS nominee, v.due_at AS "dueAt"
    FROM review v JOIN nomination n ON n.id = v.nomination_id
    WHERE v.reviewer = who.id AND v.state = 'waiting' AND n.state <> 'withdrawn' ORDER BY v.due_at, v.id LIMIT $2) f
  ORDER BY f."dueAt", f.review LIMIT $2`

const COUNTS = 'count(*)::int AS total, count(*) FILTER (WHERE v.due_at < $2)::int AS overdue'

/** What waits for a person, and for those who are away and whose work they do. */
export async function queueOf(tx: PoolClient, personId: string, now: number): Promise<Queue> {
  const waiting = tx.query<{ review: string; code: string; nominee: string; dueAt: Date }>({
    name: 'review-queue',
    text: QUEUE,
    values: [personId, LISTED, new Date(now)],
  })
  const counted = tx.query<{ total: number; overdue: number }>({
    name: 'review-queue-counts',
    // All that wait, less the few that were withdrawn: so the index alone tells, and no nomination is read.
    text: `WITH RECURSIVE ${standing('$1', '$2')}
      SELECT waiting.total - gone.total AS total, waiting.overdue - gone.overdue AS overdue
      FROM (SELECT ${COUNTS} FROM line AS who JOIN review v ON v.reviewer = who.id WHERE v.state = 'waiting') waiting,
        (SELECT ${COUNTS} FROM line AS who JOIN review v ON v.reviewer = who.id JOIN nomination n ON n.id = v.nomination_id
          WHERE v.state = 'waiting' AND n.state = 'withdrawn') gone`,
    values: [personId, new Date(now)],
  })
  const [files, counts] = await together([waiting, counted])
  return { ...counts.rows[0]!, files: files.rows.map((row) => ({ ...row, dueAt: row.dueAt.getTime() })) }
}

/** A review with all that a deed on it looks at, locked until the transaction ends. */
export interface LockedReview {
  id: string
  round: string
  programme: string
  stage: string
  title: string
  nomination: string
  code: string
  nominee: string
  kind: string
  unit: string
  unitText: string
  state: string
  reviewer: string | null
  dueAt: Date
  ticks: Record<string, string>
  /** May not touch it: they put it forward, or have withdrawn from it. */
  barred: string[]
}

const LOCKED = `SELECT v.id, r.id AS round, r.programme, r.stage, v.title, n.id AS nomination, n.code,
     n.nominee_name AS nominee, n.kind, ${RESPONSIBLE} AS unit, n.unit_text AS "unitText", v.reviewer, v.due_at AS "dueAt",
     v.ticks, CASE WHEN n.state = 'withdrawn' THEN 'withdrawn' ELSE v.state END AS state, ${BARRED} AS barred
   FROM review v JOIN round r ON r.id = v.round_id JOIN nomination n ON n.id = v.nomination_id
     JOIN programme p ON p.code = r.programme
   WHERE v.id = $1 FOR UPDATE OF v`

const isId = (id: string) => /^\d{1,18}$/.test(id)

export async function lockReview(tx: PoolClient, id: string): Promise<LockedReview | undefined> {
  if (!isId(id)) return undefined
  return (await tx.query<LockedReview>({ name: 'lock-review', text: LOCKED, values: [id] })).rows[0]
}

/** The same for somebody who may look at and decide it; or why not: 'refused' is noted. */
export async function lockFor(
  tx: PoolClient,
  { review: id, by, now }: { review: string; by: Actor & { personId: string }; now: number },
  deed: string,
): Promise<LockedReview | { is: 'none' | 'barred' | 'refused' }> {
  if (!isId(id)) return { is: 'none' }
  const { rows } = await tx.query<LockedReview & { may: true | null }>({
    name: 'lock-review-for',
    // Who was given it as a deputy holds a role no lower for a unit at or above it.
    text: `SELECT f.*, (${MAY_ACT_ON('$2', '$3', 'f.unit', '$4')}) AS may FROM (${LOCKED}) f`,
    values: [id, by.personId, REVIEWERS, new Date(now)],
  })
  if (!rows[0]) return { is: 'none' }
  const { may, ...review } = rows[0]
  if (review.barred.includes(by.personId)) return { is: 'barred' }
  if (may) return review
  await audit(tx, { by, action: 'refuse', on: { kind: 'review', id }, unit: review.unit, details: { deed } }, now)
  return { is: 'refused' }
}

export const isDone = <Why extends { is: string }>(found: LockedReview | Why): found is Why => 'is' in found

export function stageName(programme: Programme | undefined, stage: string): string {
  return programme?.stages.find(({ code }) => code === stage)?.name ?? stage
}

/** One file for somebody who may review it: noted as seen. */
export async function cardOf(
  tx: PoolClient,
  id: string,
  by: Actor & { personId: string },
  now: number,
): Promise<Card | { is: 'none' | 'barred' | 'refused' }> {
  const review = await lockFor(tx, { review: id, by, now }, 'viewReview')
  if (isDone(review)) return review
  const seen = { by, action: 'view' as const, on: { kind: 'nomination' as const, id: review.code }, unit: review.unit }
  const [, facts] = await together([audit(tx, seen, now), factsOf(tx, review)])
  return { is: 'card', ...facts }
}

/** A question and its answer, as whoever may read the file reads them. */
export function openQuestion<A extends string | null>(
  tx: PoolClient,
  row: { id: string; question: string; answer: A },
) {
  const box = boxOf(tx, 'review_question', row.id)
  return { question: box.open('question', row.question), answer: box.open('answer', row.answer) }
}

export async function factsOf(tx: PoolClient, review: LockedReview): Promise<CardFacts> {
  const [programme, { rows: told }, { rows: files }, { rows: questions }, similar] = await together([
    programmeOf(tx, review.programme),
    tx.query<{ answers: Record<string, unknown> }>({
      name: 'review-told',
      text: 'SELECT answers FROM nominator WHERE nomination_id = $1 AND withdrawn_at IS NULL ORDER BY id',
      values: [review.nomination],
    }),
    tx.query<{ sha256: string; kind: string }>({
      name: 'review-files',
      text: `SELECT f.sha256, f.kind FROM file f JOIN nominator m ON m.id = f.nominator_id
        WHERE m.nomination_id = $1 AND m.withdrawn_at IS NULL AND f.state = 'stored' ORDER BY f.created_at, f.id`,
      values: [review.nomination],
    }),
    tx.query<{ id: string; question: string; answer: string | null }>({
      name: 'review-questions',
      text: 'SELECT id, question, answer FROM review_question WHERE review_id = $1 ORDER BY id',
      values: [review.id],
    }),
    similarTo(tx, review),
  ])
  const title = programme?.titles.find(({ code }) => code === review.title)
  const consent = review.state === 'passed' ? await consentOf(tx, review.nomination) : undefined
  const help = title?.criteria.some(({ figure }) => figure === 'coverage') ? await helpIn(tx, review) : undefined
  return {
    review: review.id,
    code: review.code,
    nominee: review.nominee,
    kind: review.kind,
    unitText: review.unitText,
    title: title?.name ?? review.title,
    stage: stageName(programme, review.stage),
    form: programme?.form ?? NOMINATED_BY,
    state: review.state,
    dueAt: review.dueAt.getTime(),
    criteria: title?.criteria ?? [],
    ticks: review.ticks,
    told: told.map(({ answers }) => answers),
    photo: files.find(({ kind }) => kind === 'photo')?.sha256,
    files: files.length,
    similar,
    ...(help && { help }),
    ...(consent && { consent }),
    questions: questions
      .map((row) => openQuestion(tx, row))
      .map(({ question, answer }) => ({ question, answer: answer ?? undefined })),
  }
}

/** How many humanitarian addresses of the nominee's place are helped; undefined where its unit is not known. */
async function helpIn(tx: PoolClient, review: LockedReview): Promise<CardFacts['help']> {
  const { rows } = await tx.query<{ unit: string | null }>('SELECT unit_code AS unit FROM nomination WHERE id = $1', [
    review.nomination,
  ])
  if (!rows[0]?.unit) return undefined
  const { helped, registered } = await wholeCoverage(tx, await unitsUnder(tx, rows[0].unit), 1)
  return { helped, registered }
}

/** What the nominee said last; undefined where nobody has asked. */
async function consentOf(tx: PoolClient, nomination: string): Promise<CardFacts['consent']> {
  const { rows } = await tx.query<{ given: boolean; how: string; at: Date }>(
    'SELECT given, how, at FROM nominee_consent WHERE nomination_id = $1 ORDER BY id DESC LIMIT 1',
    [nomination],
  )
  if (!rows[0]) return undefined
  const { given, how, at } = rows[0]
  return { given, at: at.getTime(), ...(how === 'guardian' && { guardian: true as const }) }
}
