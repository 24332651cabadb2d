// From an Outbound to what a platform shows: bold, long texts, more buttons than fit.
import { BOLD_OFF, BOLD_ON, type Button, type Outbound } from '../../flows/message.js'

/** A stretch of text of one weight. */
interface Run {
  text: string
  bold: boolean
}

/** Cuts a text at its bold marks, in NFC. Stray and nested marks do no harm. */
export function runs(text: string): Run[] {
  const found: Run[] = []
  let bold = false
  for (const piece of text.normalize('NFC').split(/([\uE000\uE001])/)) {
    if (piece === BOLD_ON) bold = true
    else if (piece === BOLD_OFF) bold = false
    else if (piece) found.push({ text: piece, bold })
  }
  return found
}

/** The text without bold marks, in NFC. */
export function plain(text: string): string {
  return text.replace(/[\uE000\uE001]/g, '').normalize('NFC')
}

/**
 * A message for a channel that shows at most `most` buttons. With more, taps become a numbered list in the text
 * (numbered in their order, from 1, as the conversation reads them) and only links stay buttons.
 */
export function fitButtons(message: Outbound, most: number): { text: string; buttons: Button[] } {
  const buttons = message.buttons ?? []
  if (buttons.length <= most) return { text: message.text, buttons }
  const lines = buttons.filter((button) => 'token' in button).map((button, at) => `${at + 1}. ${button.label}`)
  return {
    text: `${message.text}\n\n${lines.join('\n')}\nTrả lời bằng số ạ.`,
    buttons: buttons.filter((button) => 'url' in button).slice(0, most),
  }
}

/**
 * Splits a text into parts of at most `limit` visible UTF-16 units (bold marks do not count), in NFC. Cuts at the last
 * paragraph, line or sentence end in the second half of a part, else at a space, else anywhere but inside a
 * character. Bold that runs over a cut is closed before and opened again after it. Blank text gives no parts.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text.normalize('NFC').trim()
  while (plain(rest).length > limit) {
    const at = cutAt(rest, limit)
    const head = rest.slice(0, at).trimEnd()
    const open = head.lastIndexOf(BOLD_ON) > head.lastIndexOf(BOLD_OFF)
    parts.push(open ? head + BOLD_OFF : head)
    rest = (open ? BOLD_ON : '') + rest.slice(at).trimStart()
  }
  parts.push(rest)
  return parts.filter((part) => plain(part).trim() !== '')
}

function cutAt(text: string, limit: number): number {
  const hard = indexAfter(text, limit)
  const half = indexAfter(text, Math.floor(limit / 2))
  const paragraph = text.lastIndexOf('\n\n', hard)
  if (paragraph >= half) return paragraph
  const line = text.lastIndexOf('\n', hard)
  if (line >= half) return line
  const sentence = sentenceEnd(text, hard)
  if (sentence >= half) return sentence
  const space = Math.max(text.lastIndexOf(' ', hard), line)
  return space > indexAfter(text, 1) ? space : wholeCharacter(text, hard)
}

/** The index in `text` after its first `count` visible units. */
function indexAfter(text: string, count: number): number {
  let at = 0
  for (let seen = 0; at < text.length && seen < count; at++) {
    if (text[at] !== BOLD_ON && text[at] !== BOLD_OFF) seen++
  }
  return at
}

function sentenceEnd(text: string, before: number): number {
  let end = -1
  for (const match of text.slice(0, before + 1).matchAll(/[.!?…][”"’)\uE001]*(?=\s)/g))
    end = match.index + match[0].length
  return end
}

/** Steps back from the middle of an emoji, a surrogate pair or a letter with combining marks. */
function wholeCharacter(text: string, at: number): number {
  const start = Math.max(0, at - 32)
  const window = text.slice(start, at + 32)
  const segments = [...new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(window)]
  const holding = segments.find(({ index, segment }) => index < at - start && at - start < index + segment.length)
  const cut = holding ? start + holding.index : at
  return cut > 0 ? cut : at
}
