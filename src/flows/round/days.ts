// The days of a round, as people type them.
import { readOption } from '../interview/choice.js'
import type { Answers, Question } from '../interview/form.js'
import { endOfWork } from '../ladder.js'
import { type Day, dayAt, showDate, showDay } from '../vi/calendar.js'
import { readComingDay } from '../vi/coming-day.js'
import { fold } from '../vi/text.js'

/** No round is planned further ahead, in days. */
const LONGEST_AHEAD = 3 * 366

/** A day to come, as people type it. `fits` says what is wrong with one that does not stand in its place among the others. */
export function comingDay(spec: {
  key: string
  label: string
  when(answers: Answers): boolean
  text(answers: Answers): string
  /** Today in one tap; without it the end of that day's work must be to come. */
  now?: string
  fits(day: Day, answers: Answers): string | undefined
}): Question<Day> {
  return {
    key: spec.key,
    label: spec.label,
    mode: () => 'closed',
    numbersPick: false,
    when: spec.when,
    valid: (value): value is Day => typeof value === 'number' && Number.isInteger(value),
    ask: ({ answers }) => ({
      text: spec.text(answers),
      ...(spec.now !== undefined && { options: [{ value: 'now', label: spec.now }] }),
    }),
    read(input, { answers, ctx }) {
      const today = dayAt(ctx.now)
      const said = input.kind === 'text' ? input.text : undefined
      const now = spec.now !== undefined && (said === undefined ? input.kind === 'pick' : isNow(said))
      const day = now ? today : said === undefined ? undefined : readComingDay(said, today)
      if (day === undefined) return { again: `Anh/chị gõ giúp Trợ lý một ngày, ví dụ "${example(today)}" ạ.` }
      const again = faultOf(day, ctx.now, spec.now === undefined) ?? spec.fits(day as Day, answers)
      if (again !== undefined) return { again }
      return { answer: day as Day, say: `Dạ, ${spec.label.toLowerCase()}: ${showDate(day as Day)}.` }
    },
    show: showDate,
  }
}

const isNow = (said: string) =>
  readOption(said, [
    { value: 'now', label: 'ngay', words: ['ngay bây giờ', 'bây giờ', 'mở ngay', 'mở luôn', 'luôn'] },
  ]) !== undefined

/** Why a day, as it was typed, can be none to come; undefined where it can. `due`: at the end of its work. */
export function faultOf(day: Day | 'past' | 'impossible', now: number, due = true): string | undefined {
  if (day === 'past') return 'Ngày ấy đã qua rồi ạ. Anh/chị chọn giúp Trợ lý một ngày sắp tới.'
  if (day === 'impossible') return 'Lịch không có ngày ấy ạ. Anh/chị xem lại giúp Trợ lý.'
  if (due && endOfWork(day) <= now) return 'Hôm nay đã quá 17 giờ ạ. Anh/chị chọn giúp Trợ lý từ ngày mai trở đi.'
  return day - dayAt(now) > LONGEST_AHEAD ? 'Ngày ấy còn xa quá ba năm ạ. Anh/chị xem lại năm giúp Trợ lý.' : undefined
}

/** A day some weeks ahead, as one would type it. */
export const example = (today: Day) => showDay(today + 21).slice(0, 5)

/** A day among the answers, where it has been given. */
export const dayIn = (answers: Answers, key: string) =>
  typeof answers[key] === 'number' ? (answers[key] as Day) : undefined

/** The days of a round, the first to come first. */
const DAYS = ['opens', 'submitBy', 'reviewBy'] as const
type Days = Partial<Record<(typeof DAYS)[number], Day | 'past' | 'impossible'>>

// Without marks. What a day is called, before it.
const CALLED: Record<(typeof DAYS)[number], RegExp> = {
  opens: /^(?:(?:ngay )?(?:mo|bat dau)(?: dot)?(?: xet)?(?: tu)?|tu) /,
  submitBy: /^(?:han )?(?:nhan|nop)(?: ho so)? /,
  reviewBy: /^(?:(?:han )?(?:xet|ket luan)(?: xong)?|xong|ket thuc|han(?: cuoi| chot)?) /,
}
const SPAN = /^(?:tu )?(.+?) (?:den|toi|-|–) (.+)$/

/**
 * The days of a round as one sentence says them: "20/1", "từ 5/1 đến 20/1", "nhận hồ sơ đến 15/1, xét xong 20/1". One that is not
 * called anything is the last of those that are left: one alone is by when all is decided. Undefined where something else is said.
 */
export function saidDays(said: string, today: Day): Days | undefined {
  const days: Days = {}
  const nameless: (Day | 'past' | 'impossible')[] = []
  for (const part of fold(said).split(/\s*[,;]\s*|\s+(?:va|roi)\s+/)) {
    const [, first, last] = SPAN.exec(part) ?? []
    const span = [first, last].map((each) => (each === undefined ? undefined : readComingDay(each, today)))
    if (span[0] !== undefined && span[1] !== undefined) {
      if (days.opens !== undefined || days.reviewBy !== undefined) return undefined
      Object.assign(days, { opens: span[0], reviewBy: span[1] })
      continue
    }
    const key = DAYS.find((each) => CALLED[each].test(part))
    const day = readComingDay(key ? part.replace(CALLED[key], '') : part, today)
    if (day === undefined || (key && days[key] !== undefined)) return undefined
    if (key) days[key] = day
    else nameless.push(day)
  }
  const left = DAYS.filter((key) => days[key] === undefined)
  if (nameless.length > left.length) return undefined
  for (const [n, key] of left.slice(left.length - nameless.length).entries()) days[key] = nameless[n]!
  return days
}

/** What is wrong with days said together; undefined where they can stand. */
export function faultOfAll(days: Days, now: number): string | undefined {
  for (const key of DAYS) {
    const fault = days[key] !== undefined && faultOf(days[key], now, key !== 'opens')
    if (fault) return fault
  }
  const [opens, submitBy, reviewBy] = DAYS.map((key) => days[key] as Day | undefined)
  if (submitBy !== undefined && reviewBy !== undefined && reviewBy < submitBy)
    return `Hạn xét phải từ hạn nhận hồ sơ (${showDay(submitBy)}) trở đi ạ.`
  const first = submitBy ?? reviewBy
  return opens !== undefined && first !== undefined && opens > first
    ? `Ngày mở phải trước hạn ${submitBy === undefined ? 'xét' : 'nhận hồ sơ'} (${showDay(first)}) ạ.`
    : undefined
}

/** As they are said back: "ngày mở: …, hạn xét: …". */
export function showDays(days: Days): string {
  const names = { opens: 'ngày mở', submitBy: 'hạn nhận hồ sơ', reviewBy: 'hạn xét' }
  return DAYS.filter((key) => days[key] !== undefined)
    .map((key) => `${names[key]}: ${showDate(days[key] as Day)}`)
    .join('; ')
}
