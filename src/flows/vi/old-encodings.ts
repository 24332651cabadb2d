// Vietnamese of before Unicode, as it is pasted from old documents: TCVN3 (.VnTime), VNI (VNI-Times), and UTF-8 that was
// read as Windows-1252 on its way. Known by what comes out: Vietnamese syllables where there were none.
import { isSyllable } from './keyed.js'
import { isOldEncoding } from './old-signs.js'
import { remembered } from './remembered.js'
import { words } from './text.js'

const TCVN3_FROM = 'µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00ADõøö÷ùúýûüþ¡¢§£¤¥¦'
const TCVN3_TO = 'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ'
const tcvn3 = new Map([...TCVN3_FROM].map((letter, at) => [letter, [...TCVN3_TO][at]!]))
// The door reads eth as Đ; in TCVN3 it is é.
tcvn3.set('Đ', 'é')

// VNI writes a letter and then its marks.
const VNI_MARKS: Record<string, string> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
}
const VNI_LETTERS: Record<string, string> = { ô: 'ơ', ö: 'ư', ñ: 'đ', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' }
const VNI = /([aeouyôö])([ùøûõïêéèúüëâáàåãä])|([ôöñæóòî])/giu

function fromVni(text: string): string {
  return text.replace(VNI, (all: string, base?: string, mark?: string, alone?: string) => {
    const letter = (one: string) => {
      const small = VNI_LETTERS[one.toLowerCase()] ?? one.toLowerCase()
      return one === one.toLowerCase() ? small : small.toUpperCase()
    }
    if (alone !== undefined) return letter(alone)
    if (base === undefined || mark === undefined) return all
    return (letter(base) + VNI_MARKS[mark.toLowerCase()]!).normalize('NFC')
  })
}

function fromTcvn3(text: string): string {
  return [...text].map((letter) => tcvn3.get(letter) ?? letter).join('')
}

// Windows-1252 beyond Latin-1.
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

function fromMisread(text: string): string {
  const bytes = [...text].map((letter) => {
    const at = HIGH.indexOf(letter)
    return at >= 0 ? 0x80 + at : letter.codePointAt(0)!
  })
  if (bytes.some((byte) => byte > 255)) return text
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return text
  }
}

/** What was meant by a text in an old encoding, to be shown to whoever sent it; undefined for any other. */
export const readOldEncoding = remembered((text): string | undefined => {
  if (!/[\u00A1-\u00FF\u0110\u01B0]/.test(text)) return undefined
  const before = spelt(text)
  if (before.wrong === 0) return undefined
  // Some words are syllables in both.
  const first = isOldEncoding(text) ? [fromTcvn3, fromVni] : [fromVni, fromTcvn3]
  for (const read of [...first, fromMisread]) {
    const meant = read(text).normalize('NFC')
    const after = spelt(meant)
    // Nearly every word is one now, and most of those that were none are.
    if (meant !== text && after.wrong * 5 <= after.all && after.wrong * 3 <= before.wrong) return meant
  }
  return undefined
})

/** How many of the words with letters beyond ASCII are no Vietnamese syllables, and how many words there are. */
function spelt(text: string): { wrong: number; all: number } {
  const all = words(text.replace(/[^\p{L}\p{M}\u00A1-\u00FE\s]+/gu, ' '))
  // A sign that stands alone ("·" of our own labels, "5 × 3", "£100") is no letter of anything.
  const strange = all.filter((word) => !/^[\u00A1-\u00BF×÷]+$/.test(word) && /[^a-zA-Z]/.test(word))
  return { wrong: strange.filter((word) => !isSyllable(word)).length, all: all.length }
}
