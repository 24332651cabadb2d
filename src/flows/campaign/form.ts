// What an officer is asked who writes to their members: the words, a picture or a paper, buttons, when.

import type { BroadcastForm } from '../effects/campaign.js'
import type { Flow } from '../flow.js'
import { choices } from '../interview/choices.js'
import { type Evidence, evidence } from '../interview/evidence.js'
import type { Answers, AnyQuestion } from '../interview/form.js'
import { shortText } from '../interview/texts.js'
import { type UnitAnswer, unit } from '../interview/unit.js'
import { type ButtonName, CHOSEN, LABELS, MOST_CHOSEN } from '../news-buttons.js'
import { MINUTE } from '../schedule.js'
import { dayAt, midnight } from '../vi/calendar.js'
import { wordsAlone } from '../vi/keywords.js'
import { clip, length } from '../vi/text.js'
import { limitsOf } from './limits.js'
import { minutesOf, whenQuestions } from './when.js'

/** Said under every message: how to have no more of them. */
export const STOP_LINE = '\n\nMuốn thôi nhận tin, anh/chị nhắn "dừng nhận tin".'

const words = shortText({
  key: 'text',
  label: 'Nội dung',
  text: 'Anh/chị muốn nhắn gì tới các thành viên ạ? Gửi trong một tin, tối đa 1.500 ký tự; Zalo không có chữ đậm.',
  min: 10,
  max: 1500,
})

// Said to us about the message, and no word of it: whole messages, without marks, signs and politeness.
const ABOUT_IT = [
  /^(?:thoi )?(?:khong|ko|dung|chua) (?:gui|soan|viet)(?: .{1,20})?$/,
  /^chua nghi(?: .{1,20})?$/,
  /^(?:huy|bo|xoa)(?: (?:tin|dot|ban))?(?: (?:nay|gui nay|nhap))?$/,
  /^(?:(?:xem|mo) )?(?:cac |danh sach )?tin (?:da gui|hom truoc|tuan truoc|lan truoc|cu)$/,
  /^(?:lay|gui lai|dung lai|nhu)(?: tin)? (?:hom|tuan|lan|thang) (?:truoc|roi)$/,
  /^(?:soan|viet)(?: (?:giup|ho)(?: .{1,15})?)?$/,
  /^(?:co )?gui (?:cho ai|toi ai|den ai|kem anh|anh|tep|file)(?: .{1,15})?$/,
  /^(?:chi )?gui (?:cho|toi|den) .{2,30} thoi$/,
]
const THE_WORDS =
  'Trợ lý cần chính lời sẽ gửi tới thành viên ạ; ảnh, nút bấm và giờ gửi mình chọn ở câu sau. Muốn dừng, anh/chị nhắn "để sau".'

/** The words, with what each platform makes of them said at once. */
const text: typeof words = {
  ...words,
  captions: true,
  // Members read it as it was sent: a word behind it is an answer to the next question.
  goesOn: () => false,
  read(input, asking) {
    const said = input.kind === 'text' ? wordsAlone(input.text) : ''
    if (ABOUT_IT.some((pattern) => pattern.test(said))) return { again: THE_WORDS }
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

// One sent while another question is asked is kept beside it.
const lastOf = ({ files }: Evidence): Evidence => ({ files: files.slice(-1), links: [] })

/** One picture or paper: the one sent last. */
const file: typeof attached = {
  ...attached,
  ask(asking) {
    const held = asking.note ?? (asking.kept as Evidence | undefined)
    if (!held || held.files.length === 0) return attached.ask({ ...asking, kept: undefined })
    const what = held.files.at(-1)!.kind === 'photo' ? 'ảnh' : 'tệp'
    return {
      text: `Tin sẽ kèm một ${what}. Anh/chị bấm "Xong"; gửi ảnh hoặc tệp khác là thay ${what} này ạ.`,
      options: [
        { value: 'done', label: 'Xong' },
        { value: 'none', label: 'Bỏ ảnh, tệp' },
      ],
    }
  },
  read(input, asking) {
    const reading = attached.read(input, asking)
    if ('answer' in reading) return { answer: lastOf(reading.answer) }
    if ('note' in reading && input.kind === 'files') return reading
    return { again: 'Anh/chị gửi một ảnh hoặc một tệp; không kèm gì thì bấm nút bên dưới ạ.' }
  },
  show: (value) => attached.show(lastOf(value), {}),
  full: (value) => attached.show(lastOf(value), {}),
}

const hasLink = ({ buttons }: Answers) => Array.isArray(buttons) && buttons.includes('link')

const linkLabel = shortText({
  key: 'linkLabel',
  label: 'Chữ trên nút',
  text: 'Trên nút ấy ghi gì ạ? Ví dụ "Xem chương trình", tối đa 40 ký tự.',
  min: 2,
  max: 40,
  none: LABELS.link,
  when: hasLink,
})
const AS_IT_IS = /^(?:mac dinh|(?:de|giu) nguyen|(?:de |giu )?nhu cu|(?:ghi )?(?:gi|sao) cung duoc|tuy(?: .{1,10})?)$/

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
  {
    ...linkLabel,
    read: (input, asking) =>
      input.kind === 'text' && AS_IT_IS.test(wordsAlone(input.text)) ? { answer: '' } : linkLabel.read(input, asking),
  },
  unit({
    key: 'unit',
    label: 'Gửi tới thành viên của',
    text: 'Tin gửi tới thành viên của đơn vị nào ạ? (cả các đơn vị bên dưới)',
    when: ({ own }) => own === undefined,
  }),
  ...whenQuestions,
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
    fresh: draft.id,
    form: broadcastForm(answers, draft.answers.own as UnitAnswer | undefined, draft.updatedAt),
    answers: { ...answers, ...(draft.answers.own === undefined ? {} : { own: draft.answers.own }) },
  }),
}

/** `own`: the one unit they answer for; `written` (epoch ms) is what "tomorrow" is counted from. */
function broadcastForm(answers: Answers, own: UnitAnswer | undefined, written: number): BroadcastForm {
  const place = own ?? (answers.unit as UnitAnswer)
  const { when, url } = answers
  const at = minutesOf(answers.hour)
  const on = when === 'tomorrow' ? dayAt(written) + 1 : when === 'date' ? Number(answers.day) : undefined
  const file = (answers.file as Evidence | undefined)?.files.at(-1)
  return {
    text: `${answers.text as string}${STOP_LINE}`,
    buttons: answers.buttons as ButtonName[],
    unit: 'code' in place ? place.code : '',
    ...(file ? { file: file.id } : {}),
    ...(typeof url === 'string' ? { link: { url, label: (answers.linkLabel as string) || LABELS.link } } : {}),
    ...(on === undefined ? {} : { startsAt: midnight(on) + at * MINUTE }),
    ...(when === 'weekly' ? { weekly: { weekday: Number(answers.weekday), hour: at / 60 } } : {}),
  }
}
