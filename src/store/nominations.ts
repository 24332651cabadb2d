// Nominations as sent: joined by nominee, credited to every nominator.
import type { PoolClient } from 'pg'
import type { NominationForm } from '../flows/message.js'
import { dayAt, partsOf } from '../flows/vi/calendar.js'
import { fold } from '../flows/vi/text.js'
import { together } from './database.js'
import type { PrismaClient } from './generated/client.js'

export interface Submitted {
  code: string
  /** Somebody had put the same nominee forward before; this account was joined to theirs. */
  joined: boolean
  /** They had put this nominee forward themselves before. */
  own: boolean
}

// The same nominee within this many months is the same nomination.
const JOIN_MONTHS = 12

const QUEUE_UP = { name: 'nominations-queue-up', text: `SELECT pg_advisory_xact_lock(hashtext('nomination'))` }

/**
 * Until the transaction ends nobody else sends, joins, withdraws or erases a nomination: duplicates must see each other,
 * and codes have no gaps.
 */
export function lockNominations(tx: PoolClient): Promise<unknown> {
  return tx.query(QUEUE_UP)
}

const SUBMIT = {
  name: 'submit-nomination',
  text: `WITH again AS (
      SELECT n.code, r.joined, EXISTS (
        SELECT FROM nominator e WHERE e.nomination_id = n.id AND e.person_id = r.person_id AND e.id < r.id) AS own
      FROM nominator r JOIN nomination n ON n.id = r.nomination_id WHERE r.draft_id = $1),
    earlier AS (
      SELECT id, code, EXISTS (
        SELECT FROM nominator r WHERE r.nomination_id = n.id AND r.person_id = $11 AND r.withdrawn_at IS NULL) AS own
      FROM nomination n
      WHERE nominee_folded = $2 AND unit_key = $3 AND received_at > $4::timestamptz - make_interval(months => $5)
        AND CASE kind WHEN 'self' THEN 'individual' ELSE kind END = CASE $6 WHEN 'self' THEN 'individual' ELSE $6 END
        AND state <> 'withdrawn' AND NOT EXISTS (SELECT FROM again)
      ORDER BY received_at, id LIMIT 1),
    number AS (
      INSERT INTO counter (prefix, year, last)
      SELECT 'NT', $7, 1 WHERE NOT EXISTS (SELECT FROM again) AND NOT EXISTS (SELECT FROM earlier)
      ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1 RETURNING last),
    made AS (
      INSERT INTO nomination (code, kind, nominee_name, nominee_folded, unit_code, unit_text, unit_key, received_at)
      SELECT 'NT-' || $7 || '-' || lpad(last::text, 6, '0'), $6, $8, $2, $9, $10, $3, $4 FROM number
      RETURNING id, code),
    joined AS (
      SELECT id, code, false AS joined, false AS own FROM made UNION ALL SELECT id, code, true, own FROM earlier),
    account AS (
      INSERT INTO nominator (nomination_id, person_id, draft_id, name, phone, form_version, answers, joined, submitted_at)
      SELECT id, $11, $1, $12, $13, $14, $15, joined, $4 FROM joined RETURNING id),
    evidence AS (
      UPDATE file SET nominator_id = account.id FROM account WHERE person_id = $11 AND file.id = ANY($16::uuid[]))
    SELECT code, joined, own FROM joined UNION ALL SELECT code, joined, own FROM again`,
}

/**
 * Stores a sent form. The same nominee (folded name, same unit, 12 months) joins the first nomination that is not
 * withdrawn, and both nominators are credited. Sending the same draft twice gives the first result again.
 */
export async function submitNomination(
  tx: PoolClient,
  personId: string,
  draftId: string,
  form: NominationForm,
  now: number,
): Promise<Submitted> {
  const values = [
    draftId,
    fold(form.nomineeName),
    form.unitCode ?? fold(form.unitText),
    new Date(now),
    JOIN_MONTHS,
    form.kind,
    partsOf(dayAt(now)).year,
    form.nomineeName,
    form.unitCode ?? null,
    form.unitText,
    personId,
    form.nominatorName,
    form.nominatorPhone,
    form.formVersion,
    JSON.stringify(form.answers),
    form.files,
  ]
  // A statement of its own behind the lock, so that it sees what was sent before; one, so that nothing comes between.
  const [, { rows }] = await together([lockNominations(tx), tx.query<Submitted>({ ...SUBMIT, values })])
  return rows[0]!
}

export interface RecordLine {
  code: string
  nomineeName: string
  /** As the nomination's, 'withdrawn' where this account was, 'leaving' where they wait for an officer to end its use. */
  state: string
  submittedAt: Date
  joined: boolean
}

const PAGE = 20

/** A page of what one person has sent, newest first, after the newest `skip`; and how many older ones there are. */
export async function recordsOf(
  tx: PoolClient,
  personId: string,
  skip = 0,
): Promise<{ records: RecordLine[]; older: number }> {
  const { rows } = await tx.query<RecordLine & { total: number }>(
    `SELECT n.code, n.nominee_name AS "nomineeName", r.submitted_at AS "submittedAt", r.joined,
       CASE WHEN r.withdrawn_at IS NOT NULL THEN 'withdrawn'
         WHEN n.state <> 'withdrawn' AND EXISTS (SELECT FROM ticket t WHERE t.person_id = r.person_id
           AND t.kind IN ('withdraw', 'erase') AND t.closed_at IS NULL AND t.created_at >= r.submitted_at) THEN 'leaving'
         ELSE n.state END AS state, (count(*) OVER ())::int AS total
     FROM nominator r JOIN nomination n ON n.id = r.nomination_id WHERE r.person_id = $1
     ORDER BY r.submitted_at DESC, r.id DESC LIMIT $2 OFFSET $3`,
    [personId, PAGE, skip],
  )
  const older = rows[0] ? rows[0].total - skip - rows.length : 0
  return { records: rows.map(({ total: _total, ...record }) => record), older }
}

// How many an officer's list shows.
const LISTED = 50

// Who told a nomination, with their open wishes to end that.
const TELLER = {
  select: {
    tickets: { where: { closedAt: null, kind: { in: ['withdraw', 'erase'] } }, select: { createdAt: true } },
  },
}

/** Nominations in whatever state, newest first: the latest 50, or all; each with those who stand by it. */
export function listNominations(prisma: PrismaClient, { all }: { all: boolean }) {
  return prisma.nomination.findMany({
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: all ? undefined : LISTED,
    include: {
      nominators: {
        where: { withdrawnAt: null },
        select: {
          submittedAt: true,
          person: TELLER,
        },
      },
    },
  })
}

/** One nomination with everybody's account of it, in the order they came. Null when there is no such code. */
export function readNomination(prisma: PrismaClient, code: string) {
  return prisma.nomination.findUnique({
    where: { code },
    include: {
      nominators: { orderBy: { id: 'asc' }, include: { files: { orderBy: { createdAt: 'asc' } }, person: TELLER } },
    },
  })
}
