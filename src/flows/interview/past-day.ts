import { dayAt, isoDay, showDay } from '../vi/calendar.js'
import { readWhen } from '../vi/dates.js'
import { type Answers, type Question, type Words, words } from './form.js'

/** A single day that is not to come, as an ISO day. */
export function pastDay(spec: {
  key: string
  label: string
  text: Words
  when?(answers: Answers): boolean
}): Question<string> {
  return {
    key: spec.key,
    label: spec.label,
    mode: () => 'free',
    numbersPick: false,
    when: spec.when,
    valid: (value): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
    ask: ({ answers }) => ({
      text: words(spec.text, answers),
      options: [
        { value: 'today', label: 'Hôm nay' },
        { value: 'yesterday', label: 'Hôm qua' },
      ],
    }),
    read(input, { ctx }) {
      const today = dayAt(ctx.now)
      if (input.kind === 'pick' && input.value === 'today') return { answer: isoDay(today) }
      if (input.kind === 'pick' && input.value === 'yesterday') return { answer: isoDay(today - 1) }
      const read = input.kind === 'text' ? readWhen(input.text, ctx.now) : undefined
      if (read?.ok && read.when.kind === 'day') return { answer: read.when.date }
      if (read && !read.ok && read.reason === 'future')
        return { again: 'Ngày ấy chưa tới ạ. Anh/chị ghi ngày việc giúp đã diễn ra giúp Trợ lý.' }
      return { again: 'Anh/chị ghi giúp Trợ lý một ngày, ví dụ "hôm qua" hoặc "20/11/2026" ạ.' }
    },
    show: (value) => showDay(Math.floor(Date.parse(value) / 86_400_000)),
  }
}
