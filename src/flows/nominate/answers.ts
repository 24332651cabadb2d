// What the answers of a nomination say about it.
import type { Answers } from '../interview/form.js'

export const isCommunity = (answers: Answers) => answers.kind === 'community'
export const isDeed = (answers: Answers) => answers.kind !== 'community'
export const isSelf = (answers: Answers) => answers.kind === 'self'
export const notSelf = (answers: Answers) => answers.kind !== 'self'
export const isPerson = (answers: Answers) => answers.kind === 'individual' || answers.kind === 'self'
export const isGroup = (answers: Answers) => answers.kind === 'collective' || answers.kind === 'community'

/** How the one who is told of is spoken of. */
export function them(answers: Answers): string {
  if (answers.kind === 'community') return 'cộng đồng ấy'
  return answers.kind === 'collective' ? 'tập thể ấy' : 'người ấy'
}

/** A count that was given as a number. */
export function known(answer: unknown): number | undefined {
  return typeof answer === 'object' && answer !== null && 'value' in answer
    ? (answer as { value: number }).value
    : undefined
}

/** Their name, once it is known. */
export function nominee(answers: Answers): string | undefined {
  const name = isGroup(answers) ? answers.group : answers.name
  return typeof name === 'string' ? name : undefined
}
