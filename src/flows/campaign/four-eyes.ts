// Whether a message needs a second officer's yes, unit by unit: an administrator's to decide.

import type { FourEyes } from '../effects/campaign.js'
import type { Door, Panel, Turn } from '../flow.js'
import { bold } from '../message.js'
import { administers } from '../roles.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { ask, close, openPanel, resume } from '../turn/say.js'
import { explainMatch, searchPlaces } from '../vi/places.js'
import { clip } from '../vi/text.js'
import { DESK } from './words.js'

// A unit's code may hold a dot, which parts a button's token.
const toRest = (unit: string) => unit.replaceAll('.', '~')
const CHANGE = /^(on|off)-([\w~-]{1,40})$/
const UNIT = /^[\w~-]{1,40}$/
const SHOWN = 6

export const doors: Door[] = [
  {
    command: 'fourEyes',
    label: 'Tin cần hai người duyệt',
    for: administers,
    desk: 85,
    open(t, rest) {
      const unit = UNIT.test(rest) ? rest.replaceAll('~', '.') : undefined
      t.effects.push({ do: 'listFourEyes', unit })
    },
  },
  {
    command: 'setFourEyes',
    label: 'Đổi cách duyệt tin',
    for: administers,
    open(t, rest) {
      const [, on, unit] = CHANGE.exec(rest) ?? []
      if (on && unit) t.effects.push({ do: 'setFourEyes', unit: unit.replaceAll('~', '.'), on: on === 'on' })
      else resume(t)
    },
  },
  {
    command: 'fourEyesUnit',
    label: 'Đơn vị khác',
    for: administers,
    open(t) {
      t.session = { ...t.session, active: undefined, open: undefined }
      openPanel(t, 'four-eyes-unit')
      ask(t)
    },
  },
]

export const fourEyesUnit: Panel = {
  mode: 'free',
  for: administers,
  ask: () => ({
    text: 'Anh/chị gõ tên đơn vị giúp Trợ lý ạ.',
    options: [{ value: 'back', label: 'Thôi, quay lại' }],
  }),
  pick(t) {
    close(t)
    t.effects.push({ do: 'listFourEyes' })
  },
  text(t, said) {
    const { matches } = searchPlaces(t.ctx.places, said)
    const [only, ...others] = matches
    if (!only) return ask(t, 'Trợ lý chưa tìm thấy đơn vị này.')
    if (others.length === 0) {
      close(t)
      return void t.effects.push({ do: 'listFourEyes', unit: only.unit.code })
    }
    showList(t, {
      text: 'Anh/chị chọn đúng đơn vị giúp Trợ lý ạ.',
      buttons: [
        ...matches.map((match) => ({
          label: clip(explainMatch(match), 60),
          token: `c.fourEyes.${toRest(match.unit.code)}`,
        })),
        { label: 'Gõ tên khác', token: 'c.fourEyesUnit' },
      ],
    })
  },
}

const HEAD = 'Tin gửi thành viên có cần cán bộ thứ hai duyệt không:'

export function fourEyesList(t: Turn, found: FourEyes[] | 'refused'): void {
  if (found === 'refused')
    return showList(t, { text: 'Đơn vị này ngoài phạm vi quản trị của anh/chị ạ.', buttons: [DESK] })
  const shown = found.slice(0, SHOWN)
  const how = ({ on, own }: FourEyes) =>
    `${on ? 'hai người duyệt' : 'một người là đủ'}${own ? '' : ' (theo đơn vị cấp trên)'}`
  const change = (on: boolean) => (on ? 'Một người là đủ' : 'Cần hai người duyệt')
  showList(t, {
    text: [
      bold(HEAD),
      ...shown.map((each) => `• ${verbatim(each.unitName)}: ${how(each)}`),
      '',
      'Áp dụng cho cả các đơn vị trực thuộc chưa có quy định riêng. Không ai tự duyệt tin của mình.',
    ].join('\n'),
    buttons: [
      ...shown.map(({ unit, unitName, on }) => ({
        label: clip(`${change(on)}: ${unitName}`, 60),
        token: `c.setFourEyes.${on ? 'off' : 'on'}-${toRest(unit)}`,
      })),
      { label: 'Đơn vị khác', token: 'c.fourEyesUnit' },
      DESK,
    ],
  })
}
