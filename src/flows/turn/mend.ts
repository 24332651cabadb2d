// An answer given before is put right: by editing its message, by quoting it, by "à nhầm", by sending it once more.
import type { Turn } from '../flow.js'
import { type Evidence, linksIn, MAX_LINKS } from '../interview/evidence.js'
import { type AnyQuestion, dropAnswer, type Reading } from '../interview/form.js'
import type { Inbound } from '../message.js'
import { verbatim } from '../salutation.js'
import { activeDraft, type Draft, type Session } from '../session.js'
import { readCommand } from '../vi/keywords.js'
import { putDraft } from './drafts.js'
import { asking, formOf } from './forms.js'
import { answered } from './given.js'
import { askedIn, numbered } from './quoted.js'
import { ask, HOME, say } from './say.js'

/** So many of their latest messages are known by the platform's ids. */
const KNOWN = 40

export const HOW_TO_MEND =
  'Muốn sửa câu đã trả lời, anh/chị bấm "Quay lại", hoặc nhắn ví dụ "sửa tên"; trước khi gửi còn xem lại được tất cả ạ.'

/** Gives an answered question new words. `adds`: they go on with what was told. */
export function mend(t: Turn, draft: Draft, key: string, text: string, adds = false): void {
  const question = formOf(t, draft).questions.find((q) => q.key === key)
  if (!question) return ask(t)
  if (question.pieces) return mendPieces(t, draft, question, adds ? undefined : latestPiece(t, draft, key), text)
  const word = readCommand(text, 'closed')
  const command = word === 'ambiguous' ? undefined : word
  const open = dropAnswer(draft, key)
  const picked = numbered(t, open, question, text)
  const input =
    picked === undefined ? ({ kind: 'text', text, command } as const) : ({ kind: 'pick', value: picked } as const)
  took(t, draft, question, question.read(input, { ...asking(t, open, key), note: undefined }))
}

function took(t: Turn, draft: Draft, question: AnyQuestion, reading: Reading<unknown>): void {
  const { key } = question
  if ('answer' in reading) {
    const kept = { ...draft, kept: { ...draft.kept, [key]: draft.answers[key] } }
    putDraft(t, { ...answered(t, kept, key, reading.answer, reading.also), edited: draft.edited })
    t.session = { ...t.session, open: undefined }
    const answers = activeDraft(t.session)?.answers ?? draft.answers
    const told = { [key]: reading.answer, ...reading.also }
    const shown = formOf(t, draft)
      .questions.flatMap((q) => (q.key in told ? [verbatim(q.show(told[q.key], answers))] : []))
      .join(', ')
    return ask(t, `Dạ, đã sửa ${question.label.toLowerCase()}: ${shown}.`)
  }
  if ('note' in reading && !('weak' in reading && reading.weak)) {
    const open = dropAnswer(draft, key)
    putDraft(t, { ...open, notes: { ...open.notes, [key]: reading.note } })
    t.session = { ...t.session, open: undefined }
    return ask(t, `Dạ, Trợ lý sửa lại ${question.label.toLowerCase()} ạ.`)
  }
  const why = 'again' in reading ? reading.again : 'Trợ lý chưa rõ chỗ sửa này.'
  ask(t, `${why} Trợ lý vẫn giữ: ${verbatim(question.show(draft.answers[key], draft.answers))}.`)
}

function latestPiece(t: Turn, draft: Draft, key: string): string | undefined {
  return t.session.heard?.findLast((one) => one.draft === draft.id && one.key === key)?.text
}

/** A piece of what was told in several is replaced by its new words, or something is added to the whole. */
function mendPieces(t: Turn, draft: Draft, question: AnyQuestion, before: string | undefined, text: string): void {
  const { key } = question
  const note = draft.notes[key] as { pieces?: string[] } | undefined
  const whole = note?.pieces ? note.pieces.join('\n') : draft.answers[key]
  if (typeof whole !== 'string') return ask(t, HOW_TO_MEND)
  const next = before !== undefined && whole.includes(before) ? whole.replace(before, () => text) : `${whole}\n${text}`
  if (note?.pieces) {
    putDraft(t, { ...draft, notes: { ...draft.notes, [key]: { ...note, pieces: next.split('\n') } } })
  } else if (question.valid(next)) putDraft(t, { ...draft, answers: { ...draft.answers, [key]: next } })
  else {
    const fault = String(next).length < String(whole).length ? 'ngắn quá' : 'dài quá'
    return ask(t, `Câu chuyện sửa như vậy thì ${fault}, nên Trợ lý vẫn giữ bản cũ ạ.`)
  }
  ask(t, before === undefined ? 'Dạ, Trợ lý ghi thêm vào câu chuyện rồi ạ.' : 'Dạ, Trợ lý đã sửa lại đoạn ấy rồi ạ.')
}

export const SENT =
  'Phần ấy đã gửi đi rồi, nên Trợ lý chưa sửa được ạ. Anh/chị nhắn "sửa dữ liệu", bấm "Sửa" rồi ghi điều cần sửa, Trợ lý chuyển tới cán bộ giúp.'

const ANEW = 'Anh/chị mở lại phần ấy, rồi nhắn bằng một tin mới giúp ạ.'

export const ELSEWHERE = `Trợ lý thấy anh/chị trả lời một tin nhắn đã cũ, nên chưa biết ghi vào đâu ạ. ${ANEW}`

function lost(t: Turn): undefined {
  const how = activeDraft(t.session) ? HOW_TO_MEND : ANEW
  const text = `Trợ lý thấy anh/chị vừa sửa một tin nhắn đã cũ, nên chưa biết sửa vào đâu ạ. ${how}`
  // What is about to be confirmed is read once more: it has the old words.
  if (t.session.panel && t.session.panel.name !== HOME) return void ask(t, text)
  say(t, { text })
}

/** A message of theirs was edited. Gives the words where they are to be heard as if they had just been said. */
export function edited(t: Turn, { msg, text }: Extract<Inbound, { kind: 'edited' }>): string | undefined {
  const known = t.session.heard?.find((one) => one.msg === msg)
  if (!known) {
    return lost(t)
  }
  if (known.text === text) return undefined
  if (known.ticket) {
    t.effects.push({ do: 'openTicket', kind: known.ticket, note: `(sửa lại) ${text}` })
    return void say(t, { text: 'Dạ, Trợ lý đã chuyển lời sửa này tới cán bộ ạ.' })
  }
  const draft = t.session.drafts.find((one) => one.id === known.draft)
  if (known.draft && !draft) return void say(t, { text: SENT })
  if (known.text && t.session.panel?.said?.includes(known.text)) return reworded(t, known, text)
  // Nothing was taken from it: it is heard where the same is still asked.
  if (!draft || !known.key) return (known.asked ?? askedIn(t, t.session)) === askedIn(t, t.session) ? text : lost(t)
  t.session = { ...t.session, heard: t.session.heard?.map((one) => (one === known ? { ...one, text } : one)) }
  const form = formOf(t, draft)
  const question = form.questions.find((q) => q.key === known.key)
  if (question && known.key === form.filesKey) return recaption(t, draft, question, known.text ?? '', text)
  const told = known.key in draft.answers || (question?.pieces && known.key in draft.notes)
  if (!told) {
    // Half an answer ("có", and why is asked): the other half is of the new words.
    const { [known.key]: _, ...notes } = draft.notes
    putDraft(t, { ...draft, notes })
    return askedIn(t, t.session) === known.key ? text : lost(t)
  }
  if (question?.pieces) mendPieces(t, draft, question, known.text, text)
  else mend(t, draft, known.key, text)
  return undefined
}

/** Words that are read back before they count say something else now. */
function reworded(t: Turn, known: Heard, text: string): string | undefined {
  const panel = t.session.panel!
  const whole = panel.said === known.text
  const said = whole ? undefined : panel.said!.replace(known.text!, () => text)
  const heard = t.session.heard?.map((one) => (one === known ? { ...one, text } : one))
  t.session = { ...t.session, heard, panel: { ...panel, said } }
  return whole ? text : void ask(t)
}

/** What is written under a picture was put right, or an address. */
function recaption(t: Turn, draft: Draft, question: AnyQuestion, before: string, now: string): undefined {
  const { key } = question
  const { answers, notes } = draft
  const had = (notes[key] ?? answers[key] ?? { files: [], links: [] }) as Evidence
  const files = had.files.map((file) => (file.caption === before ? { ...file, caption: now } : file))
  const gone = linksIn(before)
  const links = [...new Set([...had.links.filter((link) => !gone.includes(link)), ...linksIn(now)])].slice(0, MAX_LINKS)
  const value: Evidence = { files, links }
  const place = key in notes || !(key in answers) ? { notes: { ...notes, [key]: value } } : undefined
  putDraft(t, { ...draft, ...(place ?? { answers: { ...answers, [key]: value } }) })
  const captioned = had.files.some(({ caption }) => caption === before)
  const shown = verbatim(question.show(value, answers))
  ask(t, captioned ? 'Dạ, Trợ lý đã sửa lời ghi dưới ảnh ạ.' : `Dạ, Trợ lý đang giữ: ${shown}.`)
  return undefined
}

/** Remembers which message gave which answer; called once the turn is over. */
export function remember(t: Turn, before: Session, inbound: Inbound): void {
  const kept = t.session.heard ?? []
  const added = 'msg' in inbound && inbound.kind !== 'edited' ? entryOf(t, before, inbound) : undefined
  const heard = [...kept, ...(added ? [added] : [])].slice(-KNOWN).map((one) => sentOnes(t, one))
  if (heard.length > 0 || t.session.heard) t.session = { ...t.session, heard: heard.length > 0 ? heard : undefined }
}

type Heard = NonNullable<Session['heard']>[number]

/** Of a draft that is no more, only that it was is remembered: none of its words; nor any that went to officers or readers. */
function sentOnes(t: Turn, one: Heard): Heard {
  const gone = one.draft !== undefined && !t.session.drafts.some((draft) => draft.id === one.draft)
  if (gone) return { msg: one.msg, draft: one.draft, sent: true }
  return one.draft === undefined && one.text !== undefined && !isReadBack(t, one.text)
    ? { ...one, text: undefined }
    : one
}

/** It waits to be confirmed. */
const isReadBack = (t: Turn, said: string) => t.session.panel?.said?.includes(said) === true

function entryOf(t: Turn, before: Session, inbound: Inbound): Heard | undefined {
  const { msg, text, caption } = inbound as { msg?: string; text?: string; caption?: string }
  if (msg === undefined) return undefined
  const said = text ?? caption
  const ticket = t.effects.flatMap((e) => (e.do === 'openTicket' && e.note === said ? [e.kind] : []))[0]
  if (said && (ticket === 'human' || ticket === 'correct')) return { msg, ticket }
  const draft = activeDraft(t.session) ?? activeDraft(before)
  const asked = askedIn(t, before)
  if (!draft) return { msg, asked, ...(said && isReadBack(t, said) && { text: said }) }
  const was = before.drafts.find((one) => one.id === draft.id)
  const keys = Object.keys({ ...draft.answers, ...draft.notes })
  const changed = keys.find(
    (one) => draft.answers[one] !== was?.answers[one] || (draft.notes[one] !== was?.notes[one] && one in draft.notes),
  )
  return { msg, draft: draft.id, ...(changed ? { key: changed } : { key: '', asked }), ...(said ? { text: said } : {}) }
}
