// Answers that nobody has to be asked for: the same words gave them, or words told before.
import type { Turn } from '../flow.js'
import { type Answers, currentQuestion, putAnswer } from '../interview/form.js'
import type { Draft } from '../session.js'
import { withoutOthers } from './drafts.js'
import { asking, formOf } from './forms.js'

/** The draft with an answer, with what the same words answer beside it, and with what needs no asking after it. */
export function answered(t: Turn, draft: Draft, key: string, answer: unknown, also: Answers = {}): Draft {
  const others = Object.entries(also).reduce((one, [other, value]) => putAnswer(one, other, value), draft)
  return withGiven(t, withoutOthers(t, others, key, answer))
}

/** The draft with answers to others in the stead of this one. */
export function answeredElsewhere(t: Turn, draft: Draft, key: string, others: Answers = {}): Draft {
  const { [key]: _, ...notes } = draft.notes
  const open: Draft = { ...draft, notes, editing: undefined, misses: 0 }
  return withGiven(
    t,
    Object.entries(others).reduce((one, [other, value]) => putAnswer(one, other, value), open),
  )
}

/** The draft on from what was told already, up to the next thing to ask. Nothing that was answered before is answered for them. */
export function withGiven(t: Turn, draft: Draft): Draft {
  const question = currentQuestion(formOf(t, draft), draft.answers)
  if (!question?.given || question.key in draft.kept || question.key in draft.notes) return draft
  const value = question.given(asking(t, draft, question.key))
  if (value === undefined) return draft
  return withGiven(t, { ...draft, answers: { ...draft.answers, [question.key]: value } })
}
