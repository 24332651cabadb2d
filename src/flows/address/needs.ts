// What a family needs changes: an officer adds a need, changes one, or ends it.

import type { NeedChange } from '../effects/address.js'
import type { Door, Panel, Turn } from '../flow.js'
import { readOption } from '../interview/choice.js'
import type { HelpForm, Rhythm } from '../needs.js'
import { looksAgain, saysNothing, staysAsItIs, wordsOnly } from '../turn/reason.js'
import { ask, close, openPanel, resume } from '../turn/say.js'
import { measureOf, readAmountSaid } from '../vi/amount.js'
import { dayAt, isoDay } from '../vi/calendar.js'
import { readComingDay } from '../vi/coming-day.js'
import { wordsAlone } from '../vi/keywords.js'
import { clip } from '../vi/text.js'
import { readSeen } from './file.js'
import { FORM_OPTIONS, RHYTHM_OPTIONS } from './options.js'

const CODE = /^DCND-\d{4}-\d{4,9}$/
const NEED = /^(\d{1,18})~(DCND-\d{4}-\d{4,9}(?:_\d+)?)$/
const MEASURE = 40
const WHAT = 120

const KEEP = { value: 'back', label: 'Thôi, quay lại' }
// What is known already travels in `about`: the number of the need first, because a button is told from that of another
// need by the beginning.
const part = (about: string | undefined, n: number) => about?.split('~')[n] ?? ''

function back(t: Turn, about: string): void {
  close(t)
  t.effects.push({ do: 'openAddressFile', code: readSeen(about).code })
}

function change(t: Turn, change: NeedChange): void {
  const [need = '', about = ''] = (t.session.panel?.about ?? '').split('~')
  close(t)
  t.effects.push({ do: 'changeNeed', ...readSeen(about), need, change })
}

function next(t: Turn, panel: string, ...known: string[]): void {
  openPanel(t, panel, known.join('~'))
  ask(t)
}

const LONGEST_AHEAD = 5 * 366
// "Khi nào cũng được", "không cần gấp".
const NO_DAY =
  /^(?:(?:khong|ko)(?: (?:hen|co|can)(?: (?:ngay|han|gap|ngay nao|han nao))*)?|bo han|(?:khi|luc|bao gio|hom) ?(?:nao)? cung duoc)$/
export const isNoDay = (said: string) => NO_DAY.test(wordsAlone(said))
export const NO_COMING_DAY = 'Anh/chị ghi giúp Trợ lý một ngày sắp tới, ví dụ "31/12" ạ.'

/** "31/12", "cuối tháng sau": an ISO day from tomorrow on. `now`: epoch ms. */
export function readNeededBy(said: string, now: number): string | undefined {
  const today = dayAt(now)
  const day = readComingDay(said, today, today + 1)
  return typeof day === 'number' && day - today <= LONGEST_AHEAD ? isoDay(day) : undefined
}

export const needDoors: Door[] = [
  {
    command: 'need',
    label: 'Sửa nhu cầu',
    open: (t, rest) => (NEED.test(rest) ? next(t, 'need-change', rest) : resume(t)),
  },
  {
    command: 'newNeed',
    label: 'Thêm nhu cầu',
    open: (t, code) => (CODE.test(code) ? next(t, 'need-form', 'new', code) : resume(t)),
  },
]

/** A panel that takes words for one thing. */
const words = (question: string, read: (t: Turn, text: string, about: string) => void): Panel => ({
  mode: 'free',
  numbers: false,
  ask: () => ({ text: question, options: [KEEP] }),
  read: (said) => (looksAgain(said) ? KEEP.value : undefined),
  pick: (t, _value, _said, about) => back(t, part(about, 1)),
  text: (t, text) => read(t, text, t.session.panel?.about ?? ''),
  files: wordsOnly,
})

// "Chưa rõ", "không biết": needed is nothing yet.
const UNKNOWN = /^(?:khong|ko|chua) (?:biet|ro)(?: .{1,20})?$/
const names = (text: string) => !saysNothing(text) && !UNKNOWN.test(wordsAlone(text))

/** Words for what is needed; "~" keeps what is known apart. */
const whatOf = (text: string) => clip(text.replaceAll('~', '-').replace(/\s+/g, ' '), WHAT)

const changing: Record<string, Panel> = {
  'need-change': {
    mode: 'closed',
    ask: () => ({
      text: 'Anh/chị muốn sửa gì ở nhu cầu này ạ? Phần đã có người nhận giúp không bớt được; muốn bớt, anh/chị trả lời các đăng ký trước.',
      options: [
        { value: 'quantity', label: 'Số lượng' },
        { value: 'what', label: 'Lời ghi nhu cầu' },
        { value: 'day', label: 'Cần trước ngày' },
        { value: 'end', label: 'Không còn cần nữa' },
        KEEP,
      ],
    }),
    pick(t, value, _said, about = '') {
      if (value === 'back') return back(t, part(about, 1))
      if (value === 'end') return change(t, { ended: true })
      next(t, `need-${value}`, about)
    },
  },
  'need-quantity': words('Nay cần tất cả bao nhiêu ạ? Chỉ ghi con số, ví dụ "15".', (t, text) => {
    const read = readAmountSaid(text)
    if (!read) return ask(t, 'Trợ lý chưa rõ con số.')
    change(t, { quantity: read.thousandths })
  }),
  'need-day': {
    mode: 'free',
    numbers: false,
    ask: () => ({
      text: 'Nay gia đình cần trước ngày nào ạ? Ví dụ "31/12".',
      options: [{ value: 'none', label: 'Không hẹn ngày' }, KEEP],
    }),
    read: (said) => (isNoDay(said) ? 'none' : staysAsItIs(said) ? KEEP.value : undefined),
    files: wordsOnly,
    pick: (t, value, _said, about) => (value === 'none' ? change(t, { neededBy: '' }) : back(t, part(about, 1))),
    text(t, text) {
      const day = readNeededBy(text, t.ctx.now)
      if (!day) return ask(t, NO_COMING_DAY)
      change(t, { neededBy: day })
    },
  },
  'need-what': words('Ghi lại nhu cầu này thế nào ạ? Ví dụ: "gạo và nhu yếu phẩm".', (t, text) => {
    if (!names(text)) return ask(t, 'Anh/chị ghi rõ hơn giúp Trợ lý ạ.')
    change(t, { what: whatOf(text) })
  }),
}

const adding: Record<string, Panel> = {
  'need-form': {
    mode: 'closed',
    ask: (_t, about) => ({
      text: `${part(about, 1)} cần giúp thêm bằng hình thức nào ạ?`,
      options: [...FORM_OPTIONS, KEEP],
    }),
    read: (said) => readOption(said, FORM_OPTIONS),
    pick(t, value, _said, about = '') {
      if (value === 'back') return back(t, part(about, 1))
      next(t, 'need-new-what', about, value)
    },
  },
  'need-new-what': words('Cụ thể cần gì ạ? Ví dụ: "gạo và nhu yếu phẩm", "sửa mái nhà".', (t, text, about) => {
    if (!names(text)) return ask(t, 'Anh/chị ghi rõ hơn giúp Trợ lý ạ.')
    next(t, 'need-new-quantity', about, whatOf(text))
  }),
  'need-new-quantity': words(
    'Cần bao nhiêu ạ? Ghi cả đơn vị tính, ví dụ "10 suất", "500.000 đồng", "3 ngày công".',
    (t, text, about) => {
      const read = readAmountSaid(text)
      const measure = clip(read ? measureOf(read).replaceAll('~', '-') : '', MEASURE)
      if (!read || measure === '') return ask(t, 'Trợ lý chưa rõ số lượng và đơn vị tính.')
      next(t, 'need-new-rhythm', about, String(read.thousandths), measure)
    },
  ),
  'need-new-rhythm': {
    mode: 'closed',
    ask: () => ({ text: 'Giúp theo nhịp nào ạ?', options: [...RHYTHM_OPTIONS, KEEP] }),
    read: (said) => readOption(said, RHYTHM_OPTIONS),
    pick(t, value, _said, about = '') {
      const [, code = '', form = '', what = '', quantity = '', measure = ''] = about.split('~')
      if (value === 'back') return back(t, code)
      close(t)
      const need = { form: form as HelpForm, what, measure, quantity: Number(quantity), rhythm: value as Rhythm }
      t.effects.push({ do: 'addNeed', code, need })
    },
  },
}

export const needPanels: Record<string, Panel> = { ...changing, ...adding }
