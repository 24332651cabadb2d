// Phrases that count from today: "hôm kia", "thứ bảy tuần trước", "2 tháng trước".
import { type Day, partsOf, weekdayOf } from './calendar.js'
import { readNumberWords } from './numbers.js'
import type { Point, Reader } from './when-parts.js'

const LAST = '(?:truoc|roi|qua|vua roi|vua qua)'

export const RELATIVE: Reader[] = [
  [/\bhom kia kia\b/, (_, today) => ({ kind: 'day', day: today - 3 })],
  [/\bhom kia\b/, (_, today) => ({ kind: 'day', day: today - 2 })],
  [/\b(?:hom qua|hqua|(?:sang|trua|chieu|toi|dem) qua)\b/, (_, today) => ({ kind: 'day', day: today - 1 })],
  [
    /\b(?:hom nay|hnay|(?:sang|trua|chieu|toi|dem|ban|luc|hoi|vua) nay|vua xong|moi xong)\b/,
    (_, today) => ({ kind: 'day', day: today }),
  ],
  [
    new RegExp(
      `(?<!\\b(?:lan|nguoi|con) )\\b(?:thu ([2-7])|t([2-7])|(?:chu nhat|cn))\\b(?: (?:cua )?(tuan truoc nua|tuan nay|tuan ${LAST}|${LAST}))?`,
    ),
    (m, today) => ({ kind: 'day', day: weekday(Number(m[1] ?? m[2] ?? 8) - 1, m[3], today) }),
  ],
  [
    /\b(?:cach (?:day|nay) (?:(?:khoang|hon|gan|chung|tam|may) )*)([a-z0-9 ]+?) (nam|thang|tuan|ngay|hom)\b/,
    (m, today) => ago(m[1]!, m[2]!, today),
  ],
  [
    /(?<!\b(?:thu|thang|ngay|hom|mung) )\b((?:\d+|[a-z]+)(?: [a-z]+){0,3}) (nam|thang|tuan|ngay|hom) (?:ve )?truoc\b/,
    (m, today) => ago(m[1]!, m[2]!, today),
  ],
  [new RegExp(`\\b(cuoi )?tuan (truoc nua|nay|${LAST})\\b`), (m, today) => week(m[2]!, m[1] !== undefined, today)],
  [new RegExp(`\\bthang ${LAST}\\b`), (_, today) => monthsAgo(1, today)],
  [/\bthang nay\b/, (_, today) => monthsAgo(0, today)],
  [
    // Without a name the latest month of which that part is over or on.
    /\b(dau|giua|cuoi) thang\b/,
    (m, today) => {
      const begins = { dau: 1, giua: 10, cuoi: 20 }[m[1] as 'dau' | 'giua' | 'cuoi']
      return monthsAgo(partsOf(today).day < begins ? 1 : 0, today)
    },
  ],
]

/** The calendar month that lies `count` months before today's. */
export function monthsAgo(count: number, today: Day): Point {
  const { year, month } = partsOf(today)
  const index = year * 12 + month - 1 - count
  return { kind: 'month', year: Math.floor(index / 12), month: (index % 12) + 1 }
}

/** `number` is 1 (Monday) to 7. */
function weekday(number: number, which: string | undefined, today: Day): Day {
  const monday = today - weekdayOf(today) + 1
  if (which === 'tuan nay') return monday + number - 1
  if (which === 'tuan truoc nua') return monday + number - 15
  if (which?.startsWith('tuan')) return monday + number - 8
  const latest = monday + number - 1 <= today ? monday + number - 1 : monday + number - 8
  return which !== undefined && latest === today ? latest - 7 : latest
}

function week(which: string, weekend: boolean, today: Day): Point {
  const back = which === 'nay' ? 0 : which === 'truoc nua' ? 14 : 7
  const monday = today - weekdayOf(today) + 1 - back
  if (weekend) return { kind: 'span', from: monday + 5, to: monday + 6 }
  return { kind: 'span', from: monday, to: Math.min(monday + 6, today) }
}

function ago(count: string, unit: string, today: Day): Point | undefined {
  const tokens = count.split(' ')
  // The longest tail that is a number: "từ thiện 2" before "năm trước".
  for (let from = 0; from < tokens.length; from += 1) {
    const number = readNumberWords(tokens.slice(from))
    if (!number || number.approx || number.used !== tokens.length - from || number.value > 100) continue
    if (unit === 'nam') return { kind: 'year', year: partsOf(today).year - number.value }
    if (unit === 'thang') return monthsAgo(number.value, today)
    if (unit !== 'tuan') return { kind: 'day', day: today - number.value }
    const monday = today - weekdayOf(today) + 1 - 7 * number.value
    return { kind: 'span', from: monday, to: monday + 6 }
  }
  return undefined
}
