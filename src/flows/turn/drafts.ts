// Half-done forms of the person: begun, changed, put aside, taken up again.
import type { Turn } from '../flow.js'
import { dropAnswer, progress, putAnswer } from '../interview/form.js'
import { type DraftContents, type DraftLine, heldAnswers } from '../interview/full-answer.js'
import { verbatim } from '../salutation.js'
import { DAY, nextNudge } from '../schedule.js'
import type { Draft } from '../session.js'
import { formOf } from './forms.js'
import { intoDraft } from './held.js'

/** The draft as an act of the person left it, stamped with the time of this turn. */
export function putDraft(t: Turn, draft: Draft): void {
  const next = { ...draft, updatedAt: t.ctx.now }
  const before = t.session.drafts.find((d) => d.id === draft.id)
  replaceDraft(t, next)
  // The first reminder of a draft that was begun on another day found nothing told and was dropped.
  if (before && isEmpty(before) && !isEmpty(next) && t.ctx.now - draft.startedAt > DAY) watch(t, next)
}

/** The draft changed by no act of the person: their silence, which reminders count, goes on. */
export function replaceDraft(t: Turn, draft: Draft): void {
  t.session = { ...t.session, drafts: t.session.drafts.map((d) => (d.id === draft.id ? draft : d)) }
}

/** The draft with this answer, and without those that a change of it makes somebody else's. */
export function withoutOthers(t: Turn, draft: Draft, key: string, answer: unknown): Draft {
  const next = putAnswer(draft, key, answer)
  const question = formOf(t, draft).questions.find((q) => q.key === key)
  if (!question?.resets || !(key in draft.kept)) return next
  return question.resets(draft.kept[key], answer).reduce((left, other) => forgotten(left, other), next)
}

/** The draft without an answer, which is not offered again either. */
export function forgotten(draft: Draft, key: string): Draft {
  const dropped = dropAnswer(draft, key)
  const { [key]: _theirs, ...kept } = dropped.kept
  return { ...dropped, kept }
}

/** Nothing told yet: nothing to remind of. */
export function isEmpty(draft: Draft): boolean {
  return draft.order.length === 0 && Object.keys(draft.notes).length === 0
}

/** A form for some alone (an officer's) that was opened and holds nothing yet: no half-done work. */
export function isUntouched(t: Turn, draft: Draft): boolean {
  return isEmpty(draft) && Object.keys(draft.kept).length === 0 && t.flows.all[draft.flow]?.for !== undefined
}

/** Such forms go as soon as something else is done. */
export function dropUntouched(t: Turn): void {
  for (const draft of t.session.drafts)
    if (draft.id !== t.session.active && isUntouched(t, draft)) removeDraft(t, draft.id)
}

/** Takes a draft away: sent, or deleted for good. Files it held and that were not sent go with it. */
export function removeDraft(t: Turn, id: string): void {
  const drafts = t.session.drafts.filter((draft) => draft.id !== id)
  t.session = { ...t.session, drafts, active: t.session.active === id ? undefined : t.session.active, open: undefined }
  t.effects.push({ do: 'unwatchDraft', draft: id })
}

/** A new draft of the form of this conversation; it is the one being answered. */
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
  const begun = intoDraft(t, draft)
  t.session = {
    ...t.session,
    drafts: [...t.session.drafts, begun],
    active: draft.id,
    panel: undefined,
    open: undefined,
  }
  watch(t, draft)
}

function watch(t: Turn, draft: Draft): void {
  const at = nextNudge(draft)
  if (at !== undefined) t.effects.push({ do: 'watchDraft', draft: draft.id, at })
}

/** Goes on with a draft. It becomes the last of the list: the one meant where nobody says which. */
export function openDraft(t: Turn, id: string): void {
  const drafts = [...t.session.drafts]
    .sort((a, b) => Number(a.id === id) - Number(b.id === id))
    .map((draft) => (draft.id === id && !formOf(t, draft).stories?.some(isTold(draft)) ? intoDraft(t, draft) : draft))
  t.session = { ...t.session, drafts, active: id, panel: undefined, open: undefined }
}

const isTold = (draft: Draft) => (key: string) => key in draft.answers || key in draft.notes

export function titleOf(t: Turn, draft: Draft): string {
  return verbatim(formOf(t, draft).title(draft.answers))
}

/** What is being done to these drafts, in one word: "kể" where each of them is told. */
export function verbOf(t: Turn, ...drafts: Draft[]): string {
  const verbs = new Set(drafts.map((draft) => formOf(t, draft).verb))
  const [only = 'làm'] = verbs
  return verbs.size > 1 ? 'làm' : only
}

/** Half-done drafts for the lists that show them: what each is about, how many questions are left. */
export function draftLines(t: Turn): DraftLine[] {
  return t.session.drafts.map((draft) => {
    const { done, total } = progress(formOf(t, draft), draft.answers)
    return { title: titleOf(t, draft), left: total - done }
  })
}

/** Half-done drafts with everything they hold. */
export function draftContents(t: Turn): DraftContents[] {
  return t.session.drafts.map((draft) => ({ title: titleOf(t, draft), answers: heldAnswers(formOf(t, draft), draft) }))
}
