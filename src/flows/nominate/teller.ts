// What shows it, and who tells of it.
import { choice } from '../interview/choice.js'
import { evidence } from '../interview/evidence.js'
import type { AnyQuestion } from '../interview/form.js'
import { OWN_NAME } from '../interview/name.js'
import { nameAndPhone } from '../interview/name-and-phone.js'
import { phone } from '../interview/values.js'
import { capitalised } from '../vi/text.js'
import { isGroup, notSelf, them } from './answers.js'

export const teller: AnyQuestion[] = [
  evidence({
    key: 'evidence',
    label: 'Minh chứng',
    later: true,
    text: 'Anh/chị có ảnh, giấy cảm ơn hay đường dẫn bài viết nào không ạ? Gửi tối đa 10 ảnh hoặc tệp. Xin đừng gửi ảnh căn cước, bệnh án hay ảnh trẻ em khi chưa được gia đình đồng ý.',
  }),
  choice({
    key: 'knows',
    label: 'Người được giới thiệu đã biết',
    text: (answers) =>
      isGroup(answers)
        ? `${capitalised(them(answers))} đã biết mình được giới thiệu chưa ạ? Chưa biết cũng không sao, cán bộ Hội sẽ hỏi ý kiến trước khi làm bước tiếp theo.`
        : 'Người ấy đã biết mình được giới thiệu chưa ạ? Chưa biết cũng không sao, cán bộ Hội sẽ nhẹ nhàng hỏi ý kiến trước khi làm bước tiếp theo.',
    options: [
      {
        value: 'yes',
        label: 'Đã biết',
        words: [
          ...['rồi', 'biết rồi', 'có', 'biết', 'biết r', 'đã biết rồi', 'có biết', 'đồng ý rồi', 'đã đồng ý'],
          ...['hỏi rồi', 'đã hỏi', 'đã hỏi rồi', 'nói rồi', 'đã nói', 'đã nói rồi'],
        ],
      },
      {
        value: 'no',
        label: 'Chưa biết',
        words: [
          ...['chưa', 'không', 'chưa biết gì', 'không biết', 'giữ bất ngờ', 'để bất ngờ', 'chưa ai biết'],
          ...['chưa nói', 'chưa nói gì', 'chưa hỏi', 'chưa hỏi ý kiến', 'bí mật', 'giữ bí mật', 'không muốn cho biết'],
        ],
      },
      { value: 'unknown', label: 'Tôi không rõ', words: ['không rõ', 'chịu', 'không chắc'] },
    ],
    when: notSelf,
  }),
  nameAndPhone({
    key: 'byName',
    label: 'Người giới thiệu',
    aka: OWN_NAME,
    text: 'Còn anh/chị tên là gì, số điện thoại bao nhiêu ạ? Hội cần để gọi lại khi xác minh. Ví dụ: "Phạm Thị Lan 0912 345 678".',
    when: notSelf,
    known: ({ profile }) => profile?.name,
    given: ({ profile }) => profile?.name,
    phoneKey: 'byPhone',
  }),
  phone({
    key: 'byPhone',
    label: 'Điện thoại của anh/chị',
    text: 'Số điện thoại của anh/chị là số nào ạ? Cán bộ Hội chỉ gọi khi cần hỏi thêm; ghi số của người nhà cũng được ạ.',
    known: ({ profile }) => profile?.phone,
    given: ({ profile }) => profile?.phone,
  }),
]
