// What an officer is asked who writes to their members: the words, a button, for whom, when.
import type { Flow } from '../flow.js'
import { choice } from '../interview/choice.js'
import type { Answers, AnyQuestion } from '../interview/form.js'
import { shortText } from '../interview/texts.js'
import { type UnitAnswer, unit } from '../interview/unit.js'
import { HOUR } from '../schedule.js'
import { dayAt, midnight } from '../vi/calendar.js'
import { clip } from '../vi/text.js'
import type { BroadcastForm } from './effects.js'
import { WEEKDAYS } from './slot.js'

/** Said under every message: how to have no more of them. */
const STOP_LINE = '\n\nMuốn thôi nhận tin, anh/chị nhắn "dừng nhận tin".'

const BUTTONS: Record<string, { label: string; token: string }[]> = {
  none: [],
  nominate: [{ label: 'Giới thiệu người tốt', token: 'c.nominate' }],
  menu: [{ label: 'Xem Trợ lý giúp được gì', token: 'c.menu' }],
}

const HOURS = [8, 10, 12, 15, 17, 19]

const questions: AnyQuestion[] = [
  shortText({
    key: 'text',
    label: 'Nội dung',
    text: 'Anh/chị muốn nhắn gì tới các thành viên ạ? Gửi trong một tin, tối đa 1.500 ký tự; Zalo không có chữ đậm.',
    min: 10,
    max: 1500,
  }),
  choice({
    key: 'button',
    label: 'Nút bấm',
    text: 'Dưới tin có nút bấm nào không ạ?',
    options: [
      { value: 'none', label: 'Không cần nút', words: ['không', 'không cần'] },
      { value: 'nominate', label: 'Giới thiệu người tốt' },
      { value: 'menu', label: 'Xem Trợ lý giúp được gì' },
    ],
  }),
  unit({
    key: 'unit',
    label: 'Gửi tới thành viên của',
    text: 'Tin gửi tới thành viên của đơn vị nào ạ? (cả các đơn vị bên dưới)',
  }),
  choice({
    key: 'channel',
    label: 'Kênh',
    text: 'Gửi qua kênh nào ạ? Mỗi người chỉ nhận một lần.',
    options: [
      { value: 'all', label: 'Kênh nào tới được', words: ['cả hai', 'tất cả'] },
      { value: 'telegram', label: 'Chỉ Telegram' },
      { value: 'zalo', label: 'Chỉ Zalo' },
    ],
  }),
  choice({
    key: 'when',
    label: 'Khi nào',
    text: 'Gửi khi nào ạ?',
    options: [
      { value: 'now', label: 'Ngay sau khi duyệt', words: ['ngay', 'bây giờ', 'luôn'] },
      { value: 'tomorrow', label: 'Ngày mai', words: ['mai'] },
      { value: 'weekly', label: 'Thêm vào loạt tin hằng tuần', words: ['hằng tuần', 'hàng tuần', 'mỗi tuần'] },
    ],
  }),
  choice({
    key: 'weekday',
    label: 'Vào thứ',
    text: 'Loạt tin hằng tuần gửi vào thứ mấy ạ?',
    options: WEEKDAYS.map((label, n) => ({ value: String(n + 1), label })),
    when: ({ when }) => when === 'weekly',
  }),
  choice({
    key: 'hour',
    label: 'Lúc',
    text: 'Vào lúc mấy giờ ạ?',
    options: HOURS.map((hour) => ({ value: String(hour), label: `${hour}:00`, words: [`${hour}h`, `${hour} giờ`] })),
    when: ({ when }) => when !== 'now',
  }),
]

export const form: NonNullable<Flow['form']> = {
  flow: 'campaign',
  version: 1,
  questions,
  title: ({ text }) => (typeof text === 'string' ? `tin “${clip(text, 30)}”` : 'tin gửi thành viên'),
  verb: 'soạn',
  another: 'Soạn tin khác',
  takes: 'soạn một tin chỉ mất khoảng 2 phút',
  assume: { when: 'now' },
  summaryHead: 'Tin sẽ gửi:',
  send: (draft, answers) => ({ do: 'draftBroadcast', draft: draft.id, form: broadcastForm(answers, draft.updatedAt) }),
}

/** `written` (epoch ms) is what "tomorrow" is counted from. */
function broadcastForm(answers: Answers, written: number): BroadcastForm {
  const place = answers.unit as UnitAnswer
  const hour = Number(answers.hour)
  const tomorrow = midnight(dayAt(written) + 1) + hour * HOUR
  return {
    text: `${answers.text as string}${STOP_LINE}`,
    buttons: BUTTONS[answers.button as string] ?? [],
    unit: 'code' in place ? place.code : '',
    ...(answers.channel === 'all' ? {} : { channel: answers.channel as string }),
    ...(answers.when === 'tomorrow' ? { startsAt: tomorrow } : {}),
    ...(answers.when === 'weekly' ? { weekly: { weekday: Number(answers.weekday), hour } } : {}),
  }
}
