import { readAsked } from './asked.js'
import { isCapitalised, isChatter } from './chatter.js'
import { withoutFaces } from './faces.js'
import {
  AMBIGUOUS,
  ANSWER_WORDS,
  ASKED,
  type Command,
  NOT_IN_FREE_TEXT,
  PHRASES,
  SLASHES,
  SMALL_TALK,
  UNMISTAKABLE,
} from './keyword-table.js'
import { isNotNow } from './not-now.js'
import { KIN_PRONOUN, PLAIN_PRONOUN, PRONOUN } from './pronouns.js'
import { putsOff, waits } from './putting-off.js'
import { once, remembered } from './remembered.js'
import { spelling, telexSpelling, vniSpelling } from './spelling.js'
import { clean, countWords, fold, hasDiacritics } from './text.js'
import { agrees, refuses } from './yes-or-no.js'

export type { Command } from './keyword-table.js'

/** Commands by what people type for them, as tables have it. */
export interface Phrases {
  phrases: Record<string, string[]>
  unmistakable: Iterable<string>
  notInFreeText: Iterable<string>
  slashes: Iterable<[string, string]>
}

/** What is understood as a command. */
export interface Vocabulary {
  /**
   * The command a whole message is. In 'free' text (a story, a name, an idle chat) only slash commands, phrases with
   * their marks and unmistakable ones without count: "Huy" and "Dung" are names. In a 'closed' question (buttons, yes or
   * no) also without marks or in Telex and VNI keys; 'ambiguous' is "dung", which may be đúng or dừng.
   */
  read(text: string, where: 'free' | 'closed'): string | undefined
}

/** No command is longer, however it is keyed. */
const LONGEST = 200

// "dạ cho em gặp cán bộ ạ": politeness around a command.
const POLITE_BEFORE = new RegExp(
  `^(?:dạ|da|vâng|vang|thưa|cho (?:${PRONOUN})|(?:${PRONOUN}) (?:muốn|muon|xin)|xin|làm ơn|lam on|muốn|muon) `,
  'u',
)
// "Bác muốn giúp" may be a piece of a story: "he wanted to help".
const KIN_WANTS = new RegExp(`^(?:(?:dạ|da|vâng|vang|thưa) )?(?:${KIN_PRONOUN}) (?:muốn|muon|xin) `, 'u')
// "chị cảm ơn nhé", "bác chào cháu": who is speaking. "Bà Chào" is a name.
const SPEAKER = new RegExp(`^(?:${PRONOUN}) (?=(?:cảm ơn|cám ơn|cam on)(?= |$)|(?:chào|chao) )`, 'u')
// No further ones: "sửa giúp bà", "gửi cho cháu" are deeds.
const POLITE_AFTER =
  /(?: (?:ạ|a|nhé|nhe|nha|với|voi|giúp (?:em|tôi|mình)|giup (?:em|toi|minh)|cho (?:em|tôi|toi|mình|minh)))+$/u

const CONSENT = new RegExp(
  `^(?:(?:dạ|vâng|ừ|ừm|uh|ok|oke|được|rồi) )*(?:(?:${PRONOUN}) )?(?:cũng |xin |thì |hoàn toàn |nhất trí (?:và )?)*(?:đồng ý|chấp nhận|nhất trí)(?: (?:ạ|nhé|nha|đấy|luôn|rồi|hết|em|cháu|con|bạn))*$`,
  'u',
)
const CONSENT_PLAIN = new RegExp(
  `^(?:(?:da|vang|u|uh|um|ok|oke|duoc|roi) )*(?:(?:${PLAIN_PRONOUN}) )?(?:cung |xin |thi |hoan toan |nhat tri (?:va )?)*(?:dong y|chap nhan|nhat tri)(?: (?:a|nhe|nha|day|luon|roi|het|em|chau|con|ban))*$`,
)
const CONSENT_SPELLINGS = new Set(['đồng ý', 'tôi đồng ý', 'em đồng ý'].map(spelling))

// Nearly every message: nothing has to be taken from it.
const ONLY_WORDS = /^[0-9a-zà-ãè-êìíò-õùúýăđĩũơưạ-ỹ]+(?: [0-9a-zà-ãè-êìíò-õùúýăđĩũơưạ-ỹ]+)*$/

/** A message as the table has it: small letters, no punctuation, no emoji unless it is one of ours. */
const bare = remembered((text) => {
  const typed = withoutFaces(clean(text).toLowerCase())
  if (ONLY_WORDS.test(typed)) return drawnIn(typed)
  const cleaned = typed.replace(/[\uFE0F\u{1F3FB}-\u{1F3FF}]/gu, '')
  if (/^[?!\s]*\?[?!\s]*$/.test(cleaned)) return '?'
  const words = cleaned.replace(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}]+/gu, ' ').trim()
  return drawnIn(words.replace(/(?<=[\p{L}\p{N}]) ?[\p{Extended_Pictographic} ]+$/u, ''))
})

/** "Khôngggg", "cóoooo", "dạaaa" as they are without the drawl. */
function drawnIn(words: string): string {
  if (!/(\p{L})\1\1/u.test(words)) return words
  const runs: string[][] = []
  for (const letter of words) {
    const run = runs.at(-1)
    if (run && /\p{L}/u.test(letter) && fold(letter) === fold(run[0]!)) run.push(letter)
    else runs.push([letter])
  }
  return runs.flatMap((run) => (run.length < 3 ? run : run.slice(0, 1))).join('')
}

/** The vocabulary of these tables together; a phrase in two of them belongs to the later one. */
export function createVocabulary(tables: Phrases[]): Vocabulary {
  const commands = tables.flatMap((table) => Object.entries(table.phrases))
  const pairs = (form: (phrase: string) => string) =>
    once(
      () => new Map(commands.flatMap(([command, phrases]) => phrases.map((phrase) => [form(bare(phrase)), command]))),
    )
  const bySpelling = pairs(spelling)
  const byFold = pairs(fold)
  const unmistakable = new Set(tables.flatMap((table) => [...table.unmistakable]))
  const notInFreeText = new Set(tables.flatMap((table) => [...table.notInFreeText].map(spelling)))
  const slashes = new Map(tables.flatMap((table) => [...table.slashes]))

  const mostWords = once(() => Math.max(...[...bySpelling().keys()].map(countWords)))

  function lookUp(message: string, where: 'free' | 'closed'): string | undefined {
    if (countWords(message) > mostWords()) return undefined
    const exact = bySpelling().get(spelling(message))
    if (where === 'free') {
      const certain = hasDiacritics(message) ? !notInFreeText.has(spelling(message)) : unmistakable.has(message)
      if (!certain) return undefined
      return exact ?? byFold().get(message)
    }
    if (exact) return exact
    if (hasDiacritics(message)) return undefined
    if (AMBIGUOUS.has(message)) return 'ambiguous'
    return byFold().get(message) ?? bySpelling().get(telexSpelling(message)) ?? bySpelling().get(vniSpelling(message))
  }

  const read = (where: 'free' | 'closed') =>
    remembered((text) => {
      const slash = /^\s*\/([\p{L}\p{M}\d_]+)(?:@\w+)?(?:\s|$)/u.exec(text)?.[1]
      if (slash) {
        // "/stop", "/back": what people know from other bots.
        const word = lookUp(slash.toLowerCase(), 'closed')
        return slashes.get(fold(slash)) ?? (word === 'ambiguous' ? undefined : word)
      }

      if (text.length > LONGEST) return undefined
      const message = bare(text)
      const found = lookUp(message, where)
      if (found) return found
      // Held back as a whole, a phrase is not let in by its end: "tôi muốn giúp" is no "giúp".
      if (where === 'free' && notInFreeText.has(spelling(message))) return undefined
      const impolite = withoutPoliteness(message)
      // Without its marks a phrase counts in free text only where it can be nothing else.
      const polite =
        impolite === message
          ? undefined
          : lookUp(where === 'free' && KIN_WANTS.test(message) ? fold(impolite) : impolite, where)
      // Nobody is called with a question mark.
      if (polite) return polite
      if (where === 'closed' && agrees(message)) return 'yes'
      if (where === 'closed' && refuses(message)) return 'no'
      if (isNotNow(impolite, where)) return 'wait'
      return readAsked(message, /\?\s*$/.test(text) ? 'closed' : where)
    })
  const readers = { free: read('free'), closed: read('closed') }
  return { read: (text, where) => readers[where](text) }
}

function withoutPoliteness(message: string): string {
  return message.replace(POLITE_BEFORE, '').replace(POLITE_BEFORE, '').replace(SPEAKER, '').replace(POLITE_AFTER, '')
}

/** A message without marks, signs and politeness: "Dạ cho tôi xem lại ạ!" is "xem lai". */
export const wordsAlone = remembered((text) => fold(withoutPoliteness(bare(text))))

/** What every conversation understands. */
export const ALWAYS: Phrases = {
  phrases: PHRASES,
  unmistakable: UNMISTAKABLE,
  notInFreeText: NOT_IN_FREE_TEXT,
  slashes: SLASHES,
}
const always = createVocabulary([ALWAYS])

/** The command of every conversation that a whole message is: see `Vocabulary`. */
export function readCommand(text: string, where: 'free' | 'closed'): Command | 'ambiguous' | undefined {
  return always.read(text, where) as Command | 'ambiguous' | undefined
}

/** Whether a whole message puts the telling off, and can be no answer. "Mai Điền" is somebody. */
export const isPutOff = remembered((text) => text.length <= LONGEST && !isCapitalised(text) && putsOff(bare(text)))

/** The same, or an answer to when something is to be: "để tối". */
export const mayBePutOff = remembered(
  (text) => isPutOff(text) || (text.length <= LONGEST && waits(bare(text))) || readCommand(text, 'closed') === 'later',
)

/** "Dạ", "ok", "12", "🌸": no piece of a name or of a story. With its marks a word like "Chuẩn" may be one. */
export function isTalk(text: string): boolean {
  if (!/\p{L}/u.test(text) || isChatter(text)) return true
  const sure = readCommand(text, 'free')
  if (SMALL_TALK.has(sure) || ASKED.has(sure)) return true
  const word = hasDiacritics(text) ? sure : readCommand(text, 'closed')
  return ANSWER_WORDS.has(word) || word === 'thanks' || word === 'hello'
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
