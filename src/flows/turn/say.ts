// What every conversation does within a turn: say, ask, switch drafts. A Turn is local to one call of the engine.

import {
  type Answers,
  type Ask,
  type Asking,
  applicable,
  type Ctx,
  currentQuestion,
  type Form,
  latestAnswer,
  type Mode,
  type Option,
  progress,
} from '../interview/form.js'
import { type FullAnswer, heldAnswers } from '../interview/full-answer.js'
import { type Button, bold, type Effect, type Outbound } from '../message.js'
import { verbatim } from '../salutation.js'
import { DAY, nextNudge } from '../schedule.js'
import { activeDraft, type Draft, type Session } from '../session.js'
import { clip } from '../vi/text.js'

export interface Turn {
  session: Session
  effects: Effect[]
  ctx: Ctx
  forms: Record<string, Form>
  panels: Record<string, Panel>
}

/** A choice offered outside of any form. */
export interface Panel {
  mode: Mode
  ask(t: Turn, draft?: string): Ask
  /** What "có" means here, where it is not an option of that name. */
  yes?: string
  /** The token of an option, where it is not the panel's own. */
  token?(value: string): string
  /** A button was chosen; `said` is the person's exact reply. */
  pick(t: Turn, value: string, said: string, draft?: string): void
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
  /** Free text that is neither a button nor a command. */
  text?(t: Turn, text: string): void
}

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

export function say(t: Turn, message: Outbound, merge?: string): void {
  t.effects.push(merge ? { do: 'say', message, merge } : { do: 'say', message })
}

export function formOf(t: Turn, draft: Draft): Form {
  const form = t.forms[draft.flow]
  if (!form) throw new Error(`no form for flow ${draft.flow}`)
  return form
}

export function asking(t: Turn, draft: Draft, key: string): Asking {
  const { answers, notes, kept } = draft
  return { answers, note: notes[key], kept: kept[key], profile: t.session.profile, ctx: t.ctx }
}

/** The draft as an act of the person left it, stamped with the time of this turn. */
export function putDraft(t: Turn, draft: Draft): void {
  const next = { ...draft, updatedAt: t.ctx.now }
  const before = t.session.drafts.find((d) => d.id === draft.id)
  replaceDraft(t, next)
  // Begun on another day: its first reminder found nothing told and was dropped.
  if (before && isEmpty(before) && !isEmpty(next) && t.ctx.now - draft.startedAt > DAY) watch(t, next)
}

/** The draft changed by no act of the person: their silence, which reminders count, goes on. */
export function replaceDraft(t: Turn, draft: Draft): void {
  t.session = { ...t.session, drafts: t.session.drafts.map((d) => (d.id === draft.id ? draft : d)) }
}

/** Nothing told yet: nothing to remind of. */
export function isEmpty(draft: Draft): boolean {
  return draft.order.length === 0 && Object.keys(draft.notes).length === 0
}

/** Takes a draft away: sent, or deleted for good. Files it held and no nomination took along go with it. */
export function removeDraft(t: Turn, id: string): void {
  const drafts = t.session.drafts.filter((draft) => draft.id !== id)
  t.session = { ...t.session, drafts, active: t.session.active === id ? undefined : t.session.active, open: undefined }
  t.effects.push({ do: 'unwatchDraft', draft: id })
}

export function startDraft(t: Turn, flow: string): void {
  const { now } = t.ctx
  const draft: Draft = {
    id: t.ctx.id(0),
    flow,
    answers: {},
    order: [],
    notes: {},
    kept: {},
    misses: 0,
    startedAt: now,
    updatedAt: now,
    nudges: 0,
  }
  t.session = {
    ...t.session,
    drafts: [...t.session.drafts, draft],
    active: draft.id,
    panel: undefined,
    open: undefined,
  }
  watch(t, draft)
}

export function watch(t: Turn, draft: Draft): void {
  const at = nextNudge(draft)
  if (at !== undefined) t.effects.push({ do: 'watchDraft', draft: draft.id, at })
}

/** Goes on with a draft. It becomes the last of the list: the one meant where nobody says which. */
export function openDraft(t: Turn, id: string): void {
  const drafts = [...t.session.drafts].sort((a, b) => Number(a.id === id) - Number(b.id === id))
  t.session = { ...t.session, drafts, active: id, panel: undefined, open: undefined }
}

export function openPanel(t: Turn, name: string, draft?: string): void {
  t.session = { ...t.session, panel: draft ? { name, draft } : { name } }
}

/** What is asked now, if anything. */
export function promptOf(t: Turn): Prompt | undefined {
  const { panel } = t.session
  const shown = panel && t.panels[panel.name]
  if (panel && shown) {
    const { text, options = [] } = shown.ask(t, panel.draft)
    // A panel about one draft names it: its button never acts on another one.
    const about = panel.draft ? `.${panel.draft.slice(0, 8)}` : ''
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
      { value: 'send', label: 'Gửi đi' },
      { value: 'edit', label: 'Sửa' },
      { value: 'later', label: 'Để sau' },
    ]
    return { text: summary(form, draft.answers), options, mode: 'closed', numbersPick: true, token: token('summary') }
  }
  const a = asking(t, draft, question.key)
  const { text, options = [] } = question.ask(a)
  const { done, total } = progress(form, draft.answers)
  const kept = draft.kept[question.key]
  const keep =
    kept !== undefined && a.note === undefined && draft.editing !== question.key && question.valid(kept)
      ? [{ value: 'keep', label: clip(`Giữ như cũ: ${verbatim(question.show(kept, draft.answers))}`, 72) }]
      : []
  return {
    text: draft.editing ? emphasised(text) : `${emphasised(text)}\n(câu ${done + 1}/${total})`,
    // Where the old answer is one of the buttons, one for it is enough.
    options: [...keep, ...options.filter((o) => keep.length === 0 || o.value !== kept)],
    mode: question.mode(a.note),
    numbersPick: question.numbersPick || a.note !== undefined,
    token: token(question.key),
  }
}

// The question itself stands out; what explains it does not.
function emphasised(text: string): string {
  const end = text.indexOf('?') + 1
  return end === 0 ? text : bold(text.slice(0, end)) + text.slice(end)
}

/** Says what is asked now, after an optional remark on what just came. */
export function ask(t: Turn, remark = '', merge?: string): void {
  const prompt = promptOf(t)
  if (!prompt) {
    if (remark) say(t, { text: remark, buttons: menuButtons(t) })
    return
  }
  const buttons: Button[] = prompt.options.map((o) => ({ label: o.label, token: prompt.token(o.value) }))
  const draft = activeDraft(t.session)
  const canGoBack = !t.session.panel && draft && latestAnswer(formOf(t, draft), draft) !== undefined
  // One way back on every step, as long as Zalo's five buttons have room.
  if (canGoBack && buttons.length < 5 && currentQuestion(formOf(t, draft), draft.answers))
    buttons.push({ label: draft.editing ? 'Thôi, giữ như cũ' : 'Quay lại', token: 'c.back' })
  say(t, { text: remark ? `${remark}\n\n${prompt.text}` : prompt.text, buttons }, merge)
}

/** Every answer by its label, as the person sees it before sending. */
function summary(form: Form, answers: Answers): string {
  const lines = applicable(form, answers).map((q) => `• ${q.label}: ${verbatim(q.show(answers[q.key], answers))}`)
  return [bold(form.summaryHead), '', ...lines, '', bold('Thông tin đã đúng chưa ạ?')].join('\n')
}

/** What somebody can do from anywhere, as buttons that always work. */
export function menuButtons(t: Turn): Button[] {
  return menuOptions(t).map(({ label, value }) => ({ label, token: `c.${value}` }))
}

/** The same as commands by their labels. */
export function menuOptions(t: Turn): Option[] {
  const draft = activeDraft(t.session) ?? t.session.drafts.at(-1)
  const resume = draft ? [{ label: clip(`Kể tiếp ${titleOf(t, draft)}`, 60), value: 'resume' }] : []
  return [
    ...resume,
    { label: 'Giới thiệu người tốt', value: 'nominate' },
    { label: 'Hồ sơ của tôi', value: 'records' },
    { label: 'Quyền của tôi', value: 'privacy' },
    { label: 'Gặp cán bộ', value: 'human' },
  ]
}

export function titleOf(t: Turn, draft: Draft): string {
  return verbatim(formOf(t, draft).title(draft.answers))
}

/** Half-done drafts for the lists that show them: what each is about, how many questions are left. */
export function draftLines(t: Turn): { title: string; left: number }[] {
  return t.session.drafts.map((draft) => {
    const { done, total } = progress(formOf(t, draft), draft.answers)
    return { title: titleOf(t, draft), left: total - done }
  })
}

/** Half-done drafts with everything they hold. */
export function draftContents(t: Turn): { title: string; answers: FullAnswer[] }[] {
  return t.session.drafts.map((draft) => ({ title: titleOf(t, draft), answers: heldAnswers(formOf(t, draft), draft) }))
}
