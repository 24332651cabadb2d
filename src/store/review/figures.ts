// A round in figures: what came, what was decided, by whom it was sent, how long it took. Counts only, nobody is named.
import type { Pool, PoolClient } from 'pg'
import type { ReviewResults, RoundReport } from '../../flows/effects/review.js'
import { type Actor, audit } from '../audit.js'
import { mayActOn, scopeOf } from '../roles.js'
import { stageName } from './files.js'
import { programmeOf } from './programmes.js'
import { roundFigures } from './round-files.js'
import { mayKeep } from './round-keeping.js'
import { listRounds, type Round, roundOf } from './rounds.js'
import { CLOSERS, REVIEWERS } from './whose.js'

type Db = Pool | PoolClient
/** Files offered to be asked about, of what a message has room for. */
const UNASKED = 3
const LOOKERS = REVIEWERS

/** Files of a round that count: nobody has taken them back, no other file has them. */
const COUNTED = `FROM review v JOIN nomination n ON n.id = v.nomination_id
    WHERE v.round_id = $1 AND n.state NOT IN ('withdrawn', 'merged') AND v.state NOT IN ('moved', 'merged', 'recalled')`

const BY_UNIT = `SELECT coalesce(u.name, n.unit_text) AS label, count(*)::int AS received,
    count(*) FILTER (WHERE v.state IN ('passed', 'refused'))::int AS decided
  FROM review v JOIN nomination n ON n.id = v.nomination_id LEFT JOIN unit u ON u.code = n.unit_code
  WHERE v.round_id = $1 AND n.state NOT IN ('withdrawn', 'merged') AND v.state NOT IN ('moved', 'merged', 'recalled')
  GROUP BY 1 ORDER BY 2 DESC, 1`

/** Of the units right under the round's, how many have sent at least one file from themselves or below. */
const TAKING_PART = `WITH RECURSIVE kin AS (
    SELECT code AS child, code FROM unit WHERE parent_code = $2 AND closed_at IS NULL
    UNION SELECT kin.child, u.code FROM unit u JOIN kin ON u.parent_code = kin.code)
  SELECT count(DISTINCT kin.child)::int AS units, count(DISTINCT kin.child) FILTER (WHERE EXISTS (
    SELECT FROM review v JOIN nomination n ON n.id = v.nomination_id
    WHERE v.round_id = $1 AND n.unit_code = kin.code AND n.state <> 'withdrawn'))::int AS "takingPart" FROM kin`

/** From when a file could be decided until it was, in days, the middle one; undone decisions do not count. */
const MEDIAN = `SELECT r.stage, percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.at - greatest(r.opens_at, n.received_at,
    (SELECT max(b.told_at) FROM decision b JOIN review w ON w.id = b.review_id
     WHERE w.nomination_id = n.id AND w.id < v.id AND b.undone_at IS NULL))) / 86400)::float AS days
  FROM decision d JOIN review v ON v.id = d.review_id JOIN round r ON r.id = v.round_id
  JOIN nomination n ON n.id = v.nomination_id
  WHERE r.programme = $1 AND d.undone_at IS NULL AND d.verdict <> 'moved' GROUP BY r.stage`

/** Undefined where there is no such round. `now`: epoch ms. */
export async function roundReport(db: Db, id: string, now: number): Promise<RoundReport | undefined> {
  const round = await roundOf(db, id)
  const programme = round && (await programmeOf(db, round.programme))
  if (!round || !programme) return undefined
  const figures = await roundFigures(db, id, now)
  const units = await db.query<RoundReport['units'][number]>(BY_UNIT, [id])
  const kinds = await db.query<{ kind: string; count: number }>(
    `SELECT n.kind, count(*)::int AS count ${COUNTED} GROUP BY 1 ORDER BY 2 DESC, 1`,
    [id],
  )
  const marks = await db.query<{ key: string; yes: number; no: number; unclear: number }>(
    `SELECT t.key, count(*) FILTER (WHERE t.value = 'yes')::int AS yes, count(*) FILTER (WHERE t.value = 'no')::int AS no,
       count(*) FILTER (WHERE t.value = 'unclear')::int AS unclear
     FROM (SELECT v.ticks ${COUNTED}) s, jsonb_each_text(s.ticks) t GROUP BY 1`,
    [id],
  )
  const part = await db.query<{ units: number; takingPart: number }>(TAKING_PART, [id, round.unit])
  const medians = await db.query<{ stage: string; days: number }>(MEDIAN, [round.programme])
  const consent = await db.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting ${COUNTED} AND v.state = 'passed'
       AND NOT EXISTS (SELECT FROM nominee_consent c WHERE c.nomination_id = n.id)`,
    [id],
  )
  const criteria = programme.titles.flatMap((title) => title.criteria)
  return {
    ...lineOf(round, stageName(programme, round.stage)),
    submitBy: round.submitBy.getTime(),
    ladder: round.ladder,
    ...figures,
    ...(round.closedAt && { closedAt: round.closedAt.getTime() }),
    units: units.rows,
    kinds: kinds.rows,
    criteria: criteria.flatMap(({ key, text }) => {
      const found = marks.rows.find((row) => row.key === key)
      return found ? [{ text, yes: found.yes, no: found.no, unclear: found.unclear }] : []
    }),
    under: part.rows[0]!.units,
    takingPart: part.rows[0]!.takingPart,
    medians: programme.stages.flatMap(({ code, name }) => {
      const found = medians.rows.find(({ stage }) => stage === code)
      return found ? [{ stage: name, days: Math.max(0, found.days) }] : []
    }),
    noConsent: consent.rows[0]!.waiting,
  }
}

const lineOf = ({ id, unitName, reviewBy }: Round, stage: string) => ({
  round: id,
  unitName,
  stage,
  reviewBy: reviewBy.getTime(),
})

/** A round's figures for who reviews for its unit; noted. Undefined for anybody else. */
export async function openRoundReport(
  tx: PoolClient,
  { round: id, by, now }: { round: string; by: Actor & { personId: string }; now: number },
): Promise<ReviewResults['showRound']> {
  const round = await roundOf(tx, id)
  if (!round) return undefined
  const on = { kind: 'round', id }
  if (!(await mayActOn(tx, by.personId, LOOKERS, round.unit, now))) {
    await audit(tx, { by, action: 'refuse', on, unit: round.unit, details: { deed: 'showRound' } }, now)
    return undefined
  }
  await audit(tx, { by, action: 'view', on, unit: round.unit }, now)
  const report = (await roundReport(tx, id, now))!
  const done = !round.closedAt && report.received > 0 && report.waiting + report.asked === 0
  const closable = done && (await mayActOn(tx, by.personId, CLOSERS, round.unit, now))
  const takes = await mayKeep(tx, { by, now }, round)
  return { ...report, unasked: await unaskedOf(tx, id, UNASKED), closable, takes, kept: takes && !round.closedAt }
}

/** Rounds of the units somebody reviews for, the newest first. */
export async function roundsFor(
  tx: PoolClient,
  personId: string,
  now: number,
  limit: number,
): Promise<Pick<RoundReport, 'round' | 'unitName' | 'stage' | 'reviewBy'>[]> {
  const scope = new Set(await scopeOf(tx, personId, LOOKERS, now))
  const mine = (await listRounds(tx)).filter(({ unit }) => scope.has(unit)).slice(0, limit)
  return Promise.all(
    mine.map(async (round) => lineOf(round, stageName(await programmeOf(tx, round.programme), round.stage))),
  )
}

/** Files of a round that passed and whose nominee nobody has asked yet whether they may be named. */
async function unaskedOf(db: Db, round: string, limit: number): Promise<{ review: string; code: string }[]> {
  const { rows } = await db.query<{ review: string; code: string }>(
    `SELECT v.id AS review, n.code ${COUNTED} AND v.state = 'passed'
       AND NOT EXISTS (SELECT FROM nominee_consent c WHERE c.nomination_id = n.id) ORDER BY v.id LIMIT $2`,
    [round, limit],
  )
  return rows
}
