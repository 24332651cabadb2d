// How a person is addressed. Our wording is written with "anh/chị" everywhere; here, and only here, it becomes the
// form they chose. Words of theirs that we show back go through `verbatim` and stay as they are.
import type { Outbound } from './message.js'

/** Cô and chú, ông and bà are told apart: "cô/chú" would only ask the same question again. */
export const SALUTATIONS = {
  anh: 'Anh',
  chi: 'Chị',
  co: 'Cô',
  chu: 'Chú',
  bac: 'Bác',
  ong: 'Ông',
  ba: 'Bà',
  em: 'Em',
  ban: 'Bạn',
} as const

export type Salutation = keyof typeof SALUTATIONS

// A private-use character for the slash: nobody can type it, the door strips it (vi/text.ts `clean`).
const SLASH = '\uE002'

/** Marks a person's own words, to be shown as they are. */
export function verbatim(text: string): string {
  return text.includes('/') ? text.replace(/(anh)\/(?=chị)/giu, `$1${SLASH}`) : text
}

/** Our words as this person reads them. */
export function inWords(text: string, to: Salutation | undefined): string {
  const name = to && SALUTATIONS[to]
  const ours = name ? text.replace(/anh\/chị/giu, (found) => (found.startsWith('A') ? name : name.toLowerCase())) : text
  return ours.replaceAll(SLASH, '/')
}

/** A whole message, buttons included. */
export function addressed(message: Outbound, to: Salutation | undefined): Outbound {
  const buttons = message.buttons?.map((button) => ({ ...button, label: inWords(button.label, to) }))
  const photo = message.photo && inDrawing(message.photo, to)
  return { ...message, text: inWords(message.text, to), ...(buttons && { buttons }), ...(photo && { photo }) }
}

/** Whatever is written on a picture of ours. */
function inDrawing<Part>(part: Part, to: Salutation | undefined): Part {
  if (typeof part === 'string') return inWords(part, to) as Part
  if (Array.isArray(part)) return part.map((each) => inDrawing(each, to)) as Part
  if (part === null || typeof part !== 'object') return part
  return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, inDrawing(each, to)])) as Part
}
