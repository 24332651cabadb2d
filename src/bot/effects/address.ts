// What officers do with addresses and pledges: the right is checked where the deed is done, every view is noted.
import type { AddressEffect, NotDone } from '../../flows/effects/address.js'
import type { PledgeFile } from '../../flows/needs.js'
import { addAddress, completeAddress, listAddresses, mayHandle, setAddressState } from '../../store/address/address.js'
import { alikeTo } from '../../store/address/alike.js'
import { wholeCoverage } from '../../store/address/coverage.js'
import { changeFamily } from '../../store/address/family.js'
import { openAddressFile, setFamilyConsent } from '../../store/address/file.js'
import { erasedFamilies } from '../../store/address/known-again.js'
import { addNeed, changeNeed } from '../../store/address/needs.js'
import { changeCard } from '../../store/address/public.js'
import { ANSWERERS } from '../../store/answerers.js'
import { audit } from '../../store/audit.js'
import type { Tx } from '../../store/database.js'
import { eraseAddress } from '../../store/erase-address.js'
import { useFile, wantFile } from '../../store/files/rows.js'
import { lockLedger } from '../../store/ledger.js'
import type { Address } from '../../store/people.js'
import { scopeOf } from '../../store/roles.js'
import { confirmDeliveries, finishPledge } from '../../store/support/deliveries.js'
import { fileOf, listPledges, livingPledges, mineOf, type PledgeRow } from '../../store/support/rows.js'
import { agreePledge, letGo, lockPledge, proposePledge } from '../../store/support/support.js'
import type { Handlers, Who } from './effect.js'
import { tellSuggester } from './suggest.js'
import { cardOf, tellSupporter } from './support.js'

const PAGE = 8
/** Addresses without help that are named under the figures. */
const WAITING = 5

/** A pledge of a unit of theirs, locked. */
async function theirs(tx: Tx, who: Who, code: string, deed: string, now: number): Promise<PledgeRow | NotDone> {
  const row = await lockPledge(tx, 'code', code)
  if (!row) return 'none'
  return (await mayHandle(tx, who, row.unit, deed, now)) ? row : 'refused'
}

/** What was done is noted, and the supporter hears of it. */
async function done(tx: Tx, who: Who, row: PledgeRow, what: string, now: number, reason?: string) {
  const action = what === 'confirmed' ? 'recordDelivery' : 'decidePledge'
  await audit(tx, { by: who, action, on: { kind: 'pledge', id: row.code }, unit: row.unit, details: { what } }, now)
  const after = (await lockPledge(tx, 'id', row.id))!
  const revisit = await tellSupporter(tx, after, what, now, {
    ...(reason ? { reason } : {}),
    ...(what === 'confirmed' || what === 'finished' ? cardOf(after) : {}),
  })
  return { result: fileOf(after) satisfies PledgeFile, after: { revisit } }
}

/** A pledge of an address that is paused, or `over` for good: its supporter hears why. */
async function stopPledge(tx: Tx, id: string, over: boolean, now: number, reason?: string): Promise<Address[]> {
  const row = await lockPledge(tx, 'id', id)
  if (!row) return []
  if (over) await letGo(tx, row, row.state === 'held' ? 'released' : 'refused', now, reason)
  if (row.state === 'held') return []
  return tellSupporter(tx, row, over ? 'refused' : 'paused', now, reason ? { reason } : undefined)
}

/** Whoever may know the family hears that there is something new to know. */
async function tellWhoHelps(tx: Tx, code: string, now: number): Promise<Address[]> {
  const told: Address[] = []
  for (const { id } of await livingPledges(tx, code)) {
    const row = await lockPledge(tx, 'id', id)
    if (row && mineOf(row).family) told.push(...(await tellSupporter(tx, row, 'familyChanged', now)))
  }
  return told
}

const none = (why: NotDone) => ({ result: why, after: { revisit: [] } })

export const address: Handlers<AddressEffect> = {
  async addAddress(tx, who, { address, of }, now) {
    if (!(await mayHandle(tx, who, address.unit, 'addAddress', now))) return none('refused')
    const isErased = await erasedFamilies(tx)
    const erased = isErased(address.unit, { ...address, year: address.birthYear })
    if (of !== undefined) {
      const result = await completeAddress(tx, of, address, who, now)
      return typeof result === 'string'
        ? none(result)
        : { result: { ...result, erased }, after: { revisit: await tellSuggester(tx, result, now) } }
    }
    const { code, coarse } = await addAddress(tx, address, who, now)
    const alike = await alikeTo(tx, code, who, now)
    return { result: { code, coarse, state: address.state, alike, erased }, after: { revisit: [] } }
  },
  async listAddresses(tx, who, { skip }, now) {
    const scope = await scopeOf(tx, who.personId, ANSWERERS, now)
    return { result: await listAddresses(tx, scope, { skip, limit: PAGE }) }
  },
  async openAddressFile(tx, who, { code }, now) {
    const file = await openAddressFile(tx, code, who, now)
    return { result: typeof file === 'string' ? file : { ...file, alike: await alikeTo(tx, code, who, now) } }
  },
  async setAddressState(tx, who, { code, state, reason }, now) {
    // Pledges are locked before addresses, as everywhere.
    await lockLedger(tx)
    const result = await setAddressState(tx, { code, state, by: who, now, reason })
    if (typeof result === 'string') return none(result)
    const revisit = await tellSuggester(tx, { ...result, reason }, now)
    for (const { id } of state === 'paused' || state === 'refused' ? await livingPledges(tx, code) : [])
      revisit.push(...(await stopPledge(tx, id, state === 'refused', now, reason)))
    return { result, after: { revisit } }
  },
  setFamilyConsent: async (tx, who, { code, agreed, guardian }, now) => ({
    result: await setFamilyConsent(tx, { code, agreed, guardian, by: who, now }),
  }),
  addNeed: async (tx, who, { code, need }, now) => ({ result: await addNeed(tx, { code, need, by: who, now }) }),
  changeNeed: async (tx, who, { code, need, change, seen }, now) => ({
    result: await changeNeed(tx, { code, need, change, seen, by: who, now }),
  }),
  changeCard: async (tx, who, { code, change, seen }, now) => ({
    result: await changeCard(tx, { code, change, seen, by: who, now }),
  }),
  async changeFamily(tx, who, { code, change, seen }, now) {
    const result = await changeFamily(tx, { code, change, seen, by: who, now })
    const reached = 'name' in change || 'phone' in change || 'place' in change
    const known = typeof result !== 'string' && 'code' in result && reached
    return { result, after: { revisit: known ? await tellWhoHelps(tx, code, now) : [] } }
  },
  eraseAddress: async (tx, who, { code }, now) => ({ result: await eraseAddress(tx, code, who, now) }),
  async listPledges(tx, who, { skip }, now) {
    const scope = await scopeOf(tx, who.personId, ANSWERERS, now)
    await audit(tx, { by: who, action: 'view', on: { kind: 'list', id: 'pledges' }, details: { skip } }, now)
    return { result: await listPledges(tx, scope, { skip, limit: PAGE }) }
  },
  async openPledge(tx, who, { code }, now) {
    const row = await theirs(tx, who, code, 'openPledge', now)
    if (typeof row === 'string') return { result: row }
    await audit(tx, { by: who, action: 'view', on: { kind: 'pledge', id: code }, unit: row.unit }, now)
    return { result: fileOf(row) }
  },
  async decidePledge(tx, who, { code, decision, reason }, now) {
    const row = await theirs(tx, who, code, 'decidePledge', now)
    if (typeof row === 'string') return none(row)
    if (decision === 'agree') {
      if (row.state !== 'asked') return none('notNow')
      await agreePledge(tx, row, who.personId, now)
      return done(tx, who, row, 'agreed', now)
    }
    if (decision === 'finish') {
      if (!(await finishPledge(tx, row))) return none('notNow')
      return done(tx, who, row, 'finished', now)
    }
    if (!['asked', 'proposed', 'agreed'].includes(row.state)) return none('notNow')
    await letGo(tx, row, 'refused', now, reason)
    return done(tx, who, row, 'refused', now, reason)
  },
  async proposePledge(tx, who, { code, quantity, words }, now) {
    const row = await theirs(tx, who, code, 'proposePledge', now)
    if (typeof row === 'string') return none(row)
    if (!['asked', 'agreed'].includes(row.state) || row.delivered > 0) return none('notNow')
    if (!(await proposePledge(tx, row, quantity, who.personId, words))) return none('notNow')
    return done(tx, who, row, 'proposed', now)
  },
  async confirmDeliveries(tx, who, { code }, now) {
    const row = await theirs(tx, who, code, 'confirmDeliveries', now)
    if (typeof row === 'string') return none(row)
    if (!(await confirmDeliveries(tx, row, who.personId, now))) return none('notNow')
    return done(tx, who, row, 'confirmed', now)
  },
  async sendList(tx, who, { file, source }, now) {
    const scope = await scopeOf(tx, who.personId, ANSWERERS, now)
    if (scope.length === 0) return { result: 'refused' }
    await wantFile(tx, who.personId, who.channel, file, source, now)
    await useFile(tx, who.personId, file, 'address.check', now)
    return { result: 'reading', after: { fetch: [file] } }
  },
  async useList(tx, who, { file, step, hidden }, now) {
    const purpose = ['address', step, ...(hidden ? [hidden] : [])].join('.')
    if (!(await useFile(tx, who.personId, file, purpose, now))) return { result: 'none' }
    return { result: 'reading', after: { fetch: [file] } }
  },
  async showCoverage(tx, who, _effect, now) {
    return { result: await wholeCoverage(tx, await scopeOf(tx, who.personId, ANSWERERS, now), WAITING) }
  },
}
