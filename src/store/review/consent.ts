// Whether a nominee may be named in public: asked before anything is published, recorded with who, how and when.
import type { PoolClient } from 'pg'
import type { NotDone, ReviewResults } from '../../flows/effects/review.js'
import { audit } from '../audit.js'
import { boxOf, nextId } from '../sealed.js'
import type { Deed, Reviewer } from './deed.js'
import { isDone, type LockedReview, lockFor } from './files.js'

/** Somebody of the Hội has asked the nominee of a file that passed, or for a child their guardian. */
export async function noteConsent(
  tx: PoolClient,
  { given, note, guardian, ...deed }: Deed & { given: boolean; note: string; guardian?: true },
): Promise<ReviewResults['noteConsent']> {
  const review = await lockFor(tx, deed, 'noteConsent')
  if (isDone(review)) return review
  if (review.state !== 'passed') return closed(review)
  await keep(tx, review.nomination, { given, how: guardian ? 'guardian' : 'officer', note, by: deed.by, now: deed.now })
  await noted(tx, review.code, review.unit, deed.by, given, deed.now)
  return { is: 'noted', code: review.code, given }
}

const closed = ({ code, state }: LockedReview): NotDone => ({ is: 'closed', code, state })

/**
 * The nominee themselves, in chat: whoever came forward on their own, or brought the code that was made for them. Undefined where it
 * is none of theirs. `madeBy`: who made that code.
 */
export async function giveConsent(
  tx: PoolClient,
  { code, given, by, now }: { code: string; given: boolean; by: Reviewer; now: number },
): Promise<(NonNullable<ReviewResults['giveConsent']> & { madeBy: string | null }) | undefined> {
  const { rows } = await tx.query<{ id: string; unit: string | null; self: boolean; madeBy: string | null }>(
    `WITH mine AS (
       SELECT n.id, EXISTS (SELECT FROM nominator m WHERE m.nomination_id = n.id AND m.person_id = $2
           AND m.answers->>'kind' = 'self' AND m.withdrawn_at IS NULL) AS self,
         (SELECT c.created_by FROM consent_code c WHERE c.nomination_id = n.id AND c.used_by = $2 ORDER BY c.id DESC LIMIT 1)
           AS "madeBy"
       FROM nomination n WHERE n.code = $1 AND n.state = 'passed')
     SELECT n.id, n.unit_code AS unit, mine.self, mine."madeBy" FROM nomination n JOIN mine USING (id)
     WHERE mine.self OR mine."madeBy" IS NOT NULL FOR UPDATE OF n`,
    [code, by.personId],
  )
  const [found] = rows
  if (!found) return undefined
  await keep(tx, found.id, { given, how: 'self', note: '', by, now })
  await noted(tx, code, found.unit, by, given, now)
  return { code, given, self: found.self, madeBy: found.madeBy }
}

async function keep(
  tx: PoolClient,
  nomination: string,
  {
    given,
    how,
    note,
    by,
    now,
  }: {
    given: boolean
    how: 'officer' | 'guardian' | 'self'
    note: string
    by: Pick<Reviewer, 'personId'>
    now: number
  },
): Promise<void> {
  const id = await nextId(tx, 'nominee_consent')
  const sealed = boxOf(tx, 'nominee_consent', id).seal('note', note)
  await tx.query(
    `INSERT INTO nominee_consent (id, nomination_id, given, how, note, recorded_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, nomination, given, how, sealed, by.personId, new Date(now)],
  )
}

// What they said of themselves last, of a file, as far as it holds.
const OWN = `SELECT n.id, n.code, c.given FROM nomination n CROSS JOIN LATERAL (
    SELECT given, how, recorded_by FROM nominee_consent c WHERE c.nomination_id = n.id ORDER BY c.id DESC LIMIT 1) c
  WHERE n.id IN (SELECT nomination_id FROM nominee_consent WHERE recorded_by = $1 AND how = 'self')
    AND c.how = 'self' AND c.recorded_by = $1 ORDER BY n.id DESC`

/** What somebody said of their own name in chat, newest file first. */
export async function ownConsents(tx: PoolClient, personId: string): Promise<{ code: string; given: boolean }[]> {
  const { rows } = await tx.query<{ code: string; given: boolean }>(OWN, [personId])
  return rows.map(({ code, given }) => ({ code, given }))
}

/** Who asks to be forgotten is named nowhere any more. */
export async function takeBackOwn(tx: PoolClient, personId: string, now: number): Promise<void> {
  const { rows } = await tx.query<{ id: string; given: boolean }>(OWN, [personId])
  for (const { id, given } of rows)
    if (given) await keep(tx, id, { given: false, how: 'self', note: '', by: { personId }, now })
}

function noted(
  tx: PoolClient,
  code: string,
  unit: string | null,
  by: Reviewer,
  given: boolean,
  now: number,
): Promise<void> {
  return audit(tx, { by, action: 'noteConsent', on: { kind: 'nomination', id: code }, unit, details: { given } }, now)
}

/** Nominees who tell of themselves and have not been asked yet, of a nomination that passed: they are asked in chat. */
export async function selvesToAsk(tx: PoolClient, nomination: string): Promise<{ code: string; people: string[] }> {
  const { rows } = await tx.query<{ code: string; person: string }>(
    `SELECT n.code, m.person_id AS person FROM nominator m JOIN nomination n ON n.id = m.nomination_id
     WHERE n.id = $1 AND m.person_id IS NOT NULL AND m.answers->>'kind' = 'self' AND m.withdrawn_at IS NULL
       AND NOT EXISTS (SELECT FROM nominee_consent c WHERE c.nomination_id = n.id)`,
    [nomination],
  )
  return { code: rows[0]?.code ?? '', people: rows.map(({ person }) => person) }
}
