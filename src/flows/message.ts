// The words a conversation is made of. Plain JSON on both sides of the pure core: what people send us (Inbound) and what
// we say (Outbound). What the shell is asked to do is in effects.ts.
import type { Drawing } from './drawing.js'

/** A file somebody sent, before it is fetched: `ref` is the platform's handle (Telegram file_id, Zalo URL). */
export interface FileRef {
  ref: string
  kind: 'photo' | 'file'
  name?: string
  mime?: string
  /** Bytes, where the platform tells. */
  size?: number
}

export type Unusable = 'sticker' | 'voice' | 'video' | 'location' | 'poll' | 'payment' | 'other'

/** Which of their messages this is, by the platform's id, and which one it quotes. */
export interface Mark {
  msg?: string
  /**
   * `ours`: something we said. `text`: what stands in it, where the platform tells; where it does not, `at`: when we said
   * it (epoch ms).
   */
  quotes?: { msg: string; text?: string; ours?: true; at?: number }
}

/** One act of a person, already cleaned at the door (NFC, no control characters), or something of ours. */
export type Inbound =
  | ({ kind: 'text'; text: string } & Mark)
  /** A message of theirs says something else now. */
  | { kind: 'edited'; msg: string; text: string }
  /** A pressed button: the token we put on it. */
  | { kind: 'tap'; token: string }
  | ({ kind: 'files'; files: FileRef[]; caption?: string } & Mark)
  /** /start, with what a deep link carried. Anyone can type it: untrusted. */
  | { kind: 'start'; payload?: string }
  /** Contact details shared through the platform's own form. */
  | { kind: 'details'; name?: string; phone?: string }
  /** Something a conversation cannot use; `words` are what was written under it. */
  | { kind: 'unusable'; what: Unusable; words?: string }
  /**
   * The person opened the door (follow, unblock, "Message" button) or closed it (unfollow, block). `quiet` where the
   * platform lets a message of theirs follow at once (Telegram's "Restart" sends /start), so that we greet once.
   */
  | { kind: 'arrived'; quiet?: true }
  | { kind: 'left' }
  /** A human officer wrote to this person from the platform's own console. `text` only in rows of earlier releases. */
  | { kind: 'officerWrote'; text?: string }
  /** The person withdrew consent through the platform (Zalo user_withdraw). */
  | { kind: 'withdrew' }
  | Ours
  | Told

/**
 * Something of ours that concerns this person: a timer that is due, a file that never came, what somebody else did. Their
 * own conversation `flow` words it (`news[what]`).
 */
export interface Ours {
  kind: 'ours'
  flow: string
  what: string
  about: string
  more?: Record<string, unknown>
}

/** What an effect found, inside the transaction that carried it out. */
export interface Told {
  kind: 'told'
  asked: { do: string }
  result: unknown
}

/** Our own events have names of earlier releases in rows that still wait; they are read as what they are called now. */
type Former =
  | { kind: 'nudge'; draft: string }
  | { kind: 'fileLost'; file: string; reason: 'tooBig' | 'notAllowed' | 'gone' }

/** An event as a row of any release holds it. */
export function openInbound(stored: unknown): Inbound {
  const body = stored as Inbound | Former
  if (body.kind === 'nudge') return { kind: 'ours', flow: 'always', what: 'draftWaits', about: body.draft }
  if (body.kind === 'fileLost')
    return { kind: 'ours', flow: 'always', what: 'fileLost', about: body.file, more: { reason: body.reason } }
  if (body.kind === 'officerWrote' && body.text !== undefined)
    return { kind: 'ours', flow: 'always', what: 'officerSays', about: '', more: { text: body.text } }
  return body
}

/** Whether the person did something: what happened to them, and what is ours, is no act of theirs. */
export function isAct({ kind }: Inbound): boolean {
  return kind !== 'left' && kind !== 'officerWrote' && kind !== 'ours' && kind !== 'told'
}

/** A button under a message. A tap comes back as its token, a link opens. */
export type Button = { label: string; token: string } | { label: string; url: string }

/**
 * One message to one person. `text` is plain text; parts wrapped by `bold()` are shown bold where the platform can.
 * Channels render it (escaping, splitting, numbered lists when there are too many buttons).
 */
export interface Outbound {
  text: string
  buttons?: Button[]
  /** A stored picture, by content hash, or one to be drawn; shown above the text. */
  photo?: string | Drawing
  /** A stored paper, by content hash, that goes along with the text. Where there is a photo there is none. */
  file?: { hash: string; name: string }
  /** What it reports on (`broadcast:12`): the newest one is kept up to date where the platform can edit. */
  live?: string
  /** A file of JSON, sent after the text; a platform that takes none gets the same as a table. */
  document?: { name: string; json: string }
}

// Private-use characters mark bold: people cannot type them, the door strips them (vi/text.ts `clean`).
export const BOLD_ON = '\uE000'
export const BOLD_OFF = '\uE001'

/** Marks text as bold for the channels that can show it. */
export function bold(text: string): string {
  return `${BOLD_ON}${text}${BOLD_OFF}`
}
