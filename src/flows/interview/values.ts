import * as z from 'zod'
import { readWhen, showWhen, type When } from '../vi/dates.js'
import { readCommand } from '../vi/keywords.js'
import { readPhone, secondPhone, showPhone } from '../vi/phones.js'
import { formatInteger, readQuantity } from '../vi/quantity.js'
import { fold } from '../vi/text.js'
import { type Answers, type Asking, type Question, type Words, words } from './form.js'
import { withoutNumber } from './no-phone.js'

interface Spec<V> {
  key: string
  label: string
  text: Words
  aka?: readonly string[]
  when?(answers: Answers): boolean
  given?(asking: Asking): V | undefined
}

const whenSchema = z.object({ kind: z.enum(['day', 'month', 'year', 'since', 'vague']), words: z.string() })

/** When something happened: a date, a month, a year, "5 năm nay". A date is read back before it counts. */
export function whenDone(spec: Spec<When>): Question<When, { heard: When }> {
  return {
    key: spec.key,
    label: spec.label,
    aka: spec.aka,
    mode: (note) => (note ? 'closed' : 'free'),
    numbersPick: false,
    when: spec.when,
    given: spec.given,
    valid: (value): value is When => whenSchema.safeParse(value).success,
    ask({ answers, note }) {
      if (!note) return { text: words(spec.text, answers) }
      return {
        text: `Trợ lý hiểu là ${showWhen(note.heard)}. Đúng ý anh/chị chưa ạ?`,
        options: [
          { value: 'right', label: 'Đúng rồi' },
          { value: 'wrong', label: 'Để tôi ghi lại' },
        ],
      }
    },
    read(input, { note, ctx }) {
      if (input.kind === 'pick') {
        if (input.value === 'right' && note) return { answer: note.heard }
        if (input.value === 'wrong') return { note: undefined }
      }
      if (input.kind !== 'text') return { again: 'Anh/chị gõ thời gian giúp Trợ lý, ví dụ "tháng 9/2026" ạ.' }
      if (note && input.command === 'yes') return { answer: note.heard }
      if (note && input.command === 'no') return { note: undefined }
      // "năm 2020", then "đến giờ": the second piece completes the first.
      const more = note && /^(đến|den|tới|toi|cho đến|cho den|trở đi|tro di)\b/iu.test(input.text)
      const read = readWhen(more ? `từ ${note.heard.words} ${input.text}` : input.text, ctx.now)
      if (!read.ok) return { again: WHEN_WHY[read.reason] }
      if (read.when.kind === 'vague') return { answer: read.when }
      if (isPlain(read.when))
        return { answer: read.when, say: `Dạ, Trợ lý ghi: ${showWhen(read.when)}.`, open: input.text }
      return { note: { heard: read.when } }
    },
    show: (value) => showWhen(value),
  }
}

// "5 năm nay", "tháng 9/2026" are said back and counted; a day that was reckoned is asked about, and so is a year, which
// may be the first of many.
function isPlain(when: When): boolean {
  return when.kind === 'since' || (when.kind !== 'year' && /\d{4}/.test(when.words))
}

const WHEN_WHY: Record<Extract<ReturnType<typeof readWhen>, { ok: false }>['reason'], string> = {
  empty: 'Anh/chị ghi giúp Trợ lý việc ấy diễn ra khi nào, ví dụ "hôm qua", "tháng 9/2026" ạ.',
  future: 'Ngày ấy chưa tới ạ. Anh/chị xem lại giúp Trợ lý việc ấy đã diễn ra khi nào.',
  impossible: 'Ngày ấy không có trong lịch. Anh/chị xem lại giúp Trợ lý ạ.',
  unclear:
    'Trợ lý chưa hiểu thời gian này. Anh/chị ghi ngắn gọn giúp, ví dụ "20/11/2026", "tháng 9/2026", "đã 5 năm nay" ạ.',
}

/** A count of people, whole numbers only; "không rõ" is an answer where `unknown` allows it. */
export type Count = { value: number; approx: boolean } | { unknown: true }

const countSchema = z.union([
  z.object({ value: z.number().int().min(0), approx: z.boolean() }),
  z.object({ unknown: z.literal(true) }),
])

const NOBODY = /^(da )?(khong|ko|k|chua)( co)?( ai| nguoi nao)?( ca)?( a)?[.!]*$/

/** `max` is a count it cannot exceed, where one is known; with `none`, "không có" is 0. */
export function count(
  spec: Spec<Count> & { unknown: string; of: string; max?(answers: Answers): number | undefined; none?: true },
): Question<Count> {
  return {
    key: spec.key,
    label: spec.label,
    aka: spec.aka,
    mode: () => 'closed',
    numbersPick: false,
    when: spec.when,
    given: spec.given,
    valid: (value): value is Count => countSchema.safeParse(value).success,
    ask: ({ answers }) => ({
      text: words(spec.text, answers),
      options: [{ value: 'unknown', label: spec.unknown }],
    }),
    read(input, { answers }) {
      if (input.kind === 'pick' && input.value === 'unknown') return { answer: { unknown: true } }
      if (input.kind !== 'text') return { again: 'Anh/chị gõ một con số giúp Trợ lý, ví dụ "30" ạ.' }
      if (spec.none && NOBODY.test(fold(input.text))) return { answer: { value: 0, approx: false } }
      if (input.command === 'skip') return { answer: { unknown: true } }
      const read = readQuantity(input.text)
      const max = spec.max?.(answers)
      const homes = HOMES.exec(fold(input.text))?.[1]
      if (read.ok && homes)
        return {
          again: `Câu này hỏi số người ạ. ${homes} hộ là khoảng bao nhiêu người, anh/chị áng chừng giúp Trợ lý; chưa rõ thì bấm "${spec.unknown}".`,
        }
      if (read.ok && max !== undefined && read.value > max)
        return {
          again: `Con số này lớn hơn ${formatInteger(max)} ${spec.of} ở câu trước. Anh/chị xem lại giúp Trợ lý ạ.`,
        }
      if (read.ok) return { answer: { value: read.value, approx: read.approx } }
      if (read.reason === 'unknown') return { answer: { unknown: true } }
      return { again: 'Trợ lý chưa rõ con số. Anh/chị gõ giúp, ví dụ "30" hoặc "khoảng 30" ạ.' }
    },
    show: (value) =>
      'unknown' in value ? 'chưa rõ' : `${value.approx ? 'khoảng ' : ''}${formatInteger(value.value)} ${spec.of}`,
  }
}

// "12 hộ", with no number of people beside it.
const HOMES = /^(?!.*\d+ (?:nguoi|nhan khau|khau))\D*(\d[\d.]*) (?:ho|gia dinh|nha)(?: |$)/

const PHONE_WHY: Record<Extract<ReturnType<typeof readPhone>, { ok: false }>['reason'], string> = {
  notPhone: 'Trợ lý chưa thấy số điện thoại. Anh/chị gõ giúp, ví dụ 0912 345 678 ạ.',
  oldArea: 'Mã vùng này nay đã đổi. Anh/chị gõ số mới giúp Trợ lý ạ.',
  oldPrefix: 'Đây là đầu số 11 số cũ, nay đã đổi sang 10 số. Anh/chị gõ số mới giúp Trợ lý ạ.',
  noArea: 'Số này còn thiếu mã vùng, anh/chị gõ đủ giúp Trợ lý ạ.',
  idCard: 'Dãy 12 số này giống số căn cước. Trợ lý chỉ cần số điện thoại, anh/chị gõ lại giúp ạ.',
  tooShort: 'Số này còn thiếu, anh/chị kiểm tra lại giúp Trợ lý ạ.',
  tooLong: 'Số này bị thừa, anh/chị kiểm tra lại giúp Trợ lý ạ.',
}

interface Offer {
  /** What a number that was renumbered, or told without its area, is today. */
  offer: string
}

const NUMBER_OF_ONE = [
  'số điện thoại',
  'điện thoại',
  'sđt',
  'sdt',
  'đt',
  'số đt',
  'số máy',
  'số phone',
  'số di động',
  'số',
  'số của tôi',
]

/** A Vietnamese phone number, kept as E.164. */
export function phone(
  spec: Spec<string> & { known?(asking: Asking<Offer>): string | undefined },
): Question<string, Offer> {
  return {
    key: spec.key,
    label: spec.label,
    aka: spec.aka ?? NUMBER_OF_ONE,
    mode: () => 'free',
    numbersPick: false,
    private: true,
    when: spec.when,
    given: spec.given,
    valid: (value): value is string => typeof value === 'string' && /^\+\d{8,15}$/.test(value),
    ask(asking) {
      if (asking.note)
        return {
          text: `Số đầy đủ bây giờ là ${showPhone(asking.note.offer)} phải không ạ? Nếu khác, anh/chị gõ lại giúp Trợ lý.`,
          options: [{ value: 'offer', label: 'Đúng rồi' }],
        }
      const known = spec.known?.(asking)
      return {
        text: words(spec.text, asking.answers),
        options: known ? [{ value: 'known', label: showPhone(known) }] : [],
      }
    },
    read(input, asking) {
      const known = spec.known?.(asking)
      if (input.kind === 'pick' && input.value === 'known' && known) return { answer: known }
      const agrees = input.kind === 'text' && (input.command ?? readCommand(input.text, 'closed')) === 'yes'
      if (asking.note && (agrees || (input.kind === 'pick' && input.value === 'offer')))
        return { answer: asking.note.offer }
      const text = input.kind === 'text' ? input.text : input.kind === 'details' ? (input.phone ?? '') : ''
      const read = readPhone(text)
      if (!read.ok && read.offer) return { note: { offer: read.offer } }
      if (!read.ok) return { again: withoutNumber(text) ?? PHONE_WHY[read.reason] }
      const other = secondPhone(text)
      if (!other) return { answer: read.e164 }
      const say = `Trợ lý ghi một số: ${showPhone(read.e164)}. Nếu muốn Hội gọi ${showPhone(other)}, anh/chị nhắn "số điện thoại là ${showPhone(other)}" ạ.`
      return { answer: read.e164, say }
    },
    show: (value) => showPhone(value),
  }
}
