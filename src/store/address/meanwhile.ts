// Two officers correct the same thing at once: the second is shown what it is now, and nothing of theirs is written.

import type { Meanwhile, NotDone } from '../../flows/effects/address.js'
import type { Actor } from '../audit.js'
import type { Tx } from '../database.js'
import { openAddressFile } from './file.js'

/** `what`: as the audit notes it, any of these. `seen`: the last change in the file as it was read. */
interface Correction {
  code: string
  what: string[]
  need?: string
  seen: string | undefined
  by: Actor
  now: number
}

/** The file where somebody else has changed this since it was read. The address is locked: no change comes between. */
export async function changedMeanwhile(
  tx: Tx,
  { code, what, need, seen, by, now }: Correction,
): Promise<Meanwhile | NotDone | undefined> {
  if (seen === undefined) return undefined
  const { rowCount } = await tx.query(
    `SELECT FROM audit WHERE subject_kind = 'address' AND subject = $1 AND id > $2 AND action = 'changeAddress'
       AND actor IS DISTINCT FROM $3 AND details->>'what' = ANY($4) AND ($5::text IS NULL OR details->>'need' = $5) LIMIT 1`,
    [code, seen, by.personId, what, need ?? null],
  )
  if (!rowCount) return undefined
  const meanwhile = await openAddressFile(tx, code, by, now)
  return typeof meanwhile === 'string' ? meanwhile : { meanwhile }
}
