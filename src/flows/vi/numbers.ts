// Whole numbers written in words: "hai mươi lăm", "một trăm linh năm", "2 trăm", "chục", "1k2".
import { fold, hasDiacritics, words } from './text.js'

export interface WordNumber {
  value: number
  /** Said as "about": "vài chục", "hàng trăm", "hai ba". Then `value` is the least it can mean. */
  approx: boolean
  /** How many words were read. */
  used: number
}

// In Vietnamese spelling, so that "nam" (male), "bà" or "từ" are not read as numbers by those who type marks.
const DIGITS: Record<string, number> = {
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  nhăm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
}
const SCALES: Record<string, number> = {
  mười: 10,
  mươi: 10,
  chục: 10,
  tá: 12,
  trăm: 100,
  nghìn: 1000,
  ngàn: 1000,
  k: 1000,
  vạn: 10_000,
  triệu: 1_000_000,
  tr: 1_000_000,
}
const FEW: Record<string, number> = { vài: 3, mấy: 3, dăm: 5, đôi: 2 }
/** Before a scale only: "hàng trăm", "cả nghìn". */
const WHOLE = ['hàng', 'cả']
const OTHERS = [...WHOLE, 'hăm', 'linh', 'lẻ', 'rưỡi', 'không']
/** May stand without a digit: "chục người", "trăm suất". */
const BARE_SCALES = ['muoi', 'chuc', 'tram', 'nghin', 'ngan']

const exactWords = new Set([...Object.keys(DIGITS), ...Object.keys(SCALES), ...Object.keys(FEW), ...OTHERS])
const digits = foldKeys(DIGITS)
const scales = foldKeys(SCALES)
const few = foldKeys(FEW)

/**
 * Splits text into folded words for `readNumberWords`: digits apart from letters, thousands joined ("1.200" is 1200,
 * "1,5 nghìn" is 1500), and in text with marks every word that is not exactly a number word hidden as "_".
 */
export function numberTokens(text: string): string[] {
  const marked = hasDiacritics(text)
  const joined = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?![\d.,]*\d)|(?<!\d )(?<!\d)\d{1,3}(?: \d{3})+(?!\d)/g, (group) =>
      group.replace(/\D/g, ''),
    )
    .replace(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, '$& ')
    .replace(
      /(\d+)[.,](\d)(?= (?:nghìn|nghin|ngàn|ngan|k|vạn|triệu|trieu|tr)(?!\p{L}))/gu,
      (_, whole, tenth) => `${whole}_${tenth}`,
    )
    .replace(/[^\p{L}\p{M}\d_.,]+|[.,](?!\d)/gu, ' ')
  return words(joined).map((word) => {
    if (/\d/.test(word)) return word
    return !marked || exactWords.has(word) ? fold(word) : '_'
  })
}

/** Reads the number at the start of folded words; undefined where there is none. */
export function readNumberWords(tokens: string[]): WordNumber | undefined {
  let total = 0 // thousands already said
  let part = 0 // what is being built below the next thousand
  let digit: number | undefined // waits for its scale
  let scale = 0 // the scale just said: "một trăm hai" is 120
  let linked = false // "linh", "lẻ": the digit counts as it is
  let approx = false
  let used = 0
  let bare = false // "mười": tens that no digit came before

  for (const word of tokens) {
    const number = /^\d{1,9}$/.test(word) ? Number(word) : digits.get(word)
    const factor = scales.get(word)
    const tenths = /^(\d+)_(\d)$/.exec(word)
    // "Hăm lăm": the twenties in one word.
    if (word === 'ham' && used === 0 && digits.has(tokens[1] ?? '')) {
      part = 20
      scale = 10
      used = 1
      continue
    }
    // "Mười lăm mười sáu", "hai mươi ba mươi": the tens begin anew, and so does the number.
    if (word === 'muoi' && scale === 10) {
      if (digit !== undefined && !bare) {
        used -= 1
        digit = undefined
      }
      break
    }
    if (word === 'muoi' && digit === undefined) bare = true
    if (tenths) digit = Number(tenths[1]) + Number(tenths[2]) / 10
    else if (number !== undefined && digit === undefined) digit = number
    else if (number !== undefined && digit !== undefined) {
      // "hai mốt", "ba lăm" are 21 and 35; "hai ba", "dăm bảy" are a range.
      if (word === 'mot' || word === 'lam' || word === 'tu') digit = digit * 10 + number
      else if (isRange(tokens[used - 1], word, digit, number, approx)) {
        digit = Math.min(digit, number)
        approx = true
      } else break
    } else if (few.has(word) && (used === 0 || (used === 1 && digit === 1))) {
      digit = few.get(word)
      approx = true
    } else if ((word === 'hang' || word === 'ca') && used === 0 && scales.has(tokens[1] ?? '')) {
      digit = 1
      approx = true
    } else if (factor && (used > 0 || BARE_SCALES.includes(word))) {
      if (factor >= 1000) {
        total += (part + (digit ?? (part === 0 ? 1 : 0))) * factor
        part = 0
      } else part += (digit ?? 1) * factor
      digit = undefined
      linked = false
      scale = factor
    } else if ((word === 'linh' || word === 'le') && scale >= 100) linked = true
    else if (word === 'khong' && used > 0) digit = 0
    else if (word === 'ruoi' && scale >= 100) part += scale / 2
    else break
    used += 1
  }
  if (used === 0) return undefined
  if (digit !== undefined) part += scale >= 100 && digit < 10 && !linked ? (digit * scale) / 10 : digit
  return { value: Math.round(total + part), approx, used }
}

/** "hai ba", "năm bảy" (digits in words, one or two apart), or anything after "vài" and "dăm". */
function isRange(before: string | undefined, word: string, digit: number, number: number, approx: boolean): boolean {
  const inWords = digits.has(word) && digits.has(before ?? '')
  return inWords ? number === digit + 1 || (digit === 5 && number === 7) : approx
}

function foldKeys(table: Record<string, number>): Map<string, number> {
  return new Map(Object.entries(table).map(([word, value]) => [fold(word), value]))
}
