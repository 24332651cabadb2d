import { readInviteCode, showInviteCode } from '../invite-code.js'
import type { StandIn } from '../rehearsal/memory.js'
import type { PeopleEffect, PeopleResults } from './effects.js'

/** The one invitation of a rehearsal. */
const CODE = 'K7QM-2XTP-9HRC'

export const standIn: StandIn<PeopleEffect, PeopleResults> = {
  redeemInvite(_memory, { code }) {
    const read = readInviteCode(code)
    return read && showInviteCode(read) === CODE
      ? { is: 'granted', role: 'officer', unit: '11383', unitName: 'Phường Lê Chân' }
      : { is: 'wrong' }
  },
}
