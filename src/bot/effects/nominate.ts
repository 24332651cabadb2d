import type { NominateEffect } from '../../flows/nominate/effects.js'
import { submitNomination } from '../../store/nominate.js'
import type { Handlers } from './effect.js'

export const nominate: Handlers<NominateEffect> = {
  submitNomination: async (tx, who, { draft, nomination }, now) => ({
    result: await submitNomination(tx, who.personId, draft, nomination, now),
  }),
}
