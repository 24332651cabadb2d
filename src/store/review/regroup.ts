// Two files about one nominee become one, and one about two people of a name becomes two. Every account keeps its teller
// and its pictures, which hang on the account; either way can be gone back.
import type { PoolClient } from 'pg'
import type { ReviewResults } from '../../flows/effects/review.js'
import { dayAt, partsOf } from '../../flows/vi/calendar.js'
import { nameKey, nameSpelling } from '../../flows/vi/names.js'
import { fold } from '../../flows/vi/text.js'
import { audit } from '../audit.js'
import { readCalendar } from '../calendar.js'
import { lockNominations, partsOfName } from '../nominations.js'
import { mayActOn } from '../roles.js'
import { boxOf, nextId } from '../sealed.js'
import { assign } from './assign.js'
import { type Deed, nominatorsOf, noted, open, type Reviewer } from './deed.js'
import { isDone, type LockedReview, lockFor } from './files.js'
import { dropReminders, planReminders } from './reminders.js'
import { takeIn } from './rounds.js'
import { REVIEWERS } from './whose.js'

interface Other {
  id: string
  code: string
  state: string
  unit: string | null
  review: string | null
  accounts: string[]
  tellers: string[]
}

const OTHER = `SELECT n.id, n.code, n.state, coalesce(n.unit_code, (SELECT code FROM unit WHERE parent_code IS NULL LIMIT 1)) AS unit,
    (SELECT v.id FROM review v WHERE v.nomination_id = n.id AND v.state IN ('waiting', 'asked')) AS review,
    ARRAY(SELECT m.id FROM nominator m WHERE m.nomination_id = n.id ORDER BY m.id) AS accounts,
    ARRAY(SELECT m.person_id FROM nominator m WHERE m.nomination_id = n.id AND m.person_id IS NOT NULL) AS tellers
  FROM nomination n WHERE n.code = $1 AND n.programme = $2 AND n.id <> $3`

/** Files that nobody has decided on can be put into another. */
const MERGEABLE = ['received', 'reviewing', 'asked']

/**
 * The other file goes into this one, where the reviewer may decide both. 'decided': somebody has decided on the other.
 * Gives whom to tell that their file has a new code.
 */
export async function merge(
  tx: PoolClient,
  { other: code, reason, ...deed }: Deed & { other: string; reason: string },
): Promise<Exclude<ReviewResults['mergeFiles'], { is: 'merged' }> | Merged> {
  await lockNominations(tx)
  const review = await open(tx, deed, 'merge')
  if (isDone(review)) return review
  const { by, now } = deed
  const { rows } = await tx.query<Other>(OTHER, [code, review.programme, review.nomination])
  const [other] = rows
  if (!other) return { is: 'none' }
  if (other.tellers.includes(by.personId)) return { is: 'barred' }
  if (other.unit === null || !(await mayActOn(tx, by.personId, REVIEWERS, other.unit, now))) {
    const on = { kind: 'nomination', id: other.code }
    await audit(tx, { by, action: 'refuse', on, unit: other.unit, details: { deed: 'merge' } }, now)
    return { is: 'refused' }
  }
  if (!MERGEABLE.includes(other.state)) return { is: 'decided', code: other.code }
  if (other.review) await closeReview(tx, other.review)
  const people = await nominatorsOf(tx, other.id)
  await moveAccounts(tx, other.accounts, review.nomination)
  await tx.query(`UPDATE nomination SET state = 'merged' WHERE id = $1`, [other.id])
  const regroup = await keep(tx, 'merge', { from: other, into: review.nomination, reason, by, now })
  await noted(tx, review, by, 'merge', now, { other: other.code, regroup })
  await keepImpartial(tx, review, other.tellers, now)
  return { is: 'merged', code: review.code, other: other.code, regroup, review: review.id, people }
}

type Merged = Extract<ReviewResults['mergeFiles'], { is: 'merged' }> & { people: string[] }

/** One account becomes a file of its own, in the same round. 'only': it is the only one. */
export async function split(
  tx: PoolClient,
  { account, reason, ...deed }: Deed & { account: string; reason: string },
): Promise<ReviewResults['splitFile']> {
  await lockNominations(tx)
  const review = await open(tx, deed, 'split')
  if (isDone(review)) return review
  const { by, now } = deed
  const { rows } = await tx.query<{ id: string; answers: Told; submittedAt: Date; others: number }>(
    `SELECT m.id, m.answers, m.submitted_at AS "submittedAt", (SELECT count(*) FROM nominator o
       WHERE o.nomination_id = m.nomination_id AND o.id <> m.id AND o.withdrawn_at IS NULL)::int AS others
     FROM nominator m WHERE m.id::text = $1 AND m.nomination_id = $2 AND m.withdrawn_at IS NULL`,
    [account, review.nomination],
  )
  const [told] = rows
  if (!told) return { is: 'none' }
  if (told.others === 0) return { is: 'only' }
  const made = await makeFile(tx, review, told.answers, told.submittedAt, now)
  await moveAccounts(tx, [told.id], made.id)
  const from = { id: review.nomination, state: 'reviewing', review: null, accounts: [told.id] }
  const regroup = await keep(tx, 'split', { from, into: made.id, reason, by, now })
  await takeIn(tx, review.round, now, made.id)
  await noted(tx, review, by, 'split', now, { other: made.code, regroup })
  return { is: 'split', code: review.code, other: made.code, regroup, review: review.id }
}

interface Told {
  kind?: string
  name?: string
  group?: string
  unit?: { code?: string; name?: string; words?: string }
}

/** A new file from what one account says of its nominee. */
async function makeFile(
  tx: PoolClient,
  review: LockedReview,
  { kind = review.kind, name, group, unit }: Told,
  receivedAt: Date,
  now: number,
): Promise<{ id: string; code: string }> {
  const nominee = (kind === 'collective' || kind === 'community' ? group : name) ?? review.nominee
  const { year } = partsOf(dayAt(now))
  const { rows } = await tx.query<{ id: string; code: string }>(
    `WITH number AS (INSERT INTO counter (prefix, year, last) VALUES ('NT', $1, 1)
       ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1 RETURNING last)
     INSERT INTO nomination (code, kind, nominee_name, nominee_folded, nominee_parts, nominee_spelled, unit_code, unit_text, unit_key,
       received_at, programme)
     SELECT 'NT-' || $1 || '-' || lpad(last::text, 6, '0'), $2, $3, $4, ${partsOfName('$4')}, $10,
       coalesce(u.code, CASE WHEN $6::text IS NULL THEN n.unit_code END), coalesce(u.name, $6, n.unit_text),
       coalesce(u.code, $7, n.unit_key), $8, n.programme
     FROM number, nomination n LEFT JOIN unit u ON u.code = $5 WHERE n.id = $9 RETURNING id, code`,
    [
      year,
      kind,
      nominee,
      nameKey(nominee),
      unit?.code ?? null,
      unit?.words ?? null,
      unit?.words ? fold(unit.words) : null,
      receivedAt,
      review.nomination,
      nameSpelling(nominee),
    ],
  )
  return rows[0]!
}

interface Regroup {
  id: string
  kind: 'merge' | 'split'
  from: string
  into: string
  accounts: string[]
  stateBefore: string
  review: string | null
  code: string
  intoReview: string | null
  fromReview: string | null
}

const REGROUP = `SELECT g.id, g.kind, g.from_id AS "from", g.into_id AS "into", g.accounts, g.state_before AS "stateBefore",
    g.review_id AS review, n.code,
    (SELECT v.id FROM review v WHERE v.nomination_id = g.into_id ORDER BY v.id DESC LIMIT 1) AS "intoReview",
    (SELECT v.id FROM review v WHERE v.nomination_id = g.from_id ORDER BY v.id DESC LIMIT 1) AS "fromReview"
  FROM regroup g JOIN nomination n ON n.id = g.from_id WHERE g.id::text = $1 AND g.undone_at IS NULL FOR UPDATE OF g`

/** Goes back to how the files were. 'over': gone back before, or the file that goes on has been decided on. */
export async function ungroup(
  tx: PoolClient,
  { regroup: id, by, now }: { regroup: string; by: Reviewer; now: number },
): Promise<ReviewResults['ungroup']> {
  await lockNominations(tx)
  const { rows } = await tx.query<Regroup>(REGROUP, [id])
  const [found] = rows
  if (!found) return { is: 'over' }
  if (!found.intoReview) return { is: 'over' }
  const review = await lockFor(tx, { review: found.intoReview, by, now }, 'ungroup')
  if (isDone(review)) return review
  if (review.state !== 'waiting' && review.state !== 'asked') return { is: 'over' }
  await moveAccounts(tx, found.accounts, found.from)
  if (found.kind === 'merge') await reopen(tx, found, now)
  else {
    await closeReview(tx, review.id)
    await tx.query(`UPDATE nomination SET state = 'merged' WHERE id = $1`, [found.into])
  }
  await tx.query('UPDATE regroup SET undone_at = $2, undone_by = $3 WHERE id = $1', [id, new Date(now), by.personId])
  await noted(tx, review, by, 'ungroup', now, { regroup: id })
  return {
    is: 'ungrouped',
    code: found.code,
    review: found.kind === 'merge' ? review.id : (found.fromReview ?? review.id),
  }
}

/** A file that had gone into another stands as before; its review waits again, what was asked of it stays on record. */
async function reopen(tx: PoolClient, { from, stateBefore, review }: Regroup, now: number): Promise<void> {
  await tx.query('UPDATE nomination SET state = $2 WHERE id = $1', [from, review ? 'reviewing' : stateBefore])
  if (!review) return
  await tx.query(`UPDATE review SET state = 'waiting' WHERE id = $1`, [review])
  await assign(tx, [review], now, 'back')
  await planReminders(tx, { reviews: [review] }, await readCalendar(tx), now)
}

async function closeReview(tx: PoolClient, id: string): Promise<void> {
  await tx.query(`UPDATE review SET state = 'merged', paused_at = NULL WHERE id = $1`, [id])
  await dropReminders(tx, id, 'merged')
}

function moveAccounts(tx: PoolClient, accounts: string[], to: string): Promise<unknown> {
  return tx.query('UPDATE nominator SET nomination_id = $2 WHERE id = ANY($1::bigint[])', [accounts, to])
}

/** Whoever reviews it must not have put the other forward. */
async function keepImpartial(tx: PoolClient, review: LockedReview, tellers: string[], now: number): Promise<void> {
  if (review.reviewer && tellers.includes(review.reviewer)) await assign(tx, [review.id], now, 'deputy')
}

async function keep(
  tx: PoolClient,
  kind: Regroup['kind'],
  {
    from,
    into,
    reason,
    by,
    now,
  }: {
    from: Pick<Other, 'id' | 'state' | 'review' | 'accounts'>
    into: string
    reason: string
    by: Reviewer
    now: number
  },
): Promise<string> {
  const id = await nextId(tx, 'regroup')
  const sealed = boxOf(tx, 'regroup', id).seal('reason', reason)
  await tx.query(
    `INSERT INTO regroup (id, kind, from_id, into_id, accounts, state_before, review_id, done_by, at, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, kind, from.id, into, from.accounts, from.state, from.review, by.personId, new Date(now), sealed],
  )
  return id
}

/** The accounts of a file, by what they tell: who tells them is not a reviewer's to read. */
export async function accountsOf(tx: PoolClient, deed: Deed): Promise<ReviewResults['showAccounts']> {
  const review = await open(tx, deed, 'split')
  if (isDone(review)) return review
  const { rows } = await tx.query<{ account: string; told: string | null }>(
    `SELECT id AS account, coalesce(answers->>'story', answers->>'life', answers->>'achievement') AS told FROM nominator
     WHERE nomination_id = $1 AND withdrawn_at IS NULL ORDER BY id`,
    [review.nomination],
  )
  const accounts = rows.map(({ account, told }) => ({ account, told: told ?? '' }))
  return { is: 'accounts', code: review.code, review: review.id, accounts }
}
