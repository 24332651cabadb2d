// What is known of a family is erased for good: who they are, and every word about them. What was given stays, as numbers.
import type { AddressResults } from '../effects/address.js'
import type { Door, Panel, Turn } from '../flow.js'
import { bold } from '../message.js'
import type { Draft, Session } from '../session.js'
import { removeDraft } from '../turn/drafts.js'
import { showList } from '../turn/list.js'
import { ask, close, openPanel, resume } from '../turn/say.js'
import { DESK, NOT_DONE } from './told.js'

const CODE = /^DCND-\d{4}-\d{4,9}$/

export const erasedText = (code: string) =>
  `${bold(code)}: gia đình đã xin rút thông tin. Hội không còn giữ gì để biết gia đình là ai; số lượng đã giúp vẫn ở trong sổ công khai.`

const stillThere = (alike: string[]) =>
  `Có thể cùng gia đình này còn ở: ${alike.join(', ')}. Anh/chị xem lại giúp; nếu đúng, xóa cả ở đó ạ.`

/** An erased family: the codes of its address and of what was pledged for it; who it was, to be found where no code stands. */
export interface ErasedFamily {
  codes: string[]
  name: string
  place: string
  /** E.164. */
  phone: string
}

/** A pattern, here and for the database, of any of these codes; a code is no beginning of another. */
export const anyOf = (codes: string[]) => `(?:${codes.join('|')})(?!\\d)`

/** A conversation without what it holds of a family: forms about it, a question about it, buttons that quote it. */
export function withoutFamily(session: Session, family: ErasedFamily): Session {
  const { codes, name, place, phone } = family
  // A story may name the code of an address; a form about one has it, or a pledge, as what it is about.
  const subject = new RegExp(`"(?:of|address|code)":"${anyOf(codes)}`)
  const isAbout = (draft: Draft) => {
    const text = JSON.stringify(draft)
    const known = text.includes(JSON.stringify(name)) && text.includes(JSON.stringify(place))
    return subject.test(text) || (name !== '' && place !== '' && known) || (phone !== '' && text.includes(phone))
  }
  const gone = new Set(session.drafts.filter(isAbout).map(({ id }) => id))
  const code = new RegExp(anyOf(codes))
  const quotes = (kept: unknown) => kept !== undefined && code.test(JSON.stringify(kept))
  const stays = <V extends { draft?: string }>(kept?: V) => (kept?.draft && gone.has(kept.draft) ? undefined : kept)
  const { panel, shown, active, open, cut, heard, aside } = session
  return {
    ...session,
    drafts: session.drafts.filter(({ id }) => !gone.has(id)),
    active: active && gone.has(active) ? undefined : active,
    panel: quotes(panel) ? undefined : panel,
    shown: quotes(shown) || quotes(panel) ? undefined : shown,
    open: stays(open),
    cut: stays(cut),
    heard: heard?.filter((one) => stays(one)),
    aside: quotes(aside) ? undefined : aside,
  }
}

export function erased(t: Turn, result: AddressResults['eraseAddress'], { code }: { code: string }): void {
  if (typeof result === 'string')
    return showList(t, {
      text: NOT_DONE[result],
      buttons: [...(result === 'promised' ? [{ label: 'Mở địa chỉ', token: `c.addressFile.${code}` }] : []), DESK],
    })
  const without = withoutFamily(t.session, { codes: [code], name: '', place: '', phone: '' })
  for (const draft of t.session.drafts) if (!without.drafts.includes(draft)) removeDraft(t, draft.id)
  t.session = { ...without, open: undefined }
  const { alike } = result
  const others = alike.length > 0 ? `\n\n${stillThere(alike)}` : ''
  showList(t, {
    text: `Đã xóa. ${erasedText(code)}${others}`,
    buttons: [...alike.slice(0, 3).map((other) => ({ label: `Mở ${other}`, token: `c.addressFile.${other}` })), DESK],
  })
}

export const eraseDoors: Door[] = [
  {
    command: 'eraseFamily',
    label: 'Xóa thông tin gia đình',
    open(t, code) {
      if (!CODE.test(code)) return resume(t)
      openPanel(t, 'erase-family', code)
      ask(t)
    },
  },
]

export const erasePanels: Record<string, Panel> = {
  'erase-family': {
    mode: 'closed',
    ask: (_t, code) => ({
      text: [
        `Xóa hết thông tin của gia đình ở ${code}, anh/chị chắc chứ ạ?`,
        '',
        'Sẽ mất hẳn: họ tên, năm sinh, người giám hộ, điện thoại, nơi ở, hoàn cảnh, ai đã kể; lời giới thiệu công khai, lời ghi nhu cầu, lý do, lời nhắn, lời kể và ảnh của các lần giúp.',
        'Còn lại: mã số, số lượng, ngày và trạng thái các lần giúp, sổ công khai. Người đã giúp chỉ còn thấy "một gia đình đã xin rút thông tin".',
        'Địa chỉ không còn cho ai xem hay đăng ký giúp nữa. Danh sách địa chỉ đang xem thử mà chưa nhập cũng bỏ, vì có thể có tên gia đình.',
        '',
        'Việc này KHÔNG lấy lại được.',
      ].join('\n'),
      options: [
        { value: 'erase', label: 'Xóa, không lấy lại được' },
        { value: 'back', label: 'Thôi, giữ nguyên' },
      ],
    }),
    pick(t, value, _said, code = '') {
      close(t)
      t.effects.push(value === 'erase' ? { do: 'eraseAddress', code } : { do: 'openAddressFile', code })
    },
  },
}
