// The nomination form: a good person or group for "Người tốt, việc thiện", or a community for "Cộng đồng nhân ái".
// Fields and criteria follow plan 52/KH-HCTĐ (2023), parts III.1 and III.2.

import type { Flow } from '../flow.js'
import { choice } from '../interview/choice.js'
import { criterion } from '../interview/criterion.js'
import { evidence } from '../interview/evidence.js'
import type { AnyQuestion } from '../interview/form.js'
import { groupName, personName } from '../interview/name.js'
import { longText, shortText } from '../interview/texts.js'
import { unit } from '../interview/unit.js'
import { count, phone, whenDone } from '../interview/values.js'
import type { Movement } from '../programme.js'
import { isCommunity, isDeed, isGroup, isPerson, isSelf, known, nominee, notSelf, them } from './answers.js'
import { NOMINATE_HINTS } from './hints.js'
import { kindOf, NOMINEES } from './kind.js'
import { movementIn, ownQuestions } from './own-form.js'
import { nomination, nominatorName } from './sent.js'

const questions: AnyQuestion[] = [
  kindOf(NOMINEES),
  personName({
    key: 'name',
    label: 'Người được giới thiệu',
    aka: ['tên', 'họ tên', 'tên người', 'tên người được giới thiệu', 'tên người tốt', 'tên nhân vật'],
    text: (answers) =>
      isSelf(answers)
        ? 'Họ tên đầy đủ của anh/chị là gì ạ? (có dấu giúp Trợ lý nhé)'
        : 'Người tốt mà anh/chị muốn kể tên là gì ạ? Nếu được, anh/chị ghi đủ họ tên có dấu giúp Trợ lý.',
    when: isPerson,
    describable: notSelf,
  }),
  groupName({
    key: 'group',
    label: 'Tên gọi',
    aka: ['tên', 'tên nhóm', 'tên tập thể', 'tên cộng đồng'],
    text: (answers) =>
      isCommunity(answers)
        ? 'Cộng đồng ấy tên là gì ạ? Ví dụ: "Tổ dân phố số 5", "Trường THCS Trần Phú", "Xóm trọ công nhân Tràng Duệ".'
        : 'Tập thể, nhóm ấy tên là gì ạ?',
    when: isGroup,
  }),
  choice({
    key: 'field',
    label: 'Loại cộng đồng',
    text: 'Đây là cộng đồng ở đâu ạ?',
    options: [
      { value: 'residential', label: 'Khu dân cư', words: ['thôn', 'xóm', 'tổ dân phố', 'dân cư'] },
      { value: 'school', label: 'Trường học', words: ['trường'] },
      { value: 'office', label: 'Cơ quan', words: [] },
      { value: 'enterprise', label: 'Doanh nghiệp', words: ['công ty', 'nhà máy', 'xí nghiệp'] },
      { value: 'organisation', label: 'Tổ chức, hội, nhóm', words: ['tổ chức', 'hội', 'câu lạc bộ'] },
    ],
    when: isCommunity,
  }),
  unit({
    key: 'unit',
    label: 'Nơi ở, nơi làm việc',
    aka: ['nơi ở', 'chỗ ở', 'địa chỉ', 'nơi làm việc', 'phường', 'xã', 'phường xã', 'nơi'],
    text: (answers) =>
      isGroup(answers)
        ? 'Nơi ấy thuộc phường, xã hoặc khu công nghiệp nào ạ? Gõ tên cũ cũng được, Trợ lý sẽ tìm tên mới.'
        : isSelf(answers)
          ? 'Anh/chị đang sống hoặc làm việc ở phường, xã hay khu công nghiệp nào ạ? Gõ tên cũ cũng được.'
          : 'Người ấy đang sống hoặc làm việc ở phường, xã hay khu công nghiệp nào ạ? Gõ tên cũ cũng được, Trợ lý sẽ tìm tên mới.',
  }),
  count({
    key: 'members',
    label: 'Số thành viên',
    aka: ['thành viên', 'số người'],
    text: 'Cộng đồng ấy có khoảng bao nhiêu người ạ?',
    unknown: 'Tôi không rõ',
    of: 'người',
    when: isCommunity,
  }),
  choice({
    key: 'deed',
    label: 'Loại việc thiện',
    text: 'Đó là việc như thế nào ạ?',
    options: [
      { value: 'action', label: 'Một hành động đẹp', words: ['hành động', 'một hành động'] },
      { value: 'work', label: 'Việc làm lâu dài', words: ['việc làm', 'một việc làm'] },
      { value: 'idea', label: 'Ý tưởng hay', words: ['ý tưởng', 'một ý tưởng'] },
      { value: 'initiative', label: 'Sáng kiến', words: ['một sáng kiến'] },
    ],
    when: isDeed,
  }),
  longText({
    key: 'story',
    label: 'Câu chuyện',
    aka: ['chuyện', 'lời kể'],
    text: 'Chuyện ấy ra sao ạ? Anh/chị cứ kể tự nhiên: giúp ai, bằng cách nào, kết quả thế nào (chừng ba bốn câu trở lên, gửi làm nhiều tin cũng được).',
    min: 150,
    max: 1500,
    when: isDeed,
  }),
  longText({
    key: 'life',
    label: 'Câu chuyện',
    aka: ['chuyện', 'lời kể'],
    text: 'Mọi người ở đó đang giúp đỡ nhau và giúp bà con khó khăn như thế nào ạ? Anh/chị cứ kể tự nhiên (chừng ba bốn câu trở lên, gửi làm nhiều tin cũng được).',
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
  }),
  shortText({
    key: 'helped',
    label: 'Ai được giúp',
    aka: ['người được giúp'],
    text: 'Ai đã được giúp ạ? Anh/chị ghi chung, ví dụ "một cụ già neo đơn", "các em nhỏ trong xóm"; không cần ghi tên.',
    min: 2,
    max: 200,
    when: isDeed,
  }),
  count({
    key: 'count',
    label: 'Số người được giúp',
    aka: ['số người', 'số lượng', 'bao nhiêu người'],
    text: 'Khoảng bao nhiêu người đã được giúp ạ?',
    unknown: 'Tôi không rõ',
    of: 'người',
    when: isDeed,
  }),
  count({
    key: 'hardship',
    label: 'Người khó khăn trong cộng đồng',
    text: 'Trong cộng đồng có khoảng bao nhiêu người đang gặp khó khăn ạ? (không có thì gõ 0)',
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
    text: 'Việc ấy đã giúp bà con về mặt nào ạ?',
    options: [
      { value: 'material', label: 'Vật chất', words: ['vật chất', 'tiền', 'của cải'] },
      { value: 'spiritual', label: 'Tinh thần', words: ['tinh thần'] },
      {
        value: 'both',
        label: 'Cả hai',
        words: ['hai', 'cả vật chất và tinh thần', 'cả vật chất cả tinh thần', 'vật chất và tinh thần'],
      },
    ],
  }),
  criterion({
    key: 'law',
    label: 'Chấp hành chủ trương, pháp luật',
    text: (answers) =>
      isSelf(answers)
        ? 'Anh/chị có chấp hành tốt chủ trương, pháp luật và quy định nơi ở, nơi làm việc không ạ?'
        : `Theo anh/chị biết, ${them(answers)} có gương mẫu chấp hành chủ trương, pháp luật và quy định nơi ở, nơi làm việc không ạ?`,
    why: 'Anh/chị cho một ví dụ ngắn được không ạ? Không bắt buộc đâu ạ.',
    when: isDeed,
  }),
  criterion({
    key: 'part',
    label: 'Tham gia việc nhân đạo',
    text: (answers) =>
      `${isSelf(answers) ? 'Anh/chị' : capitalised(them(answers))} có tích cực tham gia giúp "địa chỉ nhân đạo", hoạt động nhân đạo, phong trào Chữ thập đỏ không ạ?`,
    why: 'Ví dụ là việc gì ạ? Anh/chị ghi ngắn thôi cũng được, không bắt buộc đâu ạ.',
    when: isDeed,
  }),
  criterion({
    key: 'example',
    label: 'Tấm gương để noi theo',
    text: 'Việc làm ấy có khiến những người xung quanh học tập, làm theo không ạ?',
    why: 'Anh/chị cho một ví dụ nhỏ nhé. Không bắt buộc đâu ạ.',
    when: isDeed,
  }),
  criterion({
    key: 'active',
    label: 'Hưởng ứng Phong trào',
    text: 'Cộng đồng ấy có tích cực hưởng ứng Phong trào và giúp các "địa chỉ nhân đạo" có kết quả không ạ?',
    why: 'Kết quả nào đáng kể nhất ạ? Không bắt buộc đâu ạ.',
    when: isCommunity,
  }),
  criterion({
    key: 'everyone',
    label: '100% người khó khăn được giúp',
    text: 'Theo anh/chị biết, tất cả bà con khó khăn trong cộng đồng đều đã được giúp đỡ chưa ạ? (Có: tất cả đã được giúp)',
    why: 'Mọi người đã giúp bằng cách nào ạ? Không bắt buộc đâu ạ.',
    when: isCommunity,
  }),
  criterion({
    key: 'spread',
    label: 'Lan tỏa sang nơi khác',
    text: 'Cách làm ấy có lan tỏa sang nhóm dân cư hoặc địa bàn khác không ạ?',
    why: 'Đã lan tỏa tới đâu ạ? Không bắt buộc đâu ạ.',
    when: isCommunity,
  }),
  shortText({
    key: 'address',
    label: 'Địa chỉ nhân đạo',
    text: 'Việc này có gắn với một "địa chỉ nhân đạo" (hoàn cảnh khó khăn Hội đang kêu gọi giúp) nào không ạ? Nếu có, anh/chị ghi mã (DCND-...) hoặc mô tả ngắn, không cần ghi tên người được giúp.',
    min: 2,
    max: 200,
    none: 'Không có, hoặc tôi không rõ',
    // Those they help themselves: one touch instead of a code to be typed.
    offers: ({ addresses = [] }) => addresses.slice(0, 3),
  }),
  evidence({
    key: 'evidence',
    label: 'Minh chứng',
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
      { value: 'yes', label: 'Đã biết', words: ['rồi', 'biết rồi', 'có'] },
      { value: 'no', label: 'Chưa biết', words: ['chưa', 'không'] },
      { value: 'unknown', label: 'Tôi không rõ', words: ['không rõ'] },
    ],
    when: notSelf,
  }),
  personName({
    key: 'byName',
    label: 'Người giới thiệu',
    aka: ['tên tôi', 'tên của tôi', 'tên em', 'tên mình', 'tên tớ', 'tên cháu', 'tên người kể'],
    text: 'Còn anh/chị tên là gì ạ? Hội cần biết để liên hệ khi xác minh.',
    when: notSelf,
    known: ({ profile }) => profile?.name,
  }),
  phone({
    key: 'byPhone',
    label: 'Điện thoại của anh/chị',
    aka: ['số điện thoại', 'điện thoại', 'sđt', 'số của tôi', 'số', 'số phone'],
    text: 'Số điện thoại của anh/chị là số nào ạ? Cán bộ Hội chỉ gọi khi cần hỏi thêm; ghi số của người nhà cũng được ạ.',
    known: ({ profile }) => profile?.phone,
  }),
]

type NominateForm = NonNullable<Flow['form']>

export const form: NominateForm = {
  flow: 'nominate',
  version: 1,
  questions,
  title: (answers) => {
    const name = nominee(answers)
    return name ? `câu chuyện về ${name}` : 'câu chuyện người tốt'
  },
  verb: 'kể',
  another: 'Kể về người khác',
  tellAgain: 'Cảm ơn anh/chị đã kể. Trợ lý giữ lời vừa rồi làm câu chuyện; còn vài câu hỏi ngắn nữa thôi ạ.',
  takes: 'kể một câu chuyện chỉ mất khoảng 5 phút',
  filesKey: 'evidence',
  assume: { kind: 'individual' },
  summaryHead: 'Anh/chị xem lại giúp Trợ lý nhé:',
  hints: NOMINATE_HINTS,
  stories: ['story', 'life'],
  plain: ['kind', 'name', 'unit', 'byName', 'byPhone'],
  settled: ['kind'],
  tellers: ['byName', 'byPhone'],
  profile: (answers) => ({ name: nominatorName(answers), phone: answers.byPhone as string }),
  of(answers) {
    const movement = movementIn(answers)
    return movement && ofMovement(movement)
  },
  send: (draft, answers) => ({
    do: 'submitNomination',
    draft: draft.id,
    nomination: nomination(answers, form.version),
  }),
}

// A draft keeps its movement as one object, and a turn looks at it many times.
const ownForms = new WeakMap<Movement, NominateForm>()

/** The form of another movement. */
function ofMovement(movement: Movement): NominateForm {
  const known = ownForms.get(movement)
  if (known) return known
  const assume = { kind: movement.kinds[0] }
  const made = { ...form, questions: ownQuestions(movement, questions), assume, hints: undefined }
  ownForms.set(movement, made)
  return made
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
