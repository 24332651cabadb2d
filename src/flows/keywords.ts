import { isChatter } from './vi/chatter.js'
import { AMBIGUOUS, type Command, NOT_IN_FREE_TEXT, PHRASES, SLASHES, UNMISTAKABLE } from './vi/keyword-table.js'
import { spelling, telexSpelling, vniSpelling } from './vi/spelling.js'
import { clean, fold, hasDiacritics } from './vi/text.js'

export type { Command } from './vi/keyword-table.js'

const COMMANDS = Object.entries(PHRASES) as [Command, string[]][]
const bySpelling = new Map(
  COMMANDS.flatMap(([command, phrases]) => phrases.map((phrase) => [spelling(bare(phrase)), command])),
)
const byFold = new Map(COMMANDS.flatMap(([command, phrases]) => phrases.map((phrase) => [fold(bare(phrase)), command])))
const notInFreeText = new Set([...NOT_IN_FREE_TEXT].map(spelling))

/** No command is longer, however it is keyed. */
const LONGEST = 200

// "dạ cho em gặp cán bộ ạ": politeness around a command.
const POLITE_BEFORE =
  /^(?:dạ|da|vâng|vang|thưa|cho (?:em|tôi|toi|mình|minh|cháu|chau|con|cô|chú|bác|anh|chị|ông|bà)|(?:em|tôi|toi|mình|minh|cháu|chau|con) (?:muốn|muon|xin)|xin|làm ơn|lam on|muốn|muon) /u
// "chị cảm ơn nhé", "bác chào cháu": who is speaking. "Bà Chào" is a name.
const SPEAKER =
  /^(?:tôi|toi|em|mình|minh|cháu|chau|con|anh|chị|chi|cô|co|chú|chu|bác|bac|ông|ong|bà|ba) (?=(?:cảm ơn|cám ơn|cam on)(?= |$)|(?:chào|chao) )/u
const POLITE_AFTER =
  /(?: (?:ạ|a|nhé|nhe|nha|với|voi|giúp (?:em|tôi|mình)|giup (?:em|toi|minh)|cho (?:em|tôi|toi|mình|minh)))+$/u

const CONSENT =
  /^(?:dạ |vâng |dạ vâng )?(?:(?:tôi|em|mình|cháu|con|anh|chị|cô|chú|bác|ông|bà) )?đồng ý(?: (?:ạ|nhé|nha))*$/u
const CONSENT_PLAIN =
  /^(?:da |vang )?(?:(?:toi|em|minh|chau|con|anh|chi|co|chu|bac|ong|ba) )?dong y(?: (?:a|nhe|nha))*$/
const CONSENT_SPELLINGS = new Set(['đồng ý', 'tôi đồng ý', 'em đồng ý'].map(spelling))

/**
 * The command a whole message is. In 'free' text (a story, a name, an idle chat) only slash commands, phrases with
 * their marks and unmistakable ones without count: "Huy" and "Dung" are names. In a 'closed' question (buttons, yes or
 * no) also without marks or in Telex and VNI keys; 'ambiguous' is "dung", which may be đúng or dừng.
 */
export function readCommand(text: string, where: 'free' | 'closed'): Command | 'ambiguous' | undefined {
  const slash = /^\s*\/([\p{L}\p{M}\d_]+)(?:@\w+)?(?:\s|$)/u.exec(text)?.[1]
  if (slash) {
    // "/stop", "/back": what people know from other bots.
    const word = lookUp(slash.toLowerCase(), 'closed')
    return SLASHES.get(fold(slash)) ?? (word === 'ambiguous' ? undefined : word)
  }

  if (text.length > LONGEST) return undefined
  const message = bare(text)
  const found = lookUp(message, where)
  if (found) return found
  const impolite = message
    .replace(POLITE_BEFORE, '')
    .replace(POLITE_BEFORE, '')
    .replace(SPEAKER, '')
    .replace(POLITE_AFTER, '')
  return impolite === message ? undefined : lookUp(impolite, where)
}

const TALK = new Set<Command | 'ambiguous' | undefined>(['yes', 'no', 'skip', 'done', 'thanks', 'hello'])

/** "Dạ", "ok", "12", "🌸": no piece of a name or of a story. With its marks a word like "Chuẩn" may be one. */
export function isTalk(text: string): boolean {
  if (!/\p{L}/u.test(text) || isChatter(text)) return true
  return TALK.has(readCommand(text, hasDiacritics(text) ? 'free' : 'closed'))
}

/** Whether a whole message gives consent in so many words. "Dạ", "ok", "ừ" or an emoji never does. */
export function agreesToConsent(text: string): boolean {
  if (text.length > LONGEST) return false
  const message = bare(text)
  if (CONSENT.test(message.normalize('NFC'))) return true
  if (hasDiacritics(message)) return false
  return (
    CONSENT_PLAIN.test(message) ||
    CONSENT_SPELLINGS.has(telexSpelling(message)) ||
    CONSENT_SPELLINGS.has(vniSpelling(message))
  )
}

function lookUp(message: string, where: 'free' | 'closed'): Command | 'ambiguous' | undefined {
  const exact = bySpelling.get(spelling(message))
  if (where === 'free') {
    const certain = hasDiacritics(message) ? !notInFreeText.has(spelling(message)) : UNMISTAKABLE.has(message)
    if (!certain) return undefined
    return exact ?? byFold.get(message)
  }
  if (exact) return exact
  if (hasDiacritics(message)) return undefined
  if (AMBIGUOUS.has(message)) return 'ambiguous'
  return byFold.get(message) ?? bySpelling.get(telexSpelling(message)) ?? bySpelling.get(vniSpelling(message))
}

/** A message as the table has it: small letters, no punctuation, no emoji unless it is one of ours. */
function bare(text: string): string {
  const cleaned = clean(text)
    .toLowerCase()
    .replace(/[\uFE0F\u{1F3FB}-\u{1F3FF}]/gu, '')
  if (/^[?!\s]*\?[?!\s]*$/.test(cleaned)) return '?'
  const words = cleaned.replace(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}]+/gu, ' ').trim()
  return words.replace(/(?<=[\p{L}\p{N}]) ?[\p{Extended_Pictographic} ]+$/u, '')
}
