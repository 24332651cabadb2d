// A ladder of reminders as people say it: "trước 7 ngày, 3 ngày, 3 giờ; quá hạn 1 ngày báo người thay, 3 ngày lên cấp trên".
import { type Rung, readLadder } from '../ladder.js'
import { fold } from '../vi/text.js'

const COUNTS = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi']
const STEP = new RegExp(`^(\\d{1,3}|${COUNTS.join('|')}) ?(ngay|hom|d|tuan|gio|tieng|h)\\b`)
const BEFORE = /^(?:truoc(?: han)?|con)\b/
const AFTER = /^(?:(?:qua|sau|tre)(?: han)?)\b/
const HEARERS: [RegExp, Rung['to']][] = [
  [/^(?:nguoi )?(?:thay|cung cap)\b/, 'deputy'],
  [/^(?:nguoi )?(?:cap )?tren\b/, 'above'],
  [/^nguoi (?:xet|phu trach)\b/, 'reviewer'],
]
// What stands between them and says nothing.
const BETWEEN =
  /^(?:[,;:.\s]+|va\b|roi\b|thi\b|la\b|nhac(?: lai)?(?: nho)?\b|bao(?: cho)?\b|chuyen(?: cho| len)?\b|len\b|cho\b|han\b|nguoi(?= (?:cung|cap))|moi\b)/

/** Reads it to the end; gives the words that cannot be read instead. After the deadline those who stand in are meant, unless it is said who. */
export function readLadderWords(said: string): Rung[] | { wrong: string } {
  const steps: { side: string; span: string; to?: Rung['to'] }[] = []
  let side: string | undefined
  let hearersFrom = 0
  let rest = fold(said).trim()
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest)
    if (found) rest = rest.slice(found[0].length)
    return found
  }
  while (rest !== '') {
    const turns = take(BEFORE) ? '-' : take(AFTER) ? '+' : undefined
    if (turns) {
      if (turns !== side) hearersFrom = steps.length
      side = turns
    } else {
      const step = take(STEP)
      const hearer = step ? undefined : HEARERS.find(([pattern]) => take(pattern))
      if (hearer) {
        // Who hears is said after the steps it is meant for.
        for (const each of steps.slice(hearersFrom)) each.to = hearer[1]
        hearersFrom = steps.length
      } else if (step && side) steps.push({ side, span: spanOf(step[1]!, step[2]!) })
      else if (step || !take(BETWEEN)) return { wrong: step ? step[0] : rest.split(/[,;]/)[0]!.trim() }
    }
  }
  return readLadder(steps.map((step) => `T${step.side}${step.span}${step.to ? `:${step.to}` : ''}`).join(','))
}

function spanOf(count: string, unit: string): string {
  const number = /\d/.test(count) ? Number(count) : COUNTS.indexOf(count) + 1
  if (unit === 'tuan') return `${number * 7}d`
  return `${number}${['gio', 'tieng', 'h'].includes(unit) ? 'h' : 'd'}`
}
