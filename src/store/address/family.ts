// Who is behind an address, and how to reach them, corrected by an officer.

import { givesAway } from '../../flows/address/anonymous.js'
import { mayBeChild } from '../../flows/child.js'
import type { AddressFile, FamilyChange, GivenAway, Meanwhile, NotDone } from '../../flows/effects/address.js'
import type { Actor } from '../audit.js'
import type { Tx } from '../database.js'
import { boxOf } from '../sealed.js'
import { changedMeanwhile } from './meanwhile.js'
import { lockAddress, noteChange } from './needs.js'

const COLUMN = {
  name: 'name',
  birthYear: 'birth_year',
  guardian: 'guardian',
  phone: 'phone',
  place: 'place',
  details: 'details',
} as const

/** What public words may not say of a family: its name and where it lives. */
export async function whoIs(tx: Tx, id: string): Promise<{ name?: string; place?: string }> {
  const { rows } = await tx.query<{ name: string | null; place: string | null }>(
    'SELECT name, place FROM address_private WHERE address_id = $1',
    [id],
  )
  const { name = null, place = null } = rows[0] ?? {}
  const box = boxOf(tx, 'address_private', id)
  return { name: box.open('name', name) ?? '', place: box.open('place', place) ?? '' }
}

/**
 * Changes one thing of who a family is, for an officer of its unit. A child's yes is their guardian's: where nobody is left
 * who may give it, it is to be asked anew. 'incomplete' before it was surveyed; what the public words would give away then
 * is not taken. Gives the file as it is then. `now`: epoch ms.
 */
export async function changeFamily(
  tx: Tx,
  {
    code,
    change,
    seen,
    by,
    now,
  }: { code: string; change: FamilyChange; seen?: string | undefined; by: Actor; now: number },
): Promise<AddressFile | NotDone | GivenAway | Meanwhile> {
  const found = await lockAddress(tx, code, by, 'changeFamily', now)
  if (typeof found === 'string') return found
  const { rows } = await tx.query<{ summary: string }>(
    'SELECT summary FROM address WHERE id = $1 AND EXISTS (SELECT FROM need n WHERE n.address_id = address.id)',
    [found.id],
  )
  if (!rows[0]) return 'incomplete'
  const [[what, value]] = Object.entries(change) as [[keyof typeof COLUMN, string | number | undefined]]
  const meanwhile = await changedMeanwhile(tx, { code, what: [what], seen, by, now })
  if (meanwhile) return meanwhile
  const told = 'name' in change || 'place' in change ? givesAway(rows[0].summary, change) : undefined
  if (told) return { givesAway: told }
  const box = boxOf(tx, 'address_private', found.id)
  const column = COLUMN[what]
  const sealed = value === undefined || value === '' ? null : box.seal(column, String(value))
  const { rows: kept } = await tx.query<{ born: string | null; guarded: boolean }>(
    `UPDATE address_private SET ${column} = $2 WHERE address_id = $1 RETURNING birth_year AS born, guardian IS NOT NULL AS guarded`,
    [found.id, sealed],
  )
  const born = kept[0]?.born ? Number(box.open('birth_year', kept[0].born)) : undefined
  if (mayBeChild(born, now) && !kept[0]?.guarded)
    await tx.query('UPDATE address_private SET consented_at = NULL WHERE address_id = $1', [found.id])
  return noteChange(tx, { code, found, by, now, details: { deed: 'changeFamily', what } })
}
