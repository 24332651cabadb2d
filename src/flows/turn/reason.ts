// Why a deed is done, typed: read back before it counts, since it is read by others and some of it cannot be taken back. It may
// come in several messages.
import type { Panel, Turn } from '../flow.js'
import { verbatim } from '../salutation.js'
import { readCommand, wordsAlone } from '../vi/keywords.js'
import { clip } from '../vi/text.js'
import { ask, close } from './say.js'

export interface Reason {
  /** The question. */
  text: string | ((about: string) => string)
  /** The button that makes it count. */
  send: string
  /** Said under what is read back: who will read it. */
  read?: string
  /** What the button says that writes nothing; "Thôi, để sau" where it does not say. */
  later?: string
  /** Where that leads. */
  back(t: Turn, about: string): void
  done(t: Turn, about: string, said: string): void
}

const LONGEST = 1500
const NONE = 'Câu này cần vài chữ ạ: một lời "vâng", một con số hay biểu tượng thì người sau đọc không hiểu.'

/** "Cho tôi xem lại", "nhầm rồi", "hoàn tác": no reason for anything. */
const LOOKS_AGAIN =
  /^(?:xem lai|coi lai|doc lai|quay lai|tro lai)(?: (?:ho so|da|truoc))*$|^(?:(?:toi|em|minh) )?(?:bam |chon )?nham(?: roi| nut)*$|^(?:hoan tac|lam lai|huy|khong lam nua)$|^(?:thoi|khong)(?: (?:thoi|khong|can|nua|viet|ghi))*$/
// "Giữ nguyên nhé", "như cũ", "không từ chối nữa": what stands is to stay. "Không mở quán nữa" is told of somebody.
const STAYS =
  /^(?:(?:giu|de) (?:nguyen|nhu cu|han cu|y nguyen)|van nhu cu|nhu cu)(?: (?:nhu cu|di|thoi|nhe|em|chi|a))*$|^(?:thoi )?(?:khong|ko|dung) (?:rut|loai|tu choi|dung|tam dung|hoi|chuyen|gui|viet|sua|doi|xoa|dang|vang|mo|sap nhap)(?: (?:ho so|dia chi|tin|anh|ten|han|dot|don vi|nay))* nua(?: giu nguyen)?(?: (?:dau|em|chi|a|nhe))*$/

/** "Giữ nguyên", where "không" may be an answer. */
export const keepsAsItIs = (said: string) => STAYS.test(wordsAlone(said))

/** Words that leave all as it is, and are none that could be written down. */
export const staysAsItIs = (said: string) => LOOKS_AGAIN.test(wordsAlone(said)) || keepsAsItIs(said)

export const looksAgain = (said: string) =>
  staysAsItIs(said) || ['no', 'skip'].includes(readCommand(said, 'closed') ?? '')

/** A yes, a number, a face, the code of a file: words that give no reason, and name nothing. */
export function saysNothing(said: string): boolean {
  const words = wordsAlone(said)
  return words.length < 2 || !/[a-z]{2}/.test(words) || /^[a-z]{2} ?\d{4} ?\d+$/.test(words) || agrees(said)
}

const agrees = (said: string) => ['yes', 'done'].includes(readCommand(said, 'closed') ?? '')

/** Where a panel takes words and nothing else. */
export const wordsOnly = (t: Turn) => ask(t, 'Ở đây Trợ lý chỉ nhận chữ, nên chưa lưu ảnh hay tệp này ạ.', 'wordsOnly')

export function reason({ text, send, read, later: nothing = 'Thôi, để sau', back, done }: Reason): Panel {
  const finish = (t: Turn, about: string) => {
    const said = t.session.panel?.said ?? ''
    close(t)
    done(t, about, said)
  }
  return {
    mode: 'free',
    ask(t, about = '') {
      const said = t.session.panel?.said
      const later = { value: 'no', label: nothing }
      if (!said) return { text: typeof text === 'string' ? text : text(about), options: [later] }
      return {
        text: [
          `“${verbatim(said)}”`,
          '',
          `${read ? `${read} ` : ''}Anh/chị viết thêm được, hoặc bấm "${send}" ạ.`,
        ].join('\n'),
        options: [{ value: 'done', label: send }, { value: 'anew', label: 'Viết lại' }, later],
      }
    },
    read: (said) => (looksAgain(said) ? 'no' : agrees(said) ? 'done' : undefined),
    pick(t, value, _said, about = '') {
      if (value === 'done') return finish(t, about)
      if (value === 'anew') {
        t.session = { ...t.session, panel: { ...t.session.panel!, said: undefined } }
        return ask(t, 'Dạ, mình viết lại nhé.')
      }
      close(t)
      back(t, about)
    },
    text(t, said) {
      if (saysNothing(said)) return ask(t, NONE)
      const { said: before, ...panel } = t.session.panel!
      t.session = { ...t.session, panel: { ...panel, said: clip([before, said].filter(Boolean).join('\n'), LONGEST) } }
      // Three short messages are read back once.
      ask(t, '', panel.name)
    },
    files: wordsOnly,
  }
}
