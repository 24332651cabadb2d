// What an officer sees of the members below them: numbers, never a list of people; and a poster for new ones.

import type { MemberResults } from '../effects/member.js'
import type { Door, Turn } from '../flow.js'
import { bold } from '../message.js'
import { answers } from '../roles.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { resume, say } from '../turn/say.js'
import { posterOf } from './poster.js'

const DESK = { label: 'Việc của cán bộ', token: 'c.desk' }
const CHANNELS: Record<string, string> = { telegram: 'Telegram', zalo: 'Zalo' }
const WHY: Record<string, string> = {
  noConsent: 'chưa đồng ý nhận tin',
  stopped: 'đã dừng nhận tin',
  unreachable: 'đã chặn hoặc bỏ theo dõi',
  neverWrote: 'chưa nhắn cho Zalo OA bao giờ',
  windowClosed: 'quá 7 ngày không nhắn, Zalo không cho gửi',
}
// A unit's code may hold a dot, which parts a button's token.
const CODE = /^[\w~-]{1,40}$/
const MOST_BUTTONS = 3

export const doors: Door[] = [
  {
    command: 'members',
    label: 'Thành viên đơn vị',
    for: answers,
    desk: 42,
    open: (t) => void t.effects.push({ do: 'countMembers' }),
  },
  {
    command: 'poster',
    label: 'Tờ giới thiệu',
    for: answers,
    open: (t, unit) =>
      void (CODE.test(unit) ? t.effects.push({ do: 'makePoster', unit: unit.replaceAll('~', '.') }) : resume(t)),
  },
]

export function counted(t: Turn, found: MemberResults['countMembers']): void {
  const number = (n: number) => n.toLocaleString('vi-VN')
  const lines = found.flatMap(({ unitName, members, byChannel, excluded, below }) => {
    const may = Object.values(byChannel).reduce((sum, n) => sum + n, 0)
    return [
      bold(verbatim(unitName)),
      `${number(members)} thành viên, gửi tin được cho ${bold(number(may))}${may > 0 ? ':' : '.'}`,
      ...Object.entries(byChannel).map(([channel, n]) => `   – ${CHANNELS[channel] ?? channel}: ${number(n)}`),
      ...Object.entries(excluded).map(([why, n]) => `   – ${WHY[why] ?? why}: ${number(n)}`),
      ...below.map((unit) => `   • ${verbatim(unit.unitName)}: ${number(unit.members)} thành viên`),
      '',
    ]
  })
  showList(t, {
    text: [...lines, 'Trợ lý chỉ cho biết số người; tài khoản của thành viên không hiện với ai.'].join('\n'),
    buttons: [
      ...found.slice(0, MOST_BUTTONS).map(({ unit, unitName }) => ({
        label: `Mã QR mời vào ${unitName}`,
        token: `c.poster.${unit.replaceAll('.', '~')}`,
      })),
      { label: 'Gửi tin', token: 'c.writeBroadcast' },
      DESK,
    ],
  })
}

/** The poster as a picture, ready to be printed or passed on. */
export function poster(t: Turn, made: MemberResults['makePoster']): void {
  if (typeof made === 'string') {
    const text = made === 'none' ? 'Trợ lý không tìm thấy đơn vị này ạ.' : 'Đơn vị này ngoài phạm vi của anh/chị ạ.'
    return showList(t, { text, buttons: [DESK] })
  }
  say(t, {
    text: `Tờ giới thiệu của ${verbatim(made.unitName)}: in ra dán ở nơi đông người, hoặc gửi vào nhóm. Người quét mã được mời vào đơn vị, rồi tự chọn có nhận tin hay không ạ.`,
    photo: posterOf(made),
    buttons: [{ label: 'Thành viên đơn vị', token: 'c.members' }, DESK],
  })
}
