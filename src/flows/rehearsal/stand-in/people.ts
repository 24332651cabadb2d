import type { PeopleEffect, PeopleResults } from '../../effects/people.js'
import { readInviteCode, showInviteCode } from '../../invite-code.js'
import type { StandIn } from '../memory.js'

/** The one invitation of a rehearsal. */
const CODE = 'K7QM-2XTP-9HRC'
const WEEK = 7 * 24 * 3_600_000
const LAN = { person: '7', name: 'Phạm Thị Lan' }
const ROLE = { role: 'reviewer', unitName: 'Phường Lê Chân' } as const

export const standIn: StandIn<PeopleEffect, PeopleResults> = {
  redeemInvite({ roles }, { code }) {
    const read = readInviteCode(code)
    if (!read || showInviteCode(read) !== CODE) return { is: 'wrong' }
    if (roles.length > 0) return { is: 'used' }
    const role = { role: 'officer', unit: '11383', unitName: 'Phường Lê Chân' } as const
    roles.push(role)
    return { is: 'granted', ...role }
  },
  createInvite: (_memory, _effect, now) => ({
    code: CODE.replaceAll('-', ''),
    unitName: ROLE.unitName,
    expiresAt: now + WEEK,
    doors: {},
  }),
  listInvites: (_memory, _effect, now) => ({ lines: [{ invite: '3', ...ROLE, expiresAt: now + WEEK }], older: 0 }),
  revokeInvite: () => 'revoked',
  listPeople: () => ({ lines: [{ ...LAN, roles: [ROLE] }], older: 0 }),
  openPerson: () => ({ ...LAN, roles: [{ grant: '12', ...ROLE, mayEnd: true }] }),
  endRole: () => 'ended',
  showAbsence: () => ({ deputies: [LAN] }),
  setAbsence: () => 'set',
  endAbsence: () => true,
}
