// Vietnamese from the raw keys of a Telex or VNI keyboard that was switched off: "nguyeenx thij", "nguye6n4 thi5".
import { remembered } from './remembered.js'
import { spelling, telexSpelling, vniSpelling } from './spelling.js'
import { hasDiacritics, words } from './text.js'

// Longest first: "ngh" is not "ng" and an h.
const ONSETS = 'ngh ch gh gi kh ng nh ph qu th tr b c d g h k l m n p r s t v x'.split(' ')
// Every vowel of a syllable with what may close it ("-" is nothing).
const RIMES: Record<string, string> = {
  a: '- c ch i m n ng nh o p t u y',
  ă: 'c m n ng p t',
  â: 'c m n ng p t u y',
  e: '- c m n ng o p t',
  ê: '- ch m n nh p t u',
  i: '- a ch m n nh p t u',
  o: '- c i m n ng p t',
  ô: '- c i m n ng p t',
  ơ: '- i m n p t',
  u: '- a c i m n ng p t',
  ư: '- a c i m n ng t u',
  y: '- ch n nh t',
  iê: 'c m n ng p t u',
  yê: 'm n ng t u',
  oa: '- c ch i m n ng nh p t y',
  oă: 'c m n ng t',
  oe: '- n o t',
  uâ: 'n ng t y',
  uê: '- ch n nh',
  uô: 'c i m n ng t',
  ươ: 'c i m n ng p t u',
  uơ: '-',
  uy: '- a ch n nh p t u',
  uyê: 'n t',
}
const rimes = new Map(
  Object.entries(RIMES).flatMap(([vowel, ends]) =>
    ends.split(' ').map((end): [string, string] => {
      const rime = vowel + end.replace('-', '')
      return [spelling(rime), rime]
    }),
  ),
)
const TONES: Record<string, string> = { 1: '\u0301', 2: '\u0300', 3: '\u0309', 4: '\u0303', 5: '\u0323' }

/**
 * What was meant by keys typed without marks, in small letters; undefined unless every word is a Vietnamese syllable
 * and one at least has keys of marks.
 */
export function readKeys(text: string): string | undefined {
  const spell = /\d/.test(text) ? vniSpelling : telexSpelling
  // The keyboard was switched on in the middle: what has its marks already is left as it is.
  const read1 = (word: string) => (hasDiacritics(word) ? (isSyllable(word) ? word : undefined) : syllable(spell(word)))
  const syllables = words(text.toLowerCase()).map(read1)
  if (text.toLowerCase() === syllables.join(' ')) return undefined
  const read = syllables.join(' ')
  return syllables.includes(undefined) || /^[a-z ]*$/.test(read) ? undefined : read
}

/** Whether a word with its marks is spelt as a Vietnamese syllable. */
export const isSyllable = remembered((word) => /^[\p{L}\p{M}]+$/u.test(word) && syllable(spelling(word)) !== undefined)

function syllable(spelled: string): string | undefined {
  const [letters = '', marks = ''] = spelled.split('/')
  const tones = marks.replace(/\D/g, '')
  const quality = marks.replace(/[\dd]/g, '')
  if (tones.length > 1) return undefined
  for (const onset of [...ONSETS.filter((start) => letters.startsWith(start)), '']) {
    const rest = letters.slice(onset.length)
    const rime = rimes.get(quality ? `${rest}/${quality}` : rest)
    if (!rime || (marks.includes('d') && onset !== 'd')) continue
    return (marks.includes('d') ? 'đ' : onset) + (tones ? withTone(rime, TONES[tones]!) : rime)
  }
  return undefined
}

// The tone sits on the vowel that has a mark, else on the last before a consonant, else on the middle one ("hòa", "mai").
function withTone(rime: string, tone: string): string {
  const vowels = /^[aăâeêioôơuưy]+/.exec(rime)![0]
  const marked = Math.max(...['ă', 'â', 'ê', 'ô', 'ơ', 'ư'].map((vowel) => vowels.lastIndexOf(vowel)))
  const last = vowels.length - 1
  const at = marked >= 0 ? marked : vowels.length < rime.length ? last : Math.floor(last / 2)
  return (rime.slice(0, at + 1) + tone + rime.slice(at + 1)).normalize('NFC')
}
