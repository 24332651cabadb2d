// The days of a round, as people type them.
import { readOption } from '../interview/choice.js'
import type { Answers, Question } from '../interview/form.js'
import { endOfWork } from '../ladder.js'
import { type Day, dayAt, showDate, showDay } from '../vi/calendar.js'
import { readComingDay } from '../vi/coming-day.js'

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
