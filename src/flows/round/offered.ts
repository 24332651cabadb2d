// What was offered to somebody who opens a round, and what of it they have chosen so far.
import type { RoundOffer } from '../effects/round.js'
import type { Answers } from '../interview/form.js'

const NOTHING: RoundOffer = { programmes: [], units: [] }
export const offerIn = ({ offer }: Answers) => (offer as RoundOffer | undefined) ?? NOTHING

export type Programme = RoundOffer['programmes'][number]

/** The movement chosen, or the only one there is. */
export function programmeIn(answers: Answers): Programme | undefined {
  const { programmes } = offerIn(answers)
  return programmes.length === 1 ? programmes[0] : programmes.find(({ code }) => code === answers.programme)
}

/** The step chosen, or the only one they may open. */
export function stageIn(answers: Answers): Programme['stages'][number] | undefined {
  const { stages = [] } = programmeIn(answers) ?? {}
  return stages.length === 1 ? stages[0] : stages.find(({ code }) => code === answers.stage)
}

/** Whether the step chosen is the one that takes files in. */
export const isFirst = (answers: Answers) => stageIn(answers)?.code === programmeIn(answers)?.stages[0]?.code
