// Whether a message puts an earlier answer right rather than answering what is asked now. Reads only.
import type { Turn } from '../flow.js'
import {
  type AnyQuestion,
  currentQuestion,
  type Form,
  type Input,
  LATE_PIECE_MS,
  latestAnswer,
} from '../interview/form.js'
import type { Mark } from '../message.js'
import { activeDraft, type Draft } from '../session.js'
import {
  bare,
  type Correction,
  patched,
  puttingRight,
  readAddition,
  readCorrection,
  readNamed,
  readWishToEdit,
  takesOut,
  withoutSigh,
} from '../vi/correction.js'
import { isTalk } from '../vi/keywords.js'
import { withLastDigits } from '../vi/phones.js'
import { fold } from '../vi/text.js'
import { asking, formOf } from './forms.js'
import { namedOf, namedWithValue } from './named-answer.js'
import { IS_NUMBER, knows, type Mend, quotedOf } from './quoted.js'

/** An answer of the form that is open, and its new words; without words they only say which one. */
export type Mending =
  | Mend
  | { is: 'edit'; key: string }
  /** Something is to be put right, and which answer is not said. */
  | { is: 'which' }

/** What a text corrects, where no panel is open and no command is meant. */
export function hearMending(t: Readonly<Turn>, said: string, quotes: Mark['quotes']): Mending | undefined {
  const draft = activeDraft(t.session)
  if (!draft || t.session.panel) return undefined
  const form = formOf(t, draft)
  const current = currentQuestion(form, draft.answers)
  const answered = form.questions.filter((q) => q.key in draft.answers)
  const quoted = quotes ? quotedOf(t, draft, answered, quotes) : undefined
  if (quoted && quoted.key !== current?.key) {
    const mending = toQuoted(t, draft, quoted, said)
    if (mending) return mending
  }
  const story = answered.findLast((q) => form.stories?.includes(q.key))
  return (
    (current ? undefined : lastDigits(draft, answered, said)) ??
    goingOn(story, current, said) ??
    longer(
      draft,
      answered.findLast((q) => q.grows),
      current,
      said,
    ) ??
    marked(t, draft, answered, current, said) ??
    onceMore(t, draft, current, said) ??
    (current ? undefined : atTheEnd(form, answered, story, said))
  )
}

/** What is said to an answer that is quoted: it is said anew, or put right in part, or goes on, or is taken out. */
function toQuoted(t: Turn, draft: Draft, quoted: AnyQuestion, said: string): Mending | undefined {
  const { key } = quoted
  const told = readCorrection(said)
  const text = told?.core ?? bare(said)
  // "Cảm ơn em" belongs to nothing, "300 nhé" to a number.
  if (isTalk(bare(said)) && !(quoted.pieces ? told : knows(t, draft, quoted, text))) return undefined
  const before = wordsOf(draft, quoted)
  if (takesOut(said)) return canBeNone(t, draft, quoted) ? { is: 'mend', key, text: NONE } : { is: 'edit', key }
  // To a story one adds; everything else is said anew.
  if (quoted.pieces) return { is: 'mend', key, text, ...(told ? {} : { adds: true }) }
  const more = before === undefined ? undefined : readAddition(said)
  if (before !== undefined && more !== undefined) return { is: 'mend', key, text: joined(before, more) }
  return { is: 'mend', key, text: before === undefined ? text : patched(before, text, told?.instead) }
}

const NONE = 'không có'

function canBeNone(t: Turn, draft: Draft, question: AnyQuestion): boolean {
  const reading = question.read({ kind: 'text', text: NONE }, { ...asking(t, draft, question.key), note: undefined })
  return 'answer' in reading && reading.answer === ''
}

/** An answer of words, as it stands; undefined for one of another kind. */
function wordsOf(draft: Draft, question: AnyQuestion): string | undefined {
  const value: unknown = draft.answers[question.key]
  return typeof value === 'string' && value !== '' && question.mode(undefined) === 'free' && !/^\+\d/.test(value)
    ? value
    : undefined
}

const joined = (before: string, more: string) =>
  `${before.replace(/[.,;]+$/, '')}${/[.!?]$/.test(before) || /^\p{Lu}/u.test(more) ? '.' : ','} ${more}`

const MORE =
  /^(?:(?:à|ấy|ơ|dạ|ừ|a|ay|da)(?: ?[,.] ?| {0,2}))*(?:mà còn|ma con|à mà|a ma|còn nữa|con nua|thêm nữa|them nua|ngoài ra|ngoai ra|(?:(?:em|tôi|chị|cô|bác|cháu|toi|chi|co|bac|chau) )?(?:quên(?: mất)?|quen(?: mat)?|kể thêm|ke them|bổ sung|bo sung|xin kể thêm|xin bổ sung))(?: là| la| rằng)?[ ,.:]+(?=\S)/iu

/** "À mà cô còn …", said when the story was over: it goes on with what was told. */
function goingOn(story: AnyQuestion | undefined, current: AnyQuestion | undefined, said: string): Mending | undefined {
  if (!story || current?.pieces) return undefined
  const core = said.replace(MORE, '')
  return core !== said && core.split(' ').length >= 4
    ? { is: 'mend', key: story.key, text: core.charAt(0).toUpperCase() + core.slice(1), adds: true }
    : undefined
}

/** "À mà cụ còn bị mù": it goes on with what was told in short. */
function longer(
  draft: Draft,
  grown: AnyQuestion | undefined,
  current: AnyQuestion | undefined,
  said: string,
): Mending | undefined {
  const before = grown && wordsOf(draft, grown)
  if (!grown || before === undefined || current?.pieces) return undefined
  const core = said.replace(MORE, '')
  return core !== said && core.split(' ').length >= 3
    ? { is: 'mend', key: grown.key, text: joined(before, core) }
    : undefined
}

/** "Số cuối là 9", where one number is shown and no other. */
function lastDigits({ answers }: Draft, answered: AnyQuestion[], said: string): Mending | undefined {
  const [only, ...others] = answered.filter(({ key }) => /^\+\d+$/.test(String(answers[key])))
  const text = only && others.length === 0 ? withLastDigits(String(answers[only.key]), said) : undefined
  return only && text ? { is: 'mend', key: only.key, text } : undefined
}

const TO_STORY =
  /^(?:(?:xin|cho|em|tôi) )*(?:ghi |kể |viết )?(?:thêm|them) (?:vào|vao) (?:câu chuyện|cau chuyen|chuyện|chuyen|lời kể|loi ke)[ :,]+(?:là |la )?(?=\S)/iu
const MORE_FILES = /^(?:(?:cho|xin|em|toi|muon) )*(?:gui )?them (?:anh|hinh|tep|giay)/
const SENTENCE = 8

/** Where all is answered: the name of an answer opens it, more files open theirs, a whole sentence goes on with the story. */
function atTheEnd(
  form: Form,
  answered: AnyQuestion[],
  story: AnyQuestion | undefined,
  said: string,
): Mending | undefined {
  const named = namedOf(answered, fold(said))
  if (named) return { is: 'edit', key: named.key }
  // What is wrong is not added to what is told.
  if (readWishToEdit(said) !== undefined || readCorrection(said) !== undefined) return { is: 'which' }
  const { filesKey } = form
  if (filesKey && MORE_FILES.test(fold(said))) return { is: 'edit', key: filesKey }
  const core = said.replace(TO_STORY, '')
  const more = core !== said || (said.split(' ').length >= SENTENCE && !said.endsWith('?') && !isTalk(said))
  return story && more ? { is: 'mend', key: story.key, text: core, adds: true } : undefined
}

/** "À nhầm, …", "tên sai rồi, phải là …", "sửa tên". */
function marked(
  t: Turn,
  draft: Draft,
  answered: AnyQuestion[],
  current: AnyQuestion | undefined,
  said: string,
): Mending | undefined {
  const told = readCorrection(said)
  const mends = (q: AnyQuestion, core: string): Mending => {
    const before = wordsOf(draft, q)
    return { is: 'mend', key: q.key, text: before === undefined ? core : patched(before, core, told?.instead) }
  }
  const wish = current?.pieces ? undefined : readWishToEdit(said)
  const meant = wish === undefined ? undefined : namedOf(answered, wish)
  if (meant) return { is: 'edit', key: meant.key }
  const named = told?.about === undefined ? undefined : namedOf(answered, told.about)
  if (told && named) return mends(named, told.core)
  // Words of a story may begin so: there they are its words.
  if (told && current?.pieces && !draft.order.length) return undefined
  const fit = told && latestFit(t, draft, answered, told)
  if (fit) return mends(fit, told.core)
  if (current?.pieces) return undefined
  if (told?.sure && current && !knows(t, draft, current, told.core)) return { is: 'which' }
  const value = wish === undefined ? undefined : namedWithValue(answered, wish, said)
  if (value) return mends(value.question, value.text)
  const plain = readNamed(said)
  const called = plain && namedOf(answered, plain.about!)
  if (current) return called && !reads(t, draft, current, said) ? mends(called, plain.core) : undefined
  if (called && !called.pieces && said.split(' ').length < SENTENCE) return mends(called, plain.core)
  // "Hạn xét 20/2", read where nothing is asked any more.
  const plainly = namedWithValue(answered, fold(said), said)
  return plainly && !plainly.question.pieces && knows(t, draft, plainly.question, plainly.text)
    ? mends(plainly.question, plainly.text)
    : undefined
}

/** The latest answers first: the one these words fit. One among buttons is known wherever it stands. */
function latestFit(
  t: Turn,
  draft: Draft,
  answered: AnyQuestion[],
  { core, instead, about, sure }: Correction,
): AnyQuestion | undefined {
  const current = currentQuestion(formOf(t, draft), draft.answers)
  // A number alone may be that of any of them.
  if (!current && about === undefined && IS_NUMBER.test(core)) return undefined
  const latest = [...draft.order].reverse().flatMap((key) => answered.find((q) => q.key === key) ?? [])
  const fits = (q: AnyQuestion) => {
    if (q.pieces) return false
    const reading = q.read({ kind: 'text', text: core }, { ...asking(t, draft, q.key), note: undefined })
    return !('again' in reading) && !('weak' in reading && reading.weak === true)
  }
  const part = latest.find((q) => {
    const before = wordsOf(draft, q)
    return before !== undefined && !q.pieces && patched(before, core, instead) !== core
  })
  const near = latest.find((q) => !q.pieces && puttingRight(shownOf(q, draft), core))
  // What names something else, or only what it is not, is no answer anew.
  if (about !== undefined || (instead !== undefined && !sure)) return near ?? part
  const button = latest.find((q) => !q.pieces && q.numbersPick && q.mode(undefined) === 'closed' && fits(q))
  // What other words gave was not asked for, and may be what is put right.
  const given = answered.filter((q) => !draft.order.includes(q.key))
  const known = [...latest.slice(0, 3), ...given].find((q) => fits(q) && knows(t, draft, q, core))
  // At the end the latest answer is one among many.
  const justGiven = current ? latest.slice(0, 1) : []
  return near ?? part ?? known ?? button ?? justGiven.find(fits)
}

/** The last answer once more, spelt otherwise or longer: "Hương", then "Hường". */
function onceMore(t: Turn, draft: Draft, current: AnyQuestion | undefined, typed: string): Mending | undefined {
  const said = withoutSigh(typed)
  const key = latestAnswer(formOf(t, draft), draft)
  const last = formOf(t, draft).questions.find((q) => q.key === key)
  if (!last || last.pieces || (current && current.key in draft.notes)) return undefined
  if (isOtherNumber(t, draft, last, current, said)) return { is: 'mend', key: last.key, text: said }
  const how = puttingRight(shownOf(last, draft), said)
  if (!how || (how === 'longer' && current && reads(t, draft, current, said))) return undefined
  return { is: 'mend', key: last.key, text: said }
}

const shape = (text: string) => fold(text).replace(/\d+/g, '#')

/** "Từ 1/2", and a moment later "từ 1/12": the same words with other numbers, which the question now asked does not know. */
function isOtherNumber(t: Turn, draft: Draft, last: AnyQuestion, current: AnyQuestion | undefined, said: string) {
  const before = t.session.heard?.findLast((one) => one.draft === draft.id && one.key === last.key)?.text
  if (before === undefined || before === said || !/\p{L}/u.test(said) || !/\d/.test(said)) return false
  const soon = t.ctx.now - draft.updatedAt <= LATE_PIECE_MS
  return soon && shape(before) === shape(said) && !(current && knows(t, draft, current, said))
}

function shownOf(question: AnyQuestion, draft: Draft): string {
  const value: unknown = draft.answers[question.key]
  return typeof value === 'string' ? question.show(value, draft.answers) : ''
}

function reads(t: Turn, draft: Draft, question: AnyQuestion, text: string): boolean {
  const input: Input = { kind: 'text', text }
  const reading = question.read(input, asking(t, draft, question.key))
  return !('again' in reading) && !('weak' in reading && reading.weak === true)
}
