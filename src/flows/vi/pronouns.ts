// How people speak of themselves to the assistant. "Bác", "chị", "bà" are also said of the person a story is about.
import { fold } from './text.js'

const KIN = ['anh', 'chị', 'cô', 'chú', 'bác', 'ông', 'bà']
const PRONOUNS = ['tôi', 'tui', 'tớ', 'mình', 'em', 'cháu', 'con', ...KIN]

/** As alternatives of a pattern: without marks ("toi", "ba" and "co" are also other words), or typed either way. */
export const PLAIN_PRONOUN = PRONOUNS.map(fold).join('|')
export const PRONOUN = eitherWay(PRONOUNS)
export const KIN_PRONOUN = eitherWay(KIN)

function eitherWay(words: string[]): string {
  return [...new Set([...words, ...words.map(fold)])].join('|')
}
