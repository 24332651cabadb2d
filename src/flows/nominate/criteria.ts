// The criteria of the titles, as the nominator knows them: plan 52/KH-HCTĐ (2023), parts III.1 and III.2.
import { criterion } from '../interview/criterion.js'
import type { AnyQuestion } from '../interview/form.js'
import { shortText } from '../interview/texts.js'
import { together } from '../interview/together.js'
import { capitalised } from '../vi/text.js'
import { isCommunity, isDeed, isSelf, known, them } from './answers.js'

// The code of an address, or talk of one.
const ADDRESS = /DCND-\d{4}-\d+/i

export const criteria: AnyQuestion[] = [
  together({
    key: 'virtues',
    label: 'Nếp sống',
    text: (answers) =>
      isSelf(answers)
        ? 'Điều nào đúng với anh/chị ạ? Nhắn số cũng được.'
        : `Theo anh/chị biết, điều nào đúng với ${them(answers)} ạ? Nhắn số cũng được.`,
    of: [
      {
        key: 'law',
        line: 'sống gương mẫu, đúng pháp luật, đúng nếp chung nơi ở, nơi làm việc',
        said: /guong mau|dang vien|dung phap luat|chap hanh/,
      },
      {
        key: 'part',
        line: 'hay tham gia việc thiện khác (hiến máu, ủng hộ hộ nghèo, việc của Hội…)',
        said: /hien mau|tu thien|ung ho|viec cua hoi|tinh nguyen/,
      },
      { key: 'example', line: 'có người thấy hay mà làm theo', said: /lam theo|noi theo|hoc theo|hoc tap theo/ },
    ],
    when: isDeed,
  }),
  criterion({
    key: 'law',
    label: 'Chấp hành chủ trương, pháp luật',
    text: (answers) =>
      isSelf(answers)
        ? 'Ở khu phố, cơ quan, anh/chị có giữ đúng pháp luật và nếp chung không ạ?'
        : `Ở khu phố, cơ quan, mọi người thấy ${them(answers)} sống gương mẫu chứ ạ?`,
    why: 'Anh/chị cho một ví dụ ngắn được không ạ? Không bắt buộc đâu ạ.',
    when: isDeed,
  }),
  criterion({
    key: 'part',
    label: 'Tham gia việc nhân đạo',
    text: (answers) =>
      `Ngoài việc này, ${isSelf(answers) ? 'anh/chị' : them(answers)} có hay tham gia việc thiện khác không ạ? (hiến máu, ủng hộ hộ nghèo, việc của Hội Chữ thập đỏ…)`,
    why: 'Ví dụ là việc gì ạ? Ghi ngắn thôi, hoặc bấm "Bỏ qua" cũng được.',
    when: isDeed,
  }),
  criterion({
    key: 'example',
    label: 'Tấm gương để noi theo',
    text: 'Những người xung quanh có thấy hay mà làm theo không ạ?',
    why: 'Anh/chị kể một ví dụ nhỏ nhé, không có thì bấm "Bỏ qua" ạ.',
    when: isDeed,
  }),
  criterion({
    key: 'everyone',
    label: '100% người khó khăn được giúp',
    text: 'Bà con khó khăn ở đó đã được giúp hết chưa ạ?',
    labels: { yes: 'Được giúp hết rồi', no: 'Vẫn còn người chưa' },
    why: 'Mọi người đã giúp bằng cách nào ạ?',
    when: isCommunity,
    // Their own numbers have said it.
    given: ({ answers }) => {
      const [all, helped] = [known(answers.hardship), known(answers.covered)]
      if (all === undefined || helped === undefined || all === 0) return undefined
      return { answer: helped >= all ? 'yes' : 'no', reason: '' }
    },
  }),
  together({
    key: 'ways',
    label: 'Phong trào',
    text: (answers) => `Điều nào đúng với ${them(answers)} ạ? Nhắn số cũng được.`,
    of: [
      { key: 'active', line: 'tích cực hưởng ứng Phong trào, giúp được các hoàn cảnh Hội kêu gọi' },
      { key: 'spread', line: 'cách làm ấy đã lan sang nơi khác' },
    ],
    when: isCommunity,
  }),
  criterion({
    key: 'active',
    label: 'Hưởng ứng Phong trào',
    text: (answers) =>
      `${capitalised(them(answers))} có tích cực hưởng ứng Phong trào, giúp các hoàn cảnh Hội kêu gọi không ạ?`,
    why: 'Kết quả nào đáng kể nhất ạ? Chưa rõ thì anh/chị bấm "Bỏ qua".',
    when: isCommunity,
  }),
  criterion({
    key: 'spread',
    label: 'Lan tỏa sang nơi khác',
    text: 'Cách làm ấy đã lan sang xóm, phố hay nơi khác chưa ạ?',
    why: 'Đã lan tới đâu ạ?',
    when: isCommunity,
  }),
  shortText({
    key: 'address',
    label: 'Địa chỉ nhân đạo',
    text: 'Việc này có giúp một hoàn cảnh Hội đang kêu gọi ("địa chỉ nhân đạo") không ạ? Có thì anh/chị chọn hoặc ghi mã giúp Trợ lý.',
    min: 2,
    max: 200,
    none: 'Không có, hoặc tôi không rõ',
    // Those they help themselves: one touch instead of a code to be typed.
    offers: ({ addresses = [] }) => addresses.slice(0, 3),
    // Nobody else has a code to tell.
    given: ({ addresses = [], told = '' }) =>
      ADDRESS.exec(told)?.[0].toUpperCase() ?? (addresses.length > 0 ? undefined : ''),
  }),
]
