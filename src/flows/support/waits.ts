// What was pledged before two accounts became one stays while that can be undone: a family counts on it. Giving it up is done
// when that time is over, unless they think better of it.
import { later, waited, whyLater } from '../always/later.js'
import type { Waits } from '../effects/support.js'
import type { Door, Turn } from '../flow.js'
import { bold } from '../message.js'
import { say } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'
import { MENU, view } from './told.js'

const WHAT = 'dropWaited'

/** The reason goes to officers at once, in their own words: they can ask back, and the family is not let down in silence. */
export function dropLater(t: Turn, { waits }: Waits, code: string, reason?: string): void {
  later(t, WHAT, [code], waits, 'support')
  if (reason) t.effects.push({ do: 'openTicket', kind: 'human', note: `Muốn hủy đăng ký ${code}: ${reason}` })
  const told = reason ? ' Lý do của anh/chị đã được chuyển tới cán bộ Hội.' : ''
  say(t, {
    text: `Dạ, Trợ lý đã ghi nhận việc hủy đăng ký ${bold(code)}.${told} ${whyLater(waits)}`,
    buttons: [{ label: 'Thôi, giữ đăng ký', token: `c.keepPledge.${code}` }, MENU],
  })
}

export const dropWaited = waited((t, code = '') => void t.effects.push({ do: 'cancelPledge', code }))

/** They keep it after all. */
export function keep(t: Turn, code: string): void {
  if (t.session.link)
    t.effects.push({ do: 'dropTimer', flow: 'support', what: WHAT, about: `${t.session.link.id}.${code}` })
  t.effects.push({ do: 'openMyPledge', code })
}

export const keepPledge = (code: RegExp): Door => ({
  command: 'keepPledge',
  label: 'Thôi, giữ đăng ký',
  open: (t, rest) => (code.test(rest) ? keep(t, rest) : t.flows.door('records')!.open(t, '')),
})

export function unchanged(t: Turn, { waits }: Waits, code: string): void {
  say(t, {
    text: `Vì Zalo và Telegram của anh/chị mới được liên kết, đăng ký ${bold(code)} giữ nguyên tới ${showMoment(waits)}: tới lúc ấy, tài khoản kia còn gỡ liên kết được nếu không phải anh/chị làm. Sau đó anh/chị đổi giúp; cần gấp, anh/chị nhắn "gặp cán bộ" ạ.`,
    buttons: [view(code), MENU],
  })
}
