// What a word spells, whichever way it reached us: composed letters, or the raw keys of a Telex or VNI keyboard that
// was switched off ("ddoongf ys", "d9o6ng2 y1"). The result is base letters and a set of marks per word, so tone
// placement (hoà, hòa) and the order of the keys (toost, toots) make no difference.
import { remembered } from './remembered.js'

// Marks: ^ circumflex, w horn or breve, d the bar of đ, 1-5 the tones (sắc, huyền, hỏi, ngã, nặng).
const COMBINING: Record<string, string> = {
  '\u0301': '1',
  '\u0300': '2',
  '\u0309': '3',
  '\u0303': '4',
  '\u0323': '5',
  '\u0302': '^',
  '\u031B': 'w',
  '\u0306': 'w',
}
const TELEX_TONES: Record<string, string> = { s: '1', f: '2', r: '3', x: '4', j: '5' }
const VNI_KEYS: Record<string, string> = { '6': '^', '7': 'w', '8': 'w', '9': 'd' }

/** Spelling of composed text: "Đồng ý" gives "dong/2^d y/1". */
export const spelling = byWord((word) => {
  const marks = new Set<string>()
  let letters = ''
  for (const char of word.normalize('NFD')) {
    const mark = COMBINING[char]
    if (mark) marks.add(mark)
    else if (char === 'đ') {
      marks.add('d')
      letters += 'd'
    } else letters += char
  }
  return put(letters, marks)
})

/** Spelling of text typed on Telex keys: "ddoongf ys" gives the same as "đồng ý". */
export const telexSpelling = byWord((word) => {
  const marks = new Set<string>()
  let letters = ''
  for (const char of word) {
    // Before its vowel an r or s is a letter: "trowr".
    const tone = /[aeiouy]/.test(letters) || marks.has('w') ? TELEX_TONES[char] : undefined
    const doubled = char === letters.at(-1)
    if (tone) marks.add(tone)
    else if (char === 'w') marks.add('w')
    else if (doubled && 'aeo'.includes(char)) marks.add('^')
    else if (doubled && char === 'd') marks.add('d')
    else letters += char
  }
  return put(letters, marks)
})

/** Spelling of text typed on VNI keys: "d9o6ng2 y1" gives the same as "đồng ý". */
export const vniSpelling = byWord((word) => {
  if (!/\p{L}/u.test(word)) return word
  const marks = new Set<string>()
  let letters = ''
  for (const char of word) {
    if (/[1-5]/.test(char)) marks.add(char)
    else if (VNI_KEYS[char]) marks.add(VNI_KEYS[char])
    else letters += char
  }
  return put(letters, marks)
})

function byWord(spell: (word: string) => string): (text: string) => string {
  const known = remembered(spell)
  return (text) => text.toLowerCase().trim().split(/\s+/).map(known).join(' ')
}

function put(letters: string, marks: Set<string>): string {
  return marks.size === 0 ? letters : `${letters}/${[...marks].sort().join('')}`
}
