import * as z from 'zod'
import { readOption } from './choice.js'
import type { Answers, Question } from './form.js'

/** Up to `most` of a few buttons, one after the other, ended by "xong". */
export function choices<V extends string>(spec: {
  key: string
  label: string
  text: string
  none: string
  most: number
  options: readonly { value: V; label: string; words?: readonly string[] }[]
  when?(answers: Answers): boolean
}): Question<V[], V[]> {
  const schema = z
    .array(z.enum(spec.options.map((option) => option.value) as [V, ...V[]]))
    .max(spec.most)
    .refine((values) => new Set(values).size === values.length)
  const names = (values: V[]) => values.map((value) => spec.options.find((o) => o.value === value)?.label ?? value)
  return {
    key: spec.key,
    label: spec.label,
    mode: () => 'closed',
    numbersPick: true,
    pieces: true,
    when: spec.when,
    valid: (value): value is V[] => schema.safeParse(value).success,
    ask({ note = [] }) {
      const left = spec.options.filter(({ value }) => !note.includes(value))
      const end = { value: 'done', label: note.length > 0 ? 'Xong' : spec.none }
      const text =
        note.length > 0 ? `Đã chọn: ${names(note).join(', ')}. Anh/chị chọn thêm, hoặc bấm "Xong" ạ.` : spec.text
      return { text, options: [...left.map(({ value, label }) => ({ value, label })), end] }
    },
    read(input, { note = [] }) {
      const left = spec.options.filter(({ value }) => !note.includes(value))
      const all = [
        ...left,
        { value: 'done' as const, label: note.length > 0 ? 'Xong' : spec.none, words: ['xong', 'không', 'không cần'] },
      ]
      const said =
        input.kind === 'pick' ? [input.value] : input.kind === 'text' ? readOptions<V | 'done'>(input.text, all) : []
      const ends = said.includes('done') || (input.kind === 'text' && isEnd(input.command))
      const picked = left.filter(({ value }) => said.includes(value)).map(({ value }) => value)
      if (picked.length === 0 && !ends)
        return { again: 'Anh/chị bấm giúp Trợ lý các nút bên dưới, chọn xong thì bấm "Xong" ạ.' }
      const next = [...note, ...picked]
      if (next.length > spec.most) return { again: `Anh/chị chọn nhiều nhất ${spec.most} nút giúp Trợ lý ạ.` }
      return ends || next.length === spec.most ? { answer: next } : { note: next, merge: spec.key }
    },
    show: (values) => (values.length > 0 ? names(values).join(', ') : 'không có'),
  }
}

/** One option, or several at once: "1 và 3", "1, 2". Nothing where a part is none of them. */
function readOptions<V extends string>(
  text: string,
  options: readonly { value: V; label: string; words?: readonly string[] }[],
): V[] {
  const one = readOption(text, options)
  if (one !== undefined) return [one]
  const parts = text.split(/[,;+&]|\s(?:và|va)\s|(?<=\d)\s+(?=\d)/iu)
  const read = parts.map((part) => readOption(part.trim(), options))
  return read.every((value) => value !== undefined) ? read : []
}

function isEnd(command?: string): boolean {
  return command === 'done' || command === 'no' || command === 'skip'
}
