import type { NominateEffect } from '../../flows/effects/nominate.js'
import { submitNomination } from '../../store/nominate.js'
import { openMovements } from '../../store/review/programmes.js'
import { enterRound } from '../../store/review/rounds.js'
import type { Handlers } from './effect.js'

export const nominate: Handlers<NominateEffect> = {
  showMovements: async (tx, _who, _effect, now) => ({
    result: (await openMovements(tx, now)).map(({ code, name, label }) => ({ code, name, label })),
  }),
  openMovement: async (tx, _who, { code }, now) => ({
    result: (await openMovements(tx, now)).find((movement) => movement.code === code),
  }),
  async submitNomination(tx, who, { draft, nomination }, now) {
    const result = await submitNomination(tx, who.personId, draft, nomination, now)
    await enterRound(tx, result.code, now)
    return { result }
  },
}
