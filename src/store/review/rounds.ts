// Rounds: a stage of a programme opened for a unit, and the nominations that come into it.
import type { Pool, PoolClient } from 'pg'
import { LADDER, type Rung } from '../../flows/ladder.js'
import { type Programme, ReviewRefusal } from '../../flows/programme.js'
import { dayAt, isoDay, showMoment } from '../../flows/vi/calendar.js'
import { type Actor, audit } from '../audit.js'
import { readCalendar } from '../calendar.js'
import { lockNominations } from '../nominations.js'
import { setTimer } from '../timers.js'
import { assign } from './assign.js'
import { programmeOf, titleFor } from './programmes.js'
import { planReminders } from './reminders.js'
import { planSubmit } from './submit.js'
import { unitAndBelow } from './whose.js'

export interface NewRound {
  programme: string
  stage: string
  unit: string
  /** Epoch ms. */
  opensAt: number
  submitBy: number
  reviewBy: number
  publishAt?: number
  ladder?: Rung[]
  late?: 'send' | 'drop'
  /** Why one more than its cycle allows. */
  reason?: string
}

export interface Round {
  id: string
  programme: string
  stage: string
  unit: string
  unitName: string
  opensAt: Date
  submitBy: Date
  reviewBy: Date
  publishAt: Date | null
  ladder: Rung[]
  late: 'send' | 'drop'
  reason: string | null
  closedAt: Date | null
}

const ROUND = `SELECT r.id, r.programme, r.stage, r.unit_code AS unit, u.name AS "unitName", r.opens_at AS "opensAt",
  r.submit_by AS "submitBy", r.review_by AS "reviewBy", r.publish_at AS "publishAt", r.ladder, r.late, r.reason,
  r.closed_at AS "closedAt" FROM round r JOIN unit u ON u.code = r.unit_code`

export async function roundOf(db: Pool | PoolClient, id: string): Promise<Round | undefined> {
  if (!/^\d{1,18}$/.test(id)) return undefined
  return (await db.query<Round>(`${ROUND} WHERE r.id = $1`, [id])).rows[0]
}

/** The newest first. */
export async function listRounds(db: Pool | PoolClient): Promise<Round[]> {
  return (await db.query<Round>(`${ROUND} ORDER BY r.id DESC`)).rows
}

/** Opens a round; what waits for it is taken in at once, or when it opens. Throws ReviewRefusal. */
export async function openRound(
  tx: PoolClient,
  round: NewRound,
  by: Actor,
  now: number,
): Promise<{ id: string; taken: number }> {
  await lockNominations(tx)
  await check(tx, round, now)
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO round (programme, stage, unit_code, opens_at, submit_by, review_by, publish_at, ladder, late, reason, opened_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
    [
      round.programme,
      round.stage,
      round.unit,
      new Date(round.opensAt),
      new Date(round.submitBy),
      new Date(round.reviewBy),
      round.publishAt === undefined ? null : new Date(round.publishAt),
      JSON.stringify(round.ladder ?? LADDER),
      round.late ?? 'send',
      round.reason ?? null,
      by.personId,
    ],
  )
  const { id } = rows[0]!
  await audit(tx, { by, action: 'openRound', on: { kind: 'round', id }, unit: round.unit }, now)
  await planSubmit(tx, id, round.submitBy, now)
  if (round.opensAt > now) {
    await setTimer(tx, 'review', `round:${id}`, round.opensAt)
    return { id, taken: 0 }
  }
  return { id, taken: await takeIn(tx, id, now) }
}

async function check(tx: PoolClient, round: NewRound, now: number): Promise<void> {
  const programme = await programmeOf(tx, round.programme)
  if (!programme) throw new ReviewRefusal(`Không có phong trào "${round.programme}".`, 'programme')
  const stage = programme.stages.find(({ code }) => code === round.stage)
  if (!stage)
    throw new ReviewRefusal(
      `Phong trào này không có bước "${round.stage}"; các bước: ${programme.stages.map((s) => s.code).join(', ')}.`,
      'programme',
    )
  const { rowCount } = await tx.query('SELECT FROM unit WHERE code = $1 AND closed_at IS NULL', [round.unit])
  if (rowCount === 0) throw new ReviewRefusal(`Không có đơn vị mã "${round.unit}".`, 'unit')
  const { opensAt, submitBy, reviewBy } = round
  if (!(opensAt <= submitBy && submitBy <= reviewBy))
    throw new ReviewRefusal('Ngày mở, hạn nhận hồ sơ và hạn xét phải theo thứ tự trước sau.', 'dates')
  if (reviewBy <= now) throw new ReviewRefusal(`Hạn xét ${showMoment(reviewBy)} đã qua.`, 'dates')
  const { final } = programme.calendar ?? {}
  if (!round.reason && isoDay(dayAt(reviewBy)) > programme.period.to)
    throw new ReviewRefusal(
      `Phong trào ${final ? `tổng kết năm ${final}` : `đến hết ngày ${programme.period.to}`}; hạn xét nằm sau đó. Nếu cần, xin ghi lý do.`,
      'reason',
    )
  await checkOverlap(tx, round)
  if (!round.reason) await checkCycle(tx, round, stage)
}

async function checkOverlap(tx: PoolClient, { programme, stage, unit, opensAt }: NewRound): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `WITH RECURSIVE ${unitAndBelow('$3')},
       up AS (SELECT code, parent_code FROM unit WHERE code = $3
         UNION SELECT u.code, u.parent_code FROM unit u JOIN up ON u.code = up.parent_code)
     SELECT r.id FROM round r WHERE r.programme = $1 AND r.stage = $2 AND r.closed_at IS NULL
       AND r.submit_by >= $4 AND (r.unit_code IN (SELECT code FROM down) OR r.unit_code IN (SELECT code FROM up)) LIMIT 1`,
    [programme, stage, unit, new Date(opensAt)],
  )
  if (rows[0]) throw new ReviewRefusal(`Đợt ${rows[0].id} cùng bước, cùng địa bàn còn nhận hồ sơ.`, 'twice')
}

async function checkCycle(tx: PoolClient, round: NewRound, stage: Programme['stages'][number]): Promise<void> {
  if (!(await isSpent(tx, round.programme, stage))) return
  const { rounds, years } = stage.most!
  throw new ReviewRefusal(
    `Bước ${stage.name} chỉ có ${rounds} đợt trong ${years} năm, và đã đủ. Nếu cần mở thêm, xin ghi lý do.`,
    'reason',
  )
}

/** Whether a stage has had as many rounds as its cycle allows. */
export async function isSpent(
  db: Pool | PoolClient,
  programme: string,
  { code, most }: Programme['stages'][number],
): Promise<boolean> {
  if (!most) return false
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::int FROM round WHERE programme = $1 AND stage = $2 AND opens_at >= $3::date
       AND opens_at < $3::date + make_interval(years => $4)`,
    [programme, code, most.since, most.years],
  )
  return rows[0]!.count >= most.rounds
}

/**
 * What belongs to a round: nominations of its place that are in no later stage, and `after` a stage only what passed there.
 * Each case is a statement of its own: with both in one, the planner reads every file that ever passed.
 */
function belonging(round: Round, { stages, after, only }: { stages: string[]; after?: string; only?: string }) {
  const values: unknown[] = [round.programme, round.unit, round.submitBy, stages, round.id]
  const value = (given: unknown) => `$${values.push(given)}`
  const text = `WITH RECURSIVE ${unitAndBelow('$2')}
  SELECT n.id, n.kind FROM nomination n
  WHERE n.programme = $1 AND n.received_at <= $3 AND n.state NOT IN ('withdrawn', 'merged')
    ${only === undefined ? '' : `AND n.id = ${value(only)}`}
    AND (n.unit_code IN (SELECT code FROM down)
      OR n.unit_code IS NULL AND EXISTS (SELECT FROM unit WHERE code = $2 AND parent_code IS NULL))
    AND NOT EXISTS (SELECT FROM review v WHERE v.nomination_id = n.id AND v.state IN ('waiting', 'asked'))
    AND NOT EXISTS (SELECT FROM review v JOIN round r ON r.id = v.round_id
      WHERE v.nomination_id = n.id AND r.stage = ANY($4) AND v.state NOT IN ('moved', 'recalled'))
    AND NOT EXISTS (SELECT FROM review v WHERE v.nomination_id = n.id AND v.round_id = $5
      AND v.state NOT IN ('moved', 'recalled'))
    ${
      after === undefined
        ? ''
        : `AND EXISTS (SELECT FROM review v JOIN round r ON r.id = v.round_id
        JOIN decision d ON d.review_id = v.id AND d.undone_at IS NULL AND d.told_at IS NOT NULL
      WHERE v.nomination_id = n.id AND r.stage = ${value(after)} AND v.state = 'passed')`
    }
  ORDER BY n.id`
  return { text, values }
}

/** Nominations that belong to a round become reviews, assigned and with reminders. `only`: this nomination. Gives how many. */
export async function takeIn(tx: PoolClient, roundId: string, now: number, only?: string): Promise<number> {
  const round = await roundOf(tx, roundId)
  const programme = round && (await programmeOf(tx, round.programme))
  if (!round || !programme || round.closedAt) return 0
  const stages = programme.stages.map(({ code }) => code)
  const at = stages.indexOf(round.stage)
  const { rows } = await tx.query<{ id: string; kind: string }>(
    belonging(round, { stages: stages.slice(at), after: stages[at - 1], only }),
  )
  const fits = rows.flatMap(({ id, kind }) => {
    const title = titleFor(programme, kind)
    return title ? [{ id, title: title.code }] : []
  })
  if (fits.length === 0) return 0
  const ids = fits.map(({ id }) => id)
  const made = await tx.query<{ id: string }>(
    `INSERT INTO review (round_id, nomination_id, title, due_at)
     SELECT $1, t.id, t.title, $4 FROM unnest($2::bigint[], $3::text[]) AS t(id, title) ORDER BY t.id
     ON CONFLICT (round_id, nomination_id) DO UPDATE
       SET state = 'waiting', due_at = excluded.due_at, ticks = '{}', reviewer = NULL, assigned_at = NULL
     RETURNING id`,
    [round.id, ids, fits.map(({ title }) => title), round.reviewBy],
  )
  await tx.query(`UPDATE nomination SET state = 'reviewing' WHERE id = ANY($1::bigint[])`, [ids])
  const reviews = made.rows.map(({ id }) => id)
  await assign(tx, reviews, now)
  await planReminders(tx, { reviews }, await readCalendar(tx), now)
  return reviews.length
}

/**
 * A nomination has come in, or goes on: the nearest open round of its unit takes it; one that it has been in, also when it takes in
 * no more. Gives the round's id.
 */
export async function enterRound(tx: PoolClient, code: string, now: number): Promise<string | undefined> {
  return enterOneOf(tx, await openRoundsFor(tx, { code }, now), now)
}

/** The first of these that takes it in. */
export async function enterOneOf(tx: PoolClient, rounds: OpenRound[], now: number): Promise<string | undefined> {
  for (const { nomination, round } of rounds) if ((await takeIn(tx, round, now, nomination)) > 0) return round
  return undefined
}

interface OpenRound {
  nomination: string
  round: string
}

/** Rounds that may take a nomination in, the nearest first. Of a draft it can be asked in one breath with its sending. */
export async function openRoundsFor(
  tx: PoolClient,
  of: { code: string } | { draft: string },
  now: number,
): Promise<OpenRound[]> {
  const statement = 'code' in of ? ROUNDS_OPEN_FOR.code : ROUNDS_OPEN_FOR.draft
  return (await tx.query<OpenRound>({ ...statement, values: [...Object.values(of), new Date(now)] })).rows
}

const ROUNDS_OPEN_FOR = {
  code: roundsOpenFor('code', 'code = $1'),
  draft: roundsOpenFor('draft', 'id = (SELECT nomination_id FROM nominator WHERE draft_id = $1)'),
}

function roundsOpenFor(by: string, where: string) {
  return {
    name: `rounds-open-for-${by}`,
    text: `WITH RECURSIVE n AS (SELECT id, programme, unit_code FROM nomination WHERE ${where}),
       up AS (SELECT u.code, u.parent_code, 0 AS height FROM unit u, n
           WHERE u.code = n.unit_code OR n.unit_code IS NULL AND u.parent_code IS NULL
         UNION ALL SELECT u.code, u.parent_code, height + 1 FROM unit u JOIN up ON u.code = up.parent_code
         WHERE height < 30)
     SELECT n.id AS nomination, r.id AS round FROM n, round r JOIN up ON up.code = r.unit_code
     WHERE r.programme = n.programme AND r.closed_at IS NULL AND r.opens_at <= $2
       AND (r.submit_by >= $2 OR EXISTS (SELECT FROM review v WHERE v.round_id = r.id AND v.nomination_id = n.id))
     ORDER BY up.height, r.id`,
  }
}
