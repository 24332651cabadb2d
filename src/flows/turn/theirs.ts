// Whom a panel or a list is for. A role may end while one is open.
import type { OwnPanel, Panel, Turn } from '../flow.js'
import type { Who } from '../roles.js'
import { activeDraft } from '../session.js'
import { dropUntouched } from './drafts.js'
import { isFor, isTheirs } from './menu.js'
import { LIST } from './own-words.js'
import { HOME } from './say.js'

/** These panels, for some alone. */
export function onlyFor(whose: (who: Who) => boolean, panels: Record<string, Panel>): Record<string, Panel> {
  return Object.fromEntries(Object.entries(panels).map(([name, panel]) => [name, { ...panel, for: whose }]))
}

export function mayUse(t: Turn, { flow, panel }: OwnPanel): boolean {
  return isFor(t, flow) && (panel.for?.(t.ctx.who) ?? true)
}

/** The conversation whose form, panel or list stands open to somebody who may not use it any more. */
function closedTo(t: Turn): string | undefined {
  const { panel, shown = [] } = t.session
  const open = panel && t.flows.panel(panel.name)
  if (open && !mayUse(t, open)) return open.flow
  // A choice among half-done forms of one conversation is about that.
  const about = panel?.about ?? ''
  if (Object.hasOwn(t.flows.all, about) && !isFor(t, about)) return about
  const form = activeDraft(t.session)?.flow
  if (form !== undefined && !isFor(t, form)) return form
  if (panel?.name !== LIST) return undefined
  const doors = shown.flatMap(({ token }) => {
    const [kind, command = ''] = token.split('.')
    return (kind === 'c' && t.flows.door(command)) || []
  })
  return doors.find((door) => !isTheirs(t, door))?.flow
}

/**
 * Closes what is open to them no longer, and says whose it was: nothing of it is done, or shown once more. A form waits, in
 * case their role comes back.
 */
export function leaveClosed(t: Turn): string | undefined {
  const closed = closedTo(t)
  if (closed === undefined) return undefined
  t.session = { ...t.session, active: undefined, panel: { name: HOME }, open: undefined, shown: undefined }
  dropUntouched(t)
  return closed
}
