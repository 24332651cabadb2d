// Whom of a unit's members a message is for: an officer narrows it down, and reads how many that leaves.

import type { Narrowing } from '../effects/campaign.js'
import type { Door, Panel } from '../flow.js'
import { showList } from '../turn/list.js'
import { ask, close, openPanel, resume } from '../turn/say.js'
import { explainMatch, searchPlaces } from '../vi/places.js'
import { clip } from '../vi/text.js'
import { UNIT_KINDS } from '../vi/unit-kinds.js'
import { narrows } from './said.js'
import { button } from './words.js'

/** What can be chosen, each with its values; '' takes the choice back. */
const FIELDS: Record<string, { label: string; ask: string; values: [value: string, label: string][] }> = {
  channel: {
    label: 'Kênh',
    ask: 'Gửi qua kênh nào ạ? Mỗi người chỉ nhận một lần.',
    values: [
      ['', 'Kênh nào tới được'],
      ['telegram', 'Chỉ Telegram'],
      ['zalo', 'Chỉ Zalo'],
    ],
  },
  kind: {
    label: 'Loại đơn vị',
    ask: 'Thành viên của loại đơn vị nào ạ?',
    values: [
      ['', 'Tất cả'],
      ...(['enterprise', 'school', 'hospital', 'office', 'union', 'ward', 'commune', 'residential_area'] as const).map(
        (kind): [string, string] => [kind, UNIT_KINDS[kind]],
      ),
    ],
  },
  role: {
    label: 'Vai trò',
    ask: 'Gửi tới ai ạ?',
    values: [
      ['', 'Mọi thành viên'],
      ['none', 'Không giữ vai trò'],
      ['reviewer', 'Người xét'],
      ['officer', 'Cán bộ'],
    ],
  },
  nominated: {
    label: 'Đã giới thiệu gương?',
    ask: 'Theo việc giới thiệu gương:',
    values: [
      ['', 'Không xét'],
      ['yes', 'Đã giới thiệu'],
      ['no', 'Chưa giới thiệu'],
    ],
  },
  pledged: {
    label: 'Đã đăng ký trợ giúp?',
    ask: 'Theo việc đăng ký trợ giúp:',
    values: [
      ['', 'Không xét'],
      ['yes', 'Đã đăng ký'],
      ['no', 'Chưa đăng ký'],
    ],
  },
  activeDays: {
    label: 'Có nhắn gần đây',
    ask: 'Chỉ người đã nhắn cho Trợ lý trong thời gian nào ạ?',
    values: [
      ['', 'Không xét'],
      ['7', '7 ngày qua'],
      ['30', '30 ngày qua'],
      ['90', '90 ngày qua'],
      ['365', 'Một năm qua'],
    ],
  },
}

// Chosen under the count itself.
const TOGGLES: Record<string, string[]> = { template: ['yes', ''] }
const UNITS = new Set(['within', 'without'])
const ID = /^\d{1,18}$/
const FIELD = /^(\d{1,18})-(\w+)$/
const VALUE = /^(\d{1,18})-(\w+)-([\w~-]*)$/
const UNIT_FIELD = /^(\d{1,18})-(within|without)$/

export const doors: Door[] = [
  {
    command: 'narrow',
    label: 'Chọn người nhận',
    means: narrows,
    open(t, id) {
      if (!ID.test(id)) return resume(t)
      showList(t, {
        text: 'Anh/chị muốn chọn người nhận theo gì ạ? Số người được đếm lại ngay, chưa có gì được gửi.',
        buttons: [
          button('Chỉ một đơn vị trực thuộc', 'narrowUnit', `${id}-within`),
          button('Trừ một đơn vị', 'narrowUnit', `${id}-without`),
          ...Object.entries(FIELDS).map(([field, { label }]) => button(label, 'narrowBy', `${id}-${field}`)),
          button('Xong, xem lại', 'preview', id),
        ],
      })
    },
  },
  {
    command: 'narrowBy',
    label: 'Chọn theo',
    open(t, rest) {
      const [, id = '', name = ''] = FIELD.exec(rest) ?? []
      const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
      if (!field) return resume(t)
      const buttons = field.values.map(([value, label]) => button(label, 'narrowTo', `${id}-${name}-${value}`))
      showList(t, { text: field.ask, buttons })
    },
  },
  {
    command: 'narrowTo',
    label: 'Chọn',
    open(t, rest) {
      const [, id = '', name = '', value = ''] = VALUE.exec(rest) ?? []
      const known =
        UNITS.has(name) ||
        (Object.hasOwn(TOGGLES, name) && TOGGLES[name]!.includes(value)) ||
        (Object.hasOwn(FIELDS, name) && FIELDS[name]!.values.some(([v]) => v === value))
      if (known) t.effects.push({ do: 'narrowBroadcast', id, by: narrowing(name, value) })
      else resume(t)
    },
  },
  {
    command: 'narrowUnit',
    label: 'Chọn đơn vị',
    open(t, rest) {
      if (!UNIT_FIELD.test(rest)) return resume(t)
      t.session = { ...t.session, active: undefined, open: undefined }
      openPanel(t, 'narrow-unit', rest)
      ask(t)
    },
  },
]

/** A unit below the broadcast's, found by its name. `about`: which broadcast, and whether only these or all but these. */
export const narrowUnit: Panel = {
  mode: 'free',
  ask: () => ({
    text: 'Anh/chị gõ tên đơn vị giúp Trợ lý ạ.',
    options: [
      { value: 'none', label: 'Không chọn đơn vị nào' },
      { value: 'back', label: 'Quay lại tin' },
    ],
  }),
  pick(t, value, _said, about) {
    const [, id = '', field = ''] = UNIT_FIELD.exec(about ?? '') ?? []
    close(t)
    if (value === 'none') t.effects.push({ do: 'narrowBroadcast', id, by: { [field]: undefined } })
    else t.effects.push({ do: 'previewBroadcast', id })
  },
  text(t, said) {
    const [, id = '', field = ''] = UNIT_FIELD.exec(t.session.panel?.about ?? '') ?? []
    const [only, ...others] = searchPlaces(t.ctx.places, said).matches
    if (!only) return ask(t, 'Trợ lý chưa tìm thấy đơn vị này.')
    if (others.length === 0) {
      close(t)
      return void t.effects.push({ do: 'narrowBroadcast', id, by: { [field]: only.unit.code } })
    }
    showList(t, {
      text: 'Anh/chị chọn đúng đơn vị giúp Trợ lý ạ.',
      buttons: [
        ...[only, ...others].map((match) =>
          button(clip(explainMatch(match), 60), 'narrowTo', `${id}-${field}-${match.unit.code.replaceAll('.', '~')}`),
        ),
        button('Gõ tên khác', 'narrowUnit', `${id}-${field}`),
      ],
    })
  },
}

/** One choice of an officer as part of a narrowing; undefined values take an earlier choice back. */
function narrowing(field: string, value: string): Narrowing {
  if (field === 'activeDays') return { activeDays: value === '' ? undefined : Number(value) }
  if (field === 'template') return { template: value === 'yes' ? true : undefined }
  if (field === 'nominated' || field === 'pledged') return { [field]: value === '' ? undefined : value === 'yes' }
  // A unit's code may hold a dot, which parts a button's token.
  return { [field]: value === '' ? undefined : value.replaceAll('~', '.') }
}
