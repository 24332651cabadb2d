// Nominations as sent: joined by nominee, credited to every nominator.
import type { PoolClient } from 'pg'
import type { NominationForm } from '../flows/message.js'
import { yearOf } from '../flows/schedule.js'
import { fold } from '../flows/vi/text.js'

export interface Submitted {
  code: string
  /** Somebody had put the same nominee forward before; this account was joined to theirs. */
  joined: boolean
}

// The same nominee within this many months is the same nomination.
const JOIN_MONTHS = 12

/**
 * Stores a sent form. The same nominee (folded name, same unit, 12 months) joins the first nomination, and both
 * nominators are credited. Sending the same draft twice gives the first result again.
 */
export async function submitNomination(
  tx: PoolClient,
  personId: string,
  draftId: string,
  form: NominationForm,
  now: number,
): Promise<Submitted> {
  // One submission at a time: duplicates must see each other, and codes have no gaps.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('nomination'))`)
  const again = await tx.query<Submitted>(
    `SELECT n.code, r.joined FROM nominator r JOIN nomination n ON n.id = r.nomination_id WHERE r.draft_id = $1`,
    [draftId],
  )
  if (again.rows[0]) return again.rows[0]

  const unitKey = form.unitCode ?? fold(form.unitText)
  const folded = fold(form.nomineeName)
  const kindKey = form.kind === 'self' ? 'individual' : form.kind
  const earlier = await tx.query<{ id: string; code: string }>(
    `SELECT id, code FROM nomination
     WHERE nominee_folded = $1 AND unit_key = $2 AND received_at > $3::timestamptz - make_interval(months => $4)
       AND CASE kind WHEN 'self' THEN 'individual' ELSE kind END = $5
     ORDER BY received_at, id LIMIT 1`,
    [folded, unitKey, new Date(now), JOIN_MONTHS, kindKey],
  )
  const first = earlier.rows[0]
  const { id, code } = first ?? (await insert(tx, form, folded, unitKey, now))
  await tx.query(
    `WITH r AS (
       INSERT INTO nominator (nomination_id, person_id, draft_id, name, phone, form_version, answers, joined, submitted_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id)
     UPDATE file SET nominator_id = (SELECT id FROM r) WHERE person_id = $2 AND id = ANY($10::uuid[])`,
    [
      id,
      personId,
      draftId,
      form.nominatorName,
      form.nominatorPhone,
      form.formVersion,
      JSON.stringify(form.answers),
      first !== undefined,
      new Date(now),
      form.files,
    ],
  )
  return { code, joined: first !== undefined }
}

async function insert(tx: PoolClient, form: NominationForm, folded: string, unitKey: string, now: number) {
  const { rows } = await tx.query<{ id: string; code: string }>(
    `WITH c AS (
       INSERT INTO counter (prefix, year, last) VALUES ('NT', $1, 1)
       ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1 RETURNING last)
     INSERT INTO nomination (code, kind, nominee_name, nominee_folded, unit_code, unit_text, unit_key, received_at)
     SELECT 'NT-' || $1 || '-' || lpad(last::text, 6, '0'), $2, $3, $4, $5, $6, $7, $8 FROM c RETURNING id, code`,
    [yearOf(now), form.kind, form.nomineeName, folded, form.unitCode ?? null, form.unitText, unitKey, new Date(now)],
  )
  return rows[0]!
}

export interface RecordLine {
  code: string
  nomineeName: string
  state: string
  submittedAt: Date
  joined: boolean
}

/** What one person has sent, newest first. */
export async function recordsOf(tx: PoolClient, personId: string): Promise<RecordLine[]> {
  const { rows } = await tx.query<RecordLine>(
    `SELECT n.code, n.nominee_name AS "nomineeName", n.state, r.submitted_at AS "submittedAt", r.joined
     FROM nominator r JOIN nomination n ON n.id = r.nomination_id WHERE r.person_id = $1
     ORDER BY r.submitted_at DESC LIMIT 20`,
    [personId],
  )
  return rows
}
