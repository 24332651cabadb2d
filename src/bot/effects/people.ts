// Who may do what: every right is checked by the store, in the transaction of the deed.
import type { PeopleEffect } from '../../flows/people/effects.js'
import { redeemInvite } from '../../store/invites.js'
import type { Handlers } from './effect.js'

export const people: Handlers<PeopleEffect> = {
  redeemInvite: async (tx, who, { code }, now) => ({ result: await redeemInvite(tx, { code, by: who, now }) }),
}
