// Who holds what within an officer's scope, and how a role ends.

import type { PeopleResults } from '../effects/people.js'
import type { Door, News, Panel, Turn } from '../flow.js'
import { bold } from '../message.js'
import { answers, isRole, ROLE_NAMES } from '../roles.js'
import { showList } from '../turn/list.js'
import { ask, close, openPanel, resume, say } from '../turn/say.js'
import { list } from '../vi/phrases.js'
import { further, isNumber, nameOf, PEOPLE, readSkip } from './words.js'

export const doors: Door[] = [
  {
    command: 'people',
    leadsBack: true,
    label: 'Người và vai trò',
    desk: 60,
    for: answers,
    open: (t, rest) => void t.effects.push({ do: 'listPeople', skip: readSkip(rest) }),
  },
  {
    command: 'person',
    label: 'Xem vai trò',
    for: answers,
    open: (t, person) => void (isNumber(person) && t.effects.push({ do: 'openPerson', person })),
  },
  {
    command: 'myRoles',
    label: 'Vai trò của tôi',
    phrases: list('vai trò của tôi; thôi vai trò; thôi vai trò của tôi'),
    for: ({ roles }) => roles.length > 0,
    open: (t) => void t.effects.push({ do: 'openPerson', person: t.ctx.who.personId }),
  },
  {
    command: 'endRole',
    label: 'Cho thôi vai trò',
    for: ({ roles }) => roles.length > 0,
    open(t, rest) {
      if (!isNumber(rest.split('-')[0]!)) return
      openPanel(t, 'end-role', rest)
      ask(t)
    },
  },
]

export const panels: Record<string, Panel> = {
  'end-role': {
    mode: 'closed',
    for: ({ roles }) => roles.length > 0,
    numbers: false,
    ask(_t, about = '') {
      const [grant, role = ''] = about.split('-')
      const name = isRole(role) ? ` ${ROLE_NAMES[role]}` : ''
      return {
        text: `Cho thôi vai trò${name} (số ${grant})? Quyền hết ngay lập tức; những việc đã làm vẫn được lưu. Anh/chị có chắc không ạ?`,
        options: [
          { value: 'yes', label: 'Cho thôi vai trò' },
          { value: 'no', label: 'Thôi, giữ nguyên' },
        ],
      }
    },
    pick(t, value, _said, about = '') {
      close(t)
      if (value === 'no') return resume(t, 'Dạ, Trợ lý giữ nguyên.')
      t.effects.push({ do: 'endRole', grant: about.split('-')[0]! })
    },
  },
}

export function listed(t: Turn, { lines, older }: PeopleResults['listPeople'], { skip }: { skip: number }): void {
  const told = lines.map((line) => {
    const roles = line.roles.map(({ role, unitName }) => `${ROLE_NAMES[role]}, ${unitName}`)
    return `• ${nameOf(line)}: ${roles.join('; ')}`
  })
  showList(t, {
    text: [bold('Người và vai trò'), ...(told.length > 0 ? told : ['Chưa có ai trong phạm vi của anh/chị ạ.'])].join(
      '\n',
    ),
    buttons: [
      { label: 'Mời người mới', token: 'c.invite' },
      { label: 'Lời mời chưa dùng', token: 'c.invites' },
      ...lines.map((line) => ({ label: nameOf(line), token: `c.person.${line.person}` })),
      ...further('people', skip + lines.length, older),
      { label: 'Việc của cán bộ', token: 'c.desk' },
    ],
  })
}

export function opened(t: Turn, found: PeopleResults['openPerson'], { person }: { person: string }): void {
  const isMe = person === t.ctx.who.personId
  const back = answers(t.ctx.who) ? PEOPLE : { label: 'Trang chính', token: 'c.menu' }
  if (found === 'none' || found.roles.length === 0)
    return showList(t, {
      text: isMe
        ? 'Anh/chị hiện không giữ vai trò nào ạ.'
        : 'Người này không giữ vai trò nào trong phạm vi của anh/chị ạ.',
      buttons: [back],
    })
  const lines = found.roles.map(({ grant, role, unitName }) => `• Số ${grant}: ${ROLE_NAMES[role]} của ${unitName}`)
  showList(t, {
    text: [bold(isMe ? 'Vai trò của anh/chị' : nameOf(found)), ...lines].join('\n'),
    buttons: [
      ...found.roles
        .filter(({ mayEnd }) => mayEnd)
        .map(({ grant, role }) => ({
          label: `${isMe ? 'Thôi' : 'Cho thôi'} vai trò số ${grant}`,
          token: `c.endRole.${grant}-${role}`,
        })),
      back,
    ],
  })
}

export function ended(t: Turn, result: PeopleResults['endRole']): void {
  const text = {
    ended: 'Dạ, vai trò ấy đã kết thúc.',
    over: 'Vai trò ấy đã kết thúc từ trước rồi ạ.',
    refused: 'Vai trò này ngoài phạm vi của anh/chị, nên Trợ lý chưa làm được ạ.',
    none: 'Trợ lý không tìm thấy vai trò này ạ.',
  }[result]
  showList(t, { text, buttons: [{ label: 'Trang chính', token: 'c.menu' }] })
}

export const roleEnded: News = {
  tell(t, _grant, more) {
    const role = String(more?.role ?? '')
    say(t, {
      text: `Anh/chị đã thôi vai trò ${isRole(role) ? ROLE_NAMES[role] : ''} của ${String(more?.unitName ?? '')}. Hội cảm ơn anh/chị đã đồng hành. Nếu có gì chưa rõ, anh/chị nhắn "gặp cán bộ" ạ.`,
    })
  },
}
