// "Liên kết tài khoản": one person on Zalo and Telegram. A code made on one is typed on the other; what was begun on either
// goes on on both.
import type { Flow, Panel, Turn } from '../flow.js'
import { bold } from '../message.js'
import { draftLines } from '../turn/drafts.js'
import { ask, close, HOME, openPanel, resume, say } from '../turn/say.js'
import { list } from '../vi/phrases.js'
import { told } from './told.js'
import { AGREE, CHANNELS, DIGITS, digitsOf, END, MENU } from './words.js'

const SHARED =
  'bản kể dở, hồ sơ đã gửi, đơn vị, đăng ký trợ giúp và lựa chọn của anh/chị dùng chung ở cả Zalo và Telegram; kể dở bên này thì kể nốt được bên kia'

const start: Panel = {
  mode: 'closed',
  anyTime: true,
  ask: (t) =>
    t.session.link
      ? {
          text: `Zalo và Telegram của anh/chị đang được liên kết: ${SHARED}.`,
          options: [
            { value: 'end', label: END },
            { value: 'back', label: 'Quay về' },
          ],
        }
      : {
          text: `Anh/chị dùng cả Zalo và Telegram? Liên kết rồi thì ${SHARED}.\n\nAnh/chị lấy mã ở ứng dụng này rồi nhập ở ứng dụng kia, hoặc ngược lại ạ.`,
          options: [
            { value: 'make', label: 'Lấy mã liên kết' },
            { value: 'enter', label: 'Tôi đã có mã' },
            { value: 'back', label: 'Quay về' },
          ],
        },
  pick(t, value) {
    close(t)
    if (value === 'make') return void t.effects.push({ do: 'makeLinkCode' })
    if (value === 'back') return resume(t)
    openPanel(t, value === 'end' ? 'link-end' : 'link-code')
    ask(t)
  },
}

const code: Panel = {
  mode: 'free',
  ask: () => ({
    text: 'Anh/chị nhập giúp Trợ lý 6 chữ số đã lấy ở ứng dụng kia ạ.',
    options: [{ value: 'back', label: 'Thôi, để sau' }],
  }),
  pick(t) {
    close(t)
    resume(t)
  },
  text(t, said) {
    const digits = digitsOf(said)
    if (!digits) return ask(t, 'Mã liên kết gồm đúng 6 chữ số, ví dụ 012 345.')
    t.effects.push({ do: 'useLinkCode', code: digits })
  },
}

const end: Panel = {
  mode: 'closed',
  ask: () => ({
    text: 'Gỡ liên kết thì mỗi bên giữ lại những gì đã bắt đầu hoặc gửi từ bên ấy. Anh/chị có muốn gỡ không ạ?',
    options: [
      { value: 'yes', label: END },
      { value: 'no', label: 'Thôi, giữ nguyên' },
    ],
  }),
  pick(t, value) {
    close(t)
    if (value === 'no') return resume(t, 'Dạ, Trợ lý giữ nguyên.')
    t.effects.push({ do: 'endLink' })
  },
}

/** `about` is the number of the link that waits for a yes. */
const agree: Panel = {
  mode: 'closed',
  ask: () => ({
    text: 'Một mã liên kết vừa được nhập để nối tài khoản này với một tài khoản ở ứng dụng kia. Anh/chị đang giữ vai trò do Hội giao: đồng ý thì vai trò ấy dùng được ở cả hai nơi. Chỉ đồng ý khi chính anh/chị đã nhập mã, và tài khoản kia cũng là của anh/chị ạ.',
    options: [
      { value: 'yes', label: AGREE },
      { value: 'no', label: 'Không phải tôi' },
    ],
  }),
  pick(t, value, _said, about = '') {
    close(t)
    t.effects.push({ do: 'agreeLink', link: about, yes: value === 'yes' })
  },
}

function joined(t: Turn, _about: string, { first, here }: Record<string, unknown> = {}): void {
  const other = CHANNELS[here === 'zalo' ? 'telegram' : 'zalo']
  const last = draftLines(t).at(-1)
  const waits = last ? ` Mình đang kể dở ${last.title}, kể nốt ở đâu cũng được ạ.` : ''
  const resumes = last ? [{ label: 'Tiếp tục', token: 'c.resume' }] : []
  if (here !== first)
    return say(t, {
      text: `Dạ, xong rồi ạ: tài khoản này đã được liên kết với ${other} của anh/chị. Từ giờ ${SHARED}.${waits}`,
      buttons: [...resumes, MENU],
    })
  // Whoever made the code hears of it here, where nobody who only saw the code can take the news away.
  say(t, {
    text: `${bold(`Tài khoản này vừa được liên kết với một tài khoản ${other}`)}, bằng mã lấy ở đây.${waits}\n\nNếu không phải anh/chị làm, bấm "Không phải tôi" trong 24 giờ: Trợ lý gỡ ngay, mọi thứ của anh/chị trở về như trước.`,
    buttons: [{ label: 'Không phải tôi', token: 'c.linkUndo' }, ...resumes, MENU],
  })
}

export const link: Flow = {
  doors: [
    {
      command: 'link',
      label: 'Liên kết tài khoản',
      menu: 97,
      phrases: list(
        'liên kết tài khoản; liên kết zalo; liên kết telegram; liên kết zalo và telegram; liên kết zalo với telegram; nối tài khoản; ghép tài khoản; gộp tài khoản; kết nối tài khoản; kết nối zalo; kết nối telegram; chuyển sang zalo; chuyển sang telegram; dùng cả zalo và telegram; gỡ liên kết; hủy liên kết; bỏ liên kết; mã liên kết; lấy mã liên kết',
      ),
      unmistakable: list('lien ket tai khoan; lien ket zalo; lien ket telegram; go lien ket'),
      slashes: ['lienket'],
      listed: { words: 'Dùng chung Zalo và Telegram', place: 45 },
      open(t) {
        openPanel(t, 'link')
        ask(t)
      },
    },
    {
      command: 'linkCode',
      label: 'Nhập mã liên kết',
      heard: (said) => NAMED.exec(said)?.[1]?.replace(/\s/g, ''),
      open(t, rest) {
        if (DIGITS.test(rest)) return void t.effects.push({ do: 'useLinkCode', code: rest })
        openPanel(t, 'link-code')
        ask(t)
      },
    },
    {
      command: 'linkUndo',
      label: 'Không phải tôi',
      open: (t) => void t.effects.push({ do: 'endLink' }),
    },
    {
      command: 'linkAgree',
      label: 'Xác nhận liên kết',
      open(t, about) {
        if (!/^\d{1,18}$/.test(about)) return resume(t)
        openPanel(t, 'link-agree', about)
        ask(t)
      },
    },
  ],
  panels: { link: start, 'link-code': code, 'link-end': end, 'link-agree': agree },
  told,
  news: {
    joined: { tell: joined },
    parted: {
      tell(t) {
        openPanel(t, HOME)
        ask(
          t,
          'Dạ, Trợ lý đã gỡ liên kết. Zalo và Telegram lại là hai tài khoản riêng; mỗi bên giữ những gì của bên ấy.',
        )
      },
    },
    asked: {
      tell(t, about) {
        openPanel(t, 'link-agree', about)
        ask(t)
      },
    },
    refused: {
      tell(t) {
        say(t, {
          text: 'Việc liên kết tài khoản đã được từ chối ở ứng dụng kia. Không có gì thay đổi ạ.',
          buttons: [MENU],
        })
      },
    },
  },
  // Six digits that nobody asked for can hardly be anything else.
  catches(t, said) {
    const digits = digitsOf(said)
    if (digits) t.effects.push({ do: 'useLinkCode', code: digits })
    return digits !== undefined
  },
}

const NAMED = /^(?:mã|ma) (?:liên|lien) (?:kết|ket)[\s:=]*(\d{3}\s?\d{3})$/iu
