import { type Day, dayAt, dayOf, isoDay, isoMonth, showDate, showDay } from './calendar.js'
import { clean, clip, fold, hasDiacritics, length } from './text.js'
import { OTHER_FEAST } from './when-lunar.js'
import type { Point } from './when-parts.js'
import { timePhrase } from './when-phrase.js'
import { findPoint } from './when-point.js'
import { findSince } from './when-since.js'

/**
 * When something happened, as far as it was told. `words` are the person's own; for a week or for Tết the dates are
 * added in brackets, because "tuần trước" means nothing a month later. Dates are Vietnamese civil dates.
 */
export type When =
  | { kind: 'day'; date: string; words: string }
  | { kind: 'month'; month: string; words: string }
  | { kind: 'year'; year: number; words: string }
  | { kind: 'since'; from?: string; words: string }
  | { kind: 'vague'; words: string }

export type WhenReading =
  | { ok: true; when: When }
  | { ok: false; reason: 'empty' | 'future' | 'impossible' | 'unclear' }

const MAX_WORDS = 120
const PHRASE_WORDS = 14
// More is a story, whatever times it tells of.
const MOST_TOLD = 400

const FUTURE =
  /(?:^|\s)(?:(?:ngày|sáng|trưa|chiều|tối|đêm) mai|mai$|mốt$|(?:tuần|tháng|năm|tết|hè|thứ [^\s]+|chủ nhật) (?:sau|tới|sắp tới)|sắp (?:tới|đến|làm))(?=\s|$)/u
const FUTURE_PLAIN =
  /\b(?:(?:ngay|sang|trua|chieu|toi|dem) mai|(?:tuan|nam) (?:sau|toi)|(?:thang|tet|he|thu \d|chu nhat) (?:toi|sap toi)|sap (?:toi|den))\b/
// Rhythms, quarters and "a few years ago": they would be misread as a date.
const NO_DATE = new RegExp(
  `\\b(?:${[
    '(?:hang|moi) (?:ngay|tuan|thang|nam|quy|sang|trua|chieu|toi|dem|khi|lan|dip|ky|thu|chu nhat|mua)',
    '(?:thuong xuyen|thuong ngay|quanh nam|dinh ky|deu dan|lien tuc|thinh thoang|doi khi|nhieu lan|may lan|ngay ngay)',
    '\\d+ lan',
    '(?:ngay|tuan|thang|nam|sang|trua|chieu|toi|dem) nao cung',
    '(?:cac|cu) (?:thu|ngay|dip|buoi|toi|den|moi)',
    '24 ?/ ?24',
    'quy (?:[1-4]|i{1,3}|iv)',
    '(?:may|vai|nhieu|dam|hai ba|nua|\\d+ ?- ?\\d+) (?:nam|thang|tuan|ngay|hom|bua) (?:ve )?truoc',
    'cach (?:day|nay) (?:may|vai|nhieu|dam|hai ba)',
  ].join('|')})\\b`,
)
const VAGUE = new RegExp(
  `\\b(?:${[
    'lau (?:roi|lam)|da lau|tu lau|truoc (?:day|kia)|ngay (?:truoc|xua)|gan day|moi day|vua (?:roi|qua)|dao nay',
    '(?:hoi|hom|bua|dot|lan|thoi) (?:truoc|no|nay)',
    'thoi gian|giai doan|suot|nam hoc|nghi he|(?:cuoi|dau|giua) (?:tuan|doi|mua)',
    'mua (?:mua|bao|dich|he|dong|xuan|thu|lu|thi|ret)',
    '(?:trong|giua|dot|tran|con|sau|truoc|hoi) (?:dai )?(?:dich|bao|lu)|bao so|yagi|covid|dai dich|lu lut',
    'tet|ram|trung thu|am lich|dem khuya',
    'thap (?:nien|ky)|thoi (?:bao cap|chien|phap|my|con)|(?:sau|truoc|hoi|ngay) giai phong|khai giang|be giang|\\d+ doi',
  ].join('|')})\\b`,
)
// "Em không nhớ nữa", "lâu quá không rõ": kept in their words, for an officer to ask.
const NOT_KNOWN =
  /(?:^|\s)(?:không|ko|k|chẳng|chả|chưa|khong|chang|chua) (?:còn |con )?(?:nhớ|rõ|biết|nho|ro|biet)(?=\s|[.,!]|$)/u
const VAGUE_EXACT = /(?:^|\s)(?:hồi|lúc|khi|dịp|đợt|hè|hằng|thỉnh thoảng)(?=\s|$)/u
const VAGUE_START = /^(?:vao )?(?:hoi|luc|khi|dip|dot|he) \S/

/**
 * Reads when a deed happened. `now` is epoch ms; the day is that of Asia/Ho_Chi_Minh. Dates without a year are past
 * ones; of two dates or a range only the words are kept ('vague'), and of more than a phrase only if they tell a time.
 */
export function readWhen(text: string, now: number): WhenReading {
  const typed = clean(text).replace(/\s+/g, ' ')
  if (typed === '') return { ok: false, reason: 'empty' }
  const today = dayAt(now)
  const small = typed.toLowerCase()
  const phrase = timePhrase(typed)
  const words = clip(typed, MAX_WORDS)
  const vague: WhenReading = { ok: true, when: { kind: 'vague', words } }

  if (length(typed) > MAX_WORDS || phrase.split(' ').length > PHRASE_WORDS) {
    const tells = length(typed) <= MOST_TOLD && (VAGUE.test(phrase) || NO_DATE.test(phrase))
    return tells ? vague : { ok: false, reason: 'unclear' }
  }
  if (hasDiacritics(typed) ? FUTURE.test(small) : FUTURE_PLAIN.test(phrase)) return { ok: false, reason: 'future' }

  if (NOT_KNOWN.test(small) && !/\d/.test(small)) return vague

  const since = findSince(small, phrase, today)
  if (since === 'impossible') return { ok: false, reason: 'impossible' }
  if (since === 'range') return vague
  if (since) {
    if (since.starts !== undefined && since.starts > today) return { ok: false, reason: 'future' }
    return { ok: true, when: { kind: 'since', ...(since.from && { from: since.from }), words } }
  }
  if (NO_DATE.test(phrase) || severalDates(phrase)) return vague

  const found = findPoint(phrase, today)?.point
  if (found === 'impossible') return { ok: false, reason: 'impossible' }
  if (found === 'outside') return vague
  if (found) {
    if (firstDay(found) > today) return { ok: false, reason: 'future' }
    // A feast we have no day for: of it only the words are kept, the year is not the whole of it.
    return OTHER_FEAST.test(phrase) && found.kind === 'year' ? vague : { ok: true, when: whenOf(found, words) }
  }
  if (VAGUE.test(phrase) || (hasDiacritics(typed) ? VAGUE_EXACT.test(small) : VAGUE_START.test(phrase))) return vague
  return { ok: false, reason: 'unclear' }
}

/** For reading back: "thứ Sáu, 20/11/2026", "cuối tháng 9/2026", "từ năm 2019 đến nay", or the words. */
export function showWhen(when: When): string {
  switch (when.kind) {
    case 'day':
      return `${about(when.words)}${showIso(when.date)}`
    case 'month':
      return `${about(when.words)}${part(when.words, 'thang')}${showIso(when.month)}`
    case 'year':
      return `${about(when.words)}${part(when.words, 'nam')}${showIso(String(when.year))}`
    case 'since':
      return when.from ? `từ ${showIso(when.from)} đến nay` : when.words
    case 'vague':
      return when.words
  }
}

function whenOf(point: Point, words: string): When {
  switch (point.kind) {
    case 'day':
      return { kind: 'day', date: isoDay(point.day), words }
    case 'month':
      return { kind: 'month', month: isoMonth(point.year, point.month), words }
    case 'year':
      return { kind: 'year', year: point.year, words }
    case 'span': {
      const dates = point.tet ? `Tết ${showDay(point.from)}` : `${showDay(point.from)} - ${showDay(point.to)}`
      return { kind: 'vague', words: `${words} (${dates})` }
    }
  }
}

function firstDay(point: Point): Day {
  if (point.kind === 'day') return point.day
  if (point.kind === 'span') return point.from
  return dayOf(point.year, point.kind === 'month' ? point.month : 1, 1)!
}

/** "Tháng 9, 10 năm ngoái". */
const MONTHS =
  /\bthang (?:1[0-2]|[1-9]) (?:hoac |hay |va |voi |den |toi |- )?(?:thang )?(?:1[0-2]|[1-9])(?= nam|$| ?[/-] ?\d{4})/

/** More than one date, or a range of them. */
function severalDates(phrase: string): boolean {
  const dates =
    phrase.match(
      /\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{2,4})?(?!\d)|\d{1,2} thang \d{1,2}|(?<!\d )thang \d{1,2}(?! ?[/.-])|(?<![\d/.-])(?:nam )?\d{4}(?: ?- ?\d{4})/g,
    ) ?? []
  return (
    dates.length > 1 ||
    MONTHS.test(phrase) ||
    /\d ?- ?\d{1,2}\/\d|\d va \d|\d{4} ?(?:-|den|toi) ?(?:nam )?\d{4}|\d ?(?:den|toi) (?:ngay |thang )?\d/.test(phrase)
  )
}

function showIso(iso: string): string {
  const [year = 0, month, day] = iso.split('-').map(Number)
  if (month === undefined) return `năm ${year}`
  if (day === undefined) return `tháng ${month}/${year}`
  return showDate(dayOf(year, month, day)!)
}

function about(words: string): string {
  return /\b(?:khoang|chung|(?<!thang |muoi )tam|co le|hinh nhu|dau do)\b/.test(fold(words)) ? 'khoảng ' : ''
}

/** "đầu ", "cuối ", "mùa hè " where it was said of this month or year. */
function part(words: string, unit: 'thang' | 'nam'): string {
  const folded = fold(words)
  const said = new RegExp(`\\b(dau|giua|cuoi) ${unit}\\b`).exec(folded)?.[1]
  if (said) return { dau: 'đầu ', giua: 'giữa ', cuoi: 'cuối ' }[said] ?? ''
  if (unit === 'thang') return ''
  if (/\btet\b/.test(folded)) return 'Tết '
  const season = /\b(?:mua (he|thu|dong|xuan)|(?:dip |hoi |nghi )?(he)(?= nam| \d))\b/.exec(folded)
  return (
    { he: 'mùa hè ', thu: 'mùa thu ', dong: 'mùa đông ', xuan: 'mùa xuân ' }[season?.[1] ?? season?.[2] ?? ''] ?? ''
  )
}
