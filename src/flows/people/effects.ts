// Who may do what, as officers order it in chat. Times are epoch ms.
import type { Role } from '../roles.js'

export type PeopleEffect = { do: 'redeemInvite'; code: string }

export type Redeemed =
  | { is: 'granted'; role: Role; unit: string; unitName: string }
  | { is: 'wrong' | 'used' | 'expired' | 'revoked' }
  /** Too many wrong codes; `until` they wait. */
  | { is: 'tooMany'; until: number }

export interface PeopleResults {
  redeemInvite: Redeemed
}
