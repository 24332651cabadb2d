// A supporter changes one thing of their pledge, or gives it up.

import type { PledgeChange } from '../effects/support.js'
import type { Panel, Turn } from '../flow.js'
import { readDayOfMonth } from '../interview/day-of-month.js'
import { wordsOnly } from '../turn/reason.js'
import { ask, close, openPanel } from '../turn/say.js'
import { readAmountSaid } from '../vi/amount.js'
import { clip } from '../vi/text.js'
import { keep } from './waits.js'

const KEEP = { value: 'keep', label: 'Thôi, giữ như cũ' }

function change(t: Turn, change: PledgeChange): void {
  const code = t.session.panel?.about ?? ''
  close(t)
  t.effects.push({ do: 'changePledge', code, change })
}

function back(t: Turn, code = ''): void {
  close(t)
  t.effects.push({ do: 'openMyPledge', code })
}

/** A panel that takes words for one thing. */
const words = (question: (code: string) => string, read: (t: Turn, text: string) => void): Panel => ({
  mode: 'free',
  numbers: false,
  ask: (_t, code = '') => ({ text: question(code), options: [KEEP] }),
  pick: (t, _value, _said, code) => back(t, code),
  text: read,
  files: wordsOnly,
})

export const changePanels: Record<string, Panel> = {
  'change-pledge': {
    mode: 'closed',
    ask: (_t, code) => ({
      text: `Anh/chị muốn thay đổi gì trong đăng ký ${code} ạ? Tăng thêm hoặc đổi nhịp thì cán bộ Hội xem lại; những thay đổi khác có hiệu lực ngay.`,
      options: [
        { value: 'quantity', label: 'Số lượng' },
        { value: 'starts', label: 'Thời gian' },
        { value: 'often', label: 'Nhịp giúp' },
        { value: 'note', label: 'Lời nhắn' },
        KEEP,
      ],
    }),
    pick(t, value, _said, code) {
      if (value === 'keep') return back(t, code)
      openPanel(t, `change-${value}`, code)
      ask(t)
    },
  },
  'change-quantity': words(
    () => 'Anh/chị muốn giúp bao nhiêu ạ? Ví dụ: "3".',
    (t, text) => {
      const read = readAmountSaid(text)
      if (!read) return ask(t, 'Trợ lý chưa rõ con số.')
      change(t, { quantity: read.thousandths })
    },
  ),
  'change-starts': words(
    () => 'Anh/chị dự định giúp khi nào ạ? Ví dụ: "cuối tuần này"; giúp hằng tháng thì ghi ngày, ví dụ "ngày 5".',
    (t, text) => {
      const monthDay = readDayOfMonth(text)
      change(t, { starts: clip(text, 80), ...(monthDay === undefined ? {} : { monthDay }) })
    },
  ),
  'change-note': words(
    () => 'Anh/chị muốn nhắn gì cho cán bộ Hội ạ?',
    (t, text) => change(t, { note: clip(text, 300) }),
  ),
  'change-often': {
    mode: 'closed',
    ask: () => ({
      text: 'Anh/chị giúp theo nhịp nào ạ?',
      options: [{ value: 'own', label: 'Đều đặn, đúng như cần' }, { value: 'once', label: 'Chỉ một lần' }, KEEP],
    }),
    pick(t, value, _said, code) {
      if (value === 'keep') return back(t, code)
      change(t, { once: value === 'once' })
    },
  },
  'drop-pledge': {
    mode: 'free',
    ask: (_t, code) => ({
      text: `Anh/chị muốn hủy đăng ký ${code}? Nếu được, anh/chị ghi lý do để cán bộ biết, hoặc bấm nút bên dưới ạ.`,
      options: [
        { value: 'drop', label: 'Hủy, không ghi lý do' },
        { value: 'keep', label: 'Thôi, giữ đăng ký' },
      ],
    }),
    pick(t, value, _said, code = '') {
      close(t)
      if (value !== 'drop') return keep(t, code)
      t.effects.push({ do: 'cancelPledge', code })
    },
    text(t, text) {
      const code = t.session.panel?.about ?? ''
      close(t)
      t.effects.push({ do: 'cancelPledge', code, reason: clip(text, 300) })
    },
  },
}
