import { answeredFrom } from '../../store/answerers.js'
import type { Tx } from '../../store/database.js'
import { tellOfficers } from '../../store/officers.js'
import type { Address } from '../../store/people.js'

export interface AddressNews {
  /** Code of the unit of the address. */
  unit: string
  /** Whoever caused it is not told of it. */
  except?: string
  what: string
  about: string
  more?: Record<string, unknown>
}

/** The officers who answer for an address hear of it: those of its unit, else of the nearest level with any. */
export async function tellAddressOfficers(
  tx: Tx,
  { unit, except = '0', ...news }: AddressNews,
  now: number,
): Promise<Address[]> {
  const answering = await answeredFrom(tx, unit, except, now)
  return answering ? tellOfficers(tx, answering, { flow: 'address', ...news }, now) : []
}
