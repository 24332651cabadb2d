// The form of a pledge. Its first answer, the need, is chosen from a list before.

import type { NeedCard, PledgeForm } from '../effects/support.js'
import type { Flow } from '../flow.js'
import { type Amount, amount } from '../interview/amount.js'
import { choice } from '../interview/choice.js'
import { dayOfMonth } from '../interview/day-of-month.js'
import type { Answers, AnyQuestion, Question } from '../interview/form.js'
import { groupName, OWN_NAME, personName } from '../interview/name.js'
import { shortText } from '../interview/texts.js'
import { type UnitAnswer, unit } from '../interview/unit.js'
import { phone } from '../interview/values.js'
import { FORMS, type HelpForm, isMonthly, RHYTHMS, type Rhythm, showQuantity, THOUSAND } from '../needs.js'
import { fold } from '../vi/text.js'

/** What the form keeps of the chosen need. */
export type Chosen = Pick<NeedCard, 'need' | 'address' | 'unit' | 'form' | 'what' | 'measure' | 'left' | 'rhythm'>

export function chosenOf({ need, address, unit, form, what, measure, left, rhythm }: NeedCard): Chosen {
  return { need, address, unit, form, what, measure, left, rhythm }
}

const needOf = (answers: Answers) => answers.need as Chosen | undefined
const isRecurring = (answers: Answers) => (needOf(answers)?.rhythm ?? 'once') !== 'once'
const isOrganisation = (answers: Answers) => answers.who === 'organisation'

const chosen: Question<Chosen> = {
  key: 'need',
  label: 'Giúp việc gì',
  mode: () => 'free',
  numbersPick: false,
  valid: (value): value is Chosen => typeof (value as Chosen)?.need === 'string' && (value as Chosen).left > 0,
  ask: () => ({ text: 'Anh/chị muốn giúp việc khác phải không ạ? Nhắn "đăng ký trợ giúp" để chọn trong danh sách.' }),
  read(input, { kept }) {
    const keeps = input.kind === 'text' && (input.command === 'yes' || /^giu/.test(fold(input.text)))
    if (keeps && chosen.valid(kept)) return { answer: kept }
    return { again: 'Anh/chị nhắn "đăng ký trợ giúp" để chọn trong danh sách, hoặc nhắn "giữ như cũ" ạ.' }
  },
  show: ({ form, what, unit, address }) => `${FORMS[form as HelpForm]}: ${what} (${unit}, mã ${address})`,
}

const questions: AnyQuestion[] = [
  chosen,
  choice({
    key: 'who',
    label: 'Đăng ký cho',
    text: 'Anh/chị đăng ký cho mình hay thay mặt một tổ chức ạ?',
    options: [
      {
        value: 'self',
        label: 'Cho tôi',
        words: [
          'tôi',
          'cá nhân',
          'bản thân',
          'cho mình',
          'cá nhân tôi',
          'mình tôi',
          'riêng tôi',
          'gia đình tôi',
          'gia đình',
          'nhà tôi',
          'vợ chồng tôi',
          'hai vợ chồng tôi',
          'tôi và vợ',
          'tôi và chồng',
          'cả nhà',
          'cả nhà tôi',
          'mình',
          'tự tôi',
        ],
      },
      {
        value: 'organisation',
        label: 'Cho tổ chức, đơn vị',
        words: [
          ...[
            ...[
              'tổ chức',
              'đơn vị',
              'cơ quan',
              'công ty',
              'doanh nghiệp',
              'cửa hàng',
              'nhóm',
              'nhóm bạn',
              'lớp',
              'trường',
              'hội',
            ],
            ...['chi hội', 'chi đoàn', 'công đoàn', 'câu lạc bộ', 'tổ dân phố', 'khu phố'],
          ].flatMap((who) => [
            ...[who, `cho ${who}`, `thay mặt ${who}`, `đại diện ${who}`, `cả ${who}`],
            ...[`${who} tôi`, `${who} em`, `cả ${who} tôi`, `${who} mình`],
          ]),
        ],
      },
    ],
  }),
  groupName({
    key: 'organisation',
    label: 'Tổ chức',
    aka: ['tên công ty', 'công ty', 'tên tổ chức', 'tên đơn vị', 'đơn vị', 'tên nhóm', 'tên cơ quan', 'tên'],
    text: 'Tổ chức, đơn vị mình tên là gì ạ?',
    when: isOrganisation,
  }),
  unit({
    key: 'unit',
    label: 'Nơi đặt tổ chức',
    text: 'Tổ chức, đơn vị mình ở phường, xã hoặc khu công nghiệp nào ạ?',
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
  choice({
    key: 'often',
    label: 'Nhịp giúp',
    text: (answers) =>
      `Việc này cần được giúp ${RHYTHMS[(needOf(answers)?.rhythm ?? 'monthly') as Rhythm]}. Anh/chị giúp theo nhịp nào ạ?`,
    options: [
      {
        value: 'own',
        label: 'Đều đặn, đúng như cần',
        words: [
          ...['đều đặn', 'hằng tháng', 'hàng tháng', 'mỗi tháng', 'lâu dài', 'đều đặn hằng tháng', 'giúp đều', 'đều'],
          ...['thường xuyên', 'mỗi tháng một lần', 'tháng nào cũng giúp', 'tháng nào cũng được'],
        ],
      },
      {
        value: 'once',
        label: 'Chỉ một lần',
        words: ['một lần', '1 lần', 'lần này', 'lần này trước', 'lần này trước đã'],
      },
    ],
    when: isRecurring,
  }),
  dayOfMonth({
    key: 'monthDay',
    label: 'Ngày giúp hằng tháng',
    text: 'Hằng tháng anh/chị giúp vào ngày nào ạ? Trợ lý sẽ nhắc trước mấy hôm.',
    when: (answers) => answers.often === 'own' && isMonthly(needOf(answers)?.rhythm ?? ''),
  }),
  shortText({
    key: 'starts',
    label: 'Khi nào',
    aka: ['thời gian', 'thời gian giúp', 'ngày giúp', 'ngày', 'lúc giúp', 'ngày bắt đầu'],
    text: 'Anh/chị dự định giúp từ khi nào ạ? Ví dụ: "tuần này", "từ 1/12".',
    min: 2,
    max: 80,
    coming: true,
  }),
  shortText({
    key: 'note',
    label: 'Lời nhắn',
    aka: ['tin nhắn', 'ghi chú', 'lời ghi'],
    grows: true,
    text: 'Anh/chị có muốn nhắn gì cho cán bộ Hội không ạ?',
    min: 2,
    max: 300,
    none: 'Không có',
  }),
  personName({
    key: 'name',
    label: 'Họ tên',
    aka: ['tên', ...OWN_NAME],
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
  chosenAt: 'support',
  takes: 'đăng ký chỉ mất khoảng 2 phút',
  assume: { who: 'self', often: 'once' },
  summaryHead: 'Anh/chị xem lại đăng ký giúp Trợ lý nhé:',
  plain: ['who', 'unit', 'often', 'starts', 'name', 'phone'],
  settled: ['need', 'who', 'unit', 'often', 'quantity'],
  hints: {
    who: 'Anh/chị giúp với tư cách riêng thì bấm "Cho tôi"; giúp thay mặt công ty, trường, hội thì bấm "Cho tổ chức, đơn vị".',
    organisation: 'Câu này chỉ cần tên gọi. Ví dụ: "Công ty giày Thành Công", "Lớp 9A Trường THCS Trần Phú".',
    unit: 'Câu này cần tên phường, xã hoặc khu công nghiệp nơi tổ chức của anh/chị làm việc.',
    often: 'Giúp lâu dài thì bấm "Đều đặn, đúng như cần"; lần này thôi thì bấm "Chỉ một lần". Một lần cũng rất quý ạ.',
    monthDay: 'Câu này hỏi một ngày trong tháng. Ví dụ: "ngày 5".',
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
    place: placeOf(answers),
    position: answers.position as string | undefined,
    name: answers.name as string,
    phone: answers.phone as string,
    starts: answers.starts as string,
    note: (answers.note as string) || undefined,
    quantity: (answers.quantity as Amount | undefined)?.thousandths ?? need.left,
    ...(answers.often === 'once' ? { once: true } : {}),
    monthDay: answers.monthDay as number | undefined,
  }
}

/** The answers that a pledge was made of, without those that belong to its need. */
export function answersOf({ organisation, place, position, starts, note, name, phone }: PledgeForm): Answers {
  const answers = {
    who: organisation === undefined ? 'self' : 'organisation',
    organisation,
    unit: place === undefined ? undefined : { words: place },
    position,
    starts,
    note: note ?? '',
    name,
    phone,
  }
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined))
}

function placeOf({ unit: place }: Answers): string | undefined {
  const at = place as UnitAnswer | undefined
  return at && ('code' in at ? at.name : at.words)
}
