// What officers look up and carry out. Times are epoch ms.

/** A list of files: `find` by code or name, else by `order`; the page after the first `skip`. */
export interface FilesAsked {
  order: 'newest' | 'waiting'
  find?: string
  skip: number
}

export type Deed = 'withdraw' | 'erase'

export type DeskEffect =
  | { do: 'showDesk' }
  | ({ do: 'listFiles' } & FilesAsked)
  | { do: 'openFile'; code: string }
  | { do: 'showPictures'; code: string }
  | { do: 'listRequests'; which: Which; skip: number }
  | { do: 'openRequest'; ticket: string }
  | { do: 'releaseRequest'; ticket: string }
  | { do: 'closeRequest'; ticket: string }
  /** Ends the use of what somebody sent, or erases them, as they asked. Without `sure` nothing is done that needs a second thought. */
  | { do: 'carryOut'; ticket: string; deed: Deed; sure: boolean }

/** Wishes to talk, or requests about one's data. */
export type Which = 'people' | 'data'

export interface FileLine {
  code: string
  about: string
  state: string
  unit: string
  at: number
  /** How many told it. */
  tellers: number
}

export interface OpenedFile {
  /** The conversation it was sent in, whose form words the answers. */
  flow: string
  code: string
  about: string
  state: string
  unit: string
  at: number
  accounts: { name: string; phone: string; at: number; answers: Record<string, unknown>; withdrawn: boolean }[]
  pictures: number
}

export interface RequestLine {
  ticket: string
  kind: string
  unit: string
  at: number
  replyBy: number
  doBy?: number
  taken?: 'mine' | 'others'
  urgent: boolean
}

export interface OpenedRequest extends RequestLine {
  note?: string
  /** By what they gave in a form, if they did. */
  name?: string
  phone?: string
  channels: string[]
  closed: boolean
}

export interface Digest {
  /** Files received since the last working morning. */
  files: number
  requests: number
  data: number
  /** Messages to members that others wrote, to be approved. */
  messages?: number
  /** Of both kinds of requests, those due within a working day, and late ones. */
  soon: number
  late: number
  /** Files that wait for their own decision, in the morning alone. `nearest`: when the next is due. */
  reviews?: { waiting: number; overdue: number; nearest?: number }
}

export interface DeskResults {
  showDesk: Digest & { talk?: string }
  listFiles: { lines: FileLine[]; older: number }
  openFile: OpenedFile | 'refused' | 'none'
  showPictures: { pictures: string[] } | 'refused' | 'none'
  listRequests: { lines: RequestLine[]; older: number }
  openRequest: OpenedRequest | 'refused' | 'none'
  releaseRequest: 'released' | 'notTaken' | 'refused' | 'none'
  /** 'closedUntold': nobody can write to whoever made it now. */
  closeRequest: 'closed' | 'closedUntold' | 'over' | 'refused' | 'none'
  carryOut: CarriedOut
}

export type CarriedOut =
  | { is: 'withdrawn'; codes: string[]; told: boolean }
  | { is: 'erased'; gone: string[]; shared: string[]; files: number; told: boolean }
  /** What cannot be made good afterwards. */
  | { is: 'think'; sent: string[]; drafts: number; questions: string[]; unreachable: boolean }
  | { is: 'otherKind'; kind: string }
  /** Nothing is erased before then (epoch ms): two accounts were joined, and the first can still undo it. */
  | { is: 'linked'; until: number }
  | { is: 'over' | 'refused' | 'none' }
