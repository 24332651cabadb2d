// A sent form with one answer anew.
import { type Answers, type AnyQuestion, applicable, type Form, finalAnswers } from '../interview/form.js'

/** The answers that may be corrected one by one: more than words hangs on the others. */
export function correctable(form: Form, answers: Answers): AnyQuestion[] {
  return applicable(form, answers).filter(({ key }) => key !== form.filesKey && !form.settled?.includes(key))
}

/**
 * The answers with this one anew, and without those that no longer apply. Undefined where it is no answer to the question,
 * or where questions would have to be asked that never were.
 */
export function amended(form: Form, answers: Answers, key: string, value: unknown): Answers | undefined {
  const question = correctable(form, answers).find((each) => each.key === key)
  if (!question?.valid(value)) return undefined
  const next = { ...answers, [key]: value }
  const had = new Set(applicable(form, answers).map((each) => each.key))
  const opened = applicable(form, next).some((each) => !had.has(each.key) && !(each.key in next))
  return opened ? undefined : finalAnswers(form, next)
}
