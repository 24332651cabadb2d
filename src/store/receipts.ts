// One-time codes by which a family confirms that help has come. Only a slow hash of a code is kept: there are but a million.
import { randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { DAY } from '../flows/schedule.js'
import type { Tx } from './database.js'
import { confirmDeliveries } from './support/deliveries.js'
import type { PledgeRow } from './support/rows.js'
import { lockPledge } from './support/support.js'

const LIVES = 7 * DAY
const TRIES = 5
const derive = promisify(scrypt) as (digits: string, salt: string, length: number) => Promise<Buffer>

const hashOf = (pledgeId: string, digits: string) => derive(digits, `receipt:${pledgeId}`, 32)

/**
 * A new code for the help of this pledge that waits to be confirmed; an earlier one is worthless from now on. Undefined
 * where none waits. The code is given here and nowhere else.
 */
export async function makeReceipt(
  tx: Tx,
  row: PledgeRow,
  now: number,
): Promise<{ digits: string; until: number } | undefined> {
  if (row.unconfirmed <= 0) return undefined
  const digits = String(randomInt(1_000_000)).padStart(6, '0')
  const until = now + LIVES
  await tx.query(
    `INSERT INTO receipt_code (pledge_id, hash, tries, expires_at) VALUES ($1, $2, 0, $3)
     ON CONFLICT (pledge_id) DO UPDATE SET hash = excluded.hash, tries = 0, expires_at = excluded.expires_at`,
    [row.id, (await hashOf(row.id, digits)).toString('hex'), new Date(until)],
  )
  return { digits, until }
}

export type Used = { is: 'confirmed'; row: PledgeRow } | { is: 'wrong'; left: number } | { is: 'over' | 'tooMany' }

/**
 * Confirms what waits of a pledge, named by its code or by the number at its end, where the digits are those that the
 * family was given. Five wrong ones end a code.
 */
export async function useReceipt(tx: Tx, pledge: string, digits: string, now: number): Promise<Used> {
  const { rows: named } = await tx.query<{ id: string }>(
    `SELECT p.id FROM receipt_code c JOIN pledge p ON p.id = c.pledge_id
     WHERE (p.code = $1 OR ltrim(split_part(p.code, '-', 3), '0') = ltrim($1, '0')) ORDER BY c.expires_at DESC LIMIT 1`,
    [pledge],
  )
  const row = named[0] && (await lockPledge(tx, 'id', named[0].id))
  if (!row) return { is: 'over' }
  const { rows } = await tx.query<{ hash: string; tries: number; expiresAt: Date }>(
    'SELECT hash, tries, expires_at AS "expiresAt" FROM receipt_code WHERE pledge_id = $1 FOR UPDATE',
    [row.id],
  )
  const kept = rows[0]
  if (!kept || kept.expiresAt.getTime() <= now) return { is: 'over' }
  if (kept.tries >= TRIES) return { is: 'tooMany' }
  if (!timingSafeEqual(await hashOf(row.id, digits), Buffer.from(kept.hash, 'hex'))) {
    await tx.query('UPDATE receipt_code SET tries = tries + 1 WHERE pledge_id = $1', [row.id])
    const left = TRIES - kept.tries - 1
    return left > 0 ? { is: 'wrong', left } : { is: 'tooMany' }
  }
  await tx.query('DELETE FROM receipt_code WHERE pledge_id = $1', [row.id])
  const confirmed = await confirmDeliveries(tx, row, null, now, { byCode: true })
  return confirmed ? { is: 'confirmed', row: confirmed } : { is: 'over' }
}
