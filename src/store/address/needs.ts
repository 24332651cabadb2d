// What an address needs, changed after it was entered: never below what people have promised.
import type { AddressFile, Meanwhile, NeedChange, NewNeed, NotDone } from '../../flows/effects/address.js'
import { type Actor, audit } from '../audit.js'
import type { Tx } from '../database.js'
import { lockLedger } from '../ledger.js'
import { mayHandle, settleAddress } from './address.js'
import { openAddressFile } from './file.js'
import { changedMeanwhile } from './meanwhile.js'

interface Found {
  id: string
  unit: string
  state: string
}

/** The address, locked, for an officer of its unit; one that was refused or erased is not changed. */
export async function lockAddress(
  tx: Tx,
  code: string,
  by: Actor,
  deed: string,
  now: number,
): Promise<Found | NotDone> {
  // Pledges are locked before addresses, as everywhere.
  await lockLedger(tx)
  const { rows } = await tx.query<Found>(
    'SELECT id, unit_code AS unit, state FROM address WHERE code = $1 FOR UPDATE',
    [code],
  )
  const found = rows[0]
  if (!found) return 'none'
  if (!(await mayHandle(tx, by, found.unit, deed, now))) return 'refused'
  return found.state === 'refused' || found.state === 'erased' ? 'notNow' : found
}

/** Adds a need; whoever had all they needed needs help again. Gives the file as it is then. `now`: epoch ms. */
export async function addNeed(
  tx: Tx,
  { code, need, by, now }: { code: string; need: NewNeed; by: Actor; now: number },
): Promise<AddressFile | NotDone> {
  const found = await lockAddress(tx, code, by, 'addNeed', now)
  if (typeof found === 'string') return found
  await tx.query(
    'INSERT INTO need (address_id, form, what, measure, quantity, rhythm, needed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [found.id, need.form, need.what, need.measure, need.quantity, need.rhythm, need.neededBy ?? null],
  )
  return noteChange(tx, {
    code,
    found,
    by,
    now,
    details: { deed: 'addNeed', form: need.form, quantity: need.quantity },
  })
}

/**
 * Changes how much is needed, until when, or the words for it; or ends a need, which then is what was promised of it, or is gone where
 * nobody ever came forward. 'taken' where people have promised more than that, or have promised what those words say.
 */
export async function changeNeed(
  tx: Tx,
  {
    code,
    need,
    change,
    seen,
    by,
    now,
  }: { code: string; need: string; change: NeedChange; seen?: string | undefined; by: Actor; now: number },
): Promise<AddressFile | NotDone | Meanwhile> {
  const found = await lockAddress(tx, code, by, 'changeNeed', now)
  if (typeof found === 'string') return found
  const [what = ''] = Object.keys(change)
  // What ended asks for nothing more; and what is ended is the need as it was read.
  const against = what === 'ended' ? ['quantity', 'what', 'neededBy', 'ended'] : [what, 'ended']
  const meanwhile = await changedMeanwhile(tx, { code, what: against, need, seen, by, now })
  if (meanwhile) return meanwhile
  const { rows } = await tx.query<{ taken: number; promised: boolean }>(
    `SELECT taken::float8 AS taken, EXISTS (SELECT FROM pledge p WHERE p.need_id = n.id) AS promised
     FROM need n WHERE id = $1 AND address_id = $2 FOR UPDATE`,
    [need, found.id],
  )
  const old = rows[0]
  if (!old) return 'none'
  const details = { deed: 'changeNeed', need, what, ...('quantity' in change ? { quantity: change.quantity } : {}) }
  if ('what' in change) {
    if (old.taken > 0) return 'taken'
    await tx.query('UPDATE need SET what = $2 WHERE id = $1', [need, change.what])
  } else if ('quantity' in change) {
    if (change.quantity < old.taken) return 'taken'
    await tx.query('UPDATE need SET quantity = $2 WHERE id = $1', [need, change.quantity])
  } else if ('neededBy' in change)
    await tx.query('UPDATE need SET needed_by = $2 WHERE id = $1', [need, change.neededBy || null])
  else if (old.promised) await tx.query('UPDATE need SET quantity = taken WHERE id = $1', [need])
  else await tx.query('DELETE FROM need WHERE id = $1', [need])
  return noteChange(tx, {
    code,
    found,
    by,
    now,
    details: 'ended' in change ? { ...details, deed: 'endNeed' } : details,
  })
}

/** Notes who changed it, and gives the file as it is then. */
export async function noteChange(
  tx: Tx,
  {
    code,
    found,
    by,
    now,
    details,
  }: { code: string; found: Found; by: Actor; now: number; details: Record<string, string | number> },
): Promise<AddressFile | NotDone> {
  await settleAddress(tx, found.id)
  await audit(tx, { by, action: 'changeAddress', on: { kind: 'address', id: code }, unit: found.unit, details }, now)
  return openAddressFile(tx, code, by, now)
}
