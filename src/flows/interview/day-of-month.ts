import { readNumberWords } from '../vi/numbers.js'
import { words as tokens } from '../vi/text.js'
import { timePhrase } from '../vi/when-phrase.js'
import { type Answers, type Question, type Words, words } from './form.js'

const OFFERED = [1, 5, 15]

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
