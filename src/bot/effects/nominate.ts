import type { NominateEffect } from '../../flows/effects/nominate.js'
import { together } from '../../store/database.js'
import { submitNomination } from '../../store/nominate.js'
import { openMovements } from '../../store/review/programmes.js'
import { enterOneOf, openRoundsFor } from '../../store/review/rounds.js'
import type { Handlers } from './effect.js'

export const nominate: Handlers<NominateEffect> = {
  showMovements: async (tx, _who, _effect, now) => ({
    result: (await openMovements(tx, now)).map(({ code, name, label }) => ({ code, name, label })),
  }),
  openMovement: async (tx, _who, { code }, now) => ({
    result: (await openMovements(tx, now)).find((movement) => movement.code === code),
  }),
  async submitNomination(tx, who, { draft, nomination }, now) {
    const [result, rounds] = await together([
      submitNomination(tx, who.personId, draft, nomination, now),
      openRoundsFor(tx, { draft }, now),
    ])
    await enterOneOf(tx, rounds, now)
    return { result }
  },
}
