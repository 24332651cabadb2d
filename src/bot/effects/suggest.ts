// Somebody tells of a family in need: the officers of its ward hear of it, and whoever told hears what becomes of it.

import type { SuggestEffect } from '../../flows/effects/suggest.js'
import type { AddressState } from '../../flows/needs.js'
import type { Tx } from '../../store/database.js'
import { tellPerson } from '../../store/news.js'
import type { Address } from '../../store/people.js'
import { suggestAddress, suggesterOf } from '../../store/suggest.js'
import { tellAddressOfficers } from './address-officers.js'
import type { Handlers } from './effect.js'

export const suggest: Handlers<SuggestEffect> = {
  async suggestAddress(tx, who, { draft, suggestion }, now) {
    const made = await suggestAddress(tx, who.personId, draft, suggestion, now)
    if (made === 'tooMany') return { result: made, after: { revisit: [] } }
    const { code, unit, unitCode } = made
    const news = { unit: unitCode, except: who.personId, what: 'suggested', about: code, more: { unit } }
    const revisit = await tellAddressOfficers(tx, news, now)
    return { result: { code, unit }, after: { revisit } }
  },
}

/** Whoever suggested this address, where somebody did, hears of its new state. */
export async function tellSuggester(
  tx: Tx,
  { code, state, reason }: { code: string; state: AddressState; reason?: string },
  now: number,
): Promise<Address[]> {
  const personId = await suggesterOf(tx, code)
  if (personId === undefined) return []
  const news = { flow: 'suggest', what: 'moved', about: code, more: { state, ...(reason ? { reason } : {}) } }
  const to = await tellPerson(tx, personId, { ...news, id: `moved:${code}:${state}:${now}` }, now)
  return to ? [to] : []
}
