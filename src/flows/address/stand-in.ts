import type { StandIn } from '../rehearsal/memory.js'
import { dayAt, partsOf } from '../vi/calendar.js'
import type { AddressEffect, AddressResults } from './effects.js'

/** A rehearsal keeps no registry: an address is given a code, and no pledge of others waits. */
export const standIn: StandIn<AddressEffect, AddressResults> = {
  addAddress(memory, { address }, now) {
    const number = (memory.codes.get('DCND') ?? 2) + 1
    memory.codes.set('DCND', number)
    const code = `DCND-${partsOf(dayAt(now)).year}-${String(number).padStart(4, '0')}`
    return { code, coarse: true, state: address.state }
  },
  listAddresses: () => ({ lines: [], older: 0 }),
  openAddressFile: () => 'none',
  setAddressState: () => 'none',
  listPledges: () => ({ lines: [], older: 0 }),
  openPledge: () => 'none',
  decidePledge: () => 'none',
  proposePledge: () => 'none',
  recordDelivery: () => 'none',
  confirmDeliveries: () => 'none',
  sendList: () => 'reading',
  useList: () => 'none',
  showCoverage: () => ({ lines: [], registered: 0, helped: 0, waiting: [] }),
}
