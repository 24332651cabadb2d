// What is in a round: how many files stand how, and each of them.
import type { Pool, PoolClient } from 'pg'
import { boxOf } from '../sealed.js'

export interface RoundFigures {
  received: number
  waiting: number
  asked: number
  passed: number
  refused: number
  moved: number
  overdue: number
  unassigned: number
}

export async function roundFigures(db: Pool | PoolClient, id: string, now: number): Promise<RoundFigures> {
  const of = (state: string) => `count(*) FILTER (WHERE v.state = '${state}')::int AS ${state}`
  const { rows } = await db.query<RoundFigures>(
    `SELECT count(*)::int AS received, ${['waiting', 'asked', 'passed', 'refused', 'moved'].map(of).join(', ')},
       count(*) FILTER (WHERE v.state = 'waiting' AND v.due_at < $2)::int AS overdue,
       count(*) FILTER (WHERE v.state = 'waiting' AND v.reviewer IS NULL)::int AS unassigned
     FROM review v JOIN nomination n ON n.id = v.nomination_id WHERE v.round_id = $1 AND n.state <> 'withdrawn'`,
    [id, new Date(now)],
  )
  return rows[0]!
}

export interface RoundFile {
  review: string
  code: string
  kind: string
  title: string
  unit: string | null
  reviewer: string | null
  state: string
  dueAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  reason: string | null
}

/** Every file of a round, by code, without names: how each stands and who decided it. */
export async function roundFiles(db: Pool | PoolClient, id: string): Promise<RoundFile[]> {
  const { rows } = await db.query<RoundFile & { decision: string | null }>(
    `SELECT d.id AS decision, v.id AS review, n.code, n.kind, v.title, n.unit_code AS unit, v.reviewer, v.state, v.due_at AS "dueAt",
       d.decided_by AS "decidedBy", d.at AS "decidedAt", d.reason
     FROM review v JOIN nomination n ON n.id = v.nomination_id
     LEFT JOIN decision d ON d.review_id = v.id AND d.undone_at IS NULL
     WHERE v.round_id = $1 ORDER BY n.code`,
    [id],
  )
  return rows.map(({ decision, ...file }) => ({
    ...file,
    reason: decision === null ? null : boxOf(db, 'decision', decision).open('reason', file.reason),
  }))
}
