// The words a conversation is made of. Plain JSON on both sides of the pure core: what people send us (Inbound),
// what we say (Outbound), what the shell is asked to do (Effect).

/** A file somebody sent, before it is fetched: `ref` is the platform's handle (Telegram file_id, Zalo URL). */
export interface FileRef {
  ref: string
  kind: 'photo' | 'file'
  name?: string
  mime?: string
  /** Bytes, where the platform tells. */
  size?: number
}

/** One act of a person, already cleaned at the door (NFC, no control characters), or one of our own reminders to act. */
export type Inbound =
  | { kind: 'text'; text: string }
  /** A pressed button: the token we put on it. */
  | { kind: 'tap'; token: string }
  | { kind: 'files'; files: FileRef[]; caption?: string }
  /** /start, with what a deep link carried. Anyone can type it: untrusted. */
  | { kind: 'start'; payload?: string }
  /** Contact details shared through the platform's own form. */
  | { kind: 'details'; name?: string; phone?: string }
  /** Something a conversation cannot use. */
  | { kind: 'unusable'; what: 'sticker' | 'voice' | 'video' | 'location' | 'other' }
  /**
   * The person opened the door (follow, unblock, "Message" button) or closed it (unfollow, block). `quiet` where the
   * platform lets a message of theirs follow at once (Telegram's "Restart" sends /start), so that we greet once.
   */
  | { kind: 'arrived'; quiet?: true }
  | { kind: 'left' }
  /** A human officer wrote to this person: from the platform's own console, or (with `text`) through us. */
  | { kind: 'officerWrote'; text?: string }
  /** The person withdrew consent through the platform (Zalo user_withdraw). */
  | { kind: 'withdrew' }
  /** Ours: a half-done draft is due a reminder. */
  | { kind: 'nudge'; draft: string }
  /** Ours: a file that an answer counts on could not be fetched. */
  | { kind: 'fileLost'; file: string; reason: 'tooBig' | 'notAllowed' | 'gone' }

/** A button under a message. A tap comes back as its token, a link opens. */
export type Button = { label: string; token: string } | { label: string; url: string }

/**
 * One message to one person. `text` is plain text; parts wrapped by `bold()` are shown bold where the platform can.
 * Channels render it (escaping, splitting, numbered lists when there are too many buttons).
 */
export interface Outbound {
  text: string
  buttons?: Button[]
  /** A stored picture, by content hash, shown above the text. */
  photo?: string
}

/** What a turn wants done; the shell does it in the same transaction as the new session. */
export type Effect =
  /** Of several says of one transaction with the same `merge` only the last is sent (an album of ten photos). */
  | { do: 'say'; message: Outbound; merge?: string }
  | { do: 'recordConsent'; purpose: string; version: string; text: string; reply: string }
  /** Erase the words of somebody who refused: nothing of theirs stays once the goodbye has left. */
  | { do: 'forget' }
  /** Clear what they said and were told wherever a message still holds it: failed, or waiting. */
  | { do: 'clearWords' }
  | { do: 'keepFile'; file: string; source: FileRef }
  | { do: 'dropFile'; file: string }
  | { do: 'submitNomination'; draft: string; nomination: NominationForm }
  /** Tell them what they have sent and where it stands, without the newest `skip`; `drafts` are the half-done ones. */
  | { do: 'showRecords'; drafts: { title: string; left: number }[]; skip?: number }
  /** Tell them all we hold; `drafts` with everything in them. */
  | { do: 'showData'; drafts: { title: string; answers: { label: string; text: string }[] }[] }
  | { do: 'openTicket'; kind: TicketKind; note?: string }
  | { do: 'withdrawConsent' }
  | { do: 'setProactive'; on: boolean }
  | { do: 'setReachable'; on: boolean }
  /** Come back with a nudge for this draft at `at` (epoch ms). */
  | { do: 'watchDraft'; draft: string; at: number }
  | { do: 'unwatchDraft'; draft: string }

/** Of several says of one kind in a row only the last matters: ten photos get one answer. */
export function merged(effects: Effect[]): Effect[] {
  return effects.filter((effect, n) => {
    if (effect.do !== 'say' || !effect.merge) return true
    const next = effects.slice(n + 1).find((e) => e.do === 'say')
    return !(next?.do === 'say' && next.merge === effect.merge)
  })
}

export type TicketKind = 'human' | 'correct' | 'erase' | 'withdraw'

/** What a sent nomination is, apart from its full answers: the part the store searches and joins by. */
export interface NominationForm {
  kind: 'individual' | 'collective' | 'self' | 'community'
  nomineeName: string
  /** Unit code of the organisation tree, or undefined when only words are known. */
  unitCode?: string
  unitText: string
  nominatorName: string
  /** E.164. */
  nominatorPhone: string
  files: string[]
  /** Everything answered, by question key, with the form's version. */
  formVersion: number
  answers: Record<string, unknown>
}

// Private-use characters mark bold: people cannot type them, the door strips them (vi/text.ts `clean`).
export const BOLD_ON = '\uE000'
export const BOLD_OFF = '\uE001'

/** Marks text as bold for the channels that can show it. */
export function bold(text: string): string {
  return `${BOLD_ON}${text}${BOLD_OFF}`
}
