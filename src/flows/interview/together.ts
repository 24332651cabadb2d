import { readKeys } from '../vi/keyed.js'
import { capitalised, clip, fold } from '../vi/text.js'
import type { Criterion } from './criterion.js'
import { type Answers, type Question, type Words, words } from './form.js'

type Said = 'each' | 'said'

const YES: Criterion = { answer: 'yes', reason: '' }
const UNKNOWN: Criterion = { answer: 'unknown', reason: '' }
const COUNTS = ['', 'một', 'hai', 'ba', 'bốn']

/**
 * Several criteria in one question: "đúng cả ba", "1, 3", "không rõ" answers them all; whoever would rather say why is asked
 * one by one. It is asked only where none of them is answered.
 */
export function together(spec: {
  key: string
  label: string
  text: Words
  /** The criteria by their keys, each with its line; `said`: words (folded) that tell that it is so. */
  of: readonly { key: string; line: string; said?: RegExp }[]
  when(answers: Answers): boolean
}): Question<Said> {
  const keys = spec.of.map(({ key }) => key)
  const all = `Đúng cả ${COUNTS[keys.length]}`
  const answer = (isTrue: (nth: number) => boolean) => ({
    answer: 'said' as const,
    also: Object.fromEntries(keys.map((key, nth) => [key, isTrue(nth) ? YES : UNKNOWN])),
  })
  const read = (value: string) => {
    if (value === 'each') return { answer: 'each' as const }
    return value === 'all' || value === 'unknown' ? answer(() => value === 'all') : undefined
  }
  return {
    key: spec.key,
    label: spec.label,
    mode: () => 'closed',
    numbersPick: false,
    gives: keys,
    when: (answers) => spec.when(answers) && !keys.every((key) => key in answers),
    valid: (value): value is Said => value === 'each' || value === 'said',
    ask: ({ answers }) => ({
      text: `${words(spec.text, answers)}\n\n${spec.of.map(({ line }, n) => `${n + 1}. ${capitalised(line)}`).join('\n')}`,
      options: [
        { value: 'all', label: all },
        { value: 'unknown', label: 'Tôi không rõ' },
        { value: 'each', label: 'Trả lời từng câu' },
      ],
    }),
    read(input) {
      if (input.kind === 'pick') return read(input.value) ?? { again: AGAIN }
      if (input.kind !== 'text') return { again: AGAIN }
      const said = fold(readKeys(input.text) ?? input.text)
        .replace(/[.!]+$/, '')
        .replace(/^(?:(?:toi|em|minh|chau) (?:thay|nghi)(?: la)?|theo toi(?: thi)?) /, '')
        .replace(/(?: (?:a|nhe|em|chau|con|oi))+$/, '')
      if (ALL.test(said) || input.command === 'yes') return read('all')!
      // "Cô ấy luôn gương mẫu, đúng cả ba": what comes before says why.
      const why = WHY_ALL.exec(clip(input.text, LONGEST_WHY))
      if (why && ALL.test(fold(why[2]!))) {
        const whole = answer(() => true)
        const first = { answer: 'yes', reason: clip(why[1]!.trim(), 500) } satisfies Criterion
        return { ...whole, also: { ...whole.also, [keys[0]!]: first } }
      }
      if (NOT_KNOWN.test(said) || input.command === 'skip') return read('unknown')!
      if (input.command === 'no' || EACH.test(said)) return read('each')!
      const nth = NUMBERS.test(said) ? (said.match(/\d/g) ?? []).map((digit) => Number(digit) - 1) : []
      if (nth.length > 0 && nth.every((n) => n < keys.length)) return answer((n) => nth.includes(n))
      // "Nhiều người làm theo lắm": told in words which of them it is.
      const told = NEGATED.test(said) ? [] : spec.of.map((one) => one.said?.test(said) ?? false)
      if (told.includes(true)) {
        const found = answer((nth) => told[nth]!)
        const first = keys[told.indexOf(true)]!
        return { ...found, also: { ...found.also, [first]: { answer: 'yes', reason: clip(input.text, 500) } } }
      }
      return { again: AGAIN }
    },
    show: () => '',
  }
}

const AGAIN =
  'Điều nào đúng, anh/chị nhắn số của điều ấy giúp Trợ lý, ví dụ "1, 2"; muốn nói rõ hơn thì bấm "Trả lời từng câu" ạ.'
const ALL =
  /^(?:da |vang )?(?:deu )?(?:dung |co )?(?:ca (?:2|3|hai|ba)|ca|tat ca|het|deu dung|deu co)(?: (?:dieu|cau|y))?(?: (?:deu )?(?:dung|co))?(?: (?:het|ca|roi|day|ma))*$|^(?:da )?(?:tat nhien|di nhien|duong nhien|chac chan)(?: roi| la co| co)?$/
const LONGEST_WHY = 600
const WHY_ALL = /^(.{8,})[,.;] *([^,.;]+)[.!]*$/su
const NOT_KNOWN =
  /^(?:da )?(?:(?:toi|em|minh|chau|chi|anh|co|chu|bac) )?(?:cung )?(?:khong|ko|k|chua|chang) (?:ro|biet|chac)(?: (?:ro|lam|nua|may|het))*$/
const NEGATED = /(?:^| )(?:khong|ko|chua|chang|it khi)(?: |$)/
const EACH =
  /^(?:da )?(?:tra loi |hoi )?(?:tung (?:cau|dieu)|lan luot|(?:khong|ko|chang) (?:dung|co) (?:cai|dieu|cau) nao(?: (?:ca|dung|het))*)$/
const NUMBERS =
  /^(?:da )?(?:chi (?:co )?)?(?:(?:dieu|cau|so|y) )?\d(?:(?: ?[,;+&.] ?| va | voi | |-)(?:(?:dieu|cau|so|y) )?\d)*(?: (?:dung|thoi|la dung))*$/
