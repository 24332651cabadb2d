// What a question is given, and what becomes of it: an answer, a part of one, or a kind "again".

import type { Turn } from '../flow.js'
import {
  type AnyQuestion,
  currentQuestion,
  dropAnswer,
  type Input,
  LATE_PIECE_MS,
  putAnswer,
  type Reading,
} from '../interview/form.js'
import { verbatim } from '../salutation.js'
import { activeDraft, type Draft } from '../session.js'
import { isChatter } from '../vi/chatter.js'
import { isPutOff, isTalk, mayBePutOff, readCommand } from '../vi/keywords.js'
import { isStory } from '../vi/telling.js'
import { fold } from '../vi/text.js'
import { forgotten, putDraft } from './drafts.js'
import { asking, formOf } from './forms.js'
import { answered, answeredElsewhere, withGiven } from './given.js'
import { withoutTold, withTold } from './held.js'
import { mend } from './mend.js'
import { ask, askOn } from './say.js'

// A rest of a name is short.
const MOST_WORDS = 3
// From the third miss on, a human is offered.
const MISSES = 3
const HELP = 'Nếu thấy khó, anh/chị nhắn "gặp cán bộ" hoặc "để sau" ạ.'

/** Gives an input to the question that is asked. Nothing happens where none is: a caller looks first. */
export function toQuestion(t: Turn, input: Input): void {
  const draft = activeDraft(t.session)
  const question = draft && currentQuestion(formOf(t, draft), draft.answers)
  if (!draft || !question) return
  // The rest of what was too long for this question belongs nowhere else.
  const isRest = goesOnCut(t, draft, question)
  const reading = readWhole(t, draft, question, input)
  if (isRest) return take(t, draft, question.key, reading)
  const unread = 'again' in reading || ('weak' in reading && reading.weak === true)
  const mayBePiece = 'again' in reading || (input.kind === 'text' && isPiece(input.text))
  if (unread && mayBePiece && joinLatePiece(t, draft, input)) return
  if ('again' in reading && isLateStory(t, draft, question, input))
    return mend(t, draft, draft.order.at(-1)!, input.text, true)
  if (unread && !question.pieces && isEcho(t, draft, input)) return ask(t)
  if ('again' in reading && isEarlyStory(t, draft, question, input)) return holdEarly(t, draft, input.text)
  take(t, draft, question.key, reading)
}

/** A story told at a question that does not ask for it, and before that one came. */
function isEarlyStory(
  t: Turn,
  draft: Draft,
  current: AnyQuestion,
  input: Input,
): input is Extract<Input, { kind: 'text' }> {
  const { stories = [] } = formOf(t, draft)
  const open =
    current.keepsStory === true &&
    stories.length > 0 &&
    !stories.some((key) => key in draft.answers || key in draft.notes)
  return (
    open &&
    !current.pieces &&
    input.kind === 'text' &&
    input.text.length >= MUCH &&
    input.text.split(' ').length >= MANY_WORDS &&
    isStory(input.text)
  )
}

/** It is kept for its question, and what it answers is not asked. */
function holdEarly(t: Turn, draft: Draft, text: string): void {
  putDraft(t, withGiven(t, withTold(draft, text, t.ctx.now)))
  ask(t, 'Dạ, lời kể này Trợ lý giữ lại, tới phần câu chuyện mình dùng ạ.')
}

// Shorter it may be an answer told at length.
const MUCH = 80

// Shorter it may be a try at an answer.
const MANY_WORDS = 8

/** A whole sentence right after the story was ended, and no answer to what is asked: it belongs to the story. */
function isLateStory(
  t: Turn,
  draft: Draft,
  current: AnyQuestion,
  input: Input,
): input is Extract<Input, { kind: 'text' }> {
  const { stories = [] } = formOf(t, draft)
  const last = draft.order.at(-1) ?? ''
  const goesOn = input.kind === 'text' && input.text.split(' ').length >= MANY_WORDS && !input.text.endsWith('?')
  return goesOn && stories.includes(last) && !current.pieces && !isTalk(input.text)
}

// Telegram's apps cut a text at 4,096 characters and send its parts one right after the other.
export const MAY_BE_CUT = 2000

function goesOnCut({ session: { cut }, ctx }: Turn, draft: Draft, question: AnyQuestion): boolean {
  return cut?.draft === draft.id && cut.key === question.key && ctx.now - cut.at <= LATE_PIECE_MS
}

/** Reads an input; what comes right after a text too long to be taken is the rest of it, and shares its fate. */
function readWhole(t: Turn, draft: Draft, question: AnyQuestion, input: Input): Reading<unknown> {
  const { cut } = t.session
  const goesOn = goesOnCut(t, draft, question)
  t.session = { ...t.session, cut: undefined }
  const asked = asking(t, draft, question.key)
  if (input.kind !== 'text') return question.read(input, asked)
  const text = goesOn ? cut!.text + input.text : input.text
  const reading = question.read(goesOn ? { kind: 'text', text } : input, asked)
  // Only a long piece may go on: a short one behind it was the last, and what comes next is an answer of its own.
  if ('again' in reading && input.text.length >= MAY_BE_CUT)
    t.session = {
      ...t.session,
      cut: { draft: draft.id, key: question.key, text: text.slice(0, MOST_CUT), at: t.ctx.now },
    }
  return reading
}

// More is no answer to anything.
const MOST_CUT = 40_000

/** The answer that was taken back counts again as it was. */
export function keepAnswer(t: Turn, key: string): void {
  const draft = activeDraft(t.session)!
  putDraft(t, withGiven(t, putAnswer(draft, key, draft.kept[key])))
  t.session = { ...t.session, open: undefined }
  askOn(t)
}

// The answer to the last question sent twice; "xong", and "xong" again a moment later; a "dạ" to what was taken down.
function isEcho(t: Turn, draft: Draft, input: Input): boolean {
  const { open } = t.session
  const last = formOf(t, draft).questions.find((q) => q.key === draft.order.at(-1))
  if (input.kind !== 'text' || !last || t.ctx.now - draft.updatedAt > LATE_PIECE_MS) return false
  if (open?.draft === draft.id && open.key === last.key && fold(open.text) === fold(input.text)) return true
  const word = readCommand(input.text, 'closed')
  return word === 'yes' || (word === 'done' && last.pieces === true)
}

function take(t: Turn, draft: Draft, key: string, reading: Reading<unknown>): void {
  const isStory = formOf(t, draft).stories?.includes(key)
  if ('answer' in reading && reading.needless) {
    putDraft(t, answeredElsewhere(t, draft, key, reading.also))
    return ask(t, reading.say)
  }
  if ('answer' in reading) {
    const next = answered(
      t,
      { ...draft, notes: { ...reading.begins, ...draft.notes } },
      key,
      reading.answer,
      reading.also,
    )
    putDraft(t, isStory ? withoutTold(next) : next)
    t.session = {
      ...t.session,
      open: reading.open ? { draft: draft.id, key, text: reading.open, at: t.ctx.now } : undefined,
    }
    return ask(t, reading.say)
  }
  if ('note' in reading) {
    const { [key]: _old, ...rest } = draft.notes
    const notes = reading.note === undefined ? rest : { ...rest, [key]: reading.note }
    // Something recognised is a step forward; another guess in its place is not. Pieces told one by one are answers.
    const missed = !reading.merge && (reading.weak || reading.note === undefined || key in draft.notes)
    const misses = missed ? draft.misses + 1 : 0
    const noted = { ...draft, notes, misses }
    putDraft(t, isStory ? withoutTold(noted) : noted)
    return ask(t, misses >= MISSES ? [reading.say, HELP].filter(Boolean).join(' ') : reading.say, reading.merge)
  }
  const misses = draft.misses + 1
  putDraft(t, { ...draft, misses })
  ask(t, misses >= MISSES ? `${reading.again} ${HELP}` : reading.again)
}

// A place that is not in our lists ("Xóm Vạn Lịch") is no rest of a name, though it comes right after it.
const PLACE =
  /^(?:(?:xóm|thôn|làng|tổ|ngõ|đường|phố|khu|phường|xã|quận|huyện)(?!\p{L})|(?:xom|thon|kcn|tdp|[px]\.)(?!\p{L}))/iu

function isPiece(text: string): boolean {
  return text.split(' ').length <= MOST_WORDS && !PLACE.test(text)
}

/** "Nguyễn Thị" was taken as the name; "Hoa", sent a moment later, is no place: join it to the name and say so. */
function joinLatePiece(t: Turn, draft: Draft, input: Input): boolean {
  const { open } = t.session
  if (input.kind !== 'text' || !open || open.draft !== draft.id || t.ctx.now - open.at > LATE_PIECE_MS) return false
  if (draft.order.at(-1) !== open.key || isTalk(input.text)) return false
  const form = formOf(t, draft)
  const previous = form.questions.find((q) => q.key === open.key)
  // "Chú Minh" ... "Nguyễn Văn Minh": the whole name, not the rest of it.
  const isWhole = fold(input.text).endsWith(` ${fold(open.text).split(' ').at(-1)}`)
  const joined = isWhole ? input.text : `${open.text} ${input.text}`
  const reading = previous?.read({ kind: 'text', text: joined }, asking(t, dropAnswer(draft, open.key), open.key))
  if (!previous || !reading || 'again' in reading) return false
  if (previous.goesOn && !previous.goesOn(draft.answers[open.key], input.text)) return false
  if ('note' in reading) {
    // The whole name is asked about now, not only its first piece.
    const asked = forgotten(draft, open.key)
    putDraft(t, { ...asked, notes: { ...asked.notes, [open.key]: reading.note } })
    t.session = { ...t.session, open: undefined }
    ask(t)
    return true
  }
  const next = answered(t, draft, open.key, reading.answer, reading.also)
  putDraft(t, next)
  // The window stays that of the first piece: it does not open anew with every one.
  t.session = { ...t.session, open: { ...open, text: joined } }
  ask(t, `Trợ lý ghi lại ${previous.label.toLowerCase()}: ${verbatim(previous.show(reading.answer, next.answers))}.`)
  return true
}

/** A story knows talk about the talk, and goes on; where something else is asked, a time may be the answer. */
export function putsOff(t: Turn, question: AnyQuestion | undefined, { notes }: Draft, said: string): boolean {
  if (!question || question.mode(notes[question.key]) === 'closed')
    return mayBePutOff(said) && !isPlainAnswer(t, { kind: 'text', text: said })
  return !question.pieces && isPutOff(said)
}

/** Whether a text can only be meant for the current question: recognised by it, or free words that are no small talk. */
export function isPlainAnswer(t: Turn, input: Extract<Input, { kind: 'text' }>): boolean {
  const draft = activeDraft(t.session)
  const question = draft && currentQuestion(formOf(t, draft), draft.answers)
  if (!draft || !question) return false
  const reading = question.read(input, asking(t, draft, question.key))
  if ('again' in reading || ('weak' in reading && reading.weak)) return false
  // What is neither recognised nor read back is kept as it is typed.
  const asTyped = 'answer' in reading ? reading.open : reading.merge
  return !asTyped || !isChatter(input.text)
}
