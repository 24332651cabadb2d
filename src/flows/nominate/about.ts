// Who is told of, and where they are.
import { choice } from '../interview/choice.js'
import type { AnyQuestion } from '../interview/form.js'
import { groupName } from '../interview/name.js'
import { nameAndPlace } from '../interview/name-and-place.js'
import { unit } from '../interview/unit.js'
import { count } from '../interview/values.js'
import { fold } from '../vi/text.js'
import { nameTold, placeTold } from '../vi/told.js'
import { isCommunity, isGroup, isPerson, isSelf, notSelf } from './answers.js'
import { kindOf, NOMINEES, togetherIn } from './kind.js'

/** What the name of a community says of its kind. */
const FIELDS = [
  { field: 'school', name: /^(?:truong|lop|khoa|mam non|thpt|thcs|dai hoc|hoc vien)(?: |$)/ },
  { field: 'enterprise', name: /^(?:cong ty|nha may|xi nghiep|xuong|phan xuong|doanh nghiep|cty)(?: |$)/ },
  {
    field: 'residential',
    name: /^(?:to dan pho|tdp|khu dan cu|kdc|thon|xom|lang|ngo|khu pho|pho|chung cu|khu tap the)(?: |$)/,
  },
] as const

export const about: AnyQuestion[] = [
  kindOf(NOMINEES),
  nameAndPlace({
    key: 'name',
    label: 'Người được giới thiệu',
    aka: ['tên', 'họ tên', 'tên người', 'tên người được giới thiệu', 'tên người tốt', 'tên nhân vật'],
    text: (answers) =>
      isSelf(answers)
        ? 'Họ tên đầy đủ của anh/chị là gì ạ? (có dấu giúp Trợ lý nhé)'
        : 'Người tốt mà anh/chị muốn kể tên là gì ạ? Nếu được, anh/chị ghi đủ họ tên có dấu giúp Trợ lý.',
    when: isPerson,
    describable: notSelf,
    given: ({ answers, told }) => (isSelf(answers) || !told ? undefined : nameTold(told)),
    together: (named, answers) => (isSelf(answers) ? undefined : togetherIn(named, answers)),
    placeKey: 'unit',
  }),
  groupName({
    key: 'group',
    label: 'Tên gọi',
    aka: ['tên', 'tên nhóm', 'tên tập thể', 'tên cộng đồng'],
    text: (answers) =>
      isCommunity(answers)
        ? 'Nơi ấy tên là gì ạ? Ví dụ: "Tổ dân phố số 5", "Trường THCS Trần Phú", "Xóm trọ công nhân Tràng Duệ".'
        : 'Tập thể, nhóm ấy tên là gì ạ?',
    when: isGroup,
  }),
  choice({
    key: 'field',
    label: 'Loại cộng đồng',
    text: 'Đó là khu dân cư, trường học hay cơ quan ạ?',
    options: [
      { value: 'residential', label: 'Khu dân cư', words: ['thôn', 'xóm', 'tổ dân phố', 'dân cư'] },
      { value: 'school', label: 'Trường học', words: ['trường'] },
      { value: 'office', label: 'Cơ quan', words: [] },
      { value: 'enterprise', label: 'Doanh nghiệp', words: ['công ty', 'nhà máy', 'xí nghiệp'] },
      { value: 'organisation', label: 'Tổ chức, hội, nhóm', words: ['tổ chức', 'hội', 'câu lạc bộ'] },
    ],
    when: isCommunity,
    given: ({ answers }) => FIELDS.find(({ name }) => name.test(fold(String(answers.group))))?.field,
  }),
  unit({
    key: 'unit',
    label: 'Nơi ở, nơi làm việc',
    text: (answers) =>
      isGroup(answers)
        ? 'Nơi ấy thuộc phường, xã hoặc khu công nghiệp nào ạ? Gõ tên cũ cũng được, Trợ lý sẽ tìm tên mới.'
        : isSelf(answers)
          ? 'Anh/chị đang sống hoặc làm việc ở phường, xã hay khu công nghiệp nào ạ? Gõ tên cũ cũng được.'
          : 'Người ấy đang sống hoặc làm việc ở phường, xã hay khu công nghiệp nào ạ? Gõ tên cũ cũng được, Trợ lý sẽ tìm tên mới.',
    given: ({ answers, told, ctx }) =>
      told && isPerson(answers) && !isSelf(answers) ? placeTold(told, String(answers.name), ctx.places) : undefined,
  }),
  count({
    key: 'members',
    label: 'Số thành viên',
    aka: ['thành viên', 'số người'],
    text: 'Nơi ấy có khoảng bao nhiêu người ạ?',
    unknown: 'Tôi không rõ',
    of: 'người',
    when: isCommunity,
  }),
]
