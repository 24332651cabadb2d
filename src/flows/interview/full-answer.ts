// An answer as an officer reads it: whole, where a person's summary shows only the beginning.

import type { Draft } from '../session.js'
import type { Answers, Form } from './form.js'

export interface FullAnswer {
  label: string
  /** May run over several lines. */
  text: string
}

/** A half-done form as lists show it. */
export interface DraftLine {
  title: string
  /** Questions still to be answered. */
  left: number
}

/** A half-done form with everything it holds. */
export interface DraftContents {
  title: string
  answers: FullAnswer[]
}

/**
 * Every answer under its label, in the order of the form. Answers to questions that this release no longer asks come
 * last under their keys: nothing that was sent is hidden.
 */
export function fullAnswers(form: Form, answers: Answers): FullAnswer[] {
  const asked = form.questions.filter((question) => question.key in answers)
  const known = new Set(asked.map((question) => question.key))
  const others = Object.entries(answers).filter(([key]) => !known.has(key))
  return [
    ...asked.map((question): FullAnswer => {
      const value: unknown = answers[question.key]
      const whole = question.full ?? question.show
      return { label: question.label, text: question.valid(value) ? whole(value, answers) : raw(value) }
    }),
    ...others.map(([key, value]): FullAnswer => ({ label: key, text: raw(value) })),
  ]
}

/** All that a half-done draft holds: answered, told in pieces so far, or taken back and kept to be offered again. */
export function heldAnswers(form: Form, { answers, notes, kept }: Draft): FullAnswer[] {
  const heard = form.questions.flatMap((question): [string, unknown][] => {
    const note = notes[question.key]
    const pieces = (note as { pieces?: string[] } | undefined)?.pieces
    if (pieces) return [[question.key, pieces.join('\n')]]
    return question.valid(note) ? [[question.key, note]] : []
  })
  return fullAnswers(form, { ...kept, ...Object.fromEntries(heard), ...answers })
}

function raw(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
