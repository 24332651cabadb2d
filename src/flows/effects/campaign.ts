// What an officer's broadcast asks for and finds.
import type { Answers } from '../interview/form.js'
import type { Outbound } from '../message.js'
import type { ButtonName } from '../news-buttons.js'

/** Why a member will not get a broadcast. */
export type ExcludedWhy =
  | 'noConsent'
  | 'stopped'
  | 'otherChannel'
  | 'unreachable'
  | 'neverWrote'
  | 'windowClosed'
  | 'thisWeek'
  | 'leftOut'
  | 'zaloQuota'
  | 'templateQuota'

export type BroadcastState = 'draft' | 'proposed' | 'scheduled' | 'sending' | 'paused' | 'halted' | 'done' | 'cancelled'

/** A weekly slot: 1 = Monday … 7 = Sunday, and the hour in Hải Phòng. */
export interface Slot {
  weekday: number
  hour: number
}

/** What was written, before anybody has decided to send it. */
export interface BroadcastForm {
  text: string
  buttons: ButtonName[]
  /** Where the button `link` leads. */
  link?: { url: string; label: string }
  /** A file of theirs (its id): a picture is shown above the text, a paper goes along. */
  file?: string
  /** Unit code: for its members and those of all below it. */
  unit: string
  /** Epoch ms; at once without it. */
  startsAt?: number
  weekly?: Slot
}

/** Whom of the members a message is for: all of them where nothing is said. */
export interface Narrowing {
  channel?: string
  /** A unit below the broadcast's. */
  within?: string
  /** Only members of units of this kind. */
  kind?: string
  /** Who holds this role; 'none': who holds no role at all. */
  role?: string
  nominated?: boolean
  pledged?: boolean
  /** Who has written within so many days. */
  activeDays?: number
  /** Not the members of this unit and of what lies below it. */
  without?: string
  /** Whom an ordinary message does not reach on Zalo gets an approved template, at a price. */
  template?: boolean
}

/** What is shown before anything is sent. */
export interface Preview {
  id: string
  unitName: string
  message: Outbound
  /** What each platform makes of it. */
  notes: string[]
  narrowing: Narrowing
  /** The names of the units in `narrowing`, by code. */
  unitNames: Record<string, string>
  byChannel: Record<string, number>
  excluded: Partial<Record<ExcludedWhy, number>>
  zaloQuota: number
  /** What the OA's package still covers this month; undefined where Zalo has not said. */
  zaloSpare?: number
  templates?: Templates
  startsAt?: number
  /** When it may leave, if it is sent on now: later than its time where that is at night, at Tết or in mourning. Epoch ms. */
  leavesAt: number
  weekly?: Slot
  /** A second person has to approve. */
  fourEyes: boolean
  /** Whoever looks at it wrote it. */
  own: boolean
  /** Also for people who had a message this week. */
  urgent: boolean
  state: BroadcastState
}

/** Members whom only an approved template of Zalo's reaches: counted among the others where it was chosen. */
export interface Templates {
  people: number
  /** Of one, in đồng. */
  price: number
  /** How many may still be sent, of this day's and this month's. */
  left: number
}

/** Where a broadcast stands. */
export interface Progress {
  id: string
  state: BroadcastState
  unitName: string
  text: string
  reason?: string
  late: boolean
  planned: number
  pending: number
  sent: number
  failed: number
  skipped: number
  unknown: number
  byChannel: Record<string, number>
  byReason: Record<string, number>
  /** How many pressed which button under it. */
  presses: Partial<Record<ButtonName, number>>
  /** Epoch ms. */
  startsAt?: number
  startedAt?: number
  endedAt?: number
  /** Still held because of the hour. */
  quiet: boolean
}

export type Deed = 'send' | 'approve' | 'pause' | 'resume' | 'cancel'

/** A piece among the others of its series: the next one, one place up or down, the last one, not at all. */
export type Move = 'first' | 'up' | 'down' | 'later' | 'skip'

export type SeriesDeed = 'pause' | 'resume' | 'late' | 'drop'

export interface SeriesLine {
  id: string
  unitName: string
  weekday: number
  hour: number
  state: 'active' | 'paused'
  /** What becomes of a piece whose hour passed while the system was away. */
  late: 'send' | 'drop'
  /** Epoch ms. */
  nextSlot: number
  /** The pieces prepared, in their order. */
  issues: { id: string; text: string }[]
}

/** The pieces of a yearly campaign, each on its day. */
export interface TemplateRun {
  key: string
  name: string
  themed: boolean
  pieces: { id: string; text: string; state: BroadcastState; startsAt: number }[]
  /** How many officers were asked to approve. */
  asked?: number
}

export type CampaignEffect =
  /** `answers` are kept, so that it can be changed. `fresh`: what it becomes where that of `draft` is decided already. */
  | { do: 'draftBroadcast'; draft: string; fresh: string; form: BroadcastForm; answers: Answers }
  | { do: 'previewBroadcast'; id: string }
  | { do: 'narrowBroadcast'; id: string; by: Narrowing }
  | { do: 'editBroadcast'; id: string }
  | { do: 'reportBroadcast'; id: string }
  | { do: 'testBroadcast'; id: string }
  | { do: 'steerBroadcast'; id: string; deed: Deed }
  /** Also to people who had a message this week: an administrator's to decide, before it begins. */
  | { do: 'markUrgent'; id: string }
  /** It is over; those of whom nobody knows whether they have it are sent to again. */
  | { do: 'sendAgain'; id: string }
  | { do: 'showBroadcast'; id: string }
  | { do: 'listBroadcasts' }
  /** All of them; `series`: to arrange its pieces; `issue`: to look at one. */
  | { do: 'listSeries'; series?: string; issue?: string }
  | { do: 'listTemplates' }
  /** Makes the pieces of its next run, for the unit of whoever asks. */
  | { do: 'useTemplate'; key: string }
  /** Every piece of it that is still a draft goes to be approved. */
  | { do: 'sendTemplate'; key: string }
  /** `late`, `drop`: a piece that missed its hour goes out late, or not at all. */
  | { do: 'steerSeries'; id: string; deed: SeriesDeed }
  | { do: 'moveSlot'; id: string; slot: Slot }
  | { do: 'moveIssue'; id: string; deed: Move; series?: string }
  /** Whether a second person has to approve what is sent in a unit that somebody administers. */
  | { do: 'setFourEyes'; unit: string; on: boolean }
  /** `unit`: that one too, whether anything was decided for it or not. */
  | { do: 'listFourEyes'; unit?: string }
  /** The theme of a year's Humanitarian Month. */
  | { do: 'showTheme'; year: number }
  | { do: 'setTheme'; year: number; text: string }

export interface CampaignResults {
  draftBroadcast: Preview | 'refused' | 'noFile'
  previewBroadcast: Preview | 'refused' | 'none' | 'noFile'
  narrowBroadcast: Preview | 'refused' | 'none' | 'noFile' | 'over' | 'outside'
  /** 'over': it is decided already. */
  editBroadcast: { draft: string; answers: Answers } | 'refused' | 'none' | 'over'
  /** The sheet in the form that the officer's channel takes. */
  reportBroadcast: { progress: Progress; sheet: { hash: string; name: string } } | 'refused' | 'none'
  testBroadcast: Outbound | 'none'
  steerBroadcast:
    | { is: 'done' | 'proposed' | 'own' | 'over' | 'queued'; progress?: Progress; asked?: number }
    | 'refused'
    | 'none'
  markUrgent: Preview | 'refused' | 'none' | 'noFile' | 'over'
  sendAgain: Progress | 'refused' | 'none' | 'over'
  showBroadcast: Progress | 'refused' | 'none'
  listBroadcasts: { id: string; state: BroadcastState; text: string; unitName: string }[]
  listSeries: SeriesLine[]
  listTemplates: { key: string; name: string }[]
  useTemplate: TemplateRun | 'refused' | 'none'
  sendTemplate: TemplateRun | 'refused' | 'none'
  steerSeries: SeriesLine[]
  /** 'taken': the unit has another series at that time. */
  moveSlot: SeriesLine[] | 'taken'
  moveIssue: SeriesLine[]
  setFourEyes: FourEyes[] | 'refused'
  listFourEyes: FourEyes[] | 'refused'
  showTheme: { year: number; text?: string } | 'refused'
  setTheme: { year: number; text?: string } | 'refused'
}

/** A unit that somebody administers, and what holds there; `own`: decided for it, not taken from above. */
export interface FourEyes {
  unit: string
  unitName: string
  on: boolean
  own: boolean
}
