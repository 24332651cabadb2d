// What everybody reads of an address is corrected: its words, its group, its ward.
import type { AddressResults } from '../effects/address.js'
import type { Door, Panel, Turn } from '../flow.js'
import { readOption } from '../interview/choice.js'
import type { Button } from '../message.js'
import { GROUPS, type Group } from '../needs.js'
import { showList } from '../turn/list.js'
import { staysAsItIs, wordsOnly } from '../turn/reason.js'
import { ask, close, openPanel, resume } from '../turn/say.js'
import { explainMatch, searchPlaces } from '../vi/places.js'
import { length } from '../vi/text.js'
import { publicSays } from './anonymous.js'
import { changed, readSeen, seenAt } from './file.js'
import { GROUP_OPTIONS } from './options.js'

export const SHORTEST_SUMMARY = 20
export const LONGEST_SUMMARY = 300

const CODE = /^DCND-\d{4}-\d{4,9}(?:_\d+)?$/
const AT = /^(DCND-\d{4}-\d{4,9}(?:_\d+)?)~(.{1,60})$/
const KEEP = { value: 'back', label: 'Thôi, giữ nguyên' }

const isGroup = (value: string): value is Group => Object.hasOwn(GROUPS, value)

function next(t: Turn, panel: string, code: string, remark?: string): void {
  openPanel(t, panel, code)
  ask(t, remark)
}

function back(t: Turn, _value: string, _said: string, about = ''): void {
  close(t)
  t.effects.push({ do: 'openAddressFile', code: readSeen(about).code })
}

export function cardChanged(
  t: Turn,
  found: AddressResults['changeCard'],
  asked: { code: string; seen?: string },
): void {
  if (typeof found === 'string' || !('givesAway' in found)) return changed(t, found)
  next(t, 'card-summary', seenAt(asked.code, asked.seen), publicSays(found.givesAway))
}

export const cardDoors: Door[] = [
  {
    command: 'publicCard',
    label: 'Sửa thông tin công khai',
    open: (t, about) => (CODE.test(about) ? next(t, 'card-change', about) : resume(t)),
  },
  {
    command: 'publicCardAt',
    label: 'Chuyển phường, xã',
    open(t, rest) {
      const [, about, unit] = AT.exec(rest) ?? []
      if (!about || !unit) return resume(t)
      close(t)
      // A unit's code may hold a dot, which parts a button's token.
      t.effects.push({ do: 'changeCard', ...readSeen(about), change: { unit: unit.replaceAll('~', '.') } })
    },
  },
]

export const cardPanels: Record<string, Panel> = {
  'card-change': {
    mode: 'closed',
    ask: (_t, about = '') => ({
      text: `Anh/chị muốn sửa gì trong phần mọi người đọc được của ${readSeen(about).code} ạ?`,
      options: [
        { value: 'summary', label: 'Lời giới thiệu' },
        { value: 'group', label: 'Nhóm' },
        { value: 'unit', label: 'Phường, xã' },
        KEEP,
      ],
    }),
    pick: (t, value, said, about = '') =>
      value === 'back' ? back(t, value, said, about) : next(t, `card-${value}`, about),
  },
  'card-summary': {
    mode: 'free',
    numbers: false,
    ask: () => ({
      text: `Anh/chị viết lại lời giới thiệu giúp Trợ lý (tối đa ${LONGEST_SUMMARY} ký tự). Xin không ghi tên, số nhà, trường lớp hay điều gì khiến người ngoài nhận ra gia đình.`,
      options: [KEEP],
    }),
    read: (said) => (staysAsItIs(said) ? KEEP.value : undefined),
    pick: back,
    files: wordsOnly,
    text(t, text) {
      const summary = text.replace(/\s+/g, ' ').trim()
      if (length(summary) < SHORTEST_SUMMARY)
        return ask(t, 'Lời giới thiệu còn ngắn, anh/chị ghi rõ hơn giúp Trợ lý ạ.')
      if (length(summary) > LONGEST_SUMMARY)
        return ask(t, `Lời giới thiệu đang dài ${length(summary)} ký tự, anh/chị rút gọn giúp Trợ lý ạ.`)
      const about = t.session.panel?.about ?? ''
      close(t)
      t.effects.push({ do: 'changeCard', ...readSeen(about), change: { summary } })
    },
  },
  'card-group': {
    mode: 'closed',
    ask: (_t, about = '') => ({
      text: `${readSeen(about).code} thuộc nhóm nào ạ?`,
      options: [...GROUP_OPTIONS, KEEP],
    }),
    read: (said) => readOption(said, GROUP_OPTIONS),
    pick(t, value, said, about = '') {
      if (!isGroup(value)) return back(t, value, said, about)
      close(t)
      t.effects.push({ do: 'changeCard', ...readSeen(about), change: { group: value } })
    },
  },
  'card-unit': {
    mode: 'free',
    ask: (_t, about = '') => ({
      text: `${readSeen(about).code} ở phường, xã nào ạ? Gõ tên cũ cũng được. Từ đó cán bộ của nơi ấy phụ trách địa chỉ này.`,
      options: [KEEP],
    }),
    pick: back,
    files: wordsOnly,
    text(t, said) {
      const about = t.session.panel?.about ?? ''
      const found = searchPlaces(t.ctx.places, said).matches
      if (found.length === 0) return ask(t, 'Trợ lý chưa tìm thấy nơi này.')
      const picks = found.map((match): Button => {
        return { label: explainMatch(match), token: `c.publicCardAt.${about}~${match.unit.code.replaceAll('.', '~')}` }
      })
      const keep = { label: KEEP.label, token: `c.addressFile.${readSeen(about).code}` }
      showList(t, { text: 'Anh/chị chọn đúng nơi giúp Trợ lý ạ.', buttons: [...picks, keep] })
    },
  },
}
