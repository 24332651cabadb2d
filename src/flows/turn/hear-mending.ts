// Whether a message puts an earlier answer right rather than answering what is asked now. Reads only.
import type { Turn } from '../flow.js'
import { type AnyQuestion, currentQuestion, type Form, type Input, latestAnswer } from '../interview/form.js'
import type { Mark } from '../message.js'
import { activeDraft, type Draft } from '../session.js'
import { puttingRight, readCorrection, readWishToEdit } from '../vi/correction.js'
import { isTalk } from '../vi/keywords.js'
import { fold } from '../vi/text.js'
import { asking, formOf } from './forms.js'

/** An answer of the form that is open, and its new words; without words they only say which one. */
export type Mending = { is: 'mend'; key: string; text: string; adds?: true } | { is: 'edit'; key: string }

/** What a text corrects, where no panel is open and no command is meant. */
export function hearMending(t: Readonly<Turn>, said: string, quotes: Mark['quotes']): Mending | undefined {
  const draft = activeDraft(t.session)
  if (!draft || t.session.panel) return undefined
  const form = formOf(t, draft)
  const current = currentQuestion(form, draft.answers)
  const answered = form.questions.filter((q) => q.key in draft.answers)
  const quoted = quotes && !isTalk(said) ? quotedOf(t, draft, answered, quotes) : undefined
  if (quoted && quoted.key !== current?.key) {
    const told = readCorrection(said)
    // To a story one adds; everything else is said anew.
    return { is: 'mend', key: quoted.key, text: told?.core ?? said, ...(quoted.pieces && !told ? { adds: true } : {}) }
  }
  const story = answered.findLast((q) => form.stories?.includes(q.key))
  return (
    goingOn(story, current, said) ??
    marked(t, draft, answered, current, said) ??
    onceMore(t, draft, current, said) ??
    (current ? undefined : atTheEnd(form, answered, story, said))
  )
}

const MORE =
  /^(?:(?:à|ấy|ơ|dạ|ừ|a|ay|da) ?[,.]? ?)*(?:mà còn|ma con|à mà|a ma|còn nữa|con nua|thêm nữa|them nua|ngoài ra|ngoai ra|(?:(?:em|tôi|chị|cô|bác|cháu|toi|chi|co|bac|chau) )?(?:quên(?: mất)?|quen(?: mat)?|kể thêm|ke them|bổ sung|bo sung|xin kể thêm|xin bổ sung))(?: là| la| rằng)?[ ,.:]+(?=\S)/iu

/** "À mà cô còn …", said when the story was over: it goes on with what was told. */
function goingOn(story: AnyQuestion | undefined, current: AnyQuestion | undefined, said: string): Mending | undefined {
  if (!story || current?.pieces) return undefined
  const core = said.replace(MORE, '')
  return core !== said && core.split(' ').length >= 4
    ? { is: 'mend', key: story.key, text: core.charAt(0).toUpperCase() + core.slice(1), adds: true }
    : undefined
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
  const { filesKey } = form
  if (filesKey && MORE_FILES.test(fold(said))) return { is: 'edit', key: filesKey }
  const core = said.replace(TO_STORY, '')
  const more = core !== said || (said.split(' ').length >= SENTENCE && !said.endsWith('?') && !isTalk(said))
  return story && more ? { is: 'mend', key: story.key, text: core, adds: true } : undefined
}

/** The answer somebody quotes: their own words of it, or our question. */
function quotedOf(
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

/** "À nhầm, …", "tên sai rồi, phải là …", "sửa tên". */
function marked(
  t: Turn,
  draft: Draft,
  answered: AnyQuestion[],
  current: AnyQuestion | undefined,
  said: string,
): Mending | undefined {
  const told = readCorrection(said)
  if (told?.about !== undefined) {
    const named = namedOf(answered, told.about)
    if (named) return { is: 'mend', key: named.key, text: told.core }
  } else if (told) {
    // Words of a story may begin so: there they are its words.
    if (current?.pieces && !draft.order.length) return undefined
    const key = latestFit(t, draft, answered, told.core)
    if (key) return { is: 'mend', key, text: told.core }
  }
  const wish = current?.pieces ? undefined : readWishToEdit(said)
  const named = wish === undefined ? undefined : namedOf(answered, wish)
  return named && { is: 'edit', key: named.key }
}

function namedOf(answered: AnyQuestion[], about: string): AnyQuestion | undefined {
  const said = about
    .replace(/^(?:cai|phan|muc|cau|o) /, '')
    .replace(/ (?:nay|do|ay|kia)$/, '')
    .trim()
  return answered.find((q) => [q.label, ...(q.aka ?? [])].some((name) => fold(name) === said))
}

/** The latest answers first: the one these words fit. */
function latestFit(t: Turn, draft: Draft, answered: AnyQuestion[], core: string): string | undefined {
  const latest = [...draft.order].reverse().flatMap((key) => answered.find((q) => q.key === key) ?? [])
  const fits = (q: AnyQuestion) => {
    if (q.pieces) return false
    const reading = q.read({ kind: 'text', text: core }, { ...asking(t, draft, q.key), note: undefined })
    return !('again' in reading) && !('weak' in reading && reading.weak === true)
  }
  const near = latest.find((q) => !q.pieces && puttingRight(shownOf(q, draft), core))
  return (near ?? latest.slice(0, 3).find(fits))?.key
}

/** The last answer once more, spelt otherwise or longer: "Hương", then "Hường". */
function onceMore(t: Turn, draft: Draft, current: AnyQuestion | undefined, said: string): Mending | undefined {
  const key = latestAnswer(formOf(t, draft), draft)
  const last = formOf(t, draft).questions.find((q) => q.key === key)
  if (!last || last.pieces || (current && current.key in draft.notes)) return undefined
  const how = puttingRight(shownOf(last, draft), said)
  if (!how || (how === 'longer' && current && reads(t, draft, current, said))) return undefined
  return { is: 'mend', key: last.key, text: said }
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
