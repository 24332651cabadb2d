// What every conversation does within a turn: say something, ask what is asked now, open a panel.

import type { Turn } from '../flow.js'
import {
  type AnyQuestion,
  applicable,
  currentQuestion,
  type Form,
  isGiven,
  latestAnswer,
  type Mode,
  type Option,
  progress,
} from '../interview/form.js'
import { type Button, bold, type Outbound } from '../message.js'
import { verbatim } from '../salutation.js'
import { activeDraft, type Draft, type Session } from '../session.js'
import { clip } from '../vi/text.js'
import { asking, formOf } from './forms.js'
import { isFor, menuButtons } from './menu.js'

/** What is being asked now: a panel, a question, or the summary of a complete draft. */
export interface Prompt {
  text: string
  options: Option[]
  mode: Mode
  numbersPick: boolean
  token(value: string): string
}

/** Said where only a button would do. */
export const CHOOSE = 'Anh/chị chọn giúp Trợ lý một trong các nút bên dưới ạ.'

/** To somebody whose role does not cover it, or no longer does. */
export const NOT_THEIRS = 'Phần này dành cho người được Hội phân công, nên Trợ lý chưa mở được ạ.'

/** The way back, which no number presses. */
const BACK = 'c.back'

/** The law: people must be told that they talk with a machine. */
export const WHO_WE_ARE =
  'Đây là Trợ lý Nhân ái của Hội Chữ thập đỏ thành phố Hải Phòng: máy tự trả lời, có cán bộ đọc lại.'

/** Who they talk with, for somebody whom a link brought here past the greeting; nothing the second time. */
export function introduction(t: Turn): string {
  if (t.session.greetedAt !== undefined) return ''
  t.session = { ...t.session, greetedAt: t.ctx.now }
  return `${WHO_WE_ARE}\n\n`
}

export function say(t: Turn, message: Outbound, merge?: string, remark?: string): void {
  t.effects.push({ do: 'say', message, ...(merge && { merge }), ...(remark !== undefined && { remark }) })
  if (!message.buttons) return
  const shown = message.buttons.filter(isChoice)
  const again = tokensOf(shown) === tokensOf(t.session.shown)
  t.session = { ...t.session, shown, ...(!again && { shownAt: t.ctx.now }) }
}

const tokensOf = (shown: Session['shown'] = []) => shown.map(({ token }) => token).join(' ')

function isChoice(button: Button): button is { label: string; token: string } {
  return 'token' in button && button.token !== BACK
}

/** The panel where nothing is open: what somebody can do. */
export const HOME = 'home'

/** `about` is the id of what the panel is about. */
export function openPanel(t: Turn, name: string, about?: string): void {
  t.session = { ...t.session, panel: about ? { name, about } : { name } }
}

const LONGEST_TAG = 20

/** What tells the buttons of a panel about one thing from those of another; short, and without what parts a token. */
export function tagOf(about: string): string {
  return (/^[\w~-]*/.exec(about)?.[0] ?? '').slice(0, LONGEST_TAG)
}

/** Whether a button's tag names this one. Those in the first messages named a draft by the head of its id. */
export function isTagOf(tag: string, about: string): boolean {
  return tag === tagOf(about) || (/^[0-9a-f]{8}$/.test(tag) && about.startsWith(`${tag}-`))
}

/** Nothing is offered any more; what comes next is up to the caller. */
export function close(t: Turn): void {
  t.session = { ...t.session, panel: undefined }
}

/** Said to who types what no button says, once and again. */
export const OR_OFFICER = 'Chưa rõ thế nào thì anh/chị nhắn "gặp cán bộ" ạ.'

/** Whether the open panel could make nothing of their words before; notes that it could not now. */
export function missed(t: Turn): boolean {
  const { panel } = t.session
  if (panel) t.session = { ...t.session, panel: { ...panel, missed: true } }
  return panel?.missed === true
}

/** Back to where they were: the question, or home. */
export function resume(t: Turn, remark?: string, merge?: string): void {
  if (!activeDraft(t.session)) openPanel(t, HOME)
  ask(t, remark, merge)
}

/** What is asked now, if anything. Reads only. */
export function promptOf(t: Turn): Prompt | undefined {
  const { panel } = t.session
  const shown = panel && t.flows.panel(panel.name)?.panel
  if (panel && shown) {
    const { text, options = [] } = shown.ask(t, panel.about)
    // A panel about one thing names it: its button never acts on another one.
    const about = panel.about ? `.${tagOf(panel.about)}` : ''
    const token = shown.token ?? ((value: string) => `p.${panel.name}.${value}${about}`)
    return { text, options, mode: shown.mode, numbersPick: shown.mode === 'closed' && shown.numbers !== false, token }
  }
  const draft = activeDraft(t.session)
  return draft && draftPrompt(t, draft)
}

function draftPrompt(t: Turn, draft: Draft): Prompt {
  const form = formOf(t, draft)
  const question = currentQuestion(form, draft.answers)
  const token = (key: string) => (value: string) => `q.${draft.id.slice(0, 8)}.${key}.${value}`
  if (!question) {
    const options = [
      { value: 'send', label: form.sendLabel ?? 'Gửi đi' },
      { value: 'edit', label: 'Sửa' },
      { value: 'later', label: 'Để sau' },
    ]
    return { text: summary(form, draft), options, mode: 'closed', numbersPick: true, token: token('summary') }
  }
  const a = asking(t, draft, question.key)
  const { text, options = [] } = question.ask(a)
  const kept = draft.kept[question.key]
  const was = kept !== undefined && question.valid(kept) ? question.show(kept, draft.answers) : ''
  const keep =
    was !== '' && a.note === undefined && draft.editing !== question.key
      ? [{ value: 'keep', label: clip(`Giữ như cũ: ${verbatim(was)}`, 72) }]
      : []
  return {
    text: draft.editing ? emphasised(text) : `${emphasised(text)}\n(${howFar(form, draft, question)})`,
    // Where the old answer is one of the buttons, one for it is enough.
    options: [...keep, ...options.filter((o) => keep.length === 0 || o.value !== kept)],
    mode: question.mode(a.note),
    numbersPick: question.numbersPick || a.note !== undefined,
    token: token(question.key),
  }
}

/** A part by its name, where the form has some: its questions are too many to be counted, and some are left out. */
function howFar(form: Form, draft: Draft, question: AnyQuestion): string {
  const { parts = [] } = form
  const at = (key: string) => form.questions.findIndex((one) => one.key === key)
  const here = parts.findLastIndex(({ from }) => at(from) <= at(question.key))
  if (here !== -1) return `Phần ${here + 1}/${parts.length}: ${parts[here]!.name}`
  const { done, total } = progress(form, draft.answers)
  return `câu ${done + 1}/${total}`
}

// The question itself stands out; what explains it does not.
function emphasised(text: string): string {
  const end = text.indexOf('?') + 1
  return end === 0 ? text : bold(text.slice(0, end)) + text.slice(end)
}

/** Whichever way somebody comes back to a form: what it rests on is agreed to before anything is asked or heard. */
export function agreeFirst(t: Turn): void {
  const { flow = '' } = (!t.session.panel && activeDraft(t.session)) || {}
  const purpose = t.flows.all[flow]?.consent?.purpose
  if (purpose && t.session.consents[purpose] === undefined) openPanel(t, 'consent', flow)
}

/** Whether what is asked was said last, of all that had buttons: a yes to news that came between is none to it. */
export function standsAbove(t: Turn): boolean {
  const { shown } = t.session
  const prompt = promptOf(t)
  const tokens = prompt?.options.map(({ value }) => prompt.token(value)) ?? []
  return !shown || tokens.length === 0 || shown.some(({ token }) => tokens.includes(token))
}

/** A form of a role that has ended waits in case it comes back; says that, where it would have been asked on. */
function withoutTheirs(t: Turn, remark: string): string {
  const draft = t.session.panel ? undefined : activeDraft(t.session)
  if (!draft || isFor(t, draft.flow)) return remark
  t.session = { ...t.session, active: undefined, panel: { name: HOME }, open: undefined }
  return NOT_THEIRS
}

/** Says what is asked now, after an optional remark on what just came. */
export function ask(t: Turn, said = '', merge?: string): void {
  const remark = withoutTheirs(t, said)
  agreeFirst(t)
  const prompt = promptOf(t)
  if (!prompt) {
    if (remark) say(t, { text: remark, buttons: menuButtons(t) }, merge, merge && remark)
    return
  }
  const buttons = buttonsOf(prompt)
  const draft = activeDraft(t.session)
  const canGoBack = !t.session.panel && draft && latestAnswer(formOf(t, draft), draft) !== undefined
  // One way back on every step, as long as Zalo's five buttons have room.
  if (canGoBack && buttons.length < 5 && currentQuestion(formOf(t, draft), draft.answers))
    buttons.push({ label: draft.editing ? 'Thôi, giữ như cũ' : 'Quay lại', token: BACK })
  // A list says nothing of its own when it is asked again: it stands above, and a message needs words.
  say(t, { text: [remark, prompt.text].filter(Boolean).join('\n\n') || CHOOSE, buttons }, merge, merge && remark)
}

/** Asks on where somebody was, and reminds them of what they had told so far. */
export function askOn(t: Turn, said = ''): void {
  const remark = withoutTheirs(t, said)
  agreeFirst(t)
  const draft = activeDraft(t.session)
  const question = draft && !t.session.panel ? currentQuestion(formOf(t, draft), draft.answers) : undefined
  const note = question && draft!.notes[question.key]
  const told = note === undefined ? undefined : question?.recap?.(note)
  ask(t, [remark, told].filter(Boolean).join('\n\n'))
}

/** The options of a prompt as buttons. */
export function buttonsOf(prompt: Prompt): Button[] {
  return prompt.options.map((o) => ({ label: o.label, token: prompt.token(o.value) }))
}

/** Whether a message of ours was a question of a form, or the summary before it is sent. */
export function ofAForm(said: string): boolean {
  return said.includes(RIGHT_SO) || /^\((?:Phần \d+\/\d+: .+|câu \d+\/\d+)\)$/m.test(said)
}

const RIGHT_SO = 'Thông tin đã đúng chưa ạ?'

/** Every answer by its label, as the person sees it before sending; apart, what they were not asked for. */
function summary(form: Form, draft: Draft): string {
  const line = (q: AnyQuestion) => `• ${q.label}: ${verbatim(q.show(draft.answers[q.key], draft.answers))}`
  const all = applicable(form, draft.answers)
  const given = all.filter((q) => !q.chosen && isGiven(draft, q.key))
  // What there is not needs no line of its own among what was understood.
  const told = given.filter((q) => draft.answers[q.key] !== '')
  const lines = all.filter((q) => !given.includes(q)).map(line)
  const more = told.length > 0 ? ['', bold('Trợ lý hiểu thêm từ lời anh/chị:'), ...told.map(line)] : []
  return [bold(form.summaryHead), '', ...lines, ...more, '', bold(RIGHT_SO)].join('\n')
}
