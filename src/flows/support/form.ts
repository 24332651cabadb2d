// The form of a pledge. Its first answer, the need, is chosen from a list before.
import type { Flow } from '../flow.js'
import { type Amount, amount } from '../interview/amount.js'
import { choice } from '../interview/choice.js'
import type { Answers, AnyQuestion, Question } from '../interview/form.js'
import { groupName, personName } from '../interview/name.js'
import { shortText } from '../interview/texts.js'
import { phone } from '../interview/values.js'
import { FORMS, type HelpForm, showQuantity, THOUSAND } from '../needs.js'
import type { NeedCard, PledgeForm } from './effects.js'

/** What the form keeps of the chosen need. */
export type Chosen = Pick<NeedCard, 'need' | 'address' | 'unit' | 'form' | 'what' | 'measure' | 'left' | 'rhythm'>

export function chosenOf({ need, address, unit, form, what, measure, left, rhythm }: NeedCard): Chosen {
  return { need, address, unit, form, what, measure, left, rhythm }
}

const needOf = (answers: Answers) => answers.need as Chosen | undefined
const isOrganisation = (answers: Answers) => answers.who === 'organisation'

const chosen: Question<Chosen> = {
  key: 'need',
  label: 'Giúp việc gì',
  mode: () => 'free',
  numbersPick: false,
  valid: (value): value is Chosen => typeof (value as Chosen)?.need === 'string' && (value as Chosen).left > 0,
  ask: () => ({ text: 'Anh/chị muốn giúp việc khác phải không ạ? Nhắn "đăng ký trợ giúp" để chọn trong danh sách.' }),
  read: () => ({ again: 'Anh/chị nhắn "đăng ký trợ giúp" để chọn trong danh sách ạ.' }),
  show: ({ form, what, unit, address }) => `${FORMS[form as HelpForm]}: ${what} (${unit}, mã ${address})`,
}

const questions: AnyQuestion[] = [
  chosen,
  choice({
    key: 'who',
    label: 'Đăng ký cho',
    text: 'Anh/chị đăng ký cho mình hay thay mặt một tổ chức ạ?',
    options: [
      { value: 'self', label: 'Cho tôi', words: ['tôi', 'cá nhân', 'bản thân', 'cho mình'] },
      {
        value: 'organisation',
        label: 'Cho tổ chức, đơn vị',
        words: ['tổ chức', 'đơn vị', 'cơ quan', 'công ty', 'nhóm'],
      },
    ],
  }),
  groupName({
    key: 'organisation',
    label: 'Tổ chức',
    text: 'Tổ chức, đơn vị mình tên là gì ạ?',
    when: isOrganisation,
  }),
  shortText({
    key: 'position',
    label: 'Vai trò ở đó',
    text: 'Anh/chị làm gì ở đó ạ? Ví dụ: "Chủ tịch công đoàn", "giáo viên".',
    min: 2,
    max: 80,
    when: isOrganisation,
  }),
  amount({
    key: 'quantity',
    label: 'Số lượng',
    text: (answers) => {
      const need = needOf(answers)
      return `Anh/chị giúp được bao nhiêu ạ? Còn cần ${showQuantity(need?.left ?? 0, need?.measure ?? '')}; giúp một phần cũng rất quý.`
    },
    measure: (answers) => needOf(answers)?.measure,
    max: (answers) => needOf(answers)?.left,
    when: (answers) => (needOf(answers)?.left ?? 0) > THOUSAND,
  }),
  shortText({
    key: 'starts',
    label: 'Khi nào',
    text: 'Anh/chị dự định giúp từ khi nào ạ? Ví dụ: "tuần này", "từ 1/12".',
    min: 2,
    max: 80,
  }),
  shortText({
    key: 'note',
    label: 'Lời nhắn',
    text: 'Anh/chị có muốn nhắn gì cho cán bộ Hội không ạ?',
    min: 2,
    max: 300,
    none: 'Không có',
  }),
  personName({
    key: 'name',
    label: 'Họ tên',
    text: 'Anh/chị tên là gì ạ? Cán bộ Hội cần biết để liên hệ.',
    known: ({ profile }) => profile?.name,
  }),
  phone({
    key: 'phone',
    label: 'Điện thoại',
    text: 'Số điện thoại của anh/chị là số nào ạ?',
    known: ({ profile }) => profile?.phone,
  }),
]

export const form: NonNullable<Flow['form']> = {
  flow: 'support',
  version: 1,
  questions,
  title: (answers) => {
    const need = needOf(answers)
    return need ? `đăng ký giúp ${need.what}` : 'đăng ký trợ giúp'
  },
  verb: 'làm',
  another: 'Đăng ký giúp nơi khác',
  takes: 'đăng ký chỉ mất khoảng 2 phút',
  assume: { who: 'self' },
  summaryHead: 'Anh/chị xem lại đăng ký giúp Trợ lý nhé:',
  plain: ['who', 'starts', 'name', 'phone'],
  hints: {
    who: 'Anh/chị giúp với tư cách riêng thì bấm "Cho tôi"; giúp thay mặt công ty, trường, hội thì bấm "Cho tổ chức, đơn vị".',
    organisation: 'Câu này chỉ cần tên gọi. Ví dụ: "Công ty giày Thành Công", "Lớp 9A Trường THCS Trần Phú".',
    position: 'Câu này hỏi anh/chị là ai ở tổ chức ấy, để cán bộ biết liên hệ với ai.',
    quantity: 'Câu này hỏi anh/chị giúp được bao nhiêu phần. Ví dụ: "2". Giúp hết thì bấm nút bên dưới.',
    starts: 'Câu này hỏi chừng nào anh/chị giúp được. Ví dụ: "cuối tuần này".',
    note: 'Có điều gì cán bộ nên biết thì anh/chị ghi; không có thì bấm "Không có".',
    name: 'Câu này hỏi họ tên của chính anh/chị. Ví dụ: "Phạm Thị Lan".',
    phone: 'Câu này cần một số điện thoại để cán bộ gọi bàn cách giúp. Ví dụ: "0912 345 678".',
  },
  profile: (answers) => ({ name: answers.name as string, phone: answers.phone as string }),
  send: (draft, answers) => ({ do: 'pledge', draft: draft.id, pledge: pledgeOf(answers) }),
}

function pledgeOf(answers: Answers): PledgeForm {
  const need = needOf(answers)!
  return {
    need: need.need,
    organisation: answers.organisation as string | undefined,
    position: answers.position as string | undefined,
    name: answers.name as string,
    phone: answers.phone as string,
    starts: answers.starts as string,
    note: (answers.note as string) || undefined,
    quantity: (answers.quantity as Amount | undefined)?.thousandths ?? need.left,
  }
}
