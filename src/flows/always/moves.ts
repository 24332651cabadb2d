// Ways out of a panel.
import { activeDraft } from '../session.js'
import { ask, openPanel, type Turn } from '../turn/say.js'

/** Nothing is offered any more; what comes next is up to the caller. */
export function close(t: Turn): void {
  t.session = { ...t.session, panel: undefined }
}

/** Back to where they were: the question, or home. */
export function resume(t: Turn, remark?: string): void {
  if (!activeDraft(t.session)) openPanel(t, 'home')
  ask(t, remark)
}
