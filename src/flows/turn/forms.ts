import type { Flow, Turn } from '../flow.js'
import type { Answers, Asking } from '../interview/form.js'
import type { Draft } from '../session.js'

/** The form of a conversation that these answers were given to. Undefined where this release has none. */
export function formFor(t: Turn, flow: string, answers: Answers): Flow['form'] {
  const form = t.flows.all[flow]?.form
  return form?.of?.(answers) ?? form
}

/** The form of a draft's conversation. Throws when this release has none: a bug of ours. */
export function formOf(t: Turn, draft: Draft): NonNullable<Flow['form']> {
  const form = formFor(t, draft.flow, draft.answers)
  if (!form) throw new Error(`no form for flow ${draft.flow}`)
  return form
}

export function asking(t: Turn, draft: Draft, key: string): Asking {
  const { answers, notes, kept } = draft
  const told = t.flows.all[draft.flow]?.form?.stories?.includes(key) ? notes.told : undefined
  return {
    answers,
    note: notes[key] ?? told,
    kept: kept[key],
    profile: t.session.profile,
    addresses: t.session.addresses,
    ctx: t.ctx,
  }
}
