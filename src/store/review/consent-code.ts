// A code by which the nominee of a file that passed answers in chat whether they may be named: given to them by whoever reviews it,
// good for one person and two weeks.
import type { PoolClient } from 'pg'
import type { ReviewResults } from '../../flows/effects/review.js'
import { DAY } from '../../flows/schedule.js'
import { audit } from '../audit.js'
import { frontDoors } from '../front-doors.js'
import { hashOf, makeCode, mayGuessAgain, noteGuess } from '../invites.js'
import type { Deed, Reviewer } from './deed.js'
import { isDone, lockFor } from './files.js'

const LIVES = 14 * DAY

/** Makes a code for the nominee of a file; the ones before it that nobody has used are worth nothing any more. */
export async function inviteNominee(tx: PoolClient, deed: Deed): Promise<ReviewResults['inviteNominee']> {
  const review = await lockFor(tx, deed, 'inviteNominee')
  if (isDone(review)) return review
  if (review.state !== 'passed') return { is: 'closed', code: review.code, state: review.state }
  const { by, now } = deed
  const secret = makeCode()
  const expiresAt = now + LIVES
  await tx.query('DELETE FROM consent_code WHERE nomination_id = $1 AND used_by IS NULL', [review.nomination])
  await tx.query(
    `INSERT INTO consent_code (code_hash, nomination_id, created_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
    [hashOf(secret), review.nomination, by.personId, new Date(now), new Date(expiresAt)],
  )
  const on = { kind: 'nomination', id: review.code }
  await audit(tx, { by, action: 'createInvite', on, unit: review.unit, details: { to: 'nominee' } }, now)
  return { is: 'invited', code: review.code, secret, expiresAt, doors: await frontDoors(tx) }
}

interface Code {
  id: string
  nomination: string
  code: string
  nominee: string
  unit: string | null
  state: string
  createdBy: string
  usedBy: string | null
  expiresAt: Date
  teller: boolean
}

const FOUND = `SELECT c.id, n.id AS nomination, n.code, n.nominee_name AS nominee, n.unit_code AS unit, n.state,
    c.created_by AS "createdBy", c.used_by AS "usedBy", c.expires_at AS "expiresAt",
    EXISTS (SELECT FROM nominator m WHERE m.nomination_id = n.id AND m.person_id = $2) AS teller
  FROM consent_code c JOIN nomination n ON n.id = c.nomination_id WHERE c.code_hash = $1 FOR UPDATE OF c`

/**
 * Whoever brings the code is the one who answers from now on. 'notYours': who told of the nominee, or made the code, does not answer
 * for them. 'over': the file has no question to ask.
 */
export async function openConsent(
  tx: PoolClient,
  { secret, by, now }: { secret: string; by: Reviewer; now: number },
): Promise<ReviewResults['openConsent']> {
  const until = await mayGuessAgain(tx, by.personId, now)
  if (until !== undefined) return { is: 'tooMany', until }
  const { rows } = await tx.query<Code>(FOUND, [hashOf(secret), by.personId])
  const [found] = rows
  if (!found) {
    await noteGuess(tx, by.personId, now)
    return { is: 'wrong' }
  }
  if (found.state !== 'passed') return { is: 'over' }
  if (found.teller || found.createdBy === by.personId) return { is: 'notYours' }
  if (found.usedBy !== by.personId) {
    if (found.usedBy !== null) return { is: 'used' }
    if (found.expiresAt.getTime() <= now) return { is: 'expired' }
    await tx.query('UPDATE consent_code SET used_by = $2, used_at = $3 WHERE id = $1', [
      found.id,
      by.personId,
      new Date(now),
    ])
    const on = { kind: 'nomination', id: found.code }
    await audit(tx, { by, action: 'redeemInvite', on, unit: found.unit, details: { to: 'nominee' } }, now)
  }
  return { is: 'asked', code: found.code, nominee: found.nominee }
}
