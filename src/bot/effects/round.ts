// What who keeps rounds does, within the turn's transaction.

import type { RoundEffect } from '../../flows/effects/round.js'
import * as keeping from '../../store/review/round-keeping.js'
import type { Handlers } from './effect.js'

export const round: Handlers<RoundEffect> = {
  offerRound: async (tx, by, _effect, now) => ({ result: await keeping.offerRound(tx, { by, now }) }),
  openRound: async (tx, by, { round: asked }, now) => ({
    result: await keeping.openRoundFor(tx, { round: asked, by, now }),
  }),
  moveRound: async (tx, by, effect, now) => ({ result: await keeping.moveRoundFor(tx, { ...effect, by, now }) }),
  changeLadder: async (tx, by, effect, now) => ({ result: await keeping.changeLadderFor(tx, { ...effect, by, now }) }),
  takeRound: async (tx, by, { round: id }, now) => ({ result: await keeping.takeRoundFor(tx, { round: id, by, now }) }),
}
