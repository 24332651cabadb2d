// Getting into a form: consent first, once per version of its words; half-done ones before new ones.
import type { Turn } from '../flow.js'
import { putAnswer } from '../interview/form.js'
import { activeDraft } from '../session.js'
import { isUntouched, putDraft, startDraft } from './drafts.js'
import { ask, openPanel } from './say.js'

/** By the conversation's door: a new form, or one that is half done. `told`: they have begun to tell already. */
export function enter(t: Turn, flow: string, told = false): void {
  t.session = { ...t.session, panel: undefined }
  const mine = t.session.drafts.filter((draft) => draft.flow === flow && !isUntouched(t, draft))
  if (mine.length === 0) return begin(t, flow, told)
  openPanel(t, 'drafts', flow)
  ask(t, told ? t.flows.all[flow]?.form?.tellAgain : undefined)
}

/** A new form of this conversation, or what its first answer is chosen from. Throws when it has none: a bug of ours. */
export function begin(t: Turn, flow: string, told = false): void {
  const { consent, form } = t.flows.all[flow] ?? {}
  if (!form) throw new Error(`no form for flow ${flow}`)
  if (!form.chosenAt && consent && t.session.consents[consent.purpose] !== consent.version) {
    t.session = { ...t.session, active: undefined }
    openPanel(t, 'consent', flow)
    return ask(t, told ? consent.words.first : undefined)
  }
  agreed(t, flow, told ? form.tellAgain : undefined)
}

/** The first question of a new form, or the door where its first answer is chosen. */
export function agreed(t: Turn, flow: string, remark?: string): void {
  const { chosenAt } = t.flows.all[flow]?.form ?? {}
  if (chosenAt) return t.flows.door(chosenAt)!.open(t, '')
  startDraft(t, flow)
  ask(t, remark)
}

/**
 * A new form with one answer that was chosen before it: consent, where it is still to be asked, finds it waiting.
 * `fixed`: "back" does not lead there.
 */
export function beginWith(t: Turn, flow: string, key: string, value: unknown, fixed = false): void {
  const { consent } = t.flows.all[flow]!
  startDraft(t, flow)
  const begun = putAnswer(activeDraft(t.session)!, key, value)
  putDraft(t, fixed ? { ...begun, order: [] } : begun)
  if (consent && t.session.consents[consent.purpose] !== consent.version) openPanel(t, 'consent', flow)
  ask(t)
}
