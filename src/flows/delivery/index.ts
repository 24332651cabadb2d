// Help that happened is written down, and confirmed by somebody else.
import type { Door, Flow } from '../flow.js'
import { answers } from '../roles.js'
import { ask, close, openPanel, resume } from '../turn/say.js'
import { form } from './form.js'
import { opened, pictures, receiptMade, receiptUsed, recorded } from './told.js'

const CODE = /^DK-\d{4}-\d{6,9}$/

const about = (command: string, label: string, open: Door['open'], rule?: Door['for']): Door => ({
  command,
  label,
  ...(rule ? { for: rule } : {}),
  open: (t, code) => (CODE.test(code) ? open(t, code) : resume(t)),
})

// "Đã trao rồi", "trao 5 suất gạo", without marks and politeness: it is asked how much, and when.
const HELPED = /^(?:(?:toi|em|minh) )?(?:(?:da|moi|vua) )?(?:trao|giup|tang|ghi lan giup)(?: .{1,30})?$/

/** "XN 12 482177", as officers give it; with dots, dashes or no spaces too. */
const RECEIPT = /^x\.?n[\s:.-]*(\d{1,9})[\s:.-]+(\d{3})[\s.-]?(\d{3})[.! ]*$/i
const DIGITS = /^(?:x\.?n[\s:.-]*\d{1,9}[\s:.-]+)?(\d{3})[\s.-]?(\d{3})[.! ]*$/i

export const delivery: Flow = {
  doors: [
    about('helpDone', 'Tôi đã giúp xong', (t, code) => void t.effects.push({ do: 'openDelivery', code })),
    {
      ...about(
        'recordHelp',
        'Ghi một lần giúp',
        (t, code) => void t.effects.push({ do: 'openDelivery', code }),
        answers,
      ),
      means: (said) => HELPED.test(said),
    },
    about('receipt', 'Tạo mã cho gia đình', (t, code) => void t.effects.push({ do: 'makeReceipt', code }), answers),
    about('helpPictures', 'Xem ảnh', (t, code) => void t.effects.push({ do: 'showHelpPictures', code }), answers),
    about('typeReceipt', 'Nhập mã xác nhận', (t, code) => {
      openPanel(t, 'type-receipt', code)
      ask(t)
    }),
    {
      command: 'useReceipt',
      label: 'Xác nhận đã nhận giúp đỡ',
      heard(said) {
        const [, number, first, second] = RECEIPT.exec(said) ?? []
        return number === undefined ? undefined : `${number}~${first}${second}`
      },
      open(t, rest) {
        const [pledge = '', digits = ''] = rest.split('~')
        if (!/^\d{1,9}$/.test(pledge) || !/^\d{6}$/.test(digits)) return resume(t)
        t.effects.push({ do: 'useReceipt', pledge, digits })
      },
    },
  ],
  form,
  panels: {
    'type-receipt': {
      mode: 'free',
      numbers: false,
      ask: () => ({
        text: 'Anh/chị nhập 6 số mà gia đình đọc cho anh/chị ạ.',
        options: [{ value: 'back', label: 'Thôi, quay lại' }],
      }),
      pick(t) {
        close(t)
        resume(t)
      },
      text(t, text) {
        const [, first, second] = DIGITS.exec(text) ?? []
        if (first === undefined) return ask(t, 'Mã có 6 số, ví dụ "482 177" ạ.')
        const pledge = t.session.panel?.about ?? ''
        close(t)
        t.effects.push({ do: 'useReceipt', pledge, digits: `${first}${second}` })
      },
    },
  },
  told: {
    openDelivery: opened,
    recordDelivery: recorded,
    makeReceipt: receiptMade,
    useReceipt: receiptUsed,
    showHelpPictures: pictures,
  },
}
