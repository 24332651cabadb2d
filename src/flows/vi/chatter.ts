import { fold, hasDiacritics, words } from './text.js'

// Longer than this it is a story, whatever it begins with.
const LONGEST = 80
// How talk begins, what stands in it, how it ends.
const START =
  'dạ|vâng|ừ|ok|oke|okay|cảm ơn|cám ơn|xin|chào|alo|hello|hi|em ơi|ơi|để|mai|chiều|tối nay|lát|tí|chút|hôm nay|hôm khác|bữa khác|thôi|chờ|đợi|khi nào|bao giờ|tại sao|sao|ai|sắp|giờ|đang|không|chưa|biết|được'
const INSIDE = 'bận|cảm ơn|cám ơn|kể tiếp|kể nốt|kể sau|làm tiếp|quên|nhắc'
const END = 'nhé|nha|ạ|đã|rồi|em|lắm|quá|thôi|nào|đi'
const asTyped = pattern(START, INSIDE, END)
const withoutMarks = pattern(fold(START), fold('kể tiếp|kể nốt|kể sau|làm tiếp|cám ơn'), fold(END))

/**
 * Whether a short text sounds like talking to us ("mai chị kể nhé", "cảm ơn em", "ai đấy?") rather than an answer in
 * free words. A name written with capitals never does.
 */
export function isChatter(text: string): boolean {
  if (text.length > LONGEST || isCapitalised(text)) return false
  return (hasDiacritics(text) ? asTyped : withoutMarks).test(text.toLowerCase())
}

function pattern(start: string, inside: string, end: string): RegExp {
  return new RegExp(`^(?:${start})(?!\\p{L})|(?<!\\p{L})(?:${inside})(?!\\p{L})|(?: (?:${end})[.!]*|\\?)$`, 'u')
}

function isCapitalised(text: string): boolean {
  const all = words(text)
  return all.length > 1 && all.every((word) => /^\p{Lu}/u.test(word))
}
