// What we remember of a person between two messages: plain JSON, one row, with a version.
import * as z from 'zod'
import { SALUTATIONS, type Salutation } from './salutation.js'
import { upgraded, VERSION } from './session-versions.js'

// Whatever a question keeps; it checks its own at every turn.
const bag = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

const draftSchema = z.object({
  id: z.string(),
  flow: z.string(),
  answers: bag,
  /** Keys in the order they were answered: "back" takes the last one. */
  order: z.array(z.string()),
  /** What a question has understood so far, by key (pieces of a story, places to choose from). */
  notes: bag,
  /** Answers taken back by "back" or "edit", offered again so that nothing typed is lost. */
  kept: bag,
  /** The key being edited from the summary. */
  editing: z.string().optional(),
  /** The latest answer changed from the summary, as it was before: "back" from what it led to restores it. */
  edited: z.object({ key: z.string(), value: z.unknown() }).optional(),
  /** How often in a row the current question could not use the answer. */
  misses: z.number().int(),
  startedAt: z.number(),
  updatedAt: z.number(),
  /** Reminders already sent. */
  nudges: z.number().int(),
})

/** A half-done interview. It belongs to the person, not to a channel, and lives until they send or delete it. */
export type Draft = z.infer<typeof draftSchema>

const buttonsSchema = z.array(z.object({ label: z.string(), token: z.string() }))

const panelSchema = z.object({
  name: z.string(),
  /** The id of what it is about: a draft, a file, a request. */
  about: z.string().optional(),
  /** The panel this one asks back about. */
  over: z.string().optional(),
  /** The buttons that stood there: a list has no others to show again. */
  stood: buttonsSchema.optional(),
  /** Words typed here that do not count yet: they are read back first. */
  said: z.string().optional(),
  /** Asked a second time already. */
  missed: z.literal(true).optional(),
})

const sessionSchema = z.object({
  v: z.literal(2),
  drafts: z.array(draftSchema),
  /** The draft whose question was asked last. */
  active: z.string().optional(),
  /** A choice offered outside of any form (consent, which draft, confirm deletion). */
  panel: panelSchema.optional(),
  /**
   * The buttons of the last message that had any, whoever made it, as they were shown: a typed number or label presses
   * one of these.
   */
  shown: buttonsSchema.optional(),
  /** Since when these are the ones shown, epoch ms. */
  shownAt: z.number().optional(),
  /**
   * They are talking with a human until then (epoch ms): what they say is meant for that human, and their conversation
   * `flow` passes it on. One that is `lasting` passes through us and every word moves its end; another ends with any button
   * or command.
   */
  talk: z
    .object({ flow: z.string(), about: z.string(), until: z.number(), lasting: z.literal(true).optional() })
    .optional(),
  /** Consent given, by purpose: the version of the words agreed to. */
  consents: z.record(z.string(), z.string()),
  /** Name and phone of an earlier form, offered as a button next time. */
  profile: z.object({ name: z.string().optional(), phone: z.string().optional() }).optional(),
  /** Codes of the addresses they help, newest first: offered where a form asks for one. */
  addresses: z.array(z.string()).optional(),
  /** How they wish to be called; "anh/chị" until they say. */
  salutation: z.enum(Object.keys(SALUTATIONS) as Salutation[]).optional(),
  /** The latest answer that may still get another piece ("Nguyễn Thị" ... "Hoa"). */
  open: z.object({ draft: z.string(), key: z.string(), text: z.string(), at: z.number() }).optional(),
  /**
   * Which of their messages gave which answer, by the platform's ids, the latest ones: what is edited or quoted later.
   * `key` is empty where nothing was taken from it; `sent`: its form is no more, and none of its words are kept.
   */
  heard: z
    .array(
      z.object({
        msg: z.string(),
        draft: z.string().optional(),
        key: z.string().optional(),
        text: z.string().optional(),
        sent: z.literal(true).optional(),
        /** What was asked when it came, where no answer was taken from it: a panel or a question. */
        asked: z.string().optional(),
        /** It went to the officers, in a request of this kind, which has its words. */
        ticket: z.enum(['human', 'correct']).optional(),
      }),
    )
    .optional(),
  /** A story told before it was asked for: kept until they agree, forgotten on a no or after a day. */
  held: z.object({ flow: z.string(), pieces: z.array(z.string()), at: z.number() }).optional(),
  /** What a text in an old encoding was read as, until they say whether it is right. */
  converted: z.string().optional(),
  /**
   * The first part of a text too long for its question, which the phone may have cut: what follows at once belongs to it.
   * Without a draft `key` is the panel that took it for an officer, and `text` says whether words or files go on.
   */
  cut: z.object({ draft: z.string(), key: z.string(), text: z.string(), at: z.number() }).optional(),
  /** The button that was last taken, and when: a double tap on it is not answered twice. */
  tapped: z.string().optional(),
  tappedAt: z.number().optional(),
  /** They asked for no messages of our own accord. */
  stopped: z.literal(true).optional(),
  /** Two accounts of theirs are one (store/link/): its number, and since when. */
  link: z.object({ id: z.string(), since: z.number() }).optional(),
  greetedAt: z.number().optional(),
  /** When they were last reminded of what they have begun. */
  nudgedAt: z.number().optional(),
  /** When they were last offered the weekly news. */
  newsOfferedAt: z.number().optional(),
  /** When they last told of distress: a wish to see an officer that follows is urgent. */
  pleaAt: z.number().optional(),
  /** They have been told that the bot keeps quiet. */
  hushTold: z.literal(true).optional(),
  /** An earlier state of this conversation that could not be read, kept whole for whoever mends it, and why. */
  aside: z.object({ state: z.unknown(), why: z.string(), told: z.literal(true).optional() }).optional(),
})

/** The conversation of one person. */
export type Session = z.infer<typeof sessionSchema>

/** A person we have never met. */
export function newSession(): Session {
  return { v: VERSION, drafts: [], consents: {} }
}

/**
 * Reads a stored session; `{}` (a new row) is a new one. One that does not fit is put aside in a new one. Throws when a
 * later version wrote it: after a release was taken back, its people wait rather than begin anew.
 */
export function openSession(json: unknown): Session {
  if (typeof json === 'object' && json !== null && Object.keys(json).length === 0) return newSession()
  const read = sessionSchema.safeParse(upgraded(json))
  if (read.success) return read.data
  const { v } = (json ?? {}) as { v?: unknown }
  if (typeof v === 'number' && v > VERSION) throw read.error
  const why = read.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join(', ')
  return { ...newSession(), aside: { state: json, why } }
}

/** The draft being answered, if any. */
export function activeDraft(session: Session): Draft | undefined {
  return session.drafts.find((draft) => draft.id === session.active)
}

/** Whether they are talking with a human at `now`. */
export function isTalking({ talk }: Session, now: number): boolean {
  return talk !== undefined && now < talk.until
}
