// Cleaning, comparing and measuring what people type. Vietnamese comes in composed and decomposed form,
// with and without marks: one way in (clean), one way to compare (fold).

import { isOldEncoding, withItsHyphens } from './old-signs.js'
import { remembered } from './remembered.js'

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' })

// Control, format (zero-width, bidi), private-use and lone surrogate characters, and fillers that look like nothing.
const INVISIBLE = /(?!\n)(?!\u200D)(?:[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115F\u1160\u3164\uFFA0]|\u034F)/gu
// A joiner has a use only inside an emoji ("family"); elsewhere it is a way to make equal texts differ.
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu

// No script piles up more on one letter; a thousand cover the lines above ("zalgo").
const PILE_OF_MARKS = /(\p{M}{3})\p{M}+/gu

// Letters that look like ours and are not: eth and the African D for Đ, a currency sign, a D with a stroke laid over it.
const LOOK_ALIKES: [RegExp, string][] = [
  [/[\u00D0\u0189\u018B\u1D06\uA4D3]|D[\u0335-\u0338]/g, 'Đ'],
  [/[\u00F0\u0256\u018C]|d[\u0335-\u0338]|\u20AB(?=\p{L})/gu, 'đ'],
]
// Cyrillic and Greek twins, where they stand among Latin letters.
const TWINS = new Map(
  [...'аеорсухіјАВЕКМНОРСТХІοΟΑΒΕΗΙΚΜΝΡΤΧ'].map((letter, at) => [letter, 'aeopcyxijABEKMHOPCTXIoOABEHIKMNPTX'[at]!]),
)
// The same letters in another dress: wide ones of East Asian keyboards, bold ones of web pages, "ﬁ" of printed papers.
const DRESSED = /[\uFF01-\uFF5E\uFB00-\uFB06\u{1D400}-\u{1D7FF}]/gu
const WORD = /[\p{L}\p{M}]+/gu
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}]/u
const LATIN = /\p{Script=Latin}/u

/** Letters as they were meant; what is in an old encoding is left for its own reader. */
function ours(text: string): string {
  const plain = LOOK_ALIKES.reduce((rest, [from, to]) => rest.replace(from, to), text)
  const dressed = plain.replace(DRESSED, (letter) => letter.normalize('NFKC'))
  if (!FOREIGN.test(dressed)) return dressed
  // Word by word: one pattern for a mixed word would look at a long one again from each of its letters.
  return dressed.replace(WORD, (word) => (FOREIGN.test(word) && LATIN.test(word) ? inOurs(word) : word))
}

const inOurs = (word: string) => [...word].map((letter) => TWINS.get(letter) ?? letter).join('')

// Nearly every message: ASCII, Vietnamese letters in composed form, spaces and line ends.
const ORDINARY = /^[\n -~À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]*$/

// Of a row of spaces only the first begins a match: a page of them is read once.
const SPACES_AT_ENDS = /(?<! ) +$/gm

/** Text as it may enter: our letters, NFC, lines end in \n, nothing invisible, no spaces at line ends, trimmed. Idempotent. */
export function clean(raw: string): string {
  if (ORDINARY.test(raw)) return raw.replace(SPACES_AT_ENDS, '').trim()
  return (isOldEncoding(raw) ? withItsHyphens(raw) : ours(raw))
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .replace(INVISIBLE, '')
    .replace(STRAY_JOINER, '')
    .normalize('NFC')
    .replace(PILE_OF_MARKS, '$1')
    .replace(/[^\S\n]/g, ' ')
    .replace(SPACES_AT_ENDS, '')
    .trim()
}

/** The form texts are compared in: no marks, đ as d, lower case, single spaces. Idempotent. */
export const fold = remembered((text) => (ORDINARY.test(text) ? foldOrdinary(text) : foldAny(text)))

// A letter of an ordinary text is folded by itself, and always to the same.
const foldedLetters = new Array<string>(0x1f00)

function foldOrdinary(text: string): string {
  let plain = ''
  for (let at = 0; at < text.length; at += 1) plain += foldedLetters[text.charCodeAt(at)] ??= foldLetter(text[at]!)
  return (/ {2}|\n/.test(plain) ? plain.replace(/\s+/g, ' ') : plain).trim()
}

const foldLetter = (letter: string) =>
  letter
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .replace('đ', 'd')

const foldAny = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đðɖ]/g, 'd')
    .replace(/\s+/g, ' ')
    .trim()

/** The source of a pattern with its words folded; what is no letter, and what is escaped, stays. */
export function foldPattern(pattern: string): string {
  return pattern.replace(/(?<!\\)\p{L}+/gu, (word) => fold(word))
}

/** What names of places are compared by: folded, no punctuation. */
export function placeKey(text: string): string {
  return fold(text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' '))
}

// Composed Latin letters, digits and punctuation: one code unit each is one character.
const COMPOSED = /^[\n\u0020-\u02AF\u1E00-\u1EFF\u2010-\u2027]*$/

/** Characters as a reader counts them: "ễ" is one in either normal form, and so is an emoji. */
export function length(text: string): number {
  // The segmenter is a thousand times slower, and every turn checks the stored answers.
  if (COMPOSED.test(text)) return text.length
  let count = 0
  for (const _ of graphemes.segment(text)) count += 1
  return count
}

/** Whether anything is typed with Vietnamese marks or đ. */
export function hasDiacritics(text: string): boolean {
  return BEYOND_ASCII.test(text) && (ORDINARY.test(text) || /[\u0300-\u036Fđ]/iu.test(text.normalize('NFD')))
}

const BEYOND_ASCII = /[^\0-\x7F]/

/** At most `max` characters, the last one "…" where something was left out. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  const parts = Array.from(graphemes.segment(text), (part) => part.segment)
  if (parts.length <= max) return text
  return `${parts
    .slice(0, Math.max(0, max - 1))
    .join('')
    .trimEnd()}…`
}

/** Splits at spaces; no empty words. */
export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

/** How many words stand in a text of single spaces. */
export function countWords(text: string): number {
  let count = 1
  for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) count += 1
  return count
}

/** With its first letter in capitals. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
