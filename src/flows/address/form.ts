// An officer enters an address with its first need.

import type { NewAddress } from '../effects/address.js'
import type { Flow } from '../flow.js'
import { type Amount, amount } from '../interview/amount.js'
import { choice } from '../interview/choice.js'
import type { Answers, AnyQuestion } from '../interview/form.js'
import { personName } from '../interview/name.js'
import { shortText } from '../interview/texts.js'
import { type UnitAnswer, unit } from '../interview/unit.js'
import { phone } from '../interview/values.js'
import { type Group, type HelpForm, type Rhythm, URGENCIES, type Urgency } from '../needs.js'
import { dayAt, partsOf, showIsoDay } from '../vi/calendar.js'
import { wordsAlone } from '../vi/keywords.js'
import { readPhone } from '../vi/phones.js'
import { list } from '../vi/phrases.js'
import { givesAway, publicSays } from './anonymous.js'
import { LONGEST_SUMMARY, SHORTEST_SUMMARY } from './card.js'
import { isNoDay, NO_COMING_DAY, readNeededBy } from './needs.js'
import { FORM_OPTIONS, GROUP_OPTIONS, RHYTHM_OPTIONS } from './options.js'

const yesNo = (yes: string, no: string, said: { yes: string; no: string }) => [
  { value: 'yes' as const, label: yes, words: ['có', 'rồi', 'đã', ...list(said.yes)] },
  { value: 'no' as const, label: no, words: ['chưa', 'không', ...list(said.no)] },
]

const BORN = shortText({
  key: 'birthYear',
  label: 'Năm sinh',
  text: 'Sinh năm nào ạ?',
  min: 2,
  max: 40,
  none: 'Chưa rõ',
})

/** "1950", "sinh năm 1950", "12/3/1950": what is no year is asked again, never left out in silence. */
const birthYear: typeof BORN = {
  ...BORN,
  valid: (value): value is string => value === '' || /^(?:19|20)\d\d$/.test(String(value)),
  read(input, asking) {
    const read = BORN.read(input, asking)
    if (!('answer' in read) || read.answer === '') return read
    const [year] = read.answer.match(/(?<!\d)(?:19|20)\d\d(?!\d)/) ?? []
    if (year && Number(year) <= partsOf(dayAt(asking.ctx.now)).year) return { answer: year }
    return { again: 'Năm sinh anh/chị ghi đủ bốn chữ số giúp Trợ lý, ví dụ 1950; nếu chưa biết thì chọn "Chưa rõ" ạ.' }
  },
}

const GUARDIAN = shortText({
  key: 'guardian',
  label: 'Người giám hộ',
  text: 'Có người giám hộ không ạ? Nếu có, anh/chị ghi họ tên.',
  min: 2,
  max: 80,
  none: 'Không có',
})
const NO_GUARDIAN = /^(?:khong|ko|k|chua|chang) (?:co|can)(?: .{1,20})?$|(?:^| )(?:song |o )?mot minh$/
const WHICH_GUARDIAN = /^(?:chua hoi|chua gap|co con|co nguoi nha)(?: .{1,20})?$/

/** "Không có ai" is nobody, "chưa hỏi" nobody's name. */
const guardian: typeof GUARDIAN = {
  ...GUARDIAN,
  read(input, asking) {
    const said = input.kind === 'text' ? wordsAlone(input.text) : ''
    if (NO_GUARDIAN.test(said)) return { answer: '' }
    if (WHICH_GUARDIAN.test(said)) return { again: 'Anh/chị ghi họ tên người giám hộ; chưa có thì bấm "Không có" ạ.' }
    return GUARDIAN.read(input, asking)
  },
}

const HAS_PHONE = choice({
  key: 'hasPhone',
  label: 'Có điện thoại',
  text: 'Gia đình có số điện thoại liên hệ không ạ?',
  options: yesNo('Có', 'Không', {
    yes: 'có số',
    no: 'không có; chưa có; không có đt; không có điện thoại; không có số',
  }),
})

/** The number itself says both. */
const hasPhone: typeof HAS_PHONE = {
  ...HAS_PHONE,
  gives: ['phone'],
  read(input, asking) {
    const number = input.kind === 'text' ? readPhone(input.text) : undefined
    return number?.ok ? { answer: 'yes', also: { phone: number.e164 } } : HAS_PHONE.read(input, asking)
  },
}

const URGENT: Record<Urgency, string> = {
  3: 'gấp; gấp lắm; khẩn; rất khẩn; khẩn cấp; cấp bách',
  2: 'sớm',
  1: 'không gấp; chưa gấp; không khẩn; bình thường; thường',
}

const SUMMARY = shortText({
  key: 'summary',
  label: 'Tóm tắt công khai',
  text: 'Anh/chị viết giúp một đoạn ngắn để mọi người đọc (tối đa 300 ký tự). Xin không ghi tên, số nhà, trường lớp hay điều gì khiến người ngoài nhận ra gia đình.',
  min: SHORTEST_SUMMARY,
  max: LONGEST_SUMMARY,
})

const summary: typeof SUMMARY = {
  ...SUMMARY,
  read(input, asking) {
    const read = SUMMARY.read(input, asking)
    const told =
      'answer' in read ? givesAway(read.answer, asking.answers as { name?: string; place?: string }) : undefined
    return told ? { again: publicSays(told) } : read
  },
}

const NEEDED = shortText({
  key: 'neededBy',
  label: 'Cần trước ngày',
  text: 'Gia đình cần trước ngày nào ạ? Ví dụ "31/12".',
  min: 2,
  max: 40,
  none: 'Không hẹn ngày',
})

const neededBy: typeof NEEDED = {
  ...NEEDED,
  valid: (value): value is string => value === '' || /^\d{4}-\d{2}-\d{2}$/.test(String(value)),
  read(input, asking) {
    if (input.kind === 'text' && isNoDay(input.text)) return { answer: '' }
    const read = NEEDED.read(input, asking)
    if (!('answer' in read) || read.answer === '') return read
    const day = readNeededBy(read.answer, asking.ctx.now)
    return day ? { answer: day } : { again: NO_COMING_DAY }
  },
  show: (value) => (value === '' ? 'không hẹn ngày' : showIsoDay(value)),
}

const questions: AnyQuestion[] = [
  unit({
    ours: true,
    key: 'unit',
    label: 'Phường, xã',
    text: 'Hoàn cảnh này ở phường, xã nào ạ? Gõ tên cũ cũng được.',
  }),
  choice({
    key: 'group',
    label: 'Nhóm',
    text: 'Hoàn cảnh thuộc nhóm nào ạ?',
    options: GROUP_OPTIONS,
  }),
  personName({
    key: 'name',
    label: 'Họ tên',
    text: 'Họ tên người cần giúp (hoặc chủ hộ) là gì ạ? Phần này chỉ cán bộ đơn vị xem được.',
  }),
  birthYear,
  guardian,
  hasPhone,
  phone({
    key: 'phone',
    label: 'Điện thoại',
    text: 'Số điện thoại là số nào ạ?',
    when: (answers) => answers.hasPhone === 'yes',
  }),
  shortText({
    key: 'place',
    label: 'Nơi ở',
    text: 'Địa chỉ cụ thể ở đâu ạ? Ví dụ: "số 5, tổ 3". Không gửi vị trí trên bản đồ.',
    min: 2,
    max: 200,
  }),
  shortText({
    key: 'details',
    label: 'Hoàn cảnh (nội bộ)',
    grows: true,
    text: 'Hoàn cảnh cụ thể ra sao ạ? Phần này chỉ cán bộ đơn vị xem được.',
    min: 10,
    max: 1000,
  }),
  summary,
  choice({
    key: 'form',
    label: 'Hình thức',
    text: 'Cần giúp bằng hình thức nào ạ?',
    options: FORM_OPTIONS,
  }),
  shortText({
    key: 'what',
    label: 'Nhu cầu',
    text: 'Cụ thể cần gì ạ? Ví dụ: "gạo và nhu yếu phẩm", "sửa mái nhà".',
    min: 2,
    max: 120,
  }),
  amount({
    key: 'quantity',
    label: 'Số lượng',
    text: 'Cần bao nhiêu ạ? Ghi cả đơn vị tính, ví dụ "10 suất", "500.000 đồng", "3 ngày công".',
  }),
  choice({ key: 'rhythm', label: 'Nhịp', text: 'Giúp theo nhịp nào ạ?', options: RHYTHM_OPTIONS }),
  neededBy,
  choice({
    key: 'urgency',
    label: 'Mức khẩn',
    text: 'Mức độ khẩn ra sao ạ?',
    options: [3, 2, 1].map((n) => ({
      value: String(n),
      label: URGENCIES[n as Urgency].replace(/^./u, (c) => c.toUpperCase()),
      words: list(URGENT[n as Urgency]),
    })),
  }),
  choice({
    key: 'visited',
    label: 'Đã xác minh',
    text: 'Đơn vị đã tới tận nơi và xem giấy tờ chứng minh chưa ạ? Trợ lý không nhận ảnh giấy tờ.',
    options: yesNo('Đã xác minh', 'Chưa', {
      yes: 'xác minh rồi; đã xác minh rồi; đã xem giấy tờ',
      no: 'chưa đi; chưa đến; chưa khảo sát; chưa xác minh; chưa xem giấy tờ; mới nghe nói; mai đi; để mai đi',
    }),
  }),
  choice({
    key: 'consent',
    label: 'Gia đình đồng ý',
    text: 'Gia đình (hoặc người giám hộ) đã đồng ý cho người giúp biết tên và nơi ở sau khi cán bộ duyệt chưa ạ?',
    options: yesNo('Đã đồng ý', 'Chưa', {
      yes: 'đồng ý rồi; đã đồng ý rồi; gia đình đồng ý; gia đình đồng ý rồi',
      no: 'chưa hỏi; chưa đồng ý; hỏi rồi chưa đồng ý; gia đình chưa đồng ý; gia đình không đồng ý; không muốn; mai hỏi; để hỏi',
    }),
  }),
]

export const form: NonNullable<Flow['form']> = {
  flow: 'address',
  private: true,
  version: 1,
  questions,
  title: (answers) => (answers.name ? `địa chỉ nhân đạo của ${answers.name}` : 'địa chỉ nhân đạo'),
  verb: 'nhập',
  another: 'Nhập địa chỉ khác',
  takes: 'nhập một địa chỉ mất khoảng 5 phút',
  assume: { hasPhone: 'yes' },
  summaryHead: 'Anh/chị xem lại địa chỉ nhân đạo giúp Trợ lý nhé:',
  send: (draft, answers) => {
    // A visit to a suggested address is written into that one.
    const of = draft.notes.of as string | undefined
    return { do: 'addAddress', draft: draft.id, address: addressOf(answers), ...(of === undefined ? {} : { of }) }
  },
}

function addressOf(answers: Answers): NewAddress {
  const place = answers.unit as UnitAnswer
  const { thousandths, measure } = answers.quantity as Amount
  return {
    unit: 'code' in place ? place.code : '',
    group: answers.group as Group,
    summary: answers.summary as string,
    urgency: Number(answers.urgency) as Urgency,
    state: answers.visited === 'yes' ? 'open' : 'surveying',
    name: answers.name as string,
    birthYear: Number(answers.birthYear) || undefined,
    guardian: (answers.guardian as string) || undefined,
    phone: answers.phone as string | undefined,
    place: answers.place as string,
    details: answers.details as string,
    papersSeen: answers.visited === 'yes',
    consented: answers.consent === 'yes',
    needs: [
      {
        form: answers.form as HelpForm,
        what: answers.what as string,
        measure,
        quantity: thousandths,
        rhythm: answers.rhythm as Rhythm,
        neededBy: (answers.neededBy as string) || undefined,
      },
    ],
  }
}
