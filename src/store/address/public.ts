// What everybody reads of an address, corrected by an officer.
import { givesAway } from '../../flows/address/anonymous.js'
import type { AddressFile, CardChange, GivenAway, Meanwhile, NotDone } from '../../flows/effects/address.js'
import type { Actor } from '../audit.js'
import type { Tx } from '../database.js'
import { mayHandle } from './address.js'
import { coarsenAll } from './card.js'
import { whoIs } from './family.js'
import { changedMeanwhile } from './meanwhile.js'
import { lockAddress, noteChange } from './needs.js'

/**
 * Changes the words, the group or the unit of an address, for an officer of its unit; to another unit only for one of both.
 * How much its card may say is counted anew, and so for those it leaves behind. 'incomplete' before it was surveyed, 'none'
 * for a unit that is not there; words that would say who the family is are not taken. Gives the file as it is then. `now`: epoch ms.
 */
export async function changeCard(
  tx: Tx,
  {
    code,
    change,
    seen,
    by,
    now,
  }: { code: string; change: CardChange; seen?: string | undefined; by: Actor; now: number },
): Promise<AddressFile | NotDone | GivenAway | Meanwhile> {
  const found = await lockAddress(tx, code, by, 'changeCard', now)
  if (typeof found === 'string') return found
  const { rowCount } = await tx.query('SELECT FROM need WHERE address_id = $1 LIMIT 1', [found.id])
  if (!rowCount) return 'incomplete'
  const [what = ''] = Object.keys(change)
  const meanwhile = await changedMeanwhile(tx, { code, what: [what], seen, by, now })
  if (meanwhile) return meanwhile
  if ('unit' in change) {
    const unit = await tx.query('SELECT FROM unit WHERE code = $1 AND closed_at IS NULL', [change.unit])
    if (!unit.rowCount) return 'none'
    if (!(await mayHandle(tx, by, change.unit, 'changeCard', now))) return 'refused'
    // The key of a list finds a line again within its unit.
    await tx.query('UPDATE address SET unit_code = $2, shown_unit = $2, list_key = NULL WHERE id = $1', [
      found.id,
      change.unit,
    ])
  } else if ('group' in change)
    await tx.query('UPDATE address SET group_key = $2, shown_group = $2 WHERE id = $1', [found.id, change.group])
  else {
    const told = givesAway(change.summary, await whoIs(tx, found.id))
    if (told) return { givesAway: told }
    await tx.query('UPDATE address SET summary = $2 WHERE id = $1', [found.id, change.summary])
  }
  if (!('summary' in change)) {
    const left = await tx.query<{ code: string }>('SELECT code FROM address WHERE unit_code = $1', [found.unit])
    await coarsenAll(tx, [...left.rows.map((row) => row.code), code])
  }
  const details = { deed: 'changeCard', what, ...('summary' in change ? {} : change) }
  return noteChange(tx, { code, found, by, now, details })
}
