// What is said to an earlier question or answer that is quoted. Reads only.
import type { Turn } from '../flow.js'
import { type AnyQuestion, currentQuestion, type Input } from '../interview/form.js'
import type { Mark } from '../message.js'
import { inWords } from '../salutation.js'
import { activeDraft, type Draft, type Session } from '../session.js'
import { bare } from '../vi/correction.js'
import { ANSWER_WORDS } from '../vi/keyword-table.js'
import { type Command, isTalk, readCommand } from '../vi/keywords.js'
import { clean, fold } from '../vi/text.js'
import { asking, formOf } from './forms.js'
import { ofAForm, promptOf } from './say.js'

export type Mend = { is: 'mend'; key: string; text: string; adds?: true }

export interface Elsewhere {
  is: 'elsewhere'
  /** Of a form that is sent by now. */
  sent: boolean
  short: boolean
}

type Quoting = Mend | { is: 'edit'; key: string } /** It is right as it stands. */ | { is: 'asked' }

/**
 * "Không", "2" to a question that is quoted is its answer, whatever the buttons shown now mean by it; a text of other words
 * is heard in its turn. "Không" where the question takes none: the answer is wrong, and asked for again.
 */
export function answersQuoted(t: Readonly<Turn>, said: string, quotes: Mark['quotes']): Quoting | undefined {
  const draft = activeDraft(t.session)
  if (!quotes || !draft || t.session.panel) return undefined
  const form = formOf(t, draft)
  const answered = form.questions.filter((q) => q.key in draft.answers)
  const quoted = quotedOf(t, draft, answered, quotes)
  if (!quoted || quoted.key === currentQuestion(form, draft.answers)?.key) return undefined
  const word = readCommand(said, 'closed')
  const command = word === 'ambiguous' ? undefined : word
  const input: Input = { kind: 'text', text: said, command }
  const closed =
    quoted.mode(undefined) === 'closed' &&
    !('again' in quoted.read(input, { ...asking(t, draft, quoted.key), note: undefined }))
  const known = IS_NUMBER.test(said) || (isShort(said) && knows(t, draft, quoted, said, command))
  if (!quoted.pieces && (closed || known)) return { is: 'mend', key: quoted.key, text: said }
  if (command === 'no' || IS_NUMBER.test(said)) return { is: 'edit', key: quoted.key }
  return command === 'yes' ? { is: 'asked' } : undefined
}

export const IS_NUMBER = /^\d{1,2}[.)]?$/
const isShort = (said: string) => IS_NUMBER.test(said) || ANSWER_WORDS.has(readCommand(said, 'closed'))

/** What somebody was asked: the panel that was open, or else the question. */
export function askedIn(t: Readonly<Turn>, session: Session): string {
  const draft = activeDraft(session)
  if (session.panel || !draft) return session.panel?.name ?? ''
  return currentQuestion(formOf(t, draft), draft.answers)?.key ?? ''
}

/** A reply to what belongs to another form, or to where something else was asked: it presses no button of today. */
export function saidElsewhere(t: Readonly<Turn>, said: string, quotes: Mark['quotes']): Elsewhere | undefined {
  const known = quotes && t.session.heard?.find((one) => one.msg === quotes.msg)
  if (!quotes || known?.ticket) return undefined
  const short = isShort(said)
  if (short && !known && isOver(t, quotes)) return { is: 'elsewhere', sent: false, short }
  const isOther = known ? known.draft !== undefined && known.draft !== activeDraft(t.session)?.id : isOld(t, quotes)
  const isPast =
    known !== undefined &&
    (known.key ? t.session.panel !== undefined : (known.asked ?? askedIn(t, t.session)) !== askedIn(t, t.session))
  if (!isOther && !(short && isPast)) return undefined
  if (!short && isTalk(bare(said)) && !/\d/.test(said)) return undefined
  const sent = known ? known.sent === true : t.session.heard?.some((one) => one.sent) === true
  return { is: 'elsewhere', sent, short }
}

/** Something of ours of which only the time is known: what is asked now, or its buttons, came later. */
function isOver({ session }: Readonly<Turn>, { at }: NonNullable<Mark['quotes']>): boolean {
  const draft = session.panel ? undefined : activeDraft(session)
  return at !== undefined && at < Math.max(draft?.updatedAt ?? 0, session.shownAt ?? 0)
}

/** A question of ours that neither is asked now nor belongs to what is being told. */
function isOld(t: Readonly<Turn>, { msg, text = '', ours }: NonNullable<Mark['quotes']>): boolean {
  if (!ours || !ofAForm(text)) return false
  // A long message comes in parts.
  const [now, then] = [inWords(promptOf(t)?.text ?? '', t.session.salutation), text].map((one) => fold(clean(one)))
  if (now && (then!.includes(now) || now.includes(then!))) return false
  const heard = t.session.heard ?? []
  const draft = activeDraft(t.session)
  const ids = (of: (one: (typeof heard)[number]) => boolean | undefined) =>
    heard.filter(of).map((one) => Number(one.msg))
  // Telegram counts the messages of a chat: what was asked before the last answer of a form that was sent was of that form.
  const lastSent = Math.max(...ids((one) => one.sent))
  if (Number(msg) < lastSent && !ids((one) => draft && one.draft === draft.id).some((id) => id < lastSent)) return true
  if (!draft) return true
  const form = formOf(t, draft)
  const open = currentQuestion(form, draft.answers)
  const asked = form.questions.filter((q) => q === open || q.key in draft.answers)
  return !quotedOf(t, draft, asked, { msg, text, ours })
}

/** The option a number alone picks of a question that was asked before. */
export function numbered(t: Readonly<Turn>, draft: Draft, question: AnyQuestion, said: string): string | undefined {
  if (!question.numbersPick || !/^\d{1,2}$/.test(said)) return undefined
  const { options = [] } = question.ask({ ...asking(t, draft, question.key), note: undefined, kept: undefined })
  return options[Number(said) - 1]?.value
}

/** The answer somebody quotes: their own words of it, or our question. */
export function quotedOf(
  t: Turn,
  draft: Draft,
  answered: AnyQuestion[],
  { msg, text, ours }: NonNullable<Mark['quotes']>,
): AnyQuestion | undefined {
  const heard = t.session.heard ?? []
  const known = heard.find((one) => one.msg === msg) ?? heard.findLast((one) => text && one.text === text)
  if (known) return known.draft === draft.id ? answered.find((q) => q.key === known.key) : undefined
  if (!ours || !text) return undefined
  const words = fold(text)
  return answered.find((q) => {
    const question = q.ask({ ...asking(t, draft, q.key), note: undefined, kept: undefined }).text
    return words.includes(fold(question.slice(0, question.indexOf('?') + 1 || undefined)))
  })
}

/** Whether a question recognises these words: they are no free text to it. */
export function knows(t: Turn, draft: Draft, question: AnyQuestion, text: string, command?: Command): boolean {
  const reading = question.read({ kind: 'text', text, command }, { ...asking(t, draft, question.key), note: undefined })
  if ('answer' in reading) return reading.open === undefined || reading.open !== reading.answer
  return 'note' in reading && reading.weak !== true
}
