// Codes with a number of their own per prefix and year.
import { dayAt, partsOf } from '../flows/vi/calendar.js'
import type { Tx } from './database.js'

/**
 * Until the transaction ends nobody else counts or chains: codes, nominations and the ledger have one lock, so that a batch
 * of several people's deeds never takes two of them in an order another batch takes the other way round. A statement of
 * its own: what is read behind it must see what the one before wrote.
 */
export async function queueUp(tx: Tx): Promise<void> {
  await tx.query({ name: 'queue-up', text: `SELECT pg_advisory_xact_lock(hashtext('nomination'))` })
}

/** "DK-2026-000001": the next `count` codes of this prefix, in the year of `now` (epoch ms), with `width` digits. */
export async function nextCodes(tx: Tx, prefix: string, width: number, now: number, count = 1): Promise<string[]> {
  const { year } = partsOf(dayAt(now))
  await queueUp(tx)
  const { rows } = await tx.query<{ last: number }>({
    name: 'next-codes',
    text: `INSERT INTO counter (prefix, year, last) VALUES ($1, $2, $3)
      ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + $3 RETURNING last`,
    values: [prefix, year, count],
  })
  const first = rows[0]!.last - count + 1
  return Array.from({ length: count }, (_, n) => `${prefix}-${year}-${String(first + n).padStart(width, '0')}`)
}
