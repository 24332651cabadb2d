import { fold, hasDiacritics, words } from './text.js'

// Longer than this it is a story, whatever it begins with.
const LONGEST = 80
// How talk begins, what stands in it, how it ends. Only what no story is told with: a real answer refused is worse than
// talk taken for one, which the person sees in the summary.
const START =
  'ok|oke|okay|cảm ơn|cám ơn|dạ cảm ơn|dạ cám ơn|xin lỗi|xin chào|chào|alo|hello|hi|em ơi|ơi|thôi|chờ|đợi|khi nào rảnh|khi nào tiện|để chị|để anh|để cô|để chú|để bác|để ông|để bà|để tôi|để mình|để em'
// The whole of it.
const ALONE = 'dạ|vâng|ừ|ừm|được|không|chưa|biết|hiểu'
const INSIDE =
  'kể tiếp|kể nốt|kể sau|làm tiếp|để sau|để mai|đang bận|bận quá|bận rồi|bận lắm|lát nữa|tí nữa|chút nữa|hôm khác|bữa khác'
const END = 'nhé|nha|tính sau|tính tiếp'
const asTyped = pattern(START, ALONE, INSIDE, END)
// "Hieu" is Hiếu as often as it is "hiểu".
const withoutMarks = pattern(fold(START), fold(ALONE.replace('|hiểu', '')), fold(INSIDE), fold(END))

/**
 * Whether a short text sounds like talking to us ("mai chị kể nhé", "cảm ơn em", "ai đấy?") rather than an answer in
 * free words. A name written with capitals never does.
 */
export function isChatter(text: string): boolean {
  if (text.length > LONGEST || isCapitalised(text)) return false
  return (hasDiacritics(text) ? asTyped : withoutMarks).test(text.toLowerCase())
}

function pattern(start: string, alone: string, inside: string, end: string): RegExp {
  const whole = `^(?:${alone})(?: (?:${alone}|ạ|rồi|em))*[.!]*$`
  return new RegExp(
    `${whole}|^(?:${start})(?!\\p{L})|(?<!\\p{L})(?:${inside})(?!\\p{L})|(?: (?:${end})[.!]*|\\?)$`,
    'u',
  )
}

/** Whether every word of several is written as one of a name. */
export function isCapitalised(text: string): boolean {
  const all = words(text)
  return all.length > 1 && all.every((word) => /^\p{Lu}/u.test(word))
}
