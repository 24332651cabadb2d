// What came of a code, of a yes, of a wish to part.

import type { AgreedLink, MadeCode, UsedCode } from '../effects/link.js'
import type { Flow, Turn } from '../flow.js'
import { bold } from '../message.js'
import { ask, HOME, openPanel, resume, say } from '../turn/say.js'
import { AGREE, CHANNELS, END, MENU } from './words.js'

const minutes = (t: Turn, until: number) => Math.max(1, Math.ceil((until - t.ctx.now) / 60_000))

function made(t: Turn, found: MadeCode): void {
  if (found.is === 'already') return already(t)
  if (found.is === 'tooMany')
    return say(t, {
      text: `Anh/chị vừa lấy nhiều mã rồi ạ. Anh/chị thử lại sau khoảng ${minutes(t, found.until)} phút giúp Trợ lý nhé.`,
      buttons: [MENU],
    })
  const code = `${found.code.slice(0, 3)} ${found.code.slice(3)}`
  say(t, {
    text: `Mã liên kết của anh/chị: ${bold(code)}\n\nAnh/chị mở Trợ lý ở ứng dụng kia (Zalo hoặc Telegram), chọn "Liên kết tài khoản", rồi nhập mã này trong ${minutes(t, found.until)} phút. Mã dùng một lần; anh/chị đừng đưa cho ai, kể cả người tự xưng là cán bộ ạ.`,
    buttons: [MENU],
  })
}

const REFUSED: Record<'wrong' | 'own' | 'sameChannel', string> = {
  wrong:
    'Trợ lý không tìm thấy mã này, hoặc mã đã hết hạn. Anh/chị xem lại 6 chữ số, hoặc lấy mã mới ở ứng dụng kia ạ.',
  own: 'Mã này lấy ở chính tài khoản này; anh/chị nhập nó ở ứng dụng kia (Zalo hoặc Telegram) giúp Trợ lý ạ.',
  sameChannel: 'Mã này lấy ở cùng một ứng dụng. Trợ lý chỉ liên kết một tài khoản Zalo với một tài khoản Telegram ạ.',
}

function used(t: Turn, found: UsedCode): void {
  switch (found.is) {
    case 'tooMany':
      return home(
        t,
        `Anh/chị đã nhập sai mã nhiều lần. Để giữ an toàn, Trợ lý xin nghỉ nhận mã khoảng ${minutes(t, found.until)} phút; sau đó anh/chị thử lại giúp ạ.`,
      )
    case 'already':
      return already(t)
    case 'joining':
      t.session = { ...t.session, panel: undefined }
      return say(t, { text: `Đúng mã rồi ạ. Trợ lý đang liên kết với ${CHANNELS[found.channel]} của anh/chị…` })
    case 'waiting':
      if (found.here) {
        openPanel(t, 'link-agree', found.link)
        return ask(t)
      }
      return home(
        t,
        `Đúng mã rồi ạ. Tài khoản ${CHANNELS[found.channel]} đang giữ vai trò do Hội giao, nên anh/chị mở ${CHANNELS[found.channel]} và bấm "${AGREE}" ở đó để xong việc liên kết (trong 24 giờ).`,
      )
    default: {
      openPanel(t, 'link-code')
      return ask(t, REFUSED[found.is])
    }
  }
}

function already(t: Turn): void {
  say(t, {
    text: 'Một trong hai tài khoản đang được liên kết rồi ạ. Muốn liên kết với tài khoản khác, anh/chị gỡ liên kết cũ trước.',
    buttons: [{ label: END, token: 'c.link' }, MENU],
  })
}

function agreed(t: Turn, found: AgreedLink): void {
  if (found.is === 'joining') return say(t, { text: 'Cảm ơn anh/chị. Trợ lý đang liên kết hai tài khoản…' })
  if (found.is === 'waiting') return home(t, 'Cảm ơn anh/chị. Ứng dụng kia cũng cần đồng ý thì mới liên kết ạ.')
  if (found.other === undefined)
    return home(t, 'Lần liên kết này không còn hiệu lực. Anh/chị lấy mã mới giúp Trợ lý ạ.')
  home(t, 'Dạ, Trợ lý không liên kết. Không có gì thay đổi. Mã ấy không dùng được nữa; anh/chị đừng đưa mã cho ai nhé.')
}

function home(t: Turn, remark: string): void {
  openPanel(t, HOME)
  ask(t, remark)
}

export const told: Flow['told'] = {
  makeLinkCode: made,
  useLinkCode: used,
  agreeLink: agreed,
  endLink(t, found) {
    if (found === 'none') return resume(t, 'Hiện không có liên kết nào ạ.')
    say(t, { text: 'Dạ, Trợ lý đang gỡ liên kết…' })
  },
}
