import type { ReviewEffect, ReviewResults } from '../../effects/review.js'
import type { StandIn } from '../memory.js'

/** In a rehearsal nobody has opened a round. */
export const standIn: StandIn<ReviewEffect, ReviewResults> = {
  showQueue: () => ({ total: 0, overdue: 0, files: [] }),
  showFile: () => ({ is: 'none' }),
  tick: () => ({ is: 'none' }),
  decideReview: () => ({ is: 'none' }),
  undoDecision: () => ({ is: 'none' }),
  askNominator: () => ({ is: 'none' }),
  recuse: () => ({ is: 'none' }),
  moveFile: () => ({ is: 'none' }),
  showQuestion: () => undefined,
  answerQuestion: () => ({ is: 'over' }),
  showOutcome: () => undefined,
  mergeFiles: () => ({ is: 'none' }),
  showAccounts: () => ({ is: 'none' }),
  splitFile: () => ({ is: 'none' }),
  ungroup: () => ({ is: 'over' }),
  noteConsent: () => ({ is: 'none' }),
  giveConsent: () => undefined,
  showRounds: () => [],
  showRound: () => undefined,
  closeRound: () => ({ is: 'none' }),
  showDigest: () => ({ waiting: 0, overdue: 0, late: false }),
}
