// Deeds that go on: "từ năm 2019", "đã 5 năm nay", "mấy năm nay".
import { type Day, isoDay, isoMonth, partsOf } from './calendar.js'
import { readNumberWords } from './numbers.js'
import { hasDiacritics } from './text.js'
import type { Point } from './when-parts.js'
import { findPoint } from './when-point.js'
import { monthsAgo } from './when-relative.js'

/** `from` as YYYY, YYYY-MM or YYYY-MM-DD where it is known, with its first day. */
export interface Since {
  from?: string
  starts?: Day
}

const UNTIL_NOW =
  /\b(?:(?:cho )?(?:den|toi|den tan|toi tan) (?:nay|gio|bay gio|hien nay|hien tai|hom nay|luc nay)|tro lai day)\b/
const FROM = /(?<!(?:thu|thang) )\b(?:ke |bat dau )?tu (?!thien\b|te\b|nguyen\b|giac\b|tin\b|tuc\b|do\b)(.+)$/
const LONG_AGO = /^(?:rat )?(?:nhung nam|lau|be|nho|tre|xua|truoc|hoi|dip|dot|khi|luc|ngay|nhieu|may|vai|thoi)\b/
const ALL_ALONG =
  /\b(?:lau nay|xua nay|bay lau|bao lau nay|(?:nhieu|bao|bao nhieu|\d+ ?- ?\d+) (?:nam|thang|tuan|ngay) (?:nay|qua|roi|lien))\b/
const UNITS = new Set(['nam', 'thang', 'tuan', 'ngay', 'hom'])
const ONGOING = new Set(['nay', 'roi', 'qua', 'lien'])
// "tháng 5 năm nay", "thứ 5 tuần này": the number belongs to the word before it.
const NUMBERED = new Set('thang thu ngay mung mong ram hom tet'.split(' '))
const ABOUT = new Set(
  'da duoc hon gan khoang chung tam tren cung phai lam ca suot den vua tron ngot nghet xap xi non suyt soat'.split(' '),
)

/** Reads an ongoing time; 'range' is one with an end ("từ 2019 đến 2022"). `typed` is the answer in small letters. */
export function findSince(typed: string, phrase: string, today: Day): Since | 'range' | 'impossible' | undefined {
  const from = !hasDiacritics(typed) || /(?:^|\s)từ\s/u.test(typed) ? FROM.exec(phrase)?.[1] : undefined
  const untilNow = UNTIL_NOW.test(phrase)
  if (from !== undefined || untilNow) {
    const start = (from ?? phrase).replace(UNTIL_NOW, '').trim()
    if (/\d.* (?:den|toi|-) .*\d/.test(start)) return 'range'
    const counted = duration(start, today)
    if (counted) return counted
    if (/^nhung nam \d/.test(start)) return {}
    const found = findPoint(start, today)
    if (found?.point === 'impossible') return 'impossible'
    if (found && found.point !== 'outside' && found.at <= 16) return sinceOf(found.point)
    return untilNow || LONG_AGO.test(start) ? {} : undefined
  }
  return ALL_ALONG.test(phrase) ? {} : duration(phrase, today)
}

/** "5 năm nay", "đã 5 năm", "mười mấy tháng rồi". */
function duration(phrase: string, today: Day): Since | undefined {
  const tokens = phrase.split(' ')
  for (let unitAt = 1; unitAt < tokens.length; unitAt += 1) {
    const unit = tokens[unitAt] ?? ''
    if (!UNITS.has(unit)) continue
    // "Một năm rưỡi", "hai mươi năm có lẻ".
    const more = /^(?:ruoi|hon|(?:co )?le)(?= |$)/.exec(tokens.slice(unitAt + 1).join(' '))?.[0].split(' ').length ?? 0
    const plusHalf = tokens[unitAt + 1] === 'ruoi' && unit === 'nam'
    const ongoing = ONGOING.has(tokens[unitAt + 1 + more] ?? '')
    for (let start = Math.max(0, unitAt - 5); start < unitAt; start += 1) {
      const half = tokens[start] === 'nua' && unit === 'nam' && start === unitAt - 1
      const number = readNumberWords(tokens.slice(start, unitAt))
      if (!half && (!number || number.used !== unitAt - start)) continue
      const before = tokens.slice(0, start)
      if (NUMBERED.has(before.at(-1) ?? '') || /[/.-]/.test(tokens[start] ?? '')) continue
      const said = before.includes('da') || before.includes('duoc') || unit === 'nam'
      const whole = unitAt + more === tokens.length - 1 && before.every((word) => ABOUT.has(word)) && said
      if (!ongoing && !whole) continue
      if (half) return sinceOf(monthsAgo(6, today))
      if (plusHalf && !number!.approx) return sinceOf(monthsAgo(number!.value * 12 + 6, today))
      return number!.approx || more > 0 || number!.value > 100 ? {} : sinceOf(ago(number!.value, unit, today))
    }
  }
  return undefined
}

function ago(count: number, unit: string, today: Day): Point {
  if (unit === 'nam') return { kind: 'year', year: partsOf(today).year - count }
  if (unit === 'thang') return monthsAgo(count, today)
  return { kind: 'day', day: today - count * (unit === 'tuan' ? 7 : 1) }
}

function sinceOf(point: Point): Since {
  switch (point.kind) {
    case 'day':
      return { from: isoDay(point.day), starts: point.day }
    case 'span':
      // Of a year named by the cycle: when in it is not said.
      if (point.year !== undefined) return { from: String(point.year), starts: point.from }
      return { from: isoDay(point.from), starts: point.from }
    case 'month':
      return { from: isoMonth(point.year, point.month), starts: Date.UTC(point.year, point.month - 1) / 86_400_000 }
    case 'year':
      return { from: String(point.year), starts: Date.UTC(point.year, 0) / 86_400_000 }
  }
}
