import { readNumberWords } from '../vi/numbers.js'
import { words as tokens } from '../vi/text.js'
import { timePhrase } from '../vi/when-phrase.js'
import { type Answers, type Question, type Words, words } from './form.js'

const AROUND = '(?:(?:vao|khoang|tam|do|chung|chac|cu|(?:moi|hang) thang|deu) )*'
const BEHIND = '(?: (?:duong lich|duong|tay|(?:hang|moi) thang|trong thang|nhe|nha|em|thoi|la duoc))*'
const DAY = new RegExp(`^${AROUND}(ngay |hom )?(mung |mong )?([a-z0-9]+(?: [a-z]+)??)${BEHIND}$`)
/** "5", "ngày mùng 5", "ngày mười lăm hằng tháng": a day of the month, or nothing. */
export function readDayOfMonth(text: string): number | undefined {
  const said = timePhrase(text)
  const [, named, first, digits = ''] = DAY.exec(said) ?? []
  const spoken = named || first ? readNumberWords(tokens(digits)) : undefined
  const day = /^\d{1,2}$/.test(digits) ? Number(digits) : spoken?.used === tokens(digits).length ? spoken.value : 0
  return day >= 1 && day <= 31 ? day : undefined
}

/** The days offered for a part of the month, and for any day; a month without a 31st ends with its last. */
const OFFERED = { first: [1, 3, 5], middle: [14, 15, 16], last: [25, 28, 31], any: [1, 5, 15] }
type Part = keyof typeof OFFERED

const PARTS: [Part, RegExp][] = [
  ['first', /^dau thang$/],
  ['middle', /^giua thang$/],
  ['last', /^cuoi thang$/],
]
const LAST_DAY = /^(?:ngay|hom) cuoi(?: cung)?(?: (?:cua )?(?:thang|moi thang))?$/
const LUNAR = /(?:^| )(?:ram|am|am lich|ta|so moc|soc vong)(?: |$)/
const PAYDAY = /(?:^| )(?:luong|luong huu|tro cap)(?: |$)/
const ANY =
  /(?:^| )(?:nao cung duoc|luc nao cung|sao cung duoc|tuy)(?: |$)|^(?:khong|ko|chua|chang) (?:biet|ro|nho|chac)|^gi cung duoc/
const WEEKDAY = /(?:^| )(?:chu nhat|cn|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|cuoi tuan|tuan)(?: |$)/

const ONE = 'Anh/chị ghi một ngày trong tháng, từ 1 đến 31, ví dụ "ngày 5" ạ.'
const AGAIN: [RegExp, string][] = [
  [
    LUNAR,
    'Ngày âm mỗi tháng rơi vào một ngày dương khác nhau, mà Trợ lý mới nhắc được theo ngày dương ạ. Anh/chị chọn giúp một ngày dương gần đó nhé.',
  ],
  [PAYDAY, 'Ngày ấy thường là ngày mấy trong tháng ạ? Ví dụ "ngày 5".'],
  [WEEKDAY, 'Trợ lý mới nhắc được theo ngày trong tháng, chưa theo thứ ạ. Anh/chị chọn giúp một ngày nhé.'],
  [ANY, 'Dạ, vậy anh/chị chọn một ngày dễ nhớ để Trợ lý nhắc ạ; sau này đổi lúc nào cũng được.'],
]

/** A day of the month; a month without it ends before: its last day is meant. */
export function dayOfMonth(spec: {
  key: string
  label: string
  text: Words
  when?(answers: Answers): boolean
}): Question<number, Part> {
  const offer = (days: number[]) =>
    days.map((day) => ({ value: String(day), label: day === 31 ? 'Ngày cuối tháng' : `Ngày ${day}` }))
  return {
    key: spec.key,
    label: spec.label,
    mode: () => 'free',
    numbersPick: false,
    when: spec.when,
    valid: (value): value is number => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 31,
    ask: ({ answers, note = 'any' }) => ({ text: words(spec.text, answers), options: offer(OFFERED[note]) }),
    read(input) {
      const typed = input.kind === 'pick' ? input.value : input.kind === 'text' ? input.text : ''
      const day = readDayOfMonth(typed)
      const said = timePhrase(typed).replace(POLITE, '')
      if (day !== undefined) return { answer: day, say: MAY_BE_LUNAR.test(said) ? sunny(day) : undefined }
      if (LAST_DAY.test(said)) return { answer: 31, say: 'Dạ, Trợ lý ghi ngày cuối mỗi tháng ạ.' }
      const part = PARTS.find(([, words]) => words.test(said))?.[0]
      if (part) return { note: part, say: 'Dạ, vào khoảng ấy anh/chị chọn ngày mấy ạ?' }
      return { again: AGAIN.find(([words]) => words.test(said))?.[1] ?? ONE }
    },
    show: (value) => `ngày ${value}`,
  }
}

const POLITE =
  /^(?:(?:vao|khoang|tam|cu|moi|hang|thuong) )+|(?: (?:hang thang|moi thang|nhe|nha|em|thoi|la duoc|a|chau))+$/g
// "Mùng một" is of the sun or of the moon.
const MAY_BE_LUNAR = /(?:^| )(?:mung|mong)(?: (?!.*(?:duong|tay)))/
const sunny = (day: number) => `Dạ, Trợ lý ghi ngày ${day} dương lịch hằng tháng ạ.`
