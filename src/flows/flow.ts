// What a conversation is made of, whatever it is about: doors to get in, a consent, a form, panels, and words for what
// its own effects found. The engine (turn/) knows no conversation by name; `index.ts` lists them all.
import type { Effect, Results } from './effects.js'
import type { Answers, Ask, Ctx, Form, Mode } from './interview/form.js'
import type { Button, FileRef, Inbound } from './message.js'
import type { Who } from './roles.js'
import type { Draft, Session } from './session.js'
import type { Asked } from './vi/asked.js'
import type { Vocabulary } from './vi/keywords.js'

/** One run of the engine: a local record that the functions of a conversation change. */
export interface Turn {
  session: Session
  effects: Effect[]
  ctx: Ctx
  flows: Flows
  /** Files that this turn sent with a form or heard to be lost: not the drafts' to drop any more. */
  letGo: string[]
}

/** A way in: by button, phrase, slash command or deep link. */
export interface Door {
  /** Its name in buttons; stays for as long as old messages show them. */
  command: string
  label: string
  /** What people type for it; forms without marks and of a switched-off Telex or VNI keyboard are worked out from these. */
  phrases?: string[]
  /** Told without marks these can be nothing else, so they count also where people write freely. */
  unmistakable?: string[]
  /** Given names, whole answers, first words of a story: no command where people write freely. */
  notInFreeText?: string[]
  /** Slash commands, without the slash. */
  slashes?: string[]
  /** The first slash command stands in the platform's list of commands, with these words, at this place. */
  listed?: { words: string; place: number }
  /** What a deep link carries; its match is the door's `rest`. */
  link?: RegExp
  /**
   * What else of a whole message is meant for it, as its `rest`: a code. `free`: free words were asked for.
   */
  heard?(said: string, free: boolean): string | undefined
  /**
   * Whether a message means its button, while that is shown, beside its label. `said` comes without marks, signs and
   * politeness, `rest` is the button's.
   */
  means?(said: string, rest: string): boolean
  /** As the last button of a list it is the way back, which "quay lại" presses. */
  leadsBack?: true
  /** Its place in the menu; without one it stands in none. */
  menu?: number
  /** Its place among "Việc của cán bộ", for doors of officers; the desk lists those that are theirs. */
  desk?: number
  /** The button under a campaign message that leads here, by its name. */
  underNews?: string
  /** Offered to somebody who tells of distress of their own: what its button says there, and the `rest` it adds. */
  inNeed?: { label: string; rest: string }
  /** Understood while a talk with a human passes through us too, where other words belong to the human. */
  evenInTalk?: true
  /** Whom it is for, where that is narrower than the conversation's own `for`. Checked when shown and when taken. */
  for?(who: Who): boolean
  /** It cannot be taken back: no bare number presses it where its button has none. */
  final?(rest: string): boolean
  /** `rest` is what a button or a link adds. */
  open(t: Turn, rest: string): void
}

/** A choice offered outside of any form. */
export interface Panel {
  mode: Mode
  /** Whom it is for, where that is narrower than the conversation's own `for`. */
  for?(who: Who): boolean
  /** `about` is the id of what it is about: a draft, a file, a request. */
  ask(t: Turn, about?: string): Ask
  /** What "có" means here, where it is not an option of that name. */
  yes?: string
  /** The token of an option, where it is not the panel's own. */
  token?(value: string): string
  /** A button was chosen; `said` is the person's exact reply. */
  pick(t: Turn, value: string, said: string, about?: string): void
  /** The option a free text means, where more than its label does. */
  read?(said: string): string | undefined
  /** Nothing is done at once by its buttons: they work as long as nothing else waits for an answer. */
  anyTime?: true
  /** Asked in passing: what answers the question behind it, or is no answer twice, goes on as if it had not been asked. */
  passing?: true
  /** Whether a bare number picks an option; on a closed panel it does unless this says no. */
  numbers?: false
  /** What is written goes to an officer, questions too. */
  toOfficer?: true
  /** Pictures and papers do as well. */
  filesToo?: true
  /** Takes files itself: a list to be read. */
  files?(t: Turn, files: FileRef[]): void
  /** Its words stand just above and are long: what is asked in passing repeats this question instead. */
  again?(t: Turn): string
  /** Words of distress said here can only be the person's own. */
  plain?: true
  /** Free text that is neither a button nor a command; or what was sent to an officer instead, which `sent` names. */
  text?(t: Turn, text: string, sent?: string): void
}

/** What people agree to before anything of a conversation is kept, and what is said around it. */
export interface Consent {
  purpose: string
  /** Raise it whenever a word changes: people are then asked again. */
  version: string
  /** Shown when asking; stored as proof. */
  text: string
  /** "Đọc bản đầy đủ". */
  full: string
  words: {
    /** The question alone. */
    question: string
    /** To "why?", "until when?". */
    because: string
    /** To somebody who has begun to tell before agreeing. */
    first: string
    /** Once they agree. */
    begun: string
  }
}

/** A thing people agree to on its own, as "Quyền của tôi" names it. Not to is always the default. */
export interface Purpose {
  /** What it allows, after "Anh/chị đồng ý cho Hội …". */
  allows: string
  /** The short name on a button. */
  label: string
  /** What ends with it, after "Nếu rút lại, …". */
  ends: string
  /** Where it may be agreed to by itself: the version and the words that are kept as proof. */
  offer?: { version: string; text: string }
  /** What they sent by it is taken out of use by officers. */
  sent?: true
}

/** How what people sent is listed in "Hồ sơ của tôi" and "Xem dữ liệu của tôi". */
export interface Sent {
  /** What each state means, after "gửi ngày …:". */
  states: Record<string, string>
  /** The door that opens one, by its code. */
  open?: string
}

/** Something of ours that concerns a person: a timer that is due, what somebody else did. */
export interface News {
  /** Said of our own accord: obeys quiet hours and "dừng nhận tin". */
  unasked?: true
  tell(t: Turn, about: string, more?: Record<string, unknown>): void
}

export interface Flow {
  /** Whom it is for at all; everybody where it does not say. Its doors, panels and form are closed to others. */
  for?(who: Who): boolean
  doors: Door[]
  consent?: Consent
  /** What is agreed to here, by the purpose that proofs are kept under. */
  purposes?: Record<string, Purpose>
  /** An interview; many conversations have none. */
  form?: Form & {
    /** What becomes of a complete draft. */
    send(draft: Draft, answers: Answers): Effect
    /** Name and phone given in it, offered as a button next time. */
    profile?(answers: Answers): { name?: string; phone?: string }
    /** What the menu calls a further one beside a half-done one: "Kể về người khác". */
    another: string
    /** The door behind which its first answer is chosen: the form is not begun without it. */
    chosenAt?: string
    /** To somebody who began to tell before the question for it: "please send it again then". */
    tellAgain?: string
    /** How long it takes, for the impatient: "kể một câu chuyện chỉ mất khoảng 5 phút". */
    takes: string
  }
  /** Names are unique over all conversations. */
  panels?: Record<string, Panel>
  /** What its own effects found, told back inside the same transaction. */
  told?: { [K in keyof Results]?: (t: Turn, result: Results[K], asked: Extract<Effect, { do: K }>) => void }
  news?: Record<string, News>
  sent?: Sent
  /** A sentence of the greeting that invites to it. */
  invitation?: string
  /** What it offers beside another conversation's receipt, where nothing else is waiting; undefined where it offers nothing. */
  offer?(t: Turn): { text: string; button: Button } | undefined
  /** Answers to what people ask in passing, where this conversation's differ. */
  asked?: Partial<Record<Asked, string>>
  /** Takes words that nobody asked for, where they begin this conversation: a story told first. */
  catches?(t: Turn, said: string): boolean
  /** Takes files that nobody asked for, where they begin this conversation: a list of an officer's. */
  catchesFiles?(t: Turn, files: FileRef[]): boolean
  /** Words, pictures and cards of somebody who is talking with a human (`session.talk`). */
  talk?(t: Turn, about: string, words: Words): void
  /** What the platform tells of a person. */
  happens?: Partial<Record<Happening, (t: Turn) => void>>
}

export type Happening = 'arrived' | 'left' | 'withdrew' | 'officerWrote' | 'stopped'

/** What may be meant for a human. */
export type Words = Extract<Inbound, { kind: 'text' | 'files' | 'details' | 'unusable' }>

/** The conversations of a release, looked up by the names their parts have. */
export interface Flows {
  all: Record<string, Flow>
  door(command: string): OwnDoor | undefined
  doors: OwnDoor[]
  /** Those that may know a message as their own by more than a phrase: a few of many, asked about every message. */
  listening: OwnDoor[]
  panel(name: string): OwnPanel | undefined
  /** Tells a conversation what its effect found. */
  told(t: Turn, asked: { do: string }, result: unknown): void
  happened(t: Turn, what: Happening): void
  vocabulary: Vocabulary
}
export type OwnDoor = Door & { flow: string }
export type OwnPanel = { panel: Panel; flow: string }

export type { Effect }
