// What every person may ask for, whatever they came for.

import type { DraftContents, DraftLine } from '../interview/full-answer.js'
import type { FileRef } from '../message.js'

export type TicketKind = 'human' | 'correct' | 'erase' | 'withdraw'

export type AlwaysEffect =
  | { do: 'recordConsent'; purpose: string; version: string; text: string; reply: string }
  /** Erase the words of somebody who refused: nothing of theirs stays once the goodbye has left. */
  | { do: 'forget' }
  /** Clear what they said and were told wherever a message still holds it: failed, or waiting. */
  | { do: 'clearWords' }
  | { do: 'keepFile'; file: string; source: FileRef }
  | { do: 'dropFile'; file: string }
  /** Find what they have sent, without the newest `skip`; `drafts` are the half-done ones. */
  | { do: 'showRecords'; drafts: DraftLine[]; skip?: number }
  /** Find all we hold; `drafts` with everything in them; as a `file` where they asked for one. */
  | { do: 'showData'; drafts: DraftContents[]; file?: true }
  /** `urgent`: somebody in need, so that officers hear of it at once. */
  | { do: 'openTicket'; kind: TicketKind; purpose?: string; note?: string; urgent?: true }
  /** For one purpose; for all of them where it does not say. */
  | { do: 'withdrawConsent'; purpose?: string }
  | { do: 'setProactive'; on: boolean }
  | { do: 'setReachable'; on: boolean }
  /** They asked for something that is not theirs. */
  | { do: 'refused'; flow: string }
  /** Come back with a reminder of this draft at `at` (epoch ms). */
  | { do: 'watchDraft'; draft: string; at: number }
  | { do: 'unwatchDraft'; draft: string }
  /** Come back with this news of a conversation's at `at` (epoch ms); one for each `what` and `about`. */
  | { do: 'setTimer'; flow: string; what: string; about: string; at: number }
  | { do: 'dropTimer'; flow: string; what: string; about: string }

export interface AlwaysResults {
  showRecords: { records: SentRecord[]; older: number }
  showData: HeldData
}

/** One thing a person has sent, as its conversation's store tells it. */
export interface SentRecord {
  /** The conversation it was sent in. */
  flow: string
  code: string
  /** Whom or what it is about. */
  about: string
  state: string
  /** Epoch ms. */
  submittedAt: number
}

/** All that is held of a person, told by everybody who holds some of it. Times are epoch ms. */
export interface HeldData {
  since: number
  channels: string[]
  consents: {
    purpose: string
    version: string
    reply?: string
    channel?: string
    givenAt: number
    withdrawnAt?: number
  }[]
  names: string[]
  phones: string[]
  files: number
  /** The newest, and how many more there are. */
  sent: SentRecord[]
  older: number
  /** What they answered in what they sent and did not take back; in a whole copy alone. */
  forms: SentForm[]
  /** What they asked officers for, the newest, and how many more. */
  requests: { kind: string; note?: string; createdAt: number; closedAt?: number }[]
  olderRequests: number
  /** Whatever else some conversation's store holds, in words. */
  lines: { label: string; values: string[] }[]
}

/** A form somebody sent, as it stands. */
export interface SentForm {
  /** Who holds it and its number there, joined by a dash. */
  of: string
  /** The conversation it was sent in, whose form words the answers. */
  flow: string
  code: string
  about: string
  answers: Record<string, unknown>
}
