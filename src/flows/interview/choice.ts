import * as z from 'zod'
import { withoutFaces } from '../vi/faces.js'
import { readKeys } from '../vi/keyed.js'
import { fold } from '../vi/text.js'
import { type Answers, type Asking, type Option, type Question, type Words, words } from './form.js'

/** One of a few buttons; typing the number, the label or (for yes/no) the usual words works as well. */
export function choice<V extends string>(spec: {
  key: string
  label: string
  text: Words
  /** What is `old` was answered once and is no longer offered. */
  options: readonly { value: V; label: string; words?: readonly string[]; old?: true }[]
  when?(answers: Answers): boolean
  given?(asking: Asking): V | undefined
  resets?(before: V, now: V): string[]
}): Question<V> {
  const values = spec.options.map((option) => option.value) as [V, ...V[]]
  const schema = z.enum(values)
  const offered = spec.options.filter((option) => !option.old)
  return {
    key: spec.key,
    label: spec.label,
    mode: () => 'closed',
    numbersPick: true,
    when: spec.when,
    given: spec.given,
    resets: spec.resets,
    valid: (value): value is V => schema.safeParse(value).success,
    ask: ({ answers }) => ({
      text: words(spec.text, answers),
      options: offered.map(({ value, label }): Option => ({ value, label })),
    }),
    read(input) {
      if (input.kind === 'pick') {
        const picked = schema.safeParse(input.value)
        if (picked.success) return { answer: picked.data }
      }
      if (input.kind === 'text') {
        const found = readOption(input.text, offered, input.command)
        if (found !== undefined) return { answer: found }
      }
      return { again: 'Anh/chị bấm giúp Trợ lý một trong các nút bên dưới, hoặc gõ số thứ tự ạ.' }
    },
    show: (value) => spec.options.find((option) => option.value === value)?.label ?? value,
  }
}

// "Số 1", "câu 1", "chọn số 1".
const NUMBER = /^(?:chon )?(?:so |cau |muc |nut )?(\d{1,2})[.)]?$/
// "Rồi, nhưng đổi ý", "có, chưa đồng ý" take back what they begin with.
const TAKEN_BACK =
  '(?: |[,;.])(?:chua|thoi|khong (?:dong y|muon|cho|chiu)|(?:de|phai|con) (?:\\S+ )?hoi)(?: |$)| (?:khong|ko)$'
const FIRST = new RegExp(
  `^(?:(?:co|chu|bac|anh|chi|ong|ba|cu|em|nguoi|ban)(?: (?:ay|ta))? )?(chua|chua biet|khong|(?:da biet|biet roi|roi|co)(?!.*(?:${TAKEN_BACK}))) ?[,;.] ?(?!(?:nhung|nhg|song|ma|tuy) )\\S`,
)
const POLITE = / (?:a|nhe|nha|em|chau|em a|chau a|con a)$/
// "Chỉ mình tôi thôi", "chọn cá nhân đi em".
const CHOSEN = /^(?:(?:chon|lay|la|chi|thi|cho) )+|(?: (?:thoi|luon|di|roi|do|day|nhe|nha|a|em|chau|con))+$/g

/**
 * The option a text means: its label, its number or one of its words, written with or without diacritics and politely;
 * "yes"/"no" as values.
 */
export function readOption<V extends string>(
  text: string,
  options: readonly { value: V; label: string; words?: readonly string[] }[],
  command?: string,
): V | undefined {
  const typed = fold(withoutFaces(text)).replace(/[.!?,;]+$/, '')
  const whole = typed.replace(/^da,? (?=.)/, '')
  const said = whole.replace(POLITE, '')
  const nth = NUMBER.exec(said)?.[1]
  if (nth !== undefined) return options[Number(nth) - 1]?.value
  const named = (words: string) => byWords(words, options)
  const keyed = readKeys(text)
  // "Chưa, tôi muốn giữ bất ngờ": the first words answer.
  const found =
    // "Gần nhà" without its marks is "nha", too, and "da cam" begins as a "dạ".
    named(typed) ??
    named(whole) ??
    named(said) ??
    (keyed && named(fold(keyed))) ??
    named(FIRST.exec(said)?.[1] ?? '') ??
    named(said.replace(CHOSEN, ''))
  if (found) return found.value
  return options.find((option) => command !== undefined && option.value === command)?.value
}

const tables = new WeakMap<readonly unknown[], Map<string, unknown>>()

function byWords<O extends { label: string; words?: readonly string[] }>(
  said: string,
  options: readonly O[],
): O | undefined {
  const known = tables.get(options) as Map<string, O> | undefined
  const table = known ?? new Map<string, O>()
  if (!known) {
    tables.set(options, table)
    // A word of two options is the first one's.
    for (const option of options.toReversed())
      for (const word of [option.label, ...(option.words ?? [])]) table.set(fold(word), option)
  }
  return table.get(said)
}
