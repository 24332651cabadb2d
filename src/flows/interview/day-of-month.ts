import { fold } from '../vi/text.js'
import { type Answers, type Question, type Words, words } from './form.js'

const OFFERED = [1, 5, 15]

/** "5", "ngày 5", "mùng 5 hằng tháng": a day of the month, or nothing. */
export function readDayOfMonth(text: string): number | undefined {
  const said = fold(text).replace(/[.!]+$/, '')
  const day = /^(?:vao )?(?:ngay |mung |mong )?(\d{1,2})(?: (?:hang thang|moi thang|duong lich))?(?: a)?$/.exec(
    said,
  )?.[1]
  const number = Number(day)
  return number >= 1 && number <= 31 ? number : undefined
}

/** A day of the month; a month without it ends before: its last day is meant. */
export function dayOfMonth(spec: {
  key: string
  label: string
  text: Words
  when?(answers: Answers): boolean
}): Question<number> {
  return {
    key: spec.key,
    label: spec.label,
    mode: () => 'free',
    numbersPick: false,
    when: spec.when,
    valid: (value): value is number => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 31,
    ask: ({ answers }) => ({
      text: words(spec.text, answers),
      options: OFFERED.map((day) => ({ value: String(day), label: `Ngày ${day}` })),
    }),
    read(input) {
      const said = input.kind === 'pick' ? input.value : input.kind === 'text' ? input.text : ''
      const day = readDayOfMonth(said)
      return day === undefined
        ? { again: 'Anh/chị ghi một ngày trong tháng, từ 1 đến 31, ví dụ "ngày 5" ạ.' }
        : { answer: day }
    },
    show: (value) => `ngày ${value}`,
  }
}
