// What an officer's broadcast asks for and finds.

/** Why a member will not get a broadcast. */
export type ExcludedWhy =
  | 'noConsent'
  | 'stopped'
  | 'otherChannel'
  | 'unreachable'
  | 'neverWrote'
  | 'windowClosed'
  | 'thisWeek'

export type BroadcastState = 'draft' | 'proposed' | 'scheduled' | 'sending' | 'paused' | 'halted' | 'done' | 'cancelled'

/** A weekly slot: 1 = Monday … 7 = Sunday, and the hour in Hải Phòng. */
export interface Slot {
  weekday: number
  hour: number
}

/** What was written, before anybody has decided to send it. */
export interface BroadcastForm {
  text: string
  /** Commands of the buttons under it. */
  buttons: { label: string; token: string }[]
  /** A stored file (its id), shown above the text. */
  picture?: string
  /** Unit code: for its members and those of all below it. */
  unit: string
  channel?: string
  /** Epoch ms; at once without it. */
  startsAt?: number
  weekly?: Slot
}

/** What is shown before anything is sent. */
export interface Preview {
  id: string
  unitName: string
  message: { text: string; buttons?: { label: string; token: string }[]; photo?: string }
  byChannel: Record<string, number>
  excluded: Partial<Record<ExcludedWhy, number>>
  zaloQuota: number
  startsAt?: number
  weekly?: Slot
  /** A second person has to approve. */
  fourEyes: boolean
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
  /** Epoch ms. */
  startsAt?: number
  startedAt?: number
  endedAt?: number
  /** Still held because of the hour. */
  quiet: boolean
}

export type Deed = 'send' | 'approve' | 'pause' | 'resume' | 'cancel'

export interface SeriesLine {
  id: string
  unitName: string
  weekday: number
  hour: number
  state: 'active' | 'paused'
  /** Epoch ms. */
  nextSlot: number
  /** The pieces prepared, in their order. */
  issues: { id: string; text: string }[]
}

export type CampaignEffect =
  | { do: 'draftBroadcast'; draft: string; form: BroadcastForm }
  | { do: 'testBroadcast'; id: string }
  | { do: 'steerBroadcast'; id: string; deed: Deed }
  | { do: 'showBroadcast'; id: string }
  | { do: 'listBroadcasts' }
  | { do: 'listSeries' }
  | { do: 'steerSeries'; id: string; deed: 'pause' | 'resume' }
  | { do: 'moveIssue'; id: string; deed: 'skip' | 'later' }

export interface CampaignResults {
  draftBroadcast: Preview | 'refused'
  testBroadcast: Preview['message'] | 'none'
  steerBroadcast:
    | { is: 'done' | 'proposed' | 'own' | 'over' | 'queued'; progress?: Progress; asked?: number }
    | 'refused'
    | 'none'
  showBroadcast: Progress | 'refused' | 'none'
  listBroadcasts: { id: string; state: BroadcastState; text: string; unitName: string }[]
  listSeries: SeriesLine[]
  steerSeries: SeriesLine[]
  moveIssue: SeriesLine[]
}
