// Files in rounds, made for tests that ask what becomes of them.
import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { nominate } from '../../../src/bot/effects/nominate.js'
import type { NominationForm } from '../../../src/flows/effects/nominate.js'
import { HOUSE_PROGRAMME } from '../../../src/flows/programme.js'
import type { Role } from '../../../src/flows/roles.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { type Tx, transaction } from '../../../src/store/database.js'
import { decide } from '../../../src/store/review/decide.js'
import { settleDecision } from '../../../src/store/review/outcome.js'
import { saveProgrammes, shippedProgrammes } from '../../../src/store/review/programmes.js'
import { openRound } from '../../../src/store/review/rounds.js'
import { grantRole } from '../../../src/store/roles.js'
import { DAY, NOW, organisation, person } from '../organisation.js'

export async function prepareReview(pool: Pool): Promise<void> {
  await organisation(pool)
  await saveProgrammes(pool, shippedProgrammes(), NOW)
}

export const does =
  (pool: Pool) =>
  <R>(deed: (tx: Tx) => Promise<R>) =>
    transaction(pool, deed)

export async function appoint(pool: Pool, unit: string, role: Role = 'reviewer', endsAt?: number): Promise<string> {
  const personId = await person(pool)
  await transaction(pool, (tx) =>
    grantRole(tx, { personId, role, unit, by: CONSOLE, now: NOW, ...(endsAt && { endsAt }) }),
  )
  return personId
}

/** Somebody tells of this nominee; an open round takes it in. Gives the code. */
export async function tellOf(
  pool: Pool,
  nomineeName: string,
  {
    unit = 'W1',
    by,
    now = NOW,
    form = {},
  }: { unit?: string; by?: string; now?: number; form?: Partial<NominationForm> } = {},
): Promise<{ code: string; by: string }> {
  const nominator = by ?? (await person(pool))
  const told: NominationForm = {
    kind: 'individual',
    nomineeName,
    unitCode: unit,
    unitText: unit,
    nominatorName: 'Phạm Thị Lan',
    nominatorPhone: '+84912345678',
    files: [],
    formVersion: 1,
    answers: { kind: 'individual', name: nomineeName },
    ...form,
  }
  return transaction(pool, async (tx) => {
    const effect = { do: 'submitNomination' as const, draft: randomUUID(), nomination: told }
    const { result } = await nominate.submitNomination(tx, { ...as(nominator), contactId: '', roles: [] }, effect, now)
    return { code: result.code, by: nominator }
  })
}

export async function open(pool: Pool, unit: string, stage: string, more: { now?: number; reason?: string } = {}) {
  const { now = NOW, ...rest } = more
  const round = {
    programme: HOUSE_PROGRAMME,
    stage,
    unit,
    opensAt: now,
    submitBy: now + 3 * DAY,
    reviewBy: now + 4 * DAY,
  }
  return (await transaction(pool, (tx) => openRound(tx, { ...round, ...rest }, CONSOLE, now))).id
}

export interface Standing {
  review: string
  round: string
  stage: string
  state: string
  reviewer: string | null
  dueAt: Date
}

/** A file's reviews, the oldest first. */
export async function standings(pool: Pool, code: string): Promise<Standing[]> {
  const { rows } = await pool.query<Standing>(
    `SELECT v.id AS review, r.id AS round, r.stage, v.state, v.reviewer, v.due_at AS "dueAt" FROM review v
     JOIN round r ON r.id = v.round_id JOIN nomination n ON n.id = v.nomination_id WHERE n.code = $1 ORDER BY v.id`,
    [code],
  )
  return rows
}

export async function reviewOf(pool: Pool, code: string): Promise<string> {
  return (await standings(pool, code)).at(-1)!.review
}

export const as = (personId: string) => ({ personId, channel: 'zalo' })

/** All criteria marked, then the verdict. */
export async function decideAs(
  tx: Tx,
  personId: string,
  review: string,
  verdict: 'passed' | 'refused' = 'passed',
  now = NOW,
): Promise<string> {
  await tx.query(`UPDATE review SET ticks = '{"law":"yes","part":"yes","example":"yes"}' WHERE id = $1`, [review])
  const reason = verdict === 'refused' ? { reason: 'Chưa đủ minh chứng.' } : {}
  const made = await decide(tx, { review, verdict, by: as(personId), now, ...reason })
  if (made.is !== 'decided') throw new Error(`not decided: ${JSON.stringify(made)}`)
  return made.decision
}

/** Decided, and the ten minutes are over. */
export async function settledAs(pool: Pool, personId: string, code: string, now = NOW): Promise<string> {
  const review = await reviewOf(pool, code)
  return transaction(pool, async (tx) => {
    const decision = await decideAs(tx, personId, review, 'passed', now)
    await settleDecision(tx, decision, now + 10 * 60_000)
    return decision
  })
}
