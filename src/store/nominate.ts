// Nominations as sent: joined by nominee, credited to every nominator.

import type { PoolClient } from 'pg'
import type { SentForm, SentRecord } from '../flows/effects/always.js'
import type { NominationForm } from '../flows/effects/nominate.js'
import type { Answers } from '../flows/interview/form.js'
import { nomination } from '../flows/nominate/sent.js'
import { HOUSE_PROGRAMME } from '../flows/programme.js'
import { dayAt, partsOf } from '../flows/vi/calendar.js'
import { nameKey, nameSpelling } from '../flows/vi/names.js'
import { fold } from '../flows/vi/text.js'
import { audit } from './audit.js'
import { type Db, type Pool, together } from './database.js'
import type { PrismaClient } from './generated/client.js'
import type { Holder } from './holder.js'
import { lockNominations, partsOfName } from './nominations.js'
import { boxOf, hashesOf } from './sealed.js'

export interface Submitted {
  code: string
  /** Somebody had put the same nominee forward before; this account was joined to theirs. */
  joined: boolean
  /** They had put this nominee forward themselves before. */
  own: boolean
}

/** The conversation that nominations come in by, where a programme names none of its own. */
export const NOMINATED_BY = 'nominate'

// The same nominee within this many months is the same nomination.
const JOIN_MONTHS = 12

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
      WHERE programme = $17 AND nominee_folded = $2 AND nominee_spelled = $19 AND unit_key = $3 AND received_at > $4::timestamptz - make_interval(months => $5)
        AND CASE kind WHEN 'self' THEN 'individual' ELSE kind END = CASE $6 WHEN 'self' THEN 'individual' ELSE $6 END
        AND state NOT IN ('withdrawn', 'merged') AND NOT EXISTS (SELECT FROM again)
      ORDER BY received_at, id LIMIT 1),
    number AS (
      INSERT INTO counter (prefix, year, last)
      SELECT 'NT', $7, 1 WHERE NOT EXISTS (SELECT FROM again) AND NOT EXISTS (SELECT FROM earlier)
      ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1 RETURNING last),
    made AS (
      INSERT INTO nomination (code, kind, nominee_name, nominee_folded, unit_code, unit_text, unit_key, received_at,
        programme, nominee_parts, nominee_spelled)
      SELECT 'NT-' || $7 || '-' || lpad(last::text, 6, '0'), $6, $8, $2, $9, $10, $3, $4, $17, ${partsOfName('$2')}, $19 FROM number
      RETURNING id, code),
    joined AS (
      SELECT id, code, false AS joined, false AS own FROM made UNION ALL SELECT id, code, true, own FROM earlier),
    account AS (
      INSERT INTO nominator (nomination_id, person_id, draft_id, name, phone, form_version, answers, joined, submitted_at, phone_hash)
      SELECT id, $11, $1, $12, $13, $14, $15, joined, $4, $18 FROM joined RETURNING id),
    evidence AS (
      UPDATE file SET nominator_id = account.id FROM account WHERE person_id = $11 AND file.id = ANY($16::uuid[]))
    SELECT code, joined, own FROM joined UNION ALL SELECT code, joined, own FROM again`,
}

/**
 * Stores a sent form. The same nominee (name with its marks, same unit, 12 months) joins the first nomination that
 * is not withdrawn, and both nominators are credited; a name with other marks is a file of its own, which reviewers see
 * beside this one. Sending the same draft twice gives the first result again.
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
    nameKey(form.nomineeName),
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
    boxOf(tx, 'nominator', draftId).seal('phone', form.nominatorPhone),
    form.formVersion,
    JSON.stringify(withoutPhone(form.answers)),
    form.files,
    form.programme ?? HOUSE_PROGRAMME,
    hashOf(tx, form.nominatorPhone),
    nameSpelling(form.nomineeName),
  ]
  // A statement of its own behind the lock, so that it sees what was sent before; one, so that nothing comes between.
  const [, { rows }] = await together([lockNominations(tx), tx.query<Submitted>({ ...SUBMIT, values })])
  return rows[0]!
}

/** The number stands in a column of its own, sealed, and not among the answers. */
function withoutPhone({ byPhone: _byPhone, ...answers }: Answers): Answers {
  return answers
}

function hashOf(tx: PoolClient, phone: string | undefined): string | null {
  return phone ? hashesOf(tx, phone)[0]! : null
}

/** Opens the number of an account, which stands among its answers again. */
export function withPhone<R extends { draftId: string; phone: string; answers: unknown }>(db: Db, row: R): R {
  const phone = boxOf(db, 'nominator', row.draftId).open('phone', row.phone)
  return { ...row, phone, answers: { ...(row.answers as Answers), ...(phone && { byPhone: phone }) } }
}

interface SentRow extends Omit<SentRecord, 'flow' | 'submittedAt'> {
  submittedAt: Date
  total: number
}

/**
 * What one person has sent, newest first. State: the nomination's, 'withdrawn' where this account was, 'leaving' where
 * they wait for an officer to end its use.
 */
async function sent(tx: PoolClient, personId: string, limit: number) {
  const { rows } = await tx.query<SentRow>(
    `SELECT n.code, n.nominee_name AS about, r.submitted_at AS "submittedAt",
       CASE WHEN r.withdrawn_at IS NOT NULL THEN 'withdrawn'
         WHEN n.state <> 'withdrawn' AND EXISTS (SELECT FROM ticket t WHERE t.person_id = r.person_id
           AND t.kind IN ('withdraw', 'erase') AND t.closed_at IS NULL AND t.created_at >= r.submitted_at) THEN 'leaving'
         ELSE n.state END AS state, (count(*) OVER ())::int AS total
     FROM nominator r JOIN nomination n ON n.id = r.nomination_id WHERE r.person_id = $1
     ORDER BY r.submitted_at DESC, r.id DESC LIMIT $2`,
    [personId, limit],
  )
  const records = rows.map(
    ({ total: _total, submittedAt, ...row }): SentRecord => ({
      ...row,
      flow: NOMINATED_BY,
      submittedAt: submittedAt.getTime(),
    }),
  )
  return { records, total: rows[0]?.total ?? 0 }
}

export const holder: Holder = {
  purpose: 'nominate',
  follows: ['nominator.person_id'],
  tables: ['nominator', 'nomination'],
  keeps: 'EXISTS (SELECT FROM nominator WHERE person_id = $1)',
  sent,
  async held(tx, personId) {
    const { rows } = await tx.query<{ draftId: string; name: string; phone: string }>(
      'SELECT draft_id AS "draftId", name, phone FROM nominator WHERE person_id = $1 ORDER BY id',
      [personId],
    )
    const phones = rows.map(({ draftId, phone }) => boxOf(tx, 'nominator', draftId).open('phone', phone))
    return { names: [...new Set(rows.map(({ name }) => name))], phones: [...new Set(phones)] }
  },
  // What others told of the same nominee goes on.
  async withdraw(tx, personId, code, now, by) {
    await lockNominations(tx)
    const { rows } = await tx.query<{ id: string; code: string }>(
      `UPDATE nominator r SET withdrawn_at = $3 FROM nomination n
       WHERE n.id = r.nomination_id AND r.person_id = $1 AND r.withdrawn_at IS NULL AND n.code = coalesce($2, n.code)
       RETURNING n.id, n.code`,
      [personId, code ?? null, new Date(now)],
    )
    const ids = rows.map((row) => row.id)
    await settleStates(tx, ids)
    for (const row of rows) await audit(tx, { by, action: 'withdraw', on: { kind: 'nomination', id: row.code } }, now)
    return rows.map((row) => row.code)
  },
  async forms(tx, personId) {
    const { rows } = await tx.query<SentForm & { draftId: string; phone: string }>(
      `SELECT r.id AS of, 'nominate' AS flow, n.code, n.nominee_name AS about, r.answers, r.draft_id AS "draftId", r.phone
       FROM nominator r JOIN nomination n ON n.id = r.nomination_id
       WHERE r.person_id = $1 AND r.withdrawn_at IS NULL ORDER BY r.id DESC`,
      [personId],
    )
    return rows.map((row) => {
      const { draftId: _draft, phone: _phone, ...form } = withPhone(tx, row)
      return form
    })
  },
  // A nomination is called as its first account calls it.
  async amend(tx, of, answers) {
    await lockNominations(tx)
    const { nominatorName, nominatorPhone, nomineeName, unitCode, unitText } = nomination(answers, 0)
    const { rows } = await tx.query<{ draftId: string }>('SELECT draft_id AS "draftId" FROM nominator WHERE id = $1', [
      of,
    ])
    if (!rows[0]) return
    await tx.query('UPDATE nominator SET answers = $2, name = $3, phone = $4, phone_hash = $5 WHERE id = $1', [
      of,
      JSON.stringify(withoutPhone(answers)),
      nominatorName,
      boxOf(tx, 'nominator', rows[0].draftId).seal('phone', nominatorPhone),
      hashOf(tx, nominatorPhone),
    ])
    await tx.query(
      `UPDATE nomination n SET nominee_name = $2, nominee_folded = $3, nominee_parts = ${partsOfName('$3')},
         nominee_spelled = $7, unit_code = $4, unit_text = $5, unit_key = $6
       FROM nominator r WHERE r.id = $1 AND n.id = r.nomination_id AND NOT EXISTS (SELECT FROM nominator e
         WHERE e.nomination_id = n.id AND e.id < r.id AND e.withdrawn_at IS NULL)`,
      [
        of,
        nomineeName,
        nameKey(nomineeName),
        unitCode ?? null,
        unitText,
        unitCode ?? fold(unitText),
        nameSpelling(nomineeName),
      ],
    )
  },
  async erase(tx, personId) {
    await lockNominations(tx)
    const accounts = await tx.query<{ id: string; self: boolean }>(
      `DELETE FROM nominator WHERE person_id = $1 RETURNING nomination_id AS id, answers->>'kind' = 'self' AS self`,
      [personId],
    )
    const ids = accounts.rows.map((row) => row.id)
    const gone = await tx.query<{ code: string }>(
      `DELETE FROM nomination n WHERE id = ANY($1::bigint[])
         AND NOT EXISTS (SELECT FROM nominator r WHERE r.nomination_id = n.id) RETURNING code`,
      [ids],
    )
    // Others told of somebody who had come forward on their own: from now on it is their nomination.
    const shared = await tx.query<{ id: string; code: string }>(
      `UPDATE nomination n SET kind = CASE WHEN kind = 'self' AND NOT EXISTS (SELECT FROM nominator r
           WHERE r.nomination_id = n.id AND r.answers->>'kind' = 'self') THEN 'individual' ELSE kind END
       WHERE id = ANY($1::bigint[]) RETURNING id, code`,
      [ids],
    )
    await settleStates(tx, ids)
    const selves = new Set(accounts.rows.filter((row) => row.self).map((row) => row.id))
    return {
      gone: gone.rows.map((row) => row.code),
      shared: shared.rows.map((row) => row.code),
      about: shared.rows.filter((row) => selves.has(row.id)).map((row) => row.code),
    }
  },
}

/** A nomination is withdrawn when nobody who told it stands by it. */
async function settleStates(tx: PoolClient, ids: string[]): Promise<void> {
  await tx.query(
    `UPDATE nomination n SET state = 'withdrawn' WHERE id = ANY($1::bigint[])
       AND NOT EXISTS (SELECT FROM nominator r WHERE r.nomination_id = n.id AND r.withdrawn_at IS NULL)`,
    [ids],
  )
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
export async function readNomination({ prisma, pool }: { prisma: PrismaClient; pool: Pool }, code: string) {
  const found = await prisma.nomination.findUnique({
    where: { code },
    include: {
      nominators: { orderBy: { id: 'asc' }, include: { files: { orderBy: { createdAt: 'asc' } }, person: TELLER } },
    },
  })
  return found && { ...found, nominators: found.nominators.map((account) => withPhone(pool, account)) }
}
