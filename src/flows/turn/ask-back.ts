// Panels that ask back: what is open behind one, and its buttons, stay in mind until the doubt is over.
import type { Turn } from '../flow.js'

/** The panel that asks which of two things an ambiguous word meant. */
export const UNSURE = 'unsure'

/** The panel that shows what was read from an old encoding. */
export const FONTS = 'fonts'

/** Opens it, unless it is open already. */
export function askBack(t: Turn, name: typeof UNSURE | typeof FONTS): void {
  const { panel, shown } = t.session
  if (panel?.name === name) return
  const stood = panel && (panel.stood ?? shown)
  t.session = { ...t.session, panel: { ...panel, name, over: panel?.name, stood } }
}

/** The same state with the panel open that this one asks back about. */
export function behind(t: Turn): Turn {
  const { over, about, stood } = t.session.panel ?? {}
  if (over === undefined) return without(t)
  return { ...t, session: { ...t.session, panel: { name: over, about }, shown: stood ?? t.session.shown } }
}

/** The same state with no panel open. */
export function without(t: Turn): Turn {
  return { ...t, session: { ...t.session, panel: undefined } }
}
