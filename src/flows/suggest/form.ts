// The short form: where, what is hard, whom to ask for. Whatever the teller does not know, the officer finds out.

import type { Suggestion } from '../effects/suggest.js'
import type { Flow } from '../flow.js'
import { choice } from '../interview/choice.js'
import type { Answers, AnyQuestion } from '../interview/form.js'
import { OWN_NAME, personName } from '../interview/name.js'
import { shortText } from '../interview/texts.js'
import { type UnitAnswer, unit } from '../interview/unit.js'
import { phone } from '../interview/values.js'
import { each, list } from '../vi/phrases.js'
import { SOMEBODY_NEAR, THEIR_OWN } from '../vi/somebody.js'

const isOwn = (answers: Answers) => answers.whose === 'own'

const questions: AnyQuestion[] = [
  choice({
    key: 'whose',
    label: 'Hoàn cảnh của',
    text: 'Anh/chị muốn kể về hoàn cảnh của ai ạ?',
    options: [
      {
        value: 'other',
        label: 'Người khác',
        words: [
          ...each('; nhà; gia đình', 'hàng xóm; người quen; bên cạnh; gần đây; trong xóm; khác; một người quen'),
          ...list('một gia đình; một nhà; bạn tôi; hàng xóm tôi; đồng nghiệp'),
          ...SOMEBODY_NEAR,
        ],
      },
      {
        value: 'own',
        label: 'Gia đình tôi',
        words: [...list('tôi; nhà tôi; của tôi; mình; nhà mình; bản thân; bản thân tôi; chính tôi'), ...THEIR_OWN],
      },
    ],
  }),
  unit({
    key: 'unit',
    label: 'Phường, xã',
    text: (answers) =>
      isOwn(answers)
        ? 'Nhà mình ở phường, xã nào ạ? Gõ tên cũ cũng được.'
        : 'Gia đình ấy ở phường, xã nào ạ? Gõ tên cũ cũng được.',
  }),
  shortText({
    key: 'details',
    label: 'Hoàn cảnh',
    grows: true,
    text: 'Hoàn cảnh ra sao, đang cần gì nhất ạ? Anh/chị kể vài câu là được; chỉ cán bộ Hội đọc.',
    min: 10,
    max: 1000,
  }),
  shortText({
    key: 'family',
    label: 'Tên gia đình',
    aka: ['tên', 'tên người ấy', 'tên chủ hộ', 'tên cụ', 'tên bà', 'tên ông'],
    text: 'Người ấy (hoặc chủ hộ) tên là gì ạ?',
    min: 2,
    max: 80,
    none: 'Tôi không rõ',
    when: (answers) => !isOwn(answers),
  }),
  shortText({
    key: 'place',
    label: 'Nơi ở',
    aka: ['địa chỉ', 'đường đi', 'chỗ ở', 'số nhà'],
    text: 'Cán bộ tìm tới nhà bằng cách nào ạ? Ví dụ: "ngõ 5, tổ 3, gần chợ". Xin không gửi vị trí trên bản đồ.',
    min: 2,
    max: 200,
    none: 'Tôi không rõ',
  }),
  personName({
    key: 'byName',
    label: 'Tên của anh/chị',
    aka: OWN_NAME,
    text: 'Anh/chị tên là gì ạ? Cán bộ cần biết để hỏi thêm.',
    known: ({ profile }) => profile?.name,
  }),
  phone({
    key: 'byPhone',
    label: 'Điện thoại của anh/chị',
    text: 'Số điện thoại của anh/chị là số nào ạ?',
    known: ({ profile }) => profile?.phone,
  }),
]

export const form: NonNullable<Flow['form']> = {
  flow: 'suggest',
  private: true,
  version: 1,
  questions,
  title: () => 'hoàn cảnh khó khăn',
  verb: 'kể',
  another: 'Kể hoàn cảnh khác',
  takes: 'kể một hoàn cảnh chỉ mất khoảng 2 phút',
  assume: { whose: 'other' },
  summaryHead: 'Anh/chị xem lại giúp Trợ lý nhé:',
  plain: ['whose', 'unit', 'byName', 'byPhone'],
  hints: {
    whose: 'Anh/chị kể giúp người khác thì bấm "Người khác"; chính nhà mình cần giúp thì bấm "Gia đình tôi".',
    unit: 'Câu này cần tên phường hoặc xã, để chuyển tới đúng cán bộ Hội ở đó.',
    details: 'Anh/chị kể họ đang khó điều gì và cần gì. Ví dụ: "Cụ sống một mình, mái nhà dột, thiếu gạo".',
    family: 'Câu này hỏi tên người cần giúp; không rõ thì bấm "Tôi không rõ".',
    place: 'Câu này hỏi đường tới nhà; không rõ thì bấm "Tôi không rõ".',
    byName: 'Câu này hỏi họ tên của chính anh/chị. Ví dụ: "Phạm Thị Lan".',
    byPhone: 'Câu này cần một số điện thoại để cán bộ gọi hỏi thêm. Ví dụ: "0912 345 678".',
  },
  profile: (answers) => ({ name: answers.byName as string, phone: answers.byPhone as string }),
  send: (draft, answers) => ({ do: 'suggestAddress', draft: draft.id, suggestion: suggestionOf(answers) }),
}

function suggestionOf(answers: Answers): Suggestion {
  const place = answers.unit as UnitAnswer
  const name = answers.byName as string
  return {
    own: isOwn(answers),
    unit: 'code' in place ? place.code : undefined,
    unitText: 'code' in place ? place.name : place.words,
    details: answers.details as string,
    family: isOwn(answers) ? name : (answers.family as string) || undefined,
    place: (answers.place as string) || undefined,
    name,
    phone: answers.byPhone as string,
  }
}
