// What supporters ask for. Officers of the address's unit hear of it.
import type { MyPledge, SupportEffect } from '../../flows/effects/support.js'
import { audit } from '../../store/audit.js'
import type { Tx } from '../../store/database.js'
import { pledgeWaits } from '../../store/link-undo.js'
import { tellPerson } from '../../store/news.js'
import type { Address } from '../../store/people.js'
import { changePledge, declineProposal } from '../../store/support/changes.js'
import { cardsOf, findNeeds } from '../../store/support/find.js'
import { mineOf, type PledgeRow } from '../../store/support/rows.js'
import { acceptProposal, holdNeed, letGo, lockPledge, makePledge } from '../../store/support/support.js'
import { tellAddressOfficers } from './address-officers.js'
import type { Handlers, Who } from './effect.js'

const PAGE = 4
const OTHERS = 3

const others = async (tx: Tx) => (await findNeeds(tx, { by: 'urgent', skip: 0 }, OTHERS)).cards

/** The officers who answer for the unit of this address, the nearest level with any. */
export async function tellUnit(tx: Tx, row: PledgeRow, what: string, now: number): Promise<Address[]> {
  const news = { unit: row.unit, except: row.personId ?? undefined, what, about: row.code }
  return tellAddressOfficers(tx, { ...news, more: { what: row.what, at: now } }, now)
}

/** Whoever made the pledge hears of it, where they are still known. `more` goes into the words. */
export async function tellSupporter(
  tx: Tx,
  row: PledgeRow,
  what: string,
  now: number,
  more?: Record<string, unknown>,
): Promise<Address[]> {
  if (!row.personId) return []
  const news = { flow: 'support', what, about: row.code, more, id: `${what}:${row.code}:${now}` }
  const to = await tellPerson(tx, row.personId, news, now)
  return to ? [to] : []
}

/** What a card of thanks may say: nothing of the family, and the place no nearer than the public card does. */
export const cardOf = (row: PledgeRow) => ({
  what: row.what,
  quantity: row.delivered,
  measure: row.measure,
  unit: row.shownName,
  name: row.organisation ?? row.name ?? '',
})

/** Their pledge as they see it. Who the family is, where they may know, is noted as seen. */
async function shown(tx: Tx, who: Who, row: PledgeRow, now: number): Promise<MyPledge> {
  const pledge = mineOf(row)
  const on = { kind: 'address', id: row.address }
  if (pledge.family)
    await audit(tx, { by: who, action: 'view', on, unit: row.unit, details: { pledge: row.code } }, now)
  return pledge
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
  async openMyPledge(tx, who, { code }, now) {
    const row = await mine(tx, code, who.personId)
    return { result: row ? await shown(tx, who, row, now) : 'none' }
  },
  async acceptProposal(tx, who, { code }, now) {
    const row = await mine(tx, code, who.personId)
    const waits = row && (await pledgeWaits(tx, who.personId, row.id, now))
    if (waits) return { result: { waits } }
    const agreed = row?.state === 'proposed' ? await acceptProposal(tx, row, now) : undefined
    if (!agreed) return { result: row ? await shown(tx, who, row, now) : 'none' }
    return {
      result: await shown(tx, who, agreed, now),
      after: { revisit: await tellUnit(tx, agreed, 'accepted', now) },
    }
  },
  async declineProposal(tx, who, { code }, now) {
    const row = await mine(tx, code, who.personId)
    if (row?.state !== 'proposed') return { result: row ? await shown(tx, who, row, now) : 'none' }
    const kept = await declineProposal(tx, row)
    return { result: await shown(tx, who, kept, now), after: { revisit: await tellUnit(tx, kept, 'declined', now) } }
  },
  async changePledge(tx, who, { code, change }, now) {
    const row = await mine(tx, code, who.personId)
    if (!row) return { result: 'none' }
    const waits = await pledgeWaits(tx, who.personId, row.id, now)
    if (waits) return { result: { waits } }
    const done = await changePledge(tx, row, change, now)
    if (done.is === 'notNow') return { result: 'notNow' }
    if (done.is === 'noRoom') return { result: { left: done.left, measure: row.measure } }
    return {
      result: await shown(tx, who, done.row, now),
      after: { revisit: await tellUnit(tx, done.row, 'changed', now) },
    }
  },
  async cancelPledge(tx, who, { code, reason }, now) {
    const row = await mine(tx, code, who.personId)
    if (!row || !['asked', 'proposed', 'agreed'].includes(row.state))
      return { result: row ? await shown(tx, who, row, now) : 'none' }
    const waits = await pledgeWaits(tx, who.personId, row.id, now)
    if (waits) return { result: { waits } }
    await letGo(tx, row, 'cancelled', now, reason)
    const revisit = await tellUnit(tx, row, 'cancelled', now)
    return { result: await shown(tx, who, (await lockPledge(tx, 'id', row.id))!, now), after: { revisit } }
  },
}
