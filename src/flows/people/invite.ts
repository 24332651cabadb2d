// An officer invites: the role, the unit, then a code for the one who is invited.

import type { Poster } from '../drawing.js'
import type { PeopleResults } from '../effects/people.js'
import type { Door, Panel, Turn } from '../flow.js'
import { INVITE_LINK, showInviteCode } from '../invite-code.js'
import { type Button, bold } from '../message.js'
import { answers, ROLE_NAMES, ROLES, type Role, rank } from '../roles.js'
import { showList } from '../turn/list.js'
import { ask, close, openPanel } from '../turn/say.js'
import { wordsAlone } from '../vi/keywords.js'
import { explainMatch, findUnit, searchPlaces } from '../vi/places.js'
import { further, invitable, isNumber, lastDay, PEOPLE, readSkip, unitsFor } from './words.js'

const OUTSIDE = 'Mục này ngoài phạm vi vai trò của anh/chị, nên Trợ lý chưa làm được ạ.'

// A unit's code may hold a dot, which parts a button's token.
const toRest = (role: Role, unit: string) => `${rank(role)}-${unit.replaceAll('.', '~')}`

function readRest(rest = ''): { role: Role; unit: string } | undefined {
  const [, nth, unit = ''] = /^(\d)-?(.*)$/.exec(rest) ?? []
  const role = ROLES[Number(nth)]
  return role && { role, unit: unit.replaceAll('~', '.') }
}

const INVITES = /^(?:moi|them) (?:mot |1 )?(?:nguoi xet|can bo|nguoi phe duyet|quan tri vien|nguoi)(?: (?:ho so|moi))?$/

export const doors: Door[] = [
  {
    command: 'invite',
    label: 'Mời người mới',
    heard: (said, free) => (!free && INVITES.test(wordsAlone(said)) ? '' : undefined),
    for: answers,
    open: (t) =>
      showList(t, {
        text: 'Anh/chị muốn mời người mới giữ vai trò nào ạ?',
        buttons: [...invitable(t).map((role) => ({ label: labelOf(role), token: `c.inviteAs.${rank(role)}` })), PEOPLE],
      }),
  },
  {
    command: 'inviteAs',
    label: 'Chọn đơn vị',
    for: answers,
    open(t, rest) {
      const role = readRest(rest)?.role
      if (role) chooseUnit(t, role)
    },
  },
  {
    command: 'inviteFor',
    label: 'Tìm đơn vị trực thuộc',
    for: answers,
    open(t, rest) {
      t.session = { ...t.session, active: undefined, open: undefined }
      openPanel(t, 'invite-unit', rest)
      ask(t)
    },
  },
  {
    command: 'inviteAt',
    label: 'Mời',
    for: answers,
    open(t, rest) {
      openPanel(t, 'invite-sure', rest)
      ask(t)
    },
  },
  {
    command: 'invites',
    label: 'Lời mời chưa dùng',
    for: answers,
    open: (t, rest) => void t.effects.push({ do: 'listInvites', skip: readSkip(rest) }),
  },
  {
    command: 'revokeInvite',
    label: 'Thu hồi',
    for: answers,
    open(t, invite) {
      if (!isNumber(invite)) return
      openPanel(t, 'revoke-invite', invite)
      ask(t)
    },
  },
]

const labelOf = (role: Role) => ROLE_NAMES[role].charAt(0).toUpperCase() + ROLE_NAMES[role].slice(1)

function chooseUnit(t: Turn, role: Role): void {
  const own = new Map(unitsFor(t.ctx.who.roles, role).map(({ unit, unitName }) => [unit, unitName]))
  showList(t, {
    text: `Mời ${ROLE_NAMES[role]} cho đơn vị nào ạ? Vai trò có hiệu lực ở đơn vị ấy và các nơi trực thuộc.`,
    buttons: [
      ...[...own].map(([unit, label]) => ({ label, token: `c.inviteAt.${toRest(role, unit)}` })),
      { label: 'Tìm đơn vị trực thuộc', token: `c.inviteFor.${rank(role)}` },
      PEOPLE,
    ],
  })
}

export const panels: Record<string, Panel> = {
  'invite-unit': {
    mode: 'free',
    ask: () => ({
      text: 'Anh/chị gõ tên đơn vị trực thuộc giúp Trợ lý ạ.',
      options: [{ value: 'back', label: 'Thôi, quay lại' }],
    }),
    pick(t) {
      close(t)
      t.effects.push({ do: 'listPeople', skip: 0 })
    },
    text(t, said, ..._none) {
      const role = readRest(t.session.panel?.about)?.role
      if (!role) return close(t)
      const found = searchPlaces(t.ctx.places, said).matches
      if (found.length === 0) return ask(t, 'Trợ lý chưa tìm thấy đơn vị này.')
      const picks = found.map((match): Button => {
        return { label: explainMatch(match), token: `c.inviteAt.${toRest(role, match.unit.code)}` }
      })
      const search = { label: 'Tìm tên khác', token: `c.inviteFor.${rank(role)}` }
      showList(t, { text: 'Anh/chị chọn đúng đơn vị giúp Trợ lý ạ.', buttons: [...picks, search] })
    },
  },
  'invite-sure': {
    mode: 'closed',
    numbers: false,
    ask(t, about) {
      const asked = readRest(about)
      const unit = asked && (findUnit(t.ctx.places, asked.unit)?.name ?? asked.unit)
      return {
        text: asked
          ? `Tạo mã mời một người làm ${bold(`${ROLE_NAMES[asked.role]} của ${unit}`)}, anh/chị xem đúng chưa ạ?`
          : 'Lời mời này không còn dùng được ạ.',
        options: [
          { value: 'yes', label: 'Tạo mã mời' },
          { value: 'no', label: 'Thôi' },
        ],
      }
    },
    pick(t, value, _said, about) {
      const asked = readRest(about)
      close(t)
      t.effects.push(value === 'yes' && asked ? { do: 'createInvite', ...asked } : { do: 'listPeople', skip: 0 })
    },
  },
  'revoke-invite': {
    mode: 'closed',
    numbers: false,
    ask: (_t, invite) => ({
      text: `Thu hồi lời mời số ${invite}? Mã đã gửi đi sẽ không dùng được nữa ạ.`,
      options: [
        { value: 'yes', label: 'Thu hồi lời mời' },
        { value: 'no', label: 'Thôi, giữ lại' },
      ],
    }),
    pick(t, value, _said, invite = '') {
      close(t)
      t.effects.push(value === 'yes' ? { do: 'revokeInvite', invite } : { do: 'listInvites', skip: 0 })
    },
  },
}

export function invited(t: Turn, made: PeopleResults['createInvite'], { role }: { role: Role }): void {
  if (typeof made === 'string') {
    const text = made === 'refused' ? OUTSIDE : 'Đơn vị này không còn trong danh sách ạ.'
    return showList(t, { text, buttons: [PEOPLE] })
  }
  const code = showInviteCode(made.code)
  const { telegram, zalo } = made.doors
  const link = telegram && `${telegram}?start=${INVITE_LINK}${code}`
  showList(t, {
    ...((link || zalo) && { photo: inviteQr(code, link, zalo) }),
    text: [
      `Mã mời làm ${ROLE_NAMES[role]} của ${made.unitName}:`,
      bold(code),
      ...(link ? [`Telegram: mở ${link}`] : []),
      ...(zalo ? [`Zalo: mở ${zalo}, bấm Nhắn tin rồi gửi mã`] : []),
      '',
      'Anh/chị gửi riêng mã này cho người được mời. Người ấy mở liên kết, hoặc mở Trợ lý Nhân ái trên Zalo hay Telegram rồi nhắn đúng mã là xong.',
      `Mã dùng được một lần, đến hết ngày ${lastDay(made.expiresAt)}. Ai có mã thì nhận được vai trò, nên đừng gửi vào nhóm đông người ạ.`,
    ].join('\n'),
    buttons: [{ label: 'Lời mời chưa dùng', token: 'c.invites' }, PEOPLE],
  })
}

/** To be shown on this phone to another's camera. Zalo's links carry no code: there it is typed. */
function inviteQr(code: string, telegram?: string, zalo?: string): Poster {
  return {
    is: 'poster',
    title: 'Lời mời của Trợ lý Nhân ái',
    lines: [`Mã mời: ${code}`],
    codes: [
      ...(telegram ? [{ link: telegram, caption: 'Telegram' }] : []),
      ...(zalo ? [{ link: zalo, caption: 'Zalo, rồi gửi mã mời' }] : []),
    ],
  }
}

export function invites(t: Turn, { lines, older }: PeopleResults['listInvites'], { skip }: { skip: number }): void {
  const told = lines.map(
    (i) => `• Số ${i.invite}: ${ROLE_NAMES[i.role]}, ${i.unitName} (đến hết ngày ${lastDay(i.expiresAt)})`,
  )
  showList(t, {
    text: told.length > 0 ? [bold('Lời mời chưa dùng'), ...told].join('\n') : 'Hiện không có lời mời nào chưa dùng ạ.',
    buttons: [
      ...lines.map(({ invite }) => ({ label: `Thu hồi số ${invite}`, token: `c.revokeInvite.${invite}` })),
      ...further('invites', skip + lines.length, older),
      PEOPLE,
    ],
  })
}

export function revoked(t: Turn, result: PeopleResults['revokeInvite']): void {
  const text = {
    revoked: 'Dạ, lời mời đã được thu hồi.',
    over: 'Lời mời ấy đã hết dùng được từ trước rồi ạ.',
    refused: OUTSIDE,
    none: 'Trợ lý không tìm thấy lời mời này ạ.',
  }[result]
  showList(t, { text, buttons: [{ label: 'Lời mời chưa dùng', token: 'c.invites' }, PEOPLE] })
}
