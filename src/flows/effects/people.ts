// Who may do what, as officers order it in chat. Times are epoch ms.
import type { Role } from '../roles.js'

export type PeopleEffect =
  | { do: 'redeemInvite'; code: string }
  | { do: 'createInvite'; role: Role; unit: string }
  | { do: 'listInvites'; skip: number }
  | { do: 'revokeInvite'; invite: string }
  | { do: 'listPeople'; skip: number }
  | { do: 'openPerson'; person: string }
  | { do: 'endRole'; grant: string }
  /** `said`: the sentence they asked for it by, which may name who stands in and until when. */
  | { do: 'showAbsence'; said?: string }
  | { do: 'setAbsence'; deputy: string; until: number }
  | { do: 'endAbsence' }

export type Redeemed =
  | { is: 'granted'; role: Role; unit: string; unitName: string }
  | { is: 'wrong' | 'used' | 'expired' | 'revoked' }
  /** Too many wrong codes; `until` they wait. */
  | { is: 'tooMany'; until: number }

/** A person by the name they gave themselves, if they did. */
export interface Named {
  person: string
  name?: string
  /** A role they hold, to call them by where there is no name. */
  as?: { role: Role; unitName: string }
}

export interface Appointment {
  grant: string
  role: Role
  unitName: string
  /** Whether who looks may end it. */
  mayEnd: boolean
}

export interface PeopleResults {
  redeemInvite: Redeemed
  /** The code without dashes. */
  createInvite:
    | {
        code: string
        unitName: string
        expiresAt: number
        /** Where people find us, as far as it is known. */
        doors: { telegram?: string; zalo?: string }
      }
    | 'refused'
    | 'noUnit'
  listInvites: { lines: { invite: string; role: Role; unitName: string; expiresAt: number }[]; older: number }
  revokeInvite: 'revoked' | 'over' | 'refused' | 'none'
  listPeople: { lines: (Named & { roles: { role: Role; unitName: string }[] })[]; older: number }
  /** Roles within the scope of who looks; all of them where they look at themselves. */
  openPerson: (Named & { roles: Appointment[] }) | 'none'
  endRole: 'ended' | 'over' | 'refused' | 'none'
  showAbsence: { away?: Named & { until: number }; deputies: Named[] }
  setAbsence: 'set' | 'past' | 'unfit'
  endAbsence: boolean
}
