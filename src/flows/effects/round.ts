// What the conversation of who opens and moves rounds asks of the store, and what it hears back. Times are epoch ms.
import type { RoundFault } from '../programme.js'

/** One step of a ladder: `ms` from the due date (before it: negative), and who hears of it. */
export interface Rung {
  rung: string
  ms: number
  to: 'reviewer' | 'deputy' | 'above'
}

/** Ladders to choose from; a round has the usual one unless somebody says otherwise. */
export type LadderName = 'usual' | 'fewer' | 'last'

export interface AskedRound {
  programme: string
  stage: string
  /** Its code. */
  unit: string
  /** At once where not given. */
  opensAt?: number
  submitBy: number
  reviewBy: number
  publishAt?: number
  /** Why one more than its cycle or its movement allows. */
  reason?: string
}

/** Dates as a movement's calendar proposes them. */
export interface ProposedDates {
  opensAt: number
  submitBy: number
  reviewBy: number
  publishAt?: number
}

/** What somebody may open. */
export interface RoundOffer {
  programmes: {
    code: string
    name: string
    /** The last moment a review of it may end without a reason. */
    until: number
    /** The lowest first. `spent`: another one needs a reason. */
    stages: { code: string; name: string; spent?: { rounds: number; years: number } }[]
    cycle?: ProposedDates
  }[]
  /** The units they answer for. */
  units: { code: string; name: string }[]
  /** Where they answer for the whole city: its code. Stages after the first are opened for it alone. */
  top?: string
}

export type RoundEffect =
  | { do: 'offerRound' }
  /** `answers`: what the form held, should something of it have to be answered anew. */
  | { do: 'openRound'; round: AskedRound; answers: Record<string, unknown> }
  /** Without `to` it is only shown how it stands; without `from`, the deadline they read, it is asked whether that is meant. */
  | { do: 'moveRound'; round: string; to?: number; from?: number; submitToo?: true }
  /** Without `to` the ladder is only shown; `own`: one of their own, as `readLadder` reads it. */
  | { do: 'changeLadder'; round: string; to?: LadderName | { own: string } }
  /** The round as a table, sent to who asks for it. */
  | { do: 'takeRound'; round: string }

/** A round as who answers for it reads it. */
export interface KeptRound {
  round: string
  unitName: string
  stage: string
  opensAt: number
  submitBy: number
  reviewBy: number
  ladder: Rung[]
  /** Files that nobody has decided yet. */
  waiting: number
}

/** `none`: there is none in their scope. `over`: it is closed. */
type NotKept = { is: 'none' } | { is: 'over' }

export interface RoundResults {
  offerRound: RoundOffer
  openRound:
    | ({ is: 'opened'; taken: number; unassigned: number } & KeptRound)
    /** Not opened: which part of it is to be answered anew, and what may be opened now. */
    | { is: 'wrong'; fault: RoundFault; why: string; offer: RoundOffer }
  moveRound:
    | ({ is: 'ask' | 'moved' } & KeptRound)
    /** `steps`: when reviewers are reminded by the new deadline. */
    | ({ is: 'sure'; to: number; steps: number[] } & KeptRound)
    /** Somebody else has moved it meanwhile. */
    | ({ is: 'changed' } & KeptRound)
    | { is: 'wrong'; why: string; round: string }
    | NotKept
  changeLadder: ({ is: 'shown' | 'changed' } & KeptRound) | NotKept
  takeRound:
    | { is: 'taken'; round: string; unitName: string; stage: string; sheet: { hash: string; name: string } }
    | { is: 'none' }
}
