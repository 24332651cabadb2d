// What waits for an officer: requests of their scope, and how much there is of everything on a working morning.
import type { Pool, PoolClient } from 'pg'
import type {
  CarriedOut,
  Deed,
  DeskResults,
  Digest,
  OpenedRequest,
  RequestLine,
  Which,
} from '../../flows/effects/desk.js'
import { type WorkCalendar, workingDays } from '../../flows/schedule.js'
import { whoWorksFor } from '../absences.js'
import { ANSWERERS } from '../answerers.js'
import type { Actor } from '../audit.js'
import { readCalendar } from '../calendar.js'
import { eraseFor, type Order, withdrawFor } from '../deeds.js'
import type { Address } from '../people.js'
import { CITY_CODE } from '../reference.js'
import { noteTold, reviewsOf } from '../review/morning.js'
import { inForce, scopeOf } from '../roles.js'
import { boxOf } from '../sealed.js'
import { viewTicket } from '../tickets.js'

type Officer = Actor & { personId: string }

const KINDS: Record<Which, string[]> = { people: ['human'], data: ['correct', 'erase', 'withdraw'] }

interface RequestRow extends Omit<RequestLine, 'at' | 'replyBy' | 'doBy' | 'taken'> {
  at: Date
  replyBy: Date
  doBy: Date | null
  takenBy: string | null
  total: number
}

/** A page of open requests of these units: the urgent first, then those nobody has taken, then by deadline. */
export async function listRequests(
  tx: PoolClient,
  scope: string[],
  officer: string,
  { which, skip, limit, now }: { which: Which; skip: number; limit: number; now: number },
): Promise<DeskResults['listRequests']> {
  const { rows } = await tx.query<RequestRow>(
    `SELECT t.id AS ticket, t.kind, u.name AS unit, t.created_at AS at, t.reply_by AS "replyBy", t.do_by AS "doBy",
       t.urgent, t.holder AS "takenBy", (count(*) OVER ())::int AS total
     FROM (SELECT *, CASE WHEN EXISTS (SELECT FROM role_grant g WHERE g.person_id = taken_by AND g.role = ANY($5)
         AND ${inForce('$6')}) THEN taken_by END AS holder
       FROM ticket WHERE closed_at IS NULL AND unit_code = ANY($1) AND kind = ANY($2)) t
     JOIN unit u ON u.code = t.unit_code
     ORDER BY t.urgent DESC, t.holder IS NOT NULL, t.reply_by, t.id LIMIT $3 OFFSET $4`,
    [scope, KINDS[which], limit, skip, ANSWERERS, new Date(now)],
  )
  const lines = rows.map((row) => lineOf(row, officer))
  return { lines, older: Math.max(0, (rows[0]?.total ?? 0) - skip - lines.length) }
}

function lineOf({ ticket, kind, unit, urgent, at, replyBy, doBy, takenBy }: RequestRow, officer: string): RequestLine {
  return {
    ticket,
    kind,
    unit,
    urgent,
    at: at.getTime(),
    replyBy: replyBy.getTime(),
    doBy: doBy?.getTime(),
    taken: takenBy === null ? undefined : takenBy === officer ? 'mine' : 'others',
  }
}

/** A request with its words and what is known of who asks; noted as seen. */
export async function openRequest(
  tx: PoolClient,
  { id, by, now }: { id: string; by: Officer; now: number },
): Promise<OpenedRequest | 'refused' | 'none'> {
  const ticket = await viewTicket(tx, { id, by, now })
  if (typeof ticket === 'string') return ticket
  const { rows } = await tx.query<{
    draftId: string | null
    name: string | null
    phone: string | null
    channels: string[]
    urgent: boolean
  }>(
    `SELECT r.draft_id AS "draftId", r.name, r.phone, ARRAY(SELECT DISTINCT channel FROM contact WHERE person_id = t.person_id) AS channels, t.urgent
     FROM ticket t LEFT JOIN LATERAL (SELECT draft_id, name, phone FROM nominator WHERE person_id = t.person_id
       ORDER BY id DESC LIMIT 1) r ON true WHERE t.id = $1`,
    [id],
  )
  const { draftId, name, channels, urgent } = rows[0]!
  const phone = draftId ? boxOf(tx, 'nominator', draftId).open('phone', rows[0]!.phone) : null
  const { kind, unitName, createdAt, replyBy, doBy, takenBy, note, closedAt } = ticket
  return {
    ticket: id,
    kind,
    urgent,
    unit: unitName ?? '',
    at: createdAt.getTime(),
    replyBy: replyBy.getTime(),
    doBy: doBy?.getTime(),
    taken: takenBy === null ? undefined : takenBy === by.personId ? 'mine' : 'others',
    note: note ?? undefined,
    name: name ?? undefined,
    phone: phone ?? undefined,
    channels: channels.map((channel) => (channel === 'zalo' ? 'Zalo' : 'Telegram')),
    closed: closedAt !== null,
  }
}

/** The same deed as the command line's, told as the desk tells it. */
export async function carryOut(
  tx: PoolClient,
  { deed, ...order }: Order & { deed: Deed },
): Promise<{ result: CarriedOut; told?: Address }> {
  const done = deed === 'erase' ? await eraseFor(tx, order) : await withdrawFor(tx, order)
  switch (done.is) {
    case 'withdrawn':
      return { result: { is: 'withdrawn', codes: done.codes, told: done.told !== undefined }, told: done.told }
    case 'erased': {
      const { gone, shared, files } = done.erased
      return { result: { is: 'erased', gone, shared, files, told: done.told !== undefined }, told: done.told }
    }
    case 'think': {
      const { since, drafts, reach } = done
      return { result: { is: 'think', ...since, drafts, unreachable: reach !== undefined && 'why' in reach } }
    }
    case 'over':
    case 'nothing':
      return { result: { is: 'over' } }
    default:
      return { result: done }
  }
}

/** How much waits for an officer: new since `since` (epoch ms, by default a day ago), due within a working day, late. */
export async function digestOf(
  db: Pool | PoolClient,
  officer: string,
  now: number,
  given?: { calendar: WorkCalendar; since: number },
): Promise<Digest> {
  const scope = await scopeOf(db, officer, ANSWERERS, now)
  const soonBy = workingDays(now, 1, given?.calendar ?? (await readCalendar(db)))
  const { rows } = await db.query<Digest>(
    `SELECT
       (SELECT count(*)::int FROM nomination n WHERE coalesce(n.unit_code, $6) = ANY($1) AND n.received_at > $4
          AND n.state = 'received') AS files,
       (SELECT count(*)::int FROM broadcast WHERE state = 'proposed' AND unit_code = ANY($1) AND created_by <> $5::bigint) AS messages,
       count(*) FILTER (WHERE t.kind = 'human')::int AS requests,
       count(*) FILTER (WHERE t.kind <> 'human')::int AS data,
       count(*) FILTER (WHERE due > $2 AND due <= $3)::int AS soon,
       count(*) FILTER (WHERE due <= $2)::int AS late
     FROM (SELECT kind, CASE WHEN taken_by IS NULL THEN reply_by ELSE coalesce(do_by, reply_by) END AS due FROM ticket
       WHERE closed_at IS NULL AND unit_code = ANY($1) AND (taken_by IS NULL OR taken_by = $5)) t`,
    [scope, new Date(now), new Date(soonBy), new Date(given?.since ?? now - DAY_MS), officer, CITY_CODE],
  )
  return rows[0]!
}

const DAY_MS = 24 * 3_600_000

/** What each officer who is at work hears this morning, their own work and that of those they stand in for; none of nothing. */
export async function digests(
  tx: PoolClient,
  since: number,
  now: number,
): Promise<{ personId: string; digest: Digest }[]> {
  const { rows } = await tx.query<{ personId: string }>(
    `SELECT DISTINCT person_id AS "personId" FROM role_grant g WHERE role = ANY($1) AND ${inForce('$2')} ORDER BY 1`,
    [ANSWERERS, new Date(now)],
  )
  const calendar = await readCalendar(tx)
  const found = new Map<string, Digest>()
  for (const { personId } of rows) {
    const worker = await whoWorksFor(tx, personId, now)
    if (worker === undefined) continue
    const digest = await digestOf(tx, personId, now, { calendar, since })
    // Who stands in for somebody of the same scope hears of the same work once.
    if (!found.has(worker) || worker === personId) found.set(worker, digest)
  }
  const told: { personId: string; digest: Digest }[] = []
  for (const [personId, digest] of found) {
    const { reviews, due } = await reviewsOf(tx, personId, now)
    if (!due && Object.values(digest).every((count) => count === 0)) continue
    if (reviews) await noteTold(tx, personId, now)
    told.push({ personId, digest: { ...digest, reviews } })
  }
  return told
}
