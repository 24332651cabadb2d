// For whom a broadcast is: counted before anything is sent, frozen as rows when it starts. The same statement does both.
import type { ExcludedWhy, Narrowing, Templates } from '../../flows/effects/campaign.js'
import { freeSince, TEMPLATE_MS, ZALO_WINDOW_MS } from '../../flows/reach.js'
import { DAY } from '../../flows/schedule.js'
import { dayAt, midnight } from '../../flows/vi/calendar.js'
import { atLength, type Tx } from '../database.js'
import { agreedToNews } from '../member.js'
import { offerOf, spareOf } from './allowance.js'
import { memberOf, narrowed, unitAndBelow } from './narrow.js'

export interface Audience extends Narrowing {
  unit: string
  /** Also people who had a message this week. */
  urgent: boolean
  /** How many messages it takes on Zalo; one where nothing is said. */
  cost?: number
}

// One message a week: on none of the six days before had they one. Counted in days, or next Monday's would be too early by
// the minute that last Monday's took.
const WEEK_BEFORE = 6

/** What is left of what is counted or costs money; undefined: no such limit, or no such way. */
interface Means {
  spare?: number
  templates?: number
}

/**
 * `judged(person_id, contact_id, channel, paid, reason)`: every member, by which account, or why not; with templates also
 * `way` and `otherwise`, the reason without them. $1 unit, $2 channel, $3 Zalo's window began, $4 the week began, $5 urgent,
 * $6 the broadcast itself, $7 the narrowing. The rules about accounts are those of `wayOf` (flows/reach.ts); a test holds the
 * two together. In the order of their numbers: what comes after need not sort a million rows again.
 */
function judged(audience: Audience, { spare, templates }: Means): string {
  const recent = templates !== undefined
  const steps = [
    weighed(audience, recent),
    ...(spare === undefined ? [] : [covered(recent)]),
    ...(recent ? [templated] : []),
  ]
  const last = steps.length - 1
  return `WITH RECURSIVE ${unitAndBelow('below', '$1')},
    people AS (
      SELECT DISTINCT person_id FROM member m WHERE left_at IS NULL AND unit_code IN (SELECT code FROM below)
        ${narrowed(audience, '$7').join(' ')}),
    ${accounts(recent)},
    ${steps.map((step, n) => `${n === last ? 'judged' : `step${n}`} AS MATERIALIZED (${step(`step${n - 1}`)})`).join(',\n')}`
}

const accounts = (recent: boolean) => `accounts AS (
    SELECT id, person_id, channel, last_inbound_at,
      channel = 'zalo' AND coalesce(last_inbound_at, '-infinity') <= ($7::jsonb->>'free')::timestamptz AS paid,
      ${recent ? `last_inbound_at > ($7::jsonb->>'year')::timestamptz AS recent,` : ''} CASE
      WHEN unreachable_at >= coalesce(last_inbound_at, '-infinity') THEN 'unreachable'
      WHEN channel = 'telegram' THEN NULL
      WHEN last_inbound_at IS NULL THEN 'neverWrote'
      WHEN last_inbound_at <= $3 THEN 'windowClosed' END AS why
    FROM contact WHERE $2::text IS NULL OR channel = $2),
  best AS (
    SELECT DISTINCT ON (person_id) * FROM accounts
    ORDER BY person_id, why IS NOT NULL, why IS DISTINCT FROM 'windowClosed', paid, last_inbound_at DESC NULLS LAST, id)`

const weighed =
  ({ without }: Audience, recent: boolean) =>
  () =>
    `
    SELECT p.id AS person_id, w.id AS contact_id, w.channel, w.paid, ${recent ? 'w.recent,' : ''} CASE
      WHEN p.stopped_at IS NOT NULL THEN 'stopped'
      WHEN NOT ${agreedToNews('p.id')} THEN 'noConsent'
      WHEN w.id IS NULL THEN 'otherChannel'
      WHEN w.why IS NOT NULL ${recent ? `AND NOT (w.recent AND w.why = 'windowClosed')` : ''} THEN w.why
      ${without === undefined ? '' : `WHEN ${memberOf('p.id', `$7::jsonb->>'without'`)} THEN 'leftOut'`}
      WHEN NOT $5 AND p.id IN (
        SELECT r.person_id FROM recipient r JOIN broadcast b ON b.id = r.broadcast_id
        WHERE b.id <> $6 AND b.started_at IS NOT NULL AND (b.ended_at IS NULL OR b.ended_at >= $4)
          AND (r.state IN ('pending', 'unknown') OR r.sent_at >= $4)) THEN 'thisWeek'
      ELSE w.why END AS reason
    FROM people JOIN person p ON p.id = people.person_id LEFT JOIN best w ON w.person_id = p.id ORDER BY p.id`

// What the package does not cover is not tried: the first by number get it.
const covered = (recent: boolean) => (from: string) =>
  `
    SELECT person_id, contact_id, channel, paid, ${recent ? 'recent,' : ''} CASE
      WHEN reason IS NULL AND paid AND (count(*) FILTER (WHERE reason IS NULL AND paid) OVER (ORDER BY person_id))
        * ($7::jsonb->>'cost')::int > ($7::jsonb->>'spare')::int THEN 'zaloQuota' ELSE reason END AS reason
    FROM ${from} ORDER BY person_id`

// Whom nothing else reaches, as many as may still be sent; the first by number again.
const templated = (from: string) => `
    SELECT person_id, contact_id, channel, paid, reason AS otherwise,
      CASE WHEN NOT wants THEN reason WHEN nth > ($7::jsonb->>'templates')::int THEN 'templateQuota' END AS reason,
      CASE WHEN wants AND nth <= ($7::jsonb->>'templates')::int THEN 'template' END AS way
    FROM (
      SELECT *, count(*) FILTER (WHERE wants) OVER (ORDER BY person_id) AS nth
      FROM (SELECT *, coalesce(recent AND reason IN ('windowClosed', 'zaloQuota'), false) AS wants FROM ${from}) w) n
    ORDER BY person_id`

function values(
  { unit, channel, urgent, cost = 1, ...narrowing }: Audience,
  means: Means,
  broadcast: string,
  now: number,
) {
  const week = midnight(dayAt(now) - WEEK_BEFORE)
  const { activeDays } = narrowing
  const since = activeDays === undefined ? undefined : new Date(now - activeDays * DAY)
  const times = { since, free: new Date(freeSince(now)), year: new Date(now - TEMPLATE_MS) }
  const by = JSON.stringify({ ...narrowing, ...means, ...times, cost })
  return [unit, channel ?? null, new Date(now - ZALO_WINDOW_MS), new Date(week), urgent, broadcast, by]
}

export interface Counted {
  /** How many will get it, by channel. */
  byChannel: Record<string, number>
  /** How many will not, by reason. */
  excluded: Partial<Record<ExcludedWhy, number>>
  /** How many on Zalo are past their 48 free hours, so that the message counts against the OA's quota. */
  zaloQuota: number
  /** How many messages the package still covers; undefined where the platform has not said. */
  zaloSpare?: number
  /** Whom only a template reaches; undefined where none is offered. */
  templates?: Templates
}

interface Group {
  channel: string
  reason: ExcludedWhy | null
  otherwise: ExcludedWhy | null
  way: 'template' | null
  n: number
  paid: number
}

/** Who would get it if it left at `now` (epoch ms): numbers only. */
export async function countAudience(tx: Tx, audience: Audience, now: number): Promise<Counted> {
  await wholeTables(tx)
  const spare = await spareOf(tx, now)
  const offer = await offerOf(tx, now)
  const means = { spare, templates: offer?.left }
  const ways = offer ? 'otherwise, way' : 'NULL AS otherwise, NULL AS way'
  const { rows } = await atLength<Group>(
    tx,
    `${judged(audience, means)} SELECT channel, reason, ${ways}, count(*)::int AS n,
       (count(*) FILTER (WHERE paid))::int AS paid FROM judged GROUP BY 1, 2, 3, 4 ORDER BY 1, 5 DESC, 2`,
    values(audience, means, '0', now),
  )
  const found: Counted = { byChannel: {}, excluded: {}, zaloQuota: 0, zaloSpare: spare }
  if (offer) found.templates = { ...offer, people: 0 }
  for (const row of rows) addUp(found, row, audience.template === true)
  return found
}

/** `templates`: they were chosen; else whom they would reach is not reached. */
function addUp(found: Counted, { channel, reason, otherwise, way, n, paid }: Group, templates: boolean): void {
  const why = templates || !found.templates ? reason : otherwise
  if (way) found.templates!.people += n
  if (why) found.excluded[why] = (found.excluded[why] ?? 0) + n
  else found.byChannel[channel] = (found.byChannel[channel] ?? 0) + n
  if (!why && !way) found.zaloQuota += paid
}

const plan = (audience: Audience, means: Means) => `${judged(audience, means)},
  rows AS (
    INSERT INTO recipient (broadcast_id, person_id, contact_id, channel, state, reason${means.templates === undefined ? '' : ', way'})
    SELECT $6, person_id, contact_id, channel, CASE WHEN reason IS NULL THEN 'pending' ELSE 'skipped' END, reason
      ${means.templates === undefined ? '' : ', way'} FROM judged),
  numbered AS (
    SELECT person_id, channel, row_number() OVER (PARTITION BY channel ORDER BY person_id) - 1 AS n
    FROM judged WHERE reason IS NULL),
  firsts AS (
    SELECT channel, n / size AS n, person_id AS first
    FROM numbered JOIN unnest($8::text[], $9::int[]) AS s(channel, size) USING (channel) WHERE n % size = 0)
  INSERT INTO broadcast_chunk (broadcast_id, channel, n, first, last)
  SELECT $6, channel, n, first,
    coalesce(lead(first) OVER (PARTITION BY channel ORDER BY n) - 1, (SELECT max(person_id) FROM judged))
  FROM firsts`

/**
 * Freezes the audience: a row for every member, also those who will not get it, and the chunks of those who will. `sizes`:
 * how many sends are one chunk, by channel. Two broadcasts are planned one after the other, so that they see each other. `now`: when it can leave, epoch ms.
 */
export async function planRecipients(
  tx: Tx,
  broadcast: string,
  audience: Audience,
  sizes: Record<string, number>,
  now: number,
): Promise<void> {
  await atLength(tx, `SELECT pg_advisory_xact_lock(hashtext('plan-recipients'))`, [])
  await wholeTables(tx)
  const offer = audience.template ? await offerOf(tx, now) : undefined
  const means = { spare: await spareOf(tx, now), templates: offer?.left }
  const all = [...values(audience, means, broadcast, now), Object.keys(sizes), Object.values(sizes)]
  await atLength(tx, plan(audience, means), all)
  if (offer)
    await tx.query(
      `UPDATE broadcast SET templates = (SELECT count(*) FROM recipient WHERE broadcast_id = $1 AND way IS NOT NULL)
       WHERE id = $1`,
      [broadcast],
    )
}

// Every member is looked at: here the plans for single rows (database.ts) would be the slow ones.
async function wholeTables(tx: Tx): Promise<void> {
  await tx.query(`SET LOCAL enable_seqscan = on; SET LOCAL plan_cache_mode = auto; SET LOCAL work_mem = '160MB'`)
}
