// A day that is still to come, as people type it without a year: a deadline, the day something is sent, the end of an absence.
import { type Day, dayOf, partsOf, weekdayOf } from './calendar.js'
import { comingFeast } from './coming-feast.js'
import { timePhrase } from './when-phrase.js'

const BEFORE =
  /^(?:(?:den|toi|cho den|het|truoc|vao|trong|trong vong|sau|tu|la|han|han cuoi|thi|ngay|hom|khoang|tam|chac|lay|chot|cham nhat|muon nhat|tre nhat|doi sang|doi den|gia han|gia han den|sang|da|vang) )+(?=\S)/
const AFTER =
  /(?:(?<!\btet) (?:tay|duong lich|duong)| (?:di|nhe|nha|em|chau|duoc khong|giup (?:toi|em|minh)|thoi|la duoc|la cuoi))+$/
// Which part of the day is no part of the day's name; "chiều nay" is today.
const HOURS = /^(?:(?:dau|cuoi) gio )?(?:(?:sang )?som|sang|trua|chieu|toi|dem) (?=\S)/
const YEAR = '(?:(?: nam | ?[/.-] ?| )(\\d{4}|\\d{2}))?'

type Reader = [pattern: RegExp, read: (m: RegExpExecArray, first: Day) => Day | 'impossible' | undefined]

const SPANS: Record<string, number> = { ngay: 1, hom: 1, bua: 1, tuan: 7 }
const COUNTS = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi']
const COUNTED = new RegExp(`^(${COUNTS.join('|')}) (?=(?:ngay|hom|bua|tuan|thang) (?:nua|toi)$)`)

const READERS: Reader[] = [
  [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, (m) => date(m[1]!, m[2]!, m[3]!)],
  [
    // "1-5/12" is no day of 2012.
    /^(?:mung |mong )?(\d{1,2}) ?([/.-]) ?(\d{1,2})(?: ?\2 ?(\d{4}|\d{2}))?$/,
    (m, first) => dayMonth(m[1]!, m[3]!, m[4], first),
  ],
  [/^(\d{1,2}) (\d{1,2})(?: (\d{4}))?$/, (m, first) => dayMonth(m[1]!, m[2]!, m[3], first)],
  [/^(\d{2})(\d{2})(\d{4})$/, (m, first) => dayMonth(m[1]!, m[2]!, m[3], first)],
  [
    new RegExp(`^(?:mung |mong )?(\\d{1,2}) (?:cua )?(?:thang |thg ?|th ?)(\\d{1,2})${YEAR}$`),
    (m, first) => dayMonth(m[1]!, m[2]!, m[3], first),
  ],
  [
    new RegExp(`^(dau|giua|cuoi|het) thang (\\d{1,2})${YEAR}$`),
    (m, first) => inMonth(m[1]!, Number(m[2]), m[3], first),
  ],
  [
    /^(dau|giua|cuoi|het) thang(?: (nay|toi))?$/,
    (m, first) => {
      const { year, month } = partsOf(first)
      const found = part(m[1]!, year, month + (m[2] === 'toi' ? 1 : 0))
      return m[2] === undefined && found < first ? part(m[1]!, year, month + 1) : found
    },
  ],
  [/^(?:cuoi|het) nam(?: (\d{4}|nay))?$/, (m, first) => date(yearIn(m[1], first), '12', '31')],
  [/^(?:cuoi|het) nam toi$/, (_m, first) => date(partsOf(first).year + 1, '12', '31')],
  [
    /^(?:cuoi|het) quy(?: ([1-4]|i{1,3}|iv)(?: nam)?(?: (\d{4}))?| nay)?$/,
    (m, first) => inMonth('cuoi', quarterOf(m[1], first) * 3, m[2], first),
  ],
  [/^dau nam (?:sau|toi)$/, (_m, first) => date(partsOf(first).year + 1, '1', '1')],
  [/^(?:mung |mong )?(\d{1,2})(?: (?:cua )?thang (nay|toi))?$/, (m, first) => dayOfMonth(Number(m[1]), m[2], first)],
]

/**
 * "15/1", "20-1-2027", "cuối tháng 1", "ngày 15 tháng 1", "thứ sáu tuần sau", "2 tuần nữa", "mai": the day meant, on or after
 * `first`. 'past' where a year or a word says one before; 'impossible' where no calendar has it; undefined for what is no day.
 */
export function readComingDay(said: string, today: Day, first: Day = today): Day | 'past' | 'impossible' | undefined {
  // Read as a number "sau" is June.
  const spoken = said.normalize('NFC').replace(/(tháng|thang|năm|nam|ngày|ngay|hôm|bữa) sau(?!\p{L})/giu, '$1 tới')
  const phrase = timePhrase(spoken.replace(/kìa(?!\p{L})/giu, 'kia kia'))
    .replace(AFTER, '')
    .replace(COUNTED, inDigits)
  const bare = phrase.replace(BEFORE, '').replace(HOURS, '')
  // A number alone is a day of the month only where it is called a day.
  if (/^\d{1,4}$/.test(bare) && !/\b(?:ngay|hom|mung|mong) \d/.test(phrase)) return undefined
  const relative = fromToday(phrase, today, first) ?? fromToday(bare, today, first)
  const found = relative ?? dated(bare, first) ?? dated(phrase, first) ?? comingFeast(bare, first)
  return typeof found === 'number' && found < first ? 'past' : found
}

function dated(phrase: string, first: Day): Day | 'impossible' | undefined {
  for (const [pattern, read] of READERS) {
    const match = pattern.exec(phrase)
    if (match) return read(match, first)
  }
  return undefined
}

/** "hôm nay", "mai", "3 ngày nữa", "thứ sáu tuần sau", "chủ nhật". */
function fromToday(phrase: string, today: Day, first: Day): Day | undefined {
  if (/^(?:hom |ngay )?nay$/.test(phrase)) return today
  // In the North the day after tomorrow is "ngày kia", the day before yesterday "hôm kia".
  if (/^(?:ngay|bua) kia( kia)?$/.test(phrase)) return today + (phrase.endsWith('kia kia') ? 3 : 2)
  if (/^(?:hom )?(?:qua|kia|kia kia)$|^(?:tuan|thang|nam) (?:truoc|ngoai|roi)$/.test(phrase)) return today - 1
  if (/^(?:ngay )?mai$/.test(phrase)) return today + 1
  if (/^(?:ngay |bua )?mot$/.test(phrase)) return today + 2
  if (phrase === 'nua thang nua') return today + 15
  if (phrase === 'nua nam nua') return monthsOn(today, 6)
  const week = /^(dau|cuoi|het) tuan(?: (nay|sau|toi))?$/.exec(phrase)
  if (week) return inWeek(week[1]!, week[2], today)
  const span = /^(\d{1,3}) (ngay|hom|bua|tuan)(?: (?:nua|sau|toi))?$/.exec(phrase)
  if (span) return today + Number(span[1]) * SPANS[span[2]!]!
  const months = /^(\d{1,2}) thang(?: nua)?$/.exec(phrase)
  if (months) return monthsOn(today, Number(months[1]))
  const weekday = /^(?:(?:thu |t)([2-7])|(chu nhat|cn))(?: (?:dau )?(tuan nay|tuan (?:sau|toi)( nua)?|toi|nay))?$/.exec(
    phrase,
  )
  const number = weekday && (weekday[2] ? 7 : Number(weekday[1]) - 1)
  if (!number || number < 1) return undefined
  const next = /^tuan (?:sau|toi)/.test(weekday[3] ?? '')
  if (next) return today - weekdayOf(today) + (weekday[4] ? 14 : 7) + number
  // "Chủ nhật tới", said on a Sunday, is not today.
  const from = weekday[3] === 'toi' ? Math.max(first, today + 1) : first
  return from + ((number - weekdayOf(from) + 7) % 7)
}

/** Monday, Saturday or the whole of this week or the next; of this one only what is still to come. */
function inWeek(which: string, said: string | undefined, today: Day): Day {
  const monday = today - weekdayOf(today) + 1
  const found = monday + { dau: 0, cuoi: 5, het: 6 }[which]!
  if (said === 'sau' || said === 'toi') return found + 7
  if (which === 'cuoi') return Math.max(found, today)
  // "Đầu tuần", said on a Wednesday, is the next.
  return said === undefined && found < today ? found + 7 : found
}

const inDigits = (_: string, count: string) => `${COUNTS.indexOf(count) + 1} `

function date(year: string | number, month: string, day: string): Day | 'impossible' {
  return dayOf(Number(year), Number(month), Number(day)) ?? 'impossible'
}

/** 1 to 4; without a number that of `first`. */
function quarterOf(said: string | undefined, first: Day): number {
  if (said === undefined) return Math.ceil(partsOf(first).month / 3)
  return Number(said) || ['i', 'ii', 'iii', 'iv'].indexOf(said) + 1
}

const yearIn = (said: string | undefined, first: Day): number =>
  said && /^\d+$/.test(said) ? Number(said) + (said.length === 2 ? 2000 : 0) : partsOf(first).year

// Who names a day of these last weeks without its year has mistaken the day: nobody means the next year by it.
const JUST_PAST = 45

/** Without a year the next one; a 29/2 may be years away. */
function dayMonth(day: string, month: string, year: string | undefined, first: Day): Day | 'impossible' {
  if (year) return date(yearIn(year, first), month, day)
  const from = partsOf(first).year
  const lately = [from, from - 1].map((each) => dayOf(each, Number(month), Number(day)))
  const past = lately.find((each) => each !== undefined && each < first && first - each <= JUST_PAST)
  if (past !== undefined) return past
  for (let ahead = 0; ahead <= 8; ahead++) {
    const found = dayOf(from + ahead, Number(month), Number(day))
    if (found !== undefined && found >= first) return found
  }
  return 'impossible'
}

function inMonth(which: string, month: number, year: string | undefined, first: Day): Day | 'impossible' {
  if (month < 1 || month > 12) return 'impossible'
  const from = yearIn(year, first)
  const found = part(which, from, month)
  return !year && found < first ? part(which, from + 1, month) : found
}

/** The last day of a month, its 15th, its first; months beyond the twelfth lie in the next year. */
function part(which: string, year: number, month: number): Day {
  const at = (months: number) => dayOf(year + Math.floor(months / 12), (months % 12) + 1, 1)!
  if (which === 'dau') return at(month - 1)
  return which === 'giua' ? at(month - 1) + 14 : at(month) - 1
}

function monthsOn(today: Day, count: number): Day {
  const { year, month, day } = partsOf(today)
  return Math.min(part('dau', year, month + count) + day - 1, part('cuoi', year, month + count))
}

/** "ngày 15", "15 tháng sau": without a month the next such day. */
function dayOfMonth(day: number, which: string | undefined, first: Day): Day | 'impossible' {
  if (day < 1 || day > 31) return 'impossible'
  const { year, month } = partsOf(first)
  for (let ahead = which === 'toi' ? 1 : 0; ahead <= 12; ahead++) {
    const begins = part('dau', year, month + ahead)
    const found = begins + day - 1 <= part('cuoi', year, month + ahead) ? begins + day - 1 : undefined
    if (which !== undefined) return found ?? 'impossible'
    if (found !== undefined && found >= first) return found
  }
  return 'impossible'
}
