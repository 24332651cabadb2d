// What an officer is asked who writes to their members: the words, a picture or a paper, buttons, when.

import type { BroadcastForm } from '../effects/campaign.js'
import type { Flow } from '../flow.js'
import { choice } from '../interview/choice.js'
import { choices } from '../interview/choices.js'
import { type Evidence, evidence } from '../interview/evidence.js'
import type { Answers, AnyQuestion, Question } from '../interview/form.js'
import { shortText } from '../interview/texts.js'
import { type UnitAnswer, unit } from '../interview/unit.js'
import { type ButtonName, CHOSEN, LABELS, MOST_CHOSEN } from '../news-buttons.js'
import { HOUR } from '../schedule.js'
import { type Day, dayAt, midnight, showDay } from '../vi/calendar.js'
import { readComingDay } from '../vi/coming-day.js'
import { clip, length } from '../vi/text.js'
import { limitsOf } from './limits.js'
import { readHour, WEEKDAYS } from './slot.js'

/** Said under every message: how to have no more of them. */
export const STOP_LINE = '\n\nMuốn thôi nhận tin, anh/chị nhắn "dừng nhận tin".'

const words = shortText({
  key: 'text',
  label: 'Nội dung',
  text: 'Anh/chị muốn nhắn gì tới các thành viên ạ? Gửi trong một tin, tối đa 1.500 ký tự; Zalo không có chữ đậm.',
  min: 10,
  max: 1500,
})

/** The words, with what each platform makes of them said at once. */
const text: Question<string> = {
  ...words,
  captions: true,
  read(input, asking) {
    const reading = words.read(input, asking)
    if (!('answer' in reading)) return reading
    const size = `Dạ, tin dài ${length(reading.answer).toLocaleString('vi-VN')} ký tự.`
    return { ...reading, say: [size, ...limitsOf({ text: reading.answer + STOP_LINE })].join('\n') }
  },
}

const attached = evidence({
  key: 'file',
  label: 'Ảnh, tệp',
  text: 'Có kèm một ảnh hoặc một tệp không ạ? Tệp gửi được qua cả Zalo là PDF, Word dưới 5 MB.',
})

/** One picture or paper: the one sent last. */
const file: typeof attached = {
  ...attached,
  ask(asking) {
    const held = asking.note ?? (asking.kept as Evidence | undefined)
    if (!held || held.files.length === 0) return attached.ask({ ...asking, kept: undefined })
    const what = held.files.at(-1)!.kind === 'photo' ? 'một ảnh' : 'một tệp'
    return {
      text: `Tin sẽ kèm ${what}. Anh/chị bấm "Xong"; gửi ảnh hoặc tệp khác là thay ${what} này ạ.`,
      options: [
        { value: 'done', label: 'Xong' },
        { value: 'none', label: 'Bỏ ảnh, tệp' },
      ],
    }
  },
  read(input, asking) {
    const reading = attached.read(input, asking)
    if ('answer' in reading) return { answer: { files: reading.answer.files.slice(-1), links: [] } }
    if ('note' in reading && input.kind === 'files') return reading
    return { again: 'Anh/chị gửi một ảnh hoặc một tệp; không kèm gì thì bấm nút bên dưới ạ.' }
  },
  full: (value) => attached.show(value, {}),
}

const LONGEST_AHEAD = 400

/** "25/12", "thứ hai", "1/5/2027": a day from tomorrow on. */
export function readDay(said: string, today: Day): Day | undefined {
  const day = readComingDay(said, today, today + 1)
  return typeof day === 'number' && day - today <= LONGEST_AHEAD ? day : undefined
}

const day: Question<number> = {
  key: 'day',
  label: 'Ngày',
  mode: () => 'closed',
  numbersPick: false,
  when: ({ when }) => when === 'date',
  valid: (value): value is number => typeof value === 'number' && Number.isInteger(value),
  ask: ({ ctx }) => ({
    text: `Gửi vào ngày nào ạ? Anh/chị gõ ngày, ví dụ "${showDay(dayAt(ctx.now) + 3).slice(0, 5)}", hoặc "thứ hai".`,
  }),
  read(input, { ctx }) {
    const found = input.kind === 'text' ? readDay(input.text, dayAt(ctx.now)) : undefined
    return found === undefined
      ? { again: 'Trợ lý chưa hiểu ngày này, hoặc ngày ấy đã qua hay còn xa quá một năm ạ.' }
      : { answer: found }
  },
  show: (value) => showDay(value),
}

const HOURS = [8, 10, 15, 19]
const FIRST_HOUR = 8
const LAST_HOUR = 20

const hourChoice = choice({
  key: 'hour',
  label: 'Lúc',
  text: 'Vào lúc mấy giờ ạ? (8:00 đến 20:00)',
  options: HOURS.map((hour) => ({ value: String(hour), label: `${hour}:00` })),
})

/** An hour in which members may be written to: a button, or as people type it ("9h", "14 giờ"). */
const hour: Question<string> = {
  ...hourChoice,
  numbersPick: false,
  when: ({ when }) => when !== 'now',
  valid: (value): value is string => Number(value) >= FIRST_HOUR && Number(value) <= LAST_HOUR,
  read(input, asking) {
    const typed = input.kind === 'text' ? readHour(input.text) : undefined
    if (typed === undefined) return hourChoice.read(input, asking)
    if (this.valid(typed)) return { answer: String(Number(typed)) }
    return { again: 'Tin chung chỉ gửi trong khoảng 8:00 đến 20:30; anh/chị chọn giờ từ 8 đến 20 ạ.' }
  },
  show: (value) => `${value}:00`,
}

const hasLink = ({ buttons }: Answers) => Array.isArray(buttons) && buttons.includes('link')

const questions: AnyQuestion[] = [
  text,
  file,
  choices({
    key: 'buttons',
    label: 'Nút bấm',
    text: 'Dưới tin có nút bấm nào không ạ? Anh/chị chọn nhiều nhất ba nút.',
    none: 'Không cần nút',
    most: MOST_CHOSEN,
    options: CHOSEN,
  }),
  {
    ...shortText({
      key: 'url',
      label: 'Đường dẫn',
      text: 'Anh/chị dán đường dẫn (bắt đầu bằng https://) giúp Trợ lý ạ.',
      min: 8,
      max: 500,
    }),
    when: hasLink,
    valid: (value): value is string => typeof value === 'string' && isUrl(value),
    read: (input) =>
      input.kind === 'text' && isUrl(input.text.trim())
        ? { answer: input.text.trim() }
        : { again: 'Trợ lý cần một đường dẫn đầy đủ, ví dụ https://haiphong.gov.vn ạ.' },
  },
  shortText({
    key: 'linkLabel',
    label: 'Chữ trên nút',
    text: 'Trên nút ấy ghi gì ạ? Ví dụ "Xem chương trình", tối đa 40 ký tự.',
    min: 2,
    max: 40,
    none: LABELS.link,
    when: hasLink,
  }),
  unit({
    key: 'unit',
    label: 'Gửi tới thành viên của',
    text: 'Tin gửi tới thành viên của đơn vị nào ạ? (cả các đơn vị bên dưới)',
    when: ({ own }) => own === undefined,
  }),
  choice({
    key: 'when',
    label: 'Khi nào',
    text: 'Gửi khi nào ạ?',
    options: [
      { value: 'now', label: 'Ngay sau khi duyệt', words: ['ngay', 'bây giờ', 'luôn'] },
      { value: 'tomorrow', label: 'Ngày mai', words: ['mai'] },
      { value: 'date', label: 'Một ngày khác', words: ['ngày khác'] },
      { value: 'weekly', label: 'Thêm vào loạt tin hằng tuần', words: ['hằng tuần', 'hàng tuần', 'mỗi tuần'] },
    ],
  }),
  day,
  choice({
    key: 'weekday',
    label: 'Vào thứ',
    text: 'Loạt tin hằng tuần gửi vào thứ mấy ạ?',
    options: WEEKDAYS.map((label, n) => ({ value: String(n + 1), label })),
    when: ({ when }) => when === 'weekly',
  }),
  hour,
]

function isUrl(text: string): boolean {
  if (/\s/.test(text) || !/^https?:\/\//i.test(text)) return false
  return URL.canParse(text) && new URL(text).hostname.includes('.')
}

export const form: NonNullable<Flow['form']> = {
  flow: 'campaign',
  version: 2,
  questions,
  title: ({ text }) => (typeof text === 'string' ? `tin “${clip(text, 30)}”` : 'tin gửi thành viên'),
  verb: 'soạn',
  another: 'Soạn tin khác',
  takes: 'soạn một tin chỉ mất khoảng 2 phút',
  filesKey: 'file',
  fileWord: 'để gửi kèm',
  assume: { when: 'now', buttons: [] },
  summaryHead: 'Tin anh/chị soạn (chưa gửi cho ai):',
  sendLabel: 'Xem trước',
  send: (draft, answers) => ({
    do: 'draftBroadcast',
    draft: (draft.answers.of as string | undefined) ?? draft.id,
    form: broadcastForm(answers, draft.answers.own as UnitAnswer | undefined, draft.updatedAt),
    answers: { ...answers, ...(draft.answers.own === undefined ? {} : { own: draft.answers.own }) },
  }),
}

/** `own`: the one unit they answer for; `written` (epoch ms) is what "tomorrow" is counted from. */
function broadcastForm(answers: Answers, own: UnitAnswer | undefined, written: number): BroadcastForm {
  const place = own ?? (answers.unit as UnitAnswer)
  const { when, url } = answers
  const at = Number(answers.hour)
  const on = when === 'tomorrow' ? dayAt(written) + 1 : when === 'date' ? Number(answers.day) : undefined
  const [file] = (answers.file as Evidence | undefined)?.files ?? []
  return {
    text: `${answers.text as string}${STOP_LINE}`,
    buttons: answers.buttons as ButtonName[],
    unit: 'code' in place ? place.code : '',
    ...(file ? { file: file.id } : {}),
    ...(typeof url === 'string' ? { link: { url, label: (answers.linkLabel as string) || LABELS.link } } : {}),
    ...(on === undefined ? {} : { startsAt: midnight(on) + at * HOUR }),
    ...(when === 'weekly' ? { weekly: { weekday: Number(answers.weekday), hour: at } } : {}),
  }
}
