// The ladder of a round: planned in one statement, sent as one digest a day, each step accounted for.
import type { Pool, PoolClient } from 'pg'
import { isOfficeTime, nextOpening, officeTime, type Rung, stepsOf } from '../../flows/ladder.js'
import { HOUR, morningOf, type WorkCalendar } from '../../flows/schedule.js'
import { dayAt } from '../../flows/vi/calendar.js'
import { standsFor, whoWorksFor } from '../absences.js'
import { isAnswerer } from '../answerers.js'
import { tellPerson } from '../news.js'
import { advanceTimer } from '../timers.js'
import { assign, tend } from './assign.js'
import { BARRED } from './whose.js'

const PLAN = {
  name: 'plan-reminders',
  text: `INSERT INTO reminder AS m (review_id, rung, fire_on, state, why)
    SELECT v.id, s.rung, s.fire_on, CASE WHEN s.fire_on < $6 THEN 'dropped' ELSE 'planned' END,
      CASE WHEN s.fire_on < $6 THEN 'past' END
    FROM review v JOIN unnest($3::timestamptz[], $4::text[], $5::timestamptz[]) AS s(due, rung, fire_on) ON s.due = v.due_at
    WHERE v.state = 'waiting' AND (v.round_id = $1 OR v.id = ANY($2::bigint[]))
    ON CONFLICT (review_id, rung) DO UPDATE
      SET fire_on = excluded.fire_on, state = excluded.state, why = excluded.why, person_id = NULL, at = NULL
      WHERE m.state IN ('planned', 'dropped') AND (m.fire_on, m.state) IS DISTINCT FROM (excluded.fire_on, excluded.state)
        OR m.fire_on <> excluded.fire_on AND excluded.state = 'planned'`,
}

/**
 * Plans the steps of every open file of a round, or of these files, as their due dates now are. A step that is past when
 * it is planned is dropped; one that was sent is planned again only where its date moved into the future.
 */
export async function planReminders(
  tx: PoolClient,
  of: { round?: string; reviews?: string[] },
  calendar: WorkCalendar,
  now: number,
): Promise<void> {
  const { round = null, reviews = [] } = of
  const { rows } = await tx.query<{ due: Date; ladder: Rung[] }>(
    `SELECT DISTINCT v.due_at AS due, r.ladder FROM review v JOIN round r ON r.id = v.round_id
     WHERE v.state = 'waiting' AND (v.round_id = $1 OR v.id = ANY($2::bigint[]))`,
    [round, reviews],
  )
  const steps = rows.flatMap(({ due, ladder }) =>
    stepsOf(ladder, due.getTime(), calendar).map((step) => ({ due, ...step, at: new Date(step.at) })),
  )
  if (steps.length === 0) return
  const values = [
    round,
    reviews,
    steps.map(({ due }) => due),
    steps.map(({ rung }) => rung),
    steps.map(({ at }) => at),
    new Date(now),
  ]
  await tx.query({ ...PLAN, values })
  await wake(tx)
}

/** The timer of all reminders stands at the first that is planned. */
async function wake(tx: PoolClient, notBefore = 0): Promise<void> {
  const { rows } = await tx.query<{ at: Date | null }>(
    `SELECT min(fire_on) AS at FROM reminder WHERE state = 'planned'`,
  )
  const at = rows[0]?.at
  if (at) await advanceTimer(tx, 'review', 'reminders', Math.max(at.getTime(), notBefore))
}

/** A file is not waiting any more: its steps remind nobody, also those that are due already. */
export async function dropReminders(tx: PoolClient, review: string, why: string): Promise<void> {
  await tx.query(`UPDATE reminder SET state = 'dropped', why = $2 WHERE review_id = $1 AND state = 'planned'`, [
    review,
    why,
  ])
}

interface Due {
  review: string
  rung: string
  fireOn: Date
  state: string
  reviewer: string | null
  assignedAt: Date | null
  late: 'send' | 'drop'
  ladder: Rung[]
  barred: string[]
}

const AT_ONCE = 1000
// A sweep comes every few seconds: what is older waited for us.
const LATE_MS = HOUR

const TAKE_DUE = `SELECT m.review_id AS review, m.rung, m.fire_on AS "fireOn", v.reviewer, v.assigned_at AS "assignedAt",
    r.late, r.ladder, ${BARRED} AS barred, CASE WHEN n.state = 'withdrawn' THEN 'withdrawn' ELSE v.state END AS state
  FROM reminder m JOIN review v ON v.id = m.review_id JOIN round r ON r.id = v.round_id
  JOIN nomination n ON n.id = v.nomination_id
  WHERE m.state = 'planned' AND m.fire_on <= $1 ORDER BY m.fire_on, m.review_id, m.rung LIMIT $2 FOR UPDATE OF m, v SKIP LOCKED`

/** Sends what is due, inside working hours: one digest a person and day. Outside of them it waits. */
export async function fireReminders(tx: PoolClient, calendar: WorkCalendar, now: number): Promise<void> {
  if (!isOfficeTime(now, calendar)) return wake(tx, officeTime(now, calendar))
  await tend(tx, now)
  const { rows } = await tx.query<Due>(TAKE_DUE, [new Date(now), AT_ONCE])
  const told: Due[] = []
  // After a silence several steps of a file are due at once: who has it in the end hears of all of them.
  const hearers = new Map<string, string>()
  for (const due of rows) {
    const who = await hearerOf(tx, due, now)
    if (who === undefined) continue
    told.push(due)
    hearers.set(due.review, who)
  }
  const heard = new Map<string, Due[]>()
  for (const due of told) {
    const who = hearers.get(due.review)!
    heard.set(who, [...(heard.get(who) ?? []), due])
  }
  for (const [personId, dues] of heard) await digest(tx, personId, dues, calendar, now)
  await wake(tx)
}

/** Who hears of it now; undefined when nobody does, and why is noted. */
async function hearerOf(tx: PoolClient, due: Due, now: number): Promise<string | undefined> {
  const { review, rung, state, late, ladder } = due
  const isLate = now - due.fireOn.getTime() > LATE_MS
  if (state !== 'waiting') return void (await settle(tx, [due], 'dropped', state))
  if (isLate && late === 'drop') return void (await settle(tx, [due], 'dropped', 'late'))
  const to = ladder.find((step) => step.rung === rung)?.to ?? 'reviewer'
  const onward = to === 'reviewer' ? undefined : to
  if (onward || due.reviewer === null) {
    const given = (await assign(tx, [review], now, onward)).get(review)
    if (given !== undefined) {
      due.reviewer = given
      due.assignedAt = new Date(now)
    }
  }
  if (due.reviewer === null) return void (await settle(tx, [due], 'dropped', 'nobody'))
  const worker = (await whoWorksFor(tx, due.reviewer, now)) ?? due.reviewer
  if (!due.barred.includes(worker)) return worker
  // They are away, and who stands in may not touch this one.
  return (await assign(tx, [review], now, 'deputy')).get(review) ?? due.reviewer
}

async function digest(
  tx: PoolClient,
  personId: string,
  dues: Due[],
  calendar: WorkCalendar,
  now: number,
): Promise<void> {
  const day = dayAt(now)
  const at = new Date(now)
  const { rows } = await tx.query<{ stopped: boolean; told: Date | null }>(
    `SELECT p.stopped_at IS NOT NULL AS stopped,
       (SELECT at FROM digest d WHERE d.person_id = p.id AND d.day = date '1970-01-01' + $2::int) AS told
     FROM person p WHERE p.id = $1 FOR NO KEY UPDATE OF p`,
    [personId, day],
  )
  if (!rows[0] || rows[0].stopped) return settle(tx, dues, 'dropped', 'stopped', personId, at)
  const { told } = rows[0]
  const morning = morningOf(now)
  // Who answers people as well hears of all of it at once.
  if (!told && now < morning && (await isAnswerer(tx, personId, now))) return postpone(tx, dues, morning)
  if (told) {
    // Today's digest told of all they had then; what came to them since waits for tomorrow's.
    const had = dues.filter(({ assignedAt }) => assignedAt && assignedAt <= told)
    const since = dues.filter((due) => !had.includes(due))
    await settle(tx, had, 'covered', null, personId, told)
    return postpone(tx, since, nextOpening(now, calendar))
  }
  const news = { flow: 'review', what: 'digest', about: String(day), id: `digest:${personId}:${day}` }
  const address = await tellPerson(tx, personId, news, now)
  if (!address) return settle(tx, dues, 'unreachable', null, personId, at)
  await tx.query(`INSERT INTO digest (person_id, day, at) VALUES ($1, date '1970-01-01' + $2::int, $3)`, [
    personId,
    day,
    at,
  ])
  const late = dues.filter(({ fireOn }) => now - fireOn.getTime() > LATE_MS)
  await settle(tx, late, 'sent', 'late', personId, at)
  await settle(
    tx,
    dues.filter((due) => !late.includes(due)),
    'sent',
    null,
    personId,
    at,
  )
}

async function settle(
  tx: PoolClient,
  dues: Due[],
  state: string,
  why: string | null,
  personId: string | null = null,
  at: Date | null = null,
): Promise<void> {
  if (dues.length === 0) return
  await tx.query(
    `UPDATE reminder m SET state = $3, why = $4, person_id = $5, at = $6
     FROM unnest($1::bigint[], $2::text[]) AS t(review, rung) WHERE m.review_id = t.review AND m.rung = t.rung`,
    [dues.map(({ review }) => review), dues.map(({ rung }) => rung), state, why, personId, at],
  )
}

async function postpone(tx: PoolClient, dues: Due[], to: number): Promise<void> {
  await tx.query(
    `UPDATE reminder m SET fire_on = $3 FROM unnest($1::bigint[], $2::text[]) AS t(review, rung)
     WHERE m.review_id = t.review AND m.rung = t.rung`,
    [dues.map(({ review }) => review), dues.map(({ rung }) => rung), new Date(to)],
  )
}

/** What somebody's digest tells: how much waits for them at `now`; nothing where all has been decided meanwhile. */
export async function digestOf(
  tx: PoolClient,
  personId: string,
  now: number,
): Promise<{ waiting: number; overdue: number; nearest: number | undefined; late: boolean }> {
  const { rows } = await tx.query<{ waiting: number; overdue: number; nearest: Date | null; late: boolean }>(
    `SELECT count(*)::int AS waiting, count(*) FILTER (WHERE v.due_at < $2)::int AS overdue,
       min(v.due_at) FILTER (WHERE v.due_at >= $2) AS nearest,
       coalesce(bool_or(EXISTS (SELECT FROM reminder m WHERE m.review_id = v.id AND m.why = 'late' AND m.person_id = $1
         AND m.at > $2::timestamptz - interval '1 hour')), false) AS late
     FROM review v JOIN nomination n ON n.id = v.nomination_id
     WHERE v.reviewer = ANY($3::bigint[]) AND v.state = 'waiting' AND n.state <> 'withdrawn'`,
    [personId, new Date(now), await standsFor(tx, personId, now)],
  )
  const { nearest, ...rest } = rows[0]!
  return { ...rest, nearest: nearest?.getTime() }
}

export interface ReminderLine {
  code: string
  rung: string
  fireOn: Date
  state: 'planned' | 'sent' | 'covered' | 'dropped' | 'unreachable'
  why: string | null
  personId: string | null
  at: Date | null
}

/** Every reminder of a round: when, to whom, or why not. */
export async function explainReminders(db: Pool | PoolClient, round: string): Promise<ReminderLine[]> {
  const { rows } = await db.query<ReminderLine>(
    `SELECT n.code, m.rung, m.fire_on AS "fireOn", m.state, m.why, m.person_id AS "personId", m.at
     FROM reminder m JOIN review v ON v.id = m.review_id JOIN nomination n ON n.id = v.nomination_id
     WHERE v.round_id = $1 ORDER BY n.code, m.fire_on, m.rung`,
    [round],
  )
  return rows
}
