// What supporters ask for. Officers of the address's unit hear of it.
import type { SupportEffect } from '../../flows/support/effects.js'
import { answeredFrom } from '../../store/answerers.js'
import type { Tx } from '../../store/database.js'
import { recordDelivery } from '../../store/deliveries.js'
import { tellOfficers } from '../../store/officers.js'
import type { Address } from '../../store/people.js'
import { acceptProposal, holdNeed, letGo, lockPledge, makePledge, mineOf, type PledgeRow } from '../../store/support.js'
import { cardsOf, findNeeds } from '../../store/support-find.js'
import type { Handlers } from './effect.js'

const PAGE = 4
const OTHERS = 3

const others = async (tx: Tx) => (await findNeeds(tx, { by: 'urgent', skip: 0 }, OTHERS)).cards

/** The officers who answer for the unit of this address, the nearest level with any. */
async function tellUnit(tx: Tx, row: PledgeRow, what: string, now: number): Promise<Address[]> {
  const unit = await answeredFrom(tx, row.unit, row.personId ?? '0', now)
  if (!unit) return []
  return tellOfficers(tx, unit, { flow: 'address', what, about: row.code, more: { what: row.what, at: now } }, now)
}

/** Their own pledge, locked; another's is none of theirs. */
async function mine(tx: Tx, code: string, personId: string): Promise<PledgeRow | undefined> {
  const row = await lockPledge(tx, 'code', code)
  return row?.personId === personId ? row : undefined
}

export const support: Handlers<SupportEffect> = {
  findNeeds: async (tx, _who, { search }) => ({ result: await findNeeds(tx, search, PAGE) }),
  openCard: async (tx, _who, { code }) => ({ result: { cards: await cardsOf(tx, code) } }),
  async holdNeed(tx, who, { need }, now) {
    const held = await holdNeed(tx, who.personId, need, now)
    return { result: held.is === 'held' ? held : { is: held.is, others: await others(tx) } }
  },
  async pledge(tx, who, { draft, pledge }, now) {
    const made = await makePledge(tx, who.personId, draft, pledge, now)
    if (made === 'full') return { result: { is: 'full', others: await others(tx) } }
    const revisit = await tellUnit(tx, made, 'asked', now)
    return { result: { is: 'pledged', pledge: mineOf(made) }, after: { revisit } }
  },
  async openMyPledge(tx, who, { code }) {
    const row = await mine(tx, code, who.personId)
    return { result: row ? mineOf(row) : 'none' }
  },
  async acceptProposal(tx, who, { code }, now) {
    const row = await mine(tx, code, who.personId)
    const agreed = row?.state === 'proposed' ? await acceptProposal(tx, row, now) : undefined
    if (!agreed) return { result: row ? mineOf(row) : 'none' }
    return { result: mineOf(agreed), after: { revisit: await tellUnit(tx, agreed, 'accepted', now) } }
  },
  async cancelPledge(tx, who, { code, reason }, now) {
    const row = await mine(tx, code, who.personId)
    if (!row || !['asked', 'proposed', 'agreed'].includes(row.state)) return { result: row ? mineOf(row) : 'none' }
    await letGo(tx, row, 'cancelled', now, reason)
    const revisit = await tellUnit(tx, row, 'cancelled', now)
    return { result: mineOf((await lockPledge(tx, 'id', row.id))!), after: { revisit } }
  },
  async reportDelivery(tx, who, { code }, now) {
    const row = await mine(tx, code, who.personId)
    const recorded = row && (await recordDelivery(tx, row, { by: who.personId, now }))
    if (!recorded) return { result: row ? mineOf(row) : 'none' }
    return { result: mineOf(recorded), after: { revisit: await tellUnit(tx, recorded, 'delivered', now) } }
  },
}
