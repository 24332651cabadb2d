import { numberTokens, readNumberWords } from './numbers.js'
import { clean, clip, fold, hasDiacritics } from './text.js'

/** `words` is the answer as typed; `approx` is for "khoảng", "hơn", "vài" and ranges. */
export type QuantityReading =
  | { ok: true; value: number; approx: boolean; words: string }
  | { ok: false; reason: 'empty' | 'unknown' | 'unclear' | 'tooBig' }

const MAX = 10_000_000
const MAX_WORDS = 80
const MAX_TEXT = 300
const UNKNOWN =
  /\b(?:(?:khong|ko|k|kh|chang|chua) (?:the )?(?:nho|biet|ro|dem|tinh|thong ke|chac|xac dinh)|nhieu|vo so|vo ke|dong lam)\b/
const ABOUT =
  /\b(?:khoang|chung|ngot|gan|hon|tren|duoi|it nhat|toi thieu|toi da|uoc|xap xi|len den|tro len)\b|\b(?:tam|do)(?= \d)|[~≈+]/
// A number counted in these says when or how often, not how many.
const TIME_UNITS = new Set(['nam', 'thang', 'tuan', 'ngay', 'lan', 'gio', 'tuoi', 'buoi', 'dot', 'hom'])
// Without marks these may be other words (male, grandmother, from, after, fly …): they need a counted noun or the end.
const DOUBTFUL = new Set(['nam', 'ba', 'tu', 'sau', 'bay', 'may', 'doi', 'tam', 'lam', 'hai', 'mot', 'tram', 'ngan'])
const COUNTED =
  /^(?:nguoi|ng|em|chau|cu|ho|gia dinh|nha|ban|hoc sinh|benh nhan|tre|ba con|hoan canh|ca|suat|phan|truong hop)\b/

/** Reads how many people (households, gifts …) a short answer tells: a whole number, of a range its lower end. */
export function readQuantity(text: string): QuantityReading {
  const typed = clean(text).replace(/\s+/g, ' ')
  if (typed === '') return { ok: false, reason: 'empty' }
  if (typed.length > MAX_TEXT) return { ok: false, reason: 'unclear' }
  const folded = fold(typed)
  if (UNKNOWN.test(folded) && !/\d/.test(folded)) return { ok: false, reason: 'unknown' }
  // A minus sign or a fraction of a person is a slip, not a number to round.
  if (/(?:^|\s)[-−]\s?\d/.test(typed)) return { ok: false, reason: 'unclear' }

  // "Từ khoảng 2010" tells since when.
  if (/^(?:(?:tu|ke tu|nam|hoi|khoang|chung) )+(?:19|20)\d\d$/.test(folded) && !/^(?:khoang|chung) \d/.test(folded))
    return { ok: false, reason: 'unclear' }

  const numbers = numbersIn(numberTokens(typed), !hasDiacritics(typed), ABOUT.test(folded))
  const [first, second] = numbers
  const inWords = second !== undefined && !/\d/.test(folded) && second.value <= (first?.value ?? 0) * 2
  const range = inWords || /\d\s?(?:[-–—~]|den|toi)\s?\d/.test(folded)
  const single =
    numbers.length === 1 || (range && numbers.length === 2 && first && second && first.value < second.value)
  if (!first || !single) return { ok: false, reason: 'unclear' }
  if (first.value > MAX) return { ok: false, reason: 'tooBig' }
  const approx = first.approx || range || ABOUT.test(folded)
  return { ok: true, value: first.value, approx, words: clip(typed, MAX_WORDS) }
}

const integers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 })

/** "1.500.000". */
export function formatInteger(value: number): string {
  // Of three digits nothing is set apart, and the table of a language is slow.
  return Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : integers.format(value)
}

/** Every number in the words, without those that count time. */
function numbersIn(tokens: string[], plain: boolean, about: boolean): { value: number; approx: boolean }[] {
  const found: { value: number; approx: boolean; time: boolean }[] = []
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] ?? ''
    const number = readNumberWords(tokens.slice(at))
    const rest = number ? tokens.slice(at + number.used) : []
    const doubtful =
      (plain && number?.used === 1 && DOUBTFUL.has(token) && rest.length > 0 && !COUNTED.test(rest.join(' '))) ||
      // "tầm 30" without marks.
      (plain && about && token === 'tam' && /^\d/.test(tokens[at + 1] ?? ''))
    if (number && !doubtful) {
      const time = TIME_UNITS.has(rest[0] ?? '')
      found.push({ ...number, time })
      at += number.used + (time ? 1 : 0)
    } else {
      // Long runs of digits and fractions are no count.
      if (/^\d{10,}$|^\d+[.,]\d/.test(token))
        found.push({ value: /^\d{10,}$/.test(token) ? Infinity : -1, approx: false, time: false })
      at += 1
    }
  }
  const counts = found.filter((number) => !number.time)
  return counts.some((number) => number.value < 0) ? [] : counts
}
