// The form of one help that happened. Its first answer, the pledge, is known before it is asked.

import type { DeliveryForm, Helped } from '../effects/delivery.js'
import type { Flow } from '../flow.js'
import { type Amount, amount } from '../interview/amount.js'
import { choice } from '../interview/choice.js'
import { evidence } from '../interview/evidence.js'
import type { Answers, AnyQuestion, Question } from '../interview/form.js'
import { pastDay } from '../interview/past-day.js'
import { shortText } from '../interview/texts.js'
import { showQuantity, THOUSAND } from '../needs.js'
import { filesIn } from '../turn/files.js'
import { fold } from '../vi/text.js'

const helpedOf = (answers: Answers) => answers.pledge as Helped | undefined

const pledge: Question<Helped> = {
  key: 'pledge',
  label: 'Đăng ký',
  mode: () => 'free',
  numbersPick: false,
  valid: (value): value is Helped => typeof (value as Helped)?.code === 'string' && (value as Helped).rest > 0,
  ask: () => ({ text: 'Anh/chị ghi cho đăng ký khác phải không ạ? Mời anh/chị mở đăng ký ấy trong "Hồ sơ của tôi".' }),
  read(input, { kept }) {
    const keeps = input.kind === 'text' && (input.command === 'yes' || /^giu/.test(fold(input.text)))
    if (keeps && pledge.valid(kept)) return { answer: kept }
    return { again: 'Anh/chị mở đăng ký trong "Hồ sơ của tôi", hoặc nhắn "giữ như cũ" ạ.' }
  },
  show: ({ code, what }) => `${code}: ${what}`,
}

const NO_PICTURES = [
  ...['không', 'chưa', 'chưa hỏi', 'không gửi', 'không có ảnh', 'thôi khỏi'],
  ...['chưa đồng ý', 'gia đình không đồng ý', 'gia đình chưa đồng ý', 'không muốn'],
]

const questions: AnyQuestion[] = [
  pledge,
  amount({
    key: 'given',
    label: 'Đã giúp',
    text: (answers) =>
      `Lần này đã giúp được bao nhiêu ạ? Nhiều nhất ${showQuantity(helpedOf(answers)?.rest ?? 0, helpedOf(answers)?.measure ?? '')}.`,
    measure: (answers) => helpedOf(answers)?.measure,
    max: (answers) => helpedOf(answers)?.rest,
    when: (answers) => (helpedOf(answers)?.rest ?? 0) > THOUSAND,
  }),
  pastDay({ key: 'day', label: 'Ngày giúp', text: 'Việc giúp diễn ra ngày nào ạ?' }),
  amount({
    key: 'worth',
    label: 'Trị giá',
    text: 'Trị giá khoảng bao nhiêu đồng ạ? Ví dụ: "500.000", "2 triệu". Không tính được thì bấm nút bên dưới.',
    measure: () => 'đồng',
    none: 'Không tính được',
  }),
  shortText({
    key: 'changed',
    label: 'Kết quả',
    text: 'Gia đình có gì khác sau lần giúp này ạ? Xin không ghi tên hay địa chỉ.',
    min: 2,
    max: 300,
    none: 'Chưa rõ',
  }),
  choice({
    key: 'agreed',
    label: 'Gia đình đồng ý gửi ảnh',
    text: 'Gia đình có đồng ý cho gửi ảnh lần giúp này không ạ? Ảnh chỉ cán bộ Hội xem. Chưa hỏi, hoặc có trẻ em mà người giám hộ chưa đồng ý, thì xin đừng gửi.',
    options: [
      { value: 'no', label: 'Không gửi ảnh', words: NO_PICTURES },
      { value: 'yes', label: 'Gia đình đồng ý', words: ['có', 'đồng ý', 'rồi'] },
    ],
  }),
  evidence({
    key: 'photos',
    label: 'Ảnh',
    later: true,
    text: 'Anh/chị gửi ảnh giúp Trợ lý ạ. Xin không gửi ảnh căn cước, bệnh án.',
    when: (answers) => answers.agreed === 'yes',
  }),
]

export const form: NonNullable<Flow['form']> = {
  flow: 'delivery',
  version: 1,
  questions,
  title: (answers) => {
    const helped = helpedOf(answers)
    return helped ? `ghi nhận lần giúp ${helped.code}` : 'ghi nhận lần giúp'
  },
  verb: 'làm',
  another: 'Ghi lần giúp khác',
  chosenAt: 'records',
  takes: 'ghi một lần giúp chỉ mất khoảng 1 phút',
  filesKey: 'photos',
  assume: { agreed: 'no' },
  summaryHead: 'Anh/chị xem lại lần giúp này nhé:',
  hints: {
    given: 'Câu này hỏi lần này giúp được bao nhiêu. Ví dụ: "2".',
    day: 'Câu này hỏi ngày đã giúp. Ví dụ: "hôm qua", "20/11/2026".',
    worth: 'Câu này hỏi số tiền tương đương để Hội tổng hợp; không tính được thì bấm "Không tính được".',
    changed: 'Ví dụ: "Mái nhà đã hết dột". Chưa rõ thì bấm "Chưa rõ".',
    agreed: 'Chỉ gửi ảnh khi gia đình đã đồng ý. Không gửi ảnh cũng không sao ạ.',
  },
  send: (draft, answers) => ({ do: 'recordDelivery', draft: draft.id, delivery: deliveryOf(answers) }),
}

function deliveryOf(answers: Answers): DeliveryForm {
  const { code, rest } = helpedOf(answers)!
  const worth = (answers.worth as Amount).thousandths / THOUSAND
  return {
    code,
    quantity: (answers.given as Amount | undefined)?.thousandths ?? rest,
    day: answers.day as string,
    worth: worth > 0 ? Math.round(worth) : undefined,
    changed: (answers.changed as string) || undefined,
    files: filesIn(answers.photos),
  }
}
