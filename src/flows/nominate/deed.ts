// What was done, when, for whom, and what came of it.
import { choice } from '../interview/choice.js'
import type { AnyQuestion } from '../interview/form.js'
import { longText, shortText } from '../interview/texts.js'
import { count, whenDone } from '../interview/values.js'
import type { When } from '../vi/dates.js'
import { each } from '../vi/phrases.js'
import { broughtTold, goesOnAndOn, peopleTold, timeTold } from '../vi/told.js'
import { isCommunity, isDeed, known } from './answers.js'

export const deed: AnyQuestion[] = [
  longText({
    key: 'story',
    label: 'Câu chuyện',
    aka: ['chuyện', 'lời kể'],
    text: 'Chuyện ấy ra sao ạ? Anh/chị cứ kể tự nhiên: giúp ai, bằng cách nào, kết quả thế nào (chừng ba bốn câu, gửi làm nhiều tin cũng được).',
    min: 150,
    max: 1500,
    when: isDeed,
  }),
  longText({
    key: 'life',
    label: 'Câu chuyện',
    aka: ['chuyện', 'lời kể'],
    text: 'Mọi người ở đó đang giúp đỡ nhau và giúp bà con khó khăn như thế nào ạ? Anh/chị cứ kể tự nhiên (chừng ba bốn câu, gửi làm nhiều tin cũng được).',
    min: 150,
    max: 1500,
    when: isCommunity,
  }),
  whenDone({
    key: 'when',
    label: 'Thời gian',
    aka: ['ngày', 'năm', 'lúc', 'ngày tháng'],
    text: (answers) =>
      isCommunity(answers)
        ? 'Nếp sống ấy có từ khi nào ạ? Ví dụ: "từ năm 2019", "đã 5 năm nay".'
        : 'Việc ấy diễn ra vào lúc nào ạ? Ví dụ: "hôm qua", "tháng 9/2026", "đã 5 năm nay".',
    given: ({ told = '', ctx }) => timeTold(told, ctx.now),
  }),
  choice({
    key: 'deed',
    label: 'Loại việc thiện',
    text: 'Việc ấy làm một lần, hay vẫn làm đều ạ?',
    options: [
      {
        value: 'action',
        label: 'Một lần',
        words: [
          'một hành động đẹp',
          'hành động',
          'một hành động',
          'làm một lần',
          '1 lần',
          'mới một lần',
          'có một lần',
          'một lần duy nhất',
        ],
      },
      {
        value: 'work',
        label: 'Làm đều lâu nay',
        words: [
          'việc làm lâu dài',
          'việc làm',
          'một việc làm',
          'làm đều',
          'vẫn làm đều',
          'lâu nay',
          'thường xuyên',
          'lâu dài',
          'làm lâu dài',
          'nhiều lần',
          'đều',
          'vẫn làm',
          'vẫn đang làm',
          'làm suốt',
          'hay làm',
          'lâu',
          'đã lâu',
          'quanh năm',
          'thỉnh thoảng',
          ...each('hằng; hàng', 'ngày; tuần; tháng; năm'),
          ...each('ngày; tuần; tháng; năm', 'nào cũng', '; làm'),
        ],
      },
      {
        value: 'initiative',
        label: 'Là sáng kiến, cách làm mới',
        words: ['sáng kiến', 'một sáng kiến', 'cách làm mới', 'ý tưởng', 'ý tưởng hay'],
      },
      { value: 'idea', label: 'Ý tưởng hay', old: true },
    ],
    when: isDeed,
    given({ answers, told = '' }) {
      const { kind } = (answers.when ?? {}) as Partial<When>
      if (kind === 'since' || goesOnAndOn(told)) return 'work'
      return kind === 'day' ? 'action' : undefined
    },
  }),
  shortText({
    key: 'helped',
    label: 'Ai được giúp',
    aka: ['người được giúp'],
    text: 'Ai đã được giúp, chừng bao nhiêu người ạ? Anh/chị ghi chung, ví dụ "bệnh nhân nghèo, khoảng 50 người"; không cần ghi tên.',
    min: 2,
    max: 200,
    when: isDeed,
    also: (text) => {
      const people = peopleTold(text)
      return people && { count: people }
    },
  }),
  count({
    key: 'count',
    label: 'Số người được giúp',
    aka: ['số người', 'số lượng', 'bao nhiêu người'],
    text: 'Khoảng bao nhiêu người đã được giúp ạ?',
    unknown: 'Tôi không rõ',
    of: 'người',
    when: isDeed,
    // Asked for together with who they are: who names no number knows none, or the story does.
    given: ({ told = '' }) => peopleTold(told) ?? { unknown: true },
  }),
  count({
    key: 'hardship',
    label: 'Người khó khăn trong cộng đồng',
    text: 'Ở đó có khoảng bao nhiêu người đang gặp khó khăn ạ? (không có thì gõ 0)',
    unknown: 'Tôi không rõ',
    of: 'người',
    none: true,
    when: isCommunity,
  }),
  count({
    key: 'covered',
    max: (answers) => known(answers.hardship),
    label: 'Người khó khăn đã được giúp',
    text: 'Trong số đó, khoảng bao nhiêu người đã được giúp đỡ ạ?',
    unknown: 'Tôi không rõ',
    of: 'người',
    none: true,
    when: (answers) => isCommunity(answers) && known(answers.hardship) !== 0,
  }),
  choice({
    key: 'effect',
    label: 'Kết quả mang lại',
    text: 'Người được giúp nhận được gì ạ?',
    options: [
      {
        value: 'material',
        label: 'Tiền, đồ, cơm áo…',
        words: [
          'vật chất',
          'tiền',
          'của cải',
          'đồ',
          'cơm áo',
          'tiền bạc',
          'đồ dùng',
          'gạo',
          'tiền, đồ, cơm áo',
          'nhà ở',
          'có nhà ở',
          'quần áo',
          'sách vở',
          'thuốc men',
          'quà',
          'đồ ăn',
        ],
      },
      {
        value: 'spiritual',
        label: 'Lời động viên, công sức',
        words: [
          'tinh thần',
          'động viên',
          'công sức',
          'lời động viên',
          'ấm lòng',
          'niềm vui',
          'tinh thần là chính',
          'vui',
          'an ủi',
          'chăm sóc',
          'được chăm sóc',
          'được cứu sống',
          'cứu người',
          'dạy chữ',
          'công',
        ],
      },
      {
        value: 'both',
        label: 'Cả hai',
        words: [
          'hai',
          'cái nào cũng có',
          'đủ cả',
          'cả vật chất và tinh thần',
          'cả vật chất cả tinh thần',
          'vật chất và tinh thần',
          'cả vật chất lẫn tinh thần',
          'vật chất lẫn tinh thần',
          'cả 2',
          'cả hai cái',
          'cả hai thứ',
          'cả',
          'đủ thứ',
          'mọi thứ',
          'nhiều thứ',
          'đều có',
        ],
      },
    ],
    given: ({ told = '' }) => broughtTold(told),
  }),
]
