// An interview stores answers, not a position: the current question is the first applicable one without a valid answer.

import type { Who } from '../roles.js'
import type { Draft, Session } from '../session.js'
import type { Command } from '../vi/keywords.js'
import type { Places } from '../vi/places.js'

export type Answers = Record<string, unknown>

/** People type a name in two messages; a second piece is looked for this long. */
export const LATE_PIECE_MS = 10_000

/** What a turn may know of the world. */
export interface Ctx {
  /** Epoch ms. */
  now: number
  /** A UUID for the n-th thing made in this turn, the same whenever the turn is repeated. */
  id(n: number): string
  places: Places
  who: Who
}

/** A file already noted to be kept, as a question sees it. */
export interface KeptFile {
  id: string
  kind: 'photo' | 'file'
  name?: string
  /** What was written under it. */
  caption?: string
}

/** What reaches a question. */
export type Input =
  | { kind: 'text'; text: string; command?: Command }
  | { kind: 'pick'; value: string }
  | { kind: 'files'; files: KeptFile[] }
  | { kind: 'details'; name?: string; phone?: string }

/** What a question makes of it: an answer, a part of one (noted, asked on), or a kind "again". */
export type Reading<V> =
  | {
      answer: V
      say?: string
      /** Text that a late piece may still be joined to. */
      open?: string
      /** Answers to other questions that the same words give. */
      also?: Answers
      /** These make this one needless: it is not kept. */
      needless?: true
      /** What other questions are to ask about, as notes of theirs. */
      begins?: Record<string, unknown>
    }
  | { note: unknown; say?: string; merge?: string /** Nothing in it was recognised. */; weak?: boolean }
  | { again: string }

export type Mode = 'free' | 'closed'

export interface Option {
  label: string
  value: string
}

export interface Ask {
  text: string
  options?: Option[]
}

/** What a question may look at: answers so far, its own note, who is asked, the world. */
export interface Asking<N = unknown> {
  answers: Answers
  note: N | undefined
  /** The answer that was taken back, if there was one: unchecked. */
  kept?: unknown
  profile: Session['profile']
  /** Codes of the addresses they help. */
  addresses?: string[]
  /** The story as far as it is told. */
  told?: string
  ctx: Pick<Ctx, 'now' | 'id' | 'places'>
}

/** One step of a form: data plus functions. `V` is the answer's shape, `N` that of the note it keeps meanwhile. */
export interface Question<V = unknown, N = unknown> {
  key: string
  /** Name in the summary and the list of answers to edit. */
  label: string
  /** What else people call it: "sửa tên". */
  aka?: readonly string[]
  /**
   * In free text only buttons, slash commands and full phrases count as commands: "Huy" and "Dung" are names.
   * A question that reads its answer back is closed while it waits for the "yes".
   */
  mode(note: N | undefined): Mode
  /** False where a typed number is an answer and not the n-th button. */
  numbersPick: boolean
  /** True where the note is made of pieces told one by one, which "back" must not lose. */
  pieces?: true
  /** What has been told so far, for who comes back to it. */
  recap?(note: N): string | undefined
  /** True where it is answered before the form is begun, and is not changed in it. */
  chosen?: true
  /** True where the answer is kept sealed from the moment it is given. */
  private?: true
  /** True where what is told in a few words may go on when it is over: "à mà còn …". */
  grows?: true
  /** True where the caption of a picture is part of the answer. */
  captions?: true
  when?(answers: Answers): boolean
  /** Whether a stored value still counts after the form has changed. */
  valid(value: unknown): value is V
  /** The answer that earlier words already hold: it is not asked then, but shown to be checked before it is sent. */
  given?(asking: Asking<N>): V | undefined
  ask(asking: Asking<N>): Ask
  read(input: Input, asking: Asking<N>): Reading<V>
  /** Answers that this one, once changed, makes those of somebody else: they are asked anew. */
  resets?(before: V, now: V): string[]
  /** Whether a late piece may belong to this answer; without it every one may. */
  goesOn?(value: V, piece: string): boolean
  /** Other questions that one answer to this one answers: taken back together. */
  gives?: readonly string[]
  /** A story told here is kept for the question that asks for it. */
  keepsStory?: true
  /** As its owner sees it on a phone, where a story is cut short. */
  show(value: V, answers: Answers): string
  /** As an officer reads it, where that is more than is shown. */
  full?(value: V, answers: Answers): string
}

// biome-ignore lint/suspicious/noExplicitAny: a form holds questions of different answers; each is typed where it is made
export type AnyQuestion = Question<any, any>

/** A conversation that collects answers. */
export interface Form {
  flow: string
  /** Raised whenever questions change; kept with what is sent. */
  version: number
  questions: AnyQuestion[]
  /** What a half-done one is called: "câu chuyện về Nguyễn Thị Hoa". */
  title(answers: Answers): string
  /** What somebody does who fills it in, in "đang … dở", "… tiếp", "bản … dở": "kể", "làm". */
  verb: string
  /** The form that these answers lead to, where it is another than this. */
  of?(answers: Answers): this | undefined
  /** The question that keeps files, whenever they come; without one nothing but answers is kept. */
  filesKey?: string
  /** What files are kept for, as people are told; "làm minh chứng" where nothing is said. */
  fileWord?: string
  /** What the button under the summary says; "Gửi đi" where nothing is said. */
  sendLabel?: string
  /** Answers taken for granted while the questions are counted, until they are given. */
  assume: Answers
  summaryHead: string
  /** Its parts, by their first question in the order of `questions`: how far one has come, where questions are left out. */
  parts?: readonly { from: string; name: string }[]
  /** Keys of the questions that a story told first answers. */
  stories?: readonly string[]
  /** True where everything answered is about people in hardship, and kept sealed. */
  private?: true
  /** Keys of questions that no story answers: words of somebody in need are a plea there. */
  plain?: readonly string[]
  /** Keys of answers that stay as they were sent: other questions hang on them, or more than words. */
  settled?: readonly string[]
  /** Keys of answers that say who tells, and where to reach them: reviewers decide without them. */
  tellers?: readonly string[]
  /** A question in other words, by its key, for who does not understand it. */
  hints?: Record<string, string>
}

/** Where a form stands with these answers. */
interface Standing {
  form: Form
  applicable: AnyQuestion[]
  current?: AnyQuestion
  done: number
}

// Answers are never changed in place, and a turn looks at the same ones many times.
const standings = new WeakMap<Answers, Standing>()

function standing(form: Form, answers: Answers): Standing {
  const known = standings.get(answers)
  if (known?.form === form) return known
  const applicable = applying(form, answers)
  const found: Standing = { form, applicable, done: 0 }
  for (const question of applicable) {
    if (question.key in answers && question.valid(answers[question.key])) found.done += 1
    else found.current ??= question
  }
  standings.set(answers, found)
  return found
}

function applying(form: Form, answers: Answers): AnyQuestion[] {
  return form.questions.filter((question) => question.when?.(answers) ?? true)
}

/** The questions that apply to these answers, in order. */
export function applicable(form: Form, answers: Answers): AnyQuestion[] {
  return standing(form, answers).applicable
}

/** The first applicable question without a valid answer; undefined when everything is answered. */
export function currentQuestion(form: Form, answers: Answers): AnyQuestion | undefined {
  return standing(form, answers).current
}

/** How far: answered and all applicable questions. */
export function progress(form: Form, answers: Answers): { done: number; total: number } {
  const missing = Object.keys(form.assume).some((key) => !(key in answers))
  const all = missing ? applying(form, { ...form.assume, ...answers }) : applicable(form, answers)
  return { done: standing(form, answers).done, total: all.length }
}

/** The applicable answers alone, as they are sent. */
export function finalAnswers(form: Form, answers: Answers): Answers {
  return Object.fromEntries(applicable(form, answers).map((q) => [q.key, answers[q.key]]))
}

/** Writes an answer; what was noted on the way to it is no longer needed. */
export function putAnswer(draft: Draft, key: string, value: unknown): Draft {
  return {
    ...draft,
    answers: { ...draft.answers, [key]: value },
    order: [...draft.order.filter((k) => k !== key), key],
    notes: without(draft.notes, key),
    kept: without(draft.kept, key),
    editing: draft.editing === key ? undefined : draft.editing,
    edited: draft.editing === key && key in draft.kept ? { key, value: draft.kept[key] } : draft.edited,
    misses: 0,
  }
}

function without<V>(values: Record<string, V>, key: string): Record<string, V> {
  if (!(key in values)) return values
  const { [key]: _, ...others } = values
  return others
}

/** Whether nobody was asked for this answer: it was understood from other words of theirs. */
export function isGiven(draft: Draft, key: string): boolean {
  return key in draft.answers && !draft.order.includes(key)
}

/** Takes an answer back, keeping it to be offered again. */
export function dropAnswer(draft: Draft, key: string): Draft {
  const { [key]: value, ...answers } = draft.answers
  return {
    ...draft,
    answers,
    order: draft.order.filter((k) => k !== key),
    kept: value === undefined ? draft.kept : { ...draft.kept, [key]: value },
    misses: 0,
  }
}

/** The latest answer that still applies, which "back" takes back. */
export function latestAnswer(form: Form, draft: Draft): string | undefined {
  const all = applicable(form, draft.answers)
  return draft.order.findLast((key) => key in draft.answers && all.some((q) => q.key === key))
}

/** A question's words: fixed, or made from the answers so far. */
export type Words = string | ((answers: Answers) => string)

export function words(text: Words, answers: Answers): string {
  return typeof text === 'string' ? text : text(answers)
}
