import { givesAway } from '../../address/anonymous.js'
import type { AddressEffect, AddressFile, AddressResults, NewAddress } from '../../effects/address.js'
import type { PledgeFile } from '../../needs.js'
import { dayAt, partsOf } from '../../vi/calendar.js'
import type { Memory, StandIn } from '../memory.js'

const WAITING = ['asked', 'proposed', 'agreed']

function change<V extends { code: string }>(all: V[], code: string, more: Partial<V>): V | 'none' {
  const at = all.findIndex((one) => one.code === code)
  if (at < 0) return 'none'
  all[at] = { ...all[at]!, ...more }
  return all[at]
}

const pledge = ({ registry }: Memory, code: string, more: Partial<PledgeFile> = {}) =>
  change(registry.pledges, code, more)

/** A new address, or one that was suggested and has been visited. */
function keep(memory: Memory, { listKey: _key, ...address }: NewAddress, of: string | undefined, now: number) {
  const number = (memory.codes.get('DCND') ?? 2) + 1
  if (of === undefined) memory.codes.set('DCND', number)
  const code = of ?? `DCND-${partsOf(dayAt(now)).year}-${String(number).padStart(4, '0')}`
  const state = of === undefined ? address.state : address.papersSeen ? ('verified' as const) : ('surveying' as const)
  const needs = address.needs.map((need, n) => ({ ...need, id: String(n + 1), taken: 0 }))
  const file: AddressFile = { ...address, code, state, unit: 'Phường Lê Chân', unitCode: address.unit, needs }
  memory.registry.files = [...memory.registry.files.filter((one) => one.code !== code), file]
  return { code, coarse: true, state }
}

/** A rehearsal has one suggested address and one pledge of others; what is entered joins them. */
export const standIn: StandIn<AddressEffect, AddressResults> = {
  addAddress: (memory, { address, of }, now) => keep(memory, address, of, now),
  listAddresses: ({ registry }) => ({
    lines: registry.files.map(({ code, group, unit, state }) => ({ code, group, unit, state })),
    older: 0,
  }),
  openAddressFile: ({ registry }, { code }) => registry.files.find((file) => file.code === code) ?? 'none',
  setAddressState({ registry }, { code, state, reason }) {
    const file = registry.files.find((one) => one.code === code)
    if (file && file.needs.length === 0 && (state === 'verified' || state === 'open')) return 'incomplete'
    const moved = change(registry.files, code, { state, reason })
    return moved === 'none' ? moved : { ...moved, coarse: false }
  },
  setFamilyConsent: ({ registry }, { code, agreed }) => change(registry.files, code, { consented: agreed }),
  addNeed({ registry }, { code, need }) {
    const needs = registry.files.find((file) => file.code === code)?.needs ?? []
    return change(registry.files, code, { needs: [...needs, { ...need, id: String(needs.length + 1), taken: 0 }] })
  },
  changeNeed({ registry }, { code, need, change: to }) {
    const needs = registry.files.find((file) => file.code === code)?.needs ?? []
    const changed = needs.map((one) =>
      one.id === need ? { ...one, ...('ended' in to ? { quantity: one.taken } : to) } : one,
    )
    return change(registry.files, code, { needs: changed })
  },
  changeCard({ registry }, { code, change: to }) {
    const file = registry.files.find((one) => one.code === code)
    const told = file && 'summary' in to ? givesAway(to.summary, file) : undefined
    if (told) return { givesAway: told }
    if (!('unit' in to)) return change(registry.files, code, to)
    return change(registry.files, code, { unitCode: to.unit, unit: 'Phường Hồng An' })
  },
  changeFamily({ registry }, { code, change: to }) {
    const file = registry.files.find((one) => one.code === code)
    const told = file && ('name' in to || 'place' in to) ? givesAway(file.summary, to) : undefined
    return told ? { givesAway: told } : change(registry.files, code, to)
  },
  eraseAddress({ registry }, { code }) {
    const living = registry.pledges.some((one) => one.address === code && WAITING.includes(one.state))
    if (living) return 'promised'
    const gone = { summary: '', name: '', place: '', details: '', suggestedBy: undefined, needs: [] }
    const changed = change(registry.files, code, { ...gone, state: 'erased' })
    return changed === 'none' ? changed : { code, alike: [] }
  },
  listPledges: ({ registry }) => ({
    lines: registry.pledges.filter(({ state }) => WAITING.includes(state)),
    older: 0,
  }),
  openPledge: (memory, { code }) => pledge(memory, code),
  decidePledge: (memory, { code, decision }) =>
    pledge(memory, code, { state: decision === 'agree' ? 'agreed' : decision === 'finish' ? 'done' : 'refused' }),
  proposePledge: (memory, { code, quantity, words }) =>
    pledge(memory, code, { state: 'proposed', proposed: quantity, proposal: words }),
  confirmDeliveries(memory, { code }) {
    const found = pledge(memory, code)
    if (found === 'none' || found.unconfirmed === 0) return 'notNow'
    const deliveries = found.deliveries.map((line) => ({ ...line, confirmed: true }))
    return pledge(memory, code, {
      unconfirmed: 0,
      deliveries,
      state: found.delivered >= found.quantity ? 'done' : 'agreed',
    })
  },
  sendList: () => 'reading',
  useList: () => 'reading',
  showCoverage({ registry }, _effect, now) {
    const counted = registry.files.filter(({ state }) => !['proposed', 'surveying', 'refused'].includes(state))
    const helped = counted.filter(({ needs }) => needs.some(({ taken }) => taken > 0))
    const lines = counted.flatMap(({ unit, needs }) =>
      needs.map(({ form, taken }) => ({ unit, form, registered: 1, helped: taken > 0 ? 1 : 0 })),
    )
    const waiting = counted
      .filter((file) => !helped.includes(file))
      .map(({ code, unit }) => ({ code, unit, since: now }))
    return { lines, registered: counted.length, helped: helped.length, waiting }
  },
}
