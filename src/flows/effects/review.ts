// What the conversation of reviewers asks of the store, and what it hears back. Ids are those of reviews, decisions and
// questions; times are epoch ms.
import type { Rung } from './round.js'

export type Tick = 'yes' | 'no' | 'unclear'

/** Deeds on a file that need words, by the panel that asks for them. */
export type FileDeed = 'askWhat' | 'recuseWhy' | 'moveWhere'

export type ReviewEffect =
  | { do: 'showQueue' }
  | { do: 'showFile'; review: string }
  /** Without a mark the next criterion is only shown. `anew`: all marks are taken off. */
  | { do: 'tick'; review: string; key?: string; value?: Tick; anew?: true }
  /** Before words are asked for: whether the file waits for who asks. */
  | { do: 'openDeed'; review: string; deed: FileDeed }
  | { do: 'decideReview'; review: string; verdict: 'passed' | 'refused'; reason?: string }
  | { do: 'undoDecision'; decision: string; reason?: string }
  | { do: 'askNominator'; review: string; question: string }
  | { do: 'recuse'; review: string; reason: string }
  | { do: 'moveFile'; review: string; unit: string; reason: string }
  /** `news`: nobody asked for it, and one that is over is no news. */
  | { do: 'showQuestion'; question: string; news?: true }
  | { do: 'answerQuestion'; question: string; answer: string }
  | { do: 'showOutcome'; decision: string }
  | { do: 'showDigest' }
  | { do: 'mergeFiles'; review: string; other: string; reason: string }
  | { do: 'showAccounts'; review: string }
  | { do: 'splitFile'; review: string; account: string; reason: string }
  | { do: 'ungroup'; regroup: string }
  /** `guardian`: the nominee is a child, and it is their guardian's word. */
  | { do: 'noteConsent'; review: string; given: boolean; note: string; guardian?: true }
  | { do: 'giveConsent'; code: string; given: boolean }
  /** A code for the nominee of a file that passed, by which they answer themselves. */
  | { do: 'inviteNominee'; review: string }
  | { do: 'openConsent'; secret: string }
  | { do: 'showRounds' }
  | { do: 'showRound'; round: string }
  /** Without `sure` it is only asked whether that is meant. */
  | { do: 'closeRound'; round: string; sure?: true }

export interface Queue {
  total: number
  overdue: number
  files: { review: string; code: string; nominee: string; dueAt: number }[]
}

export interface CardFacts {
  review: string
  code: string
  nominee: string
  kind: string
  unitText: string
  title: string
  stage: string
  /** The conversation whose form its answers are read by. */
  form: string
  state: string
  dueAt: number
  criteria: { key: string; text: string; figure?: 'coverage' }[]
  /** Addresses of the place that are helped, of those that need it: where a criterion asks. */
  help?: { helped: number; registered: number }
  ticks: Record<string, string>
  /** What each nominator answered. */
  told: Record<string, unknown>[]
  photo?: string
  files: number
  similar: Similar[]
  /** What the nominee of a file that passed said to being named in public; undefined where nobody has asked. */
  consent?: { given: boolean; at: number; guardian?: true }
  questions: { question: string; answer?: string }[]
}
/** A file that may be about the same nominee, and why one may think so. */
export interface Similar {
  code: string
  unitText: string
  state: string
  tellers: number
  why: ('name' | 'marks' | 'parts' | 'shorter' | 'unit' | 'inside' | 'oldName' | 'year')[]
}

/** A round in figures. */
export interface RoundReport {
  round: string
  unitName: string
  stage: string
  submitBy: number
  reviewBy: number
  /** When reviewers are reminded. */
  ladder: Rung[]
  closedAt?: number
  received: number
  waiting: number
  asked: number
  passed: number
  refused: number
  overdue: number
  unassigned: number
  units: { label: string; received: number; decided: number }[]
  kinds: { kind: string; count: number }[]
  criteria: { text: string; yes: number; no: number; unclear: number }[]
  /** Units right under the round's, and how many of them have sent something. */
  under: number
  takingPart: number
  medians: { stage: string; days: number }[]
  /** Passed, and nobody has asked the nominee yet. */
  noConsent: number
}

export type Card = { is: 'card' } & CardFacts

/** Why nothing was done. `closed`: it does not wait for a decision; who decided, where somebody has. */
export type NotDone =
  | { is: 'none' | 'barred' | 'refused' }
  | { is: 'closed'; code: string; state: string; by?: string; at?: number; decision?: string }

export type Decided =
  | { is: 'decided'; code: string; nominee: string; verdict: string; decision: string; undoUntil: number }
  /** Criteria that have no mark yet, or none that fits the verdict; a reason that is still owed. */
  | { is: 'untick'; review: string; code: string }
  | { is: 'unmet'; review: string; code: string; failed: string[] }
  | { is: 'reason'; review: string; code: string; verdict: 'passed' | 'refused' }
  | NotDone

export type Outcome = { code: string; nominee: string; verdict: string; reason: string; stage: string; last: boolean }

export interface ReviewResults {
  showQueue: Queue
  showFile: Card | { is: 'none' | 'barred' | 'refused' }
  tick: Card | NotDone
  openDeed: { is: 'open'; code: string; nominee: string } | NotDone
  decideReview: Decided
  undoDecision:
    | { is: 'undone'; code: string; review: string }
    | { is: 'reason'; decision: string }
    /** `minutes`: how long it could be taken back. */
    | { is: 'late'; decision: string; minutes: number }
    | { is: 'none' | 'refused' | 'over' }
  askNominator: { is: 'asked'; code: string; reached: number } | NotDone
  recuse: { is: 'recused'; code: string; passedOn: boolean } | NotDone
  moveFile:
    | { is: 'moved'; code: string; unitName: string }
    | { is: 'there'; code: string; review: string; unitName: string }
    | NotDone
  showQuestion: { question: string; code: string; nominee: string } | undefined
  answerQuestion: { is: 'answered'; code: string } | { is: 'over' }
  showOutcome: Outcome | undefined
  mergeFiles:
    | { is: 'merged'; code: string; other: string; regroup: string; review: string }
    | { is: 'decided'; code: string }
    | NotDone
  showAccounts:
    | { is: 'accounts'; code: string; review: string; accounts: { account: string; told: string }[] }
    | NotDone
  splitFile: { is: 'split'; code: string; other: string; regroup: string; review: string } | { is: 'only' } | NotDone
  ungroup: { is: 'ungrouped'; code: string; review: string } | { is: 'none' | 'barred' | 'refused' | 'over' }
  noteConsent: { is: 'noted'; code: string; given: boolean } | NotDone
  /** `self`: they had come forward on their own. */
  giveConsent: { code: string; given: boolean; self: boolean } | undefined
  inviteNominee:
    | { is: 'invited'; code: string; secret: string; expiresAt: number; doors: { telegram?: string; zalo?: string } }
    | NotDone
  openConsent:
    | { is: 'asked'; code: string; nominee: string }
    /** `notYours`: they told of the nominee, or made the code. `over`: nothing is to be asked about the file any more. */
    | { is: 'wrong' | 'used' | 'expired' | 'over' | 'notYours' }
    | { is: 'tooMany'; until: number }
  showRounds: Pick<RoundReport, 'round' | 'unitName' | 'stage' | 'reviewBy'>[]
  /** `kept`: it is theirs to move; `takes`: its table is theirs to take out, closed or not. */
  showRound:
    | (RoundReport & { unasked: { review: string; code: string }[]; closable: boolean; kept: boolean; takes: boolean })
    | undefined
  closeRound:
    | { is: 'sure' | 'closed'; round: string; unitName: string; stage: string; received: number }
    /** Files that nobody has decided. */
    | { is: 'left'; round: string; left: number }
    | { is: 'none' | 'over' }
  showDigest: { waiting: number; overdue: number; nearest?: number; late: boolean }
}
