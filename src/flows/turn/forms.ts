import type { Flow, Turn } from '../flow.js'
import type { Answers, Asking, Form } from '../interview/form.js'
import type { Draft } from '../session.js'
import { TOLD } from './held.js'

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
  const early = t.flows.all[draft.flow]?.form?.stories?.includes(key) ? notes.told : undefined
  return {
    answers,
    note: notes[key] ?? early,
    kept: kept[key],
    profile: t.session.profile,
    addresses: t.session.addresses,
    told: toldIn(formOf(t, draft), draft),
    ctx: t.ctx,
  }
}

function toldIn(form: Form, { answers, notes }: Draft): string | undefined {
  const keys = form.stories ?? []
  const whole = keys.map((key) => answers[key]).find((value) => typeof value === 'string')
  const pieces = [...keys, TOLD].map((key) => (notes[key] as { pieces?: string[] } | undefined)?.pieces).find(Boolean)
  return whole ?? pieces?.join('\n')
}
