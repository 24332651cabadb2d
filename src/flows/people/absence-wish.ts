// "Ủy quyền cho chị Lan đến thứ 6": who is to stand in and until when, as far as one sentence says it.
import type { Day } from '../vi/calendar.js'
import { readComingDay } from '../vi/coming-day.js'
import { wordsAlone } from '../vi/keywords.js'
import { fold } from '../vi/text.js'

export interface AbsenceWish {
  /** As they call who stands in, with or without marks. */
  who?: string
  /** The last day of the absence. */
  day?: Day
}

const LONGEST = 365
// Without its mark "vâng" is "vắng": a day must follow.
const ABSENT =
  /^(?:(?:toi|em|minh) )?(?:(?:xin|muon|se|phai|can) )*(?:(?:uy quyen|tam vang|bao vang|vang mat|di vang|nghi phep|di cong tac)(?: .{1,60})?|(?:vang|nghi) (?:\d|may ngay|(?:mot|hai|ba|bon|nam) (?:ngay|tuan)|thu \d|(?:sang|chieu) (?:nay|mai)|tu (?:mai|ngay|\d)|den (?:mai|het|ngay|thu|\d)).{0,60})$|^(?:tu )?(?:mai|ngay mai|tuan sau|thu [2-7]) (?:toi|em|minh) (?:xin )?(?:nghi|vang)(?: .{1,40})?$/

/** "Ủy quyền cho chị Lan đến thứ 6", "tôi vắng 3 ngày". */
export const meansAbsence = (said: string) => ABSENT.test(wordsAlone(said)) && !/nghĩ/iu.test(said.normalize('NFC'))

// What follows a name: the day, or what the deputy does. Read with marks where there are some, for "Tới" is a name as well.
const WHO =
  /(?<!\p{L})(?:giao(?:\s+cho)?|cho|nhờ|nho)\s+((?:(?:đồng chí|dong chi|anh|chị|chi|cô|co|chú|chu|bác|bac|ông|ong|bà|ba|em)\s+)?\p{L}+(?:\s+\p{L}+){0,4}?)(?=\s*[,.;]|\s+(?:đến|den|tới|toi|hết|het|từ|tu|trong|làm|lam|thay|xét|xet|vì|vi|mai|thứ|thu|tuần|tuan|\d)(?!\p{L})|\s*$)/iu
const LAST = /(?:^| )(?:den|toi|het|trong(?: vong)?|vang|phep|cong tac|quyen|thay) (?:(?:den|toi|het|ngay|hom) )*(.+)$/

export function readWish(said: string, today: Day): AbsenceWish {
  const text = said.normalize('NFC').trim()
  const who = WHO.exec(text)?.[1]
  const parts = (who === undefined ? text : text.replace(WHO, ' , ')).split(/\s*[,;](?!\d)\s*/)
  const days = parts.map((part) => dayAmong(fold(part), today)).filter((found) => found !== undefined)
  return { ...(who !== undefined && { who }), ...(days[0] !== undefined && { day: days[0] }) }
}

/** The words after the last sign of an end that are a day: "tôi xin nghỉ phép từ mai đến thứ 6". */
function dayAmong(words: string, today: Day): Day | undefined {
  for (let rest = words, tries = 0; tries < 6; tries++) {
    const tail = LAST.exec(rest)?.[1]
    if (tail === undefined) return readLastDay(rest, today)
    const day = readLastDay(tail, today)
    if (day !== undefined) return day
    rest = tail
  }
  return undefined
}

const COUNTS = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi']
const SPOKEN = new RegExp(`^(${COUNTS.join('|')}) (?=(?:ngay|tuan)$)`)

/** The day somebody is away to: "30/11", "hết ngày 5/12/2026", "10 ngày", "2 tuần". Undefined for what is no day to come. */
export function readLastDay(said: string, today: Day): Day | undefined {
  const text = fold(said).replace(/^(?:(?:den|toi|het|ngay|trong|vang) )+/, '')
  if (/^nua thang$/.test(text)) return near(today + 14, today)
  const span = /^(\d{1,3}) (ngay|tuan)$/.exec(
    text.replace(SPOKEN, (_, count: string) => `${COUNTS.indexOf(count) + 1} `),
  )
  // "3 ngày" from today: today is the first of them.
  if (span) return near(today + Number(span[1]) * (span[2] === 'tuan' ? 7 : 1) - 1, today)
  const day = readComingDay(said, today)
  return typeof day === 'number' ? near(day, today) : undefined
}

const near = (day: Day, today: Day) => (day >= today && day - today <= LONGEST ? day : undefined)
