import type { KeptRound, RoundEffect, RoundOffer, RoundResults } from '../../effects/round.js'
import { LADDERS, readLadder, stepsOf } from '../../ladder.js'
import { inventedOffer } from '../invented/round.js'
import type { Memory, StandIn } from '../memory.js'

export const standIn: StandIn<RoundEffect, RoundResults> = {
  offerRound: () => inventedOffer(),
  openRound({ round }, { round: asked }, now) {
    const offer = inventedOffer()
    const twice = round.opened.find(
      ({ programme, stage, unit }) => programme === asked.programme && stage === asked.stage && unit === asked.unit,
    )
    const why = `Đợt ${twice?.round} cùng bước, cùng địa bàn còn nhận hồ sơ.`
    if (twice) return { is: 'wrong', fault: 'twice', why, offer }
    const { programme, stage, unit, opensAt = now, submitBy, reviewBy } = asked
    const opened = {
      ...{ programme, unit, round: String(round.opened.length + 2), opensAt, submitBy, reviewBy },
      ...{ unitName: 'Phường Lê Chân', stage, ladder: LADDERS.usual, waiting: 3 },
    }
    round.opened.push(opened)
    const waits = opensAt > now
    return { is: 'opened', taken: waits ? 0 : 3, unassigned: waits ? 0 : 1, ...keptOf(opened, offer) }
  },
  moveRound(memory, { round: id, to, from, submitToo }, now) {
    const round = roundIn(memory, id)
    if (!round) return { is: 'none' }
    if (memory.review.closed && id === '1') return { is: 'over' }
    const kept = keptOf(round, inventedOffer())
    if (to === undefined) return { is: 'ask', ...kept }
    if (from !== undefined && from !== round.reviewBy) return { is: 'changed', ...kept }
    const steps = stepsOf(round.ladder, to, new Map()).map(({ at }) => at)
    if (from === undefined) return { is: 'sure', to, steps: steps.filter((at) => at > now), ...kept }
    round.reviewBy = to
    round.submitBy = submitToo ? to : Math.min(round.submitBy, to)
    return { is: 'moved', ...keptOf(round, inventedOffer()) }
  },
  changeLadder(memory, { round: id, to }) {
    const round = roundIn(memory, id)
    if (!round) return { is: 'none' }
    const own = typeof to === 'object' ? readLadder(to.own) : undefined
    if (own && !('wrong' in own)) round.ladder = own
    if (typeof to === 'string') round.ladder = LADDERS[to]
    return { is: to ? 'changed' : 'shown', ...keptOf(round, inventedOffer()) }
  },
  takeRound(memory, { round: id }) {
    const round = roundIn(memory, id)
    if (!round) return { is: 'none' }
    const { unitName, stage } = keptOf(round, inventedOffer())
    return {
      is: 'taken',
      round: id,
      unitName,
      stage,
      sheet: { hash: `round:${id}@0.xlsx`, name: `dot-xet-${id}.xlsx` },
    }
  },
}

type Opened = Memory['round']['opened'][number]

const roundIn = ({ round }: Memory, id: string) => round.opened.find((each) => each.round === id)

function keptOf({ programme, unit: _unit, ...kept }: Opened, offer: RoundOffer): KeptRound {
  const stages = offer.programmes.find(({ code }) => code === programme)?.stages ?? []
  return { ...kept, stage: stages.find(({ code }) => code === kept.stage)?.name ?? kept.stage }
}
