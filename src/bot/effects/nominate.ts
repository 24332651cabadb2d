import type { NominateEffect } from '../../flows/nominate/effects.js'
import { submitNomination } from '../../store/nominate.js'
import { enterRound } from '../../store/review/rounds.js'
import type { Handlers } from './effect.js'

export const nominate: Handlers<NominateEffect> = {
  async submitNomination(tx, who, { draft, nomination }, now) {
    const result = await submitNomination(tx, who.personId, draft, nomination, now)
    await enterRound(tx, result.code, now)
    return { result }
  },
}
