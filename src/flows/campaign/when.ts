// When a message leaves: buttons one after the other, or all of it said at once ("mai 7 rưỡi tối", "thứ 5 tuần sau 8h").

import { choice } from '../interview/choice.js'
import type { AnyQuestion, Asking, Question, Reading } from '../interview/form.js'
import { MINUTE } from '../schedule.js'
import { type Day, dayAt, midnight, showDay, weekdayOf } from '../vi/calendar.js'
import { readClock, showClock } from '../vi/clock.js'
import { readComingDay } from '../vi/coming-day.js'
import { fold } from '../vi/text.js'
import { WEEKDAYS, weekdayIn } from './slot.js'

const LONGEST_AHEAD = 400
const FIRST = 8 * 60
const LAST = 20 * 60

/** "25/12", "thứ hai", "1/5/2027": a day from `first` on, tomorrow where nothing is said. */
export function readDay(said: string, today: Day, first = today + 1): Day | undefined {
  const day = readComingDay(said, today, first)
  return typeof day === 'number' && day - today <= LONGEST_AHEAD ? day : undefined
}

const OUTSIDE = 'Tin chung chỉ gửi trong khoảng 8:00 đến 20:30; anh/chị chọn giờ từ 8:00 đến 20:00 ạ.'
const PASSED = 'Giờ ấy hôm nay đã qua rồi; anh/chị chọn giờ khác, hoặc ngày khác ạ.'
const ON_THE_HOUR = 'Loạt tin hằng tuần gửi vào giờ chẵn; anh/chị chọn một giờ từ 8 đến 20 ạ.'

const isOpen = (minutes: number) => minutes >= FIRST && minutes <= LAST

/** As an hour is kept: "8", "14:30". */
const keptHour = (minutes: number) => (minutes % 60 === 0 ? String(minutes / 60) : showClock(minutes))

/** Minutes since midnight of an hour as it is kept. */
export function minutesOf(hour: unknown): number {
  const [h = Number.NaN, m = 0] = String(hour).split(':').map(Number)
  return h * 60 + m
}

const whenChoice = choice({
  key: 'when',
  label: 'Khi nào',
  text: 'Gửi khi nào ạ?',
  options: [
    {
      value: 'now',
      label: 'Ngay sau khi duyệt',
      words: [
        'ngay',
        'bây giờ',
        'ngay bây giờ',
        'luôn',
        'luôn đi',
        'gửi luôn',
        'gửi luôn đi',
        'gửi ngay',
        'gửi ngay đi',
        'gửi đi',
        'gấp',
        'gửi gấp',
        'càng sớm càng tốt',
        'sau khi duyệt',
        'duyệt xong gửi',
        'duyệt xong gửi luôn',
        'duyệt xong thì gửi',
        'duyệt xong là gửi',
      ],
    },
    { value: 'tomorrow', label: 'Ngày mai', words: ['mai'] },
    { value: 'date', label: 'Một ngày khác', words: ['ngày khác'] },
    { value: 'weekly', label: 'Thêm vào loạt tin hằng tuần', words: ['hằng tuần', 'hàng tuần', 'mỗi tuần'] },
  ],
})

const when: Question<string> = {
  ...whenChoice,
  gives: ['day', 'weekday', 'hour'],
  read(input, asking) {
    const reading = whenChoice.read(input, asking)
    if ('answer' in reading || input.kind !== 'text') return reading
    return (
      readWhen(input.text, asking.ctx.now) ?? {
        again: 'Anh/chị bấm một nút bên dưới, hoặc gõ như "mai 8h", "thứ sáu 14h30" ạ.',
      }
    )
  },
}

const WEEKLY =
  /(?:^| )(?:hang|moi) tuan(?: (?:mot|1) lan)?(?= |$)|(?:^| )tuan nao cung(?: gui)?(?= |$)|^moi (?=(?:sang |chieu |toi )?(?:thu |t\d|chu nhat|cn))/
// "Chiều nay", "đầu tuần" said on a Monday leave the hour open, "thứ hai" is the next one then: none is at once.
const TODAY = /^(?:(?:ngay|trong) )*(?:hom |ngay )?nay$/
const WEEKDAY = /^(?:(?:sang|trua|chieu|toi) )?(?:thu |t[2-7]|chu nhat|cn)/

/** A day, an hour or both in a few words; undefined for anything else. */
function readWhen(said: string, now: number): Reading<string> | undefined {
  const today = dayAt(now)
  const clock = readClock(said)
  const words = fold(clock?.rest ?? said)
    .replace(/^(?:gui|hen|de) (?:luc |vao )?/, '')
    .replace(/(?: (?:nhe|nha|a|em|di))+$/, '')
    .replace(/ gui$/, '')
  const weekly = WEEKLY.test(words)
  const rest = words.replace(WEEKLY, ' ').trim()
  const first = WEEKDAY.test(rest) && !clock ? today + 1 : today
  const day = rest === '' && (clock || weekly) ? today : readDay(rest, today, first)
  if (day === undefined) return undefined
  if (clock && !isOpen(clock.minutes)) return { again: OUTSIDE }
  const hour = clock && { hour: keptHour(clock.minutes) }
  if (weekly) {
    const whole = clock && clock.minutes % 60 === 0 ? hour : {}
    return { answer: 'weekly', also: { ...(rest !== '' && { weekday: String(weekdayOf(day)) }), ...whole } }
  }
  if (TODAY.test(rest) && !clock) return { answer: 'now' }
  if (clock && midnight(day) + clock.minutes * MINUTE <= now) return { again: PASSED }
  return day === today + 1 ? { answer: 'tomorrow', also: hour } : { answer: 'date', also: { day, ...hour } }
}

const day: Question<number> = {
  key: 'day',
  label: 'Ngày',
  mode: () => 'closed',
  numbersPick: false,
  when: ({ when: chosen }) => chosen === 'date',
  valid: (value): value is number => typeof value === 'number' && Number.isInteger(value),
  gives: ['hour'],
  ask: ({ ctx }) => ({
    text: `Gửi vào ngày nào ạ? Anh/chị gõ ngày, ví dụ "${showDay(dayAt(ctx.now) + 3).slice(0, 5)}", hoặc "thứ hai".`,
  }),
  read(input, { ctx }) {
    const clock = input.kind === 'text' ? readClock(input.text) : undefined
    const hour = clock?.rest && isOpen(clock.minutes) ? { hour: keptHour(clock.minutes) } : undefined
    const found = input.kind === 'text' ? readDay((hour && clock?.rest) ?? input.text, dayAt(ctx.now)) : undefined
    return found === undefined
      ? { again: 'Trợ lý chưa hiểu ngày này, hoặc ngày ấy đã qua hay còn xa quá một năm ạ.' }
      : { answer: found, also: hour }
  },
  show: (value) => showDay(value),
}

const HOURS = [8, 10, 15, 19]

const hourChoice = choice({
  key: 'hour',
  label: 'Lúc',
  text: 'Vào lúc mấy giờ ạ? (8:00 đến 20:00)',
  options: HOURS.map((hour) => ({ value: String(hour), label: `${hour}:00` })),
})

const isPassed = (minutes: number, { answers, ctx }: Asking) =>
  answers.when === 'date' && midnight(Number(answers.day)) + minutes * MINUTE <= ctx.now

/** An hour in which members may be written to: a button, or as people type it ("9h", "14 giờ", "7 rưỡi tối"). */
const hour: Question<string> = {
  ...hourChoice,
  numbersPick: false,
  when: ({ when: chosen }) => chosen !== 'now',
  valid: (value): value is string => /^\d{1,2}(?::\d{2})?$/.test(String(value)) && isOpen(minutesOf(value)),
  read(input, asking) {
    if (input.kind === 'pick' && isPassed(minutesOf(input.value), asking)) return { again: PASSED }
    if (input.kind !== 'text') return hourChoice.read(input, asking)
    const clock = readClock(input.text, true)
    if (clock?.rest !== '') return { again: 'Anh/chị chọn một giờ bên dưới, hoặc gõ giờ, ví dụ "9h" hay "14h30" ạ.' }
    if (!isOpen(clock.minutes)) return { again: OUTSIDE }
    if (asking.answers.when === 'weekly' && clock.minutes % 60 !== 0) return { again: ON_THE_HOUR }
    if (isPassed(clock.minutes, asking)) return { again: PASSED }
    return { answer: keptHour(clock.minutes) }
  },
  show: (value) => showClock(minutesOf(value)),
}

const weekdayChoice = choice({
  key: 'weekday',
  label: 'Vào thứ',
  text: 'Loạt tin hằng tuần gửi vào thứ mấy ạ?',
  options: WEEKDAYS.map((label, n) => ({ value: String(n + 1), label })),
  when: ({ when: chosen }) => chosen === 'weekly',
})

/** A button, or as it is typed: "t2", "thứ 6 hằng tuần", "thứ 2 8h". */
const weekday: typeof weekdayChoice = {
  ...weekdayChoice,
  numbersPick: false,
  gives: ['hour'],
  read(input, asking) {
    const clock = input.kind === 'text' ? readClock(input.text) : undefined
    const named = input.kind === 'text' ? weekdayIn(clock?.rest ?? input.text) : undefined
    if (named === undefined) return weekdayChoice.read(input, asking)
    const isWhole = clock && isOpen(clock.minutes) && clock.minutes % 60 === 0
    return { answer: String(named), also: isWhole ? { hour: keptHour(clock.minutes) } : undefined }
  },
}

export const whenQuestions: AnyQuestion[] = [when, day, weekday, hour]
