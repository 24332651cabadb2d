// One address as its officers read it, what they may do with it, and what a visit found.

import type { AddressFile, AddressResults, Meanwhile, NotDone } from '../effects/address.js'
import type { Turn } from '../flow.js'
import { bold } from '../message.js'
import {
  ADDRESS_STATES,
  type AddressState,
  FORMS,
  type HelpForm,
  RHYTHMS,
  type Rhythm,
  showGroup,
  showQuantity,
} from '../needs.js'
import { verbatim } from '../salutation.js'
import { activeDraft } from '../session.js'
import { putDraft, startDraft } from '../turn/drafts.js'
import { showList } from '../turn/list.js'
import { reason } from '../turn/reason.js'
import { ask, say } from '../turn/say.js'
import { showIsoDay } from '../vi/calendar.js'
import { showPhone } from '../vi/phones.js'
import { clip } from '../vi/text.js'
import { erasedText } from './erase.js'
import { alikeLine, DESK, NOT_DONE } from './told.js'

/** What an officer may turn a state into, and what the button says. */
const MOVES: Partial<Record<AddressState, [AddressState, string][]>> = {
  proposed: [
    ['surveying', 'Bắt đầu khảo sát'],
    ['refused', 'Từ chối'],
  ],
  surveying: [
    ['verified', 'Đã xác minh'],
    ['refused', 'Từ chối'],
  ],
  verified: [
    ['open', 'Mở nhận trợ giúp'],
    ['refused', 'Từ chối'],
  ],
  open: [['paused', 'Tạm dừng']],
  pledged: [['paused', 'Tạm dừng']],
  helping: [['paused', 'Tạm dừng']],
  paused: [
    ['open', 'Mở lại'],
    ['refused', 'Từ chối'],
  ],
}

/** Nothing is known yet of what is needed: that is what a visit is for. */
const isBare = ({ needs }: AddressFile) => needs.length === 0

/** What a button about an address, or a panel, is about: its code, and which of its changes were in what the officer read. */
export const seenAt = (code: string, seen?: string) => (seen ? `${code}_${seen}` : code)
export function readSeen(about: string): { code: string; seen?: string } {
  const [code = '', seen] = about.split('_')
  return { code, ...(seen && { seen }) }
}

const MEANWHILE =
  'Mục này vừa được một cán bộ khác sửa, nên Trợ lý chưa ghi gì. Nay đang là như dưới đây; nếu vẫn cần sửa, anh/chị bấm sửa lại giúp ạ.'

/** What a correction came to. */
export function changed(t: Turn, found: AddressFile | NotDone | Meanwhile): void {
  if (typeof found !== 'string' && 'meanwhile' in found) show(t, found.meanwhile, MEANWHILE)
  else file(t, found)
}

export function file(t: Turn, found: AddressResults['openAddressFile'], { survey }: { survey?: true } = {}): void {
  if (typeof found === 'string') return showList(t, { text: NOT_DONE[found], buttons: [DESK] })
  const { code, state } = found
  if (state === 'erased') return showList(t, { text: erasedText(code), buttons: [DESK] })
  if (survey && isBare(found) && (state === 'proposed' || state === 'surveying')) return beginSurvey(t, found)
  show(t, found)
}

function show(t: Turn, found: AddressFile, remark?: string): void {
  const { code, state } = found
  const moves = (MOVES[state] ?? []).map(([to, label]) => ({ label, token: `c.addressState.${code}~${to}` }))
  const asked =
    state === 'surveying' && isBare(found)
      ? [{ label: 'Ghi kết quả khảo sát', token: `c.survey.${code}` }, ...moves.slice(1)]
      : moves
  const consent = found.consented
    ? { label: 'Gia đình rút lại đồng ý', token: `c.familyTakesBack.${code}` }
    : { label: 'Gia đình đồng ý cho biết', token: `c.familyAgrees.${code}` }
  const card = { label: 'Sửa thông tin công khai', token: `c.publicCard.${seenAt(code, found.seen)}` }
  const family = { label: 'Sửa thông tin gia đình', token: `c.family.${seenAt(code, found.seen)}` }
  const own = isBare(found) ? [] : [...needButtons(found), ...(state === 'refused' ? [] : [card, family]), consent]
  const erase = { label: 'Xóa thông tin gia đình', token: `c.eraseFamily.${code}` }
  const text = [...(remark ? [remark, ''] : []), ...textOf(found)].join('\n')
  showList(t, { text, buttons: [...asked, ...own, erase, DESK] })
}

/** A need of nothing has ended. */
const living = ({ needs }: AddressFile) => needs.filter(({ quantity }) => quantity > 0)
const NEEDS = 5

function needButtons(found: AddressFile) {
  if (found.state === 'refused') return []
  const change = living(found)
    .slice(0, NEEDS)
    .map(({ id, what }) => ({
      label: clip(`Sửa nhu cầu: ${what}`, 40),
      token: `c.need.${id}~${seenAt(found.code, found.seen)}`,
    }))
  return [...change, { label: 'Thêm nhu cầu', token: `c.newNeed.${found.code}` }]
}

function textOf(found: AddressFile): string[] {
  const { code, state, suggestedBy: by } = found
  const person = [
    ...(found.name || found.birthYear || found.guardian
      ? [
          `${verbatim(found.name)}${found.birthYear ? `, sinh năm ${found.birthYear}` : ''}${found.guardian ? `, giám hộ: ${verbatim(found.guardian)}` : ''}`,
        ]
      : []),
    ...(found.place || found.phone
      ? [`${verbatim(found.place)}${found.phone ? `, ${showPhone(found.phone)}` : ''}`]
      : []),
    verbatim(found.details),
  ]
  const papers = `Giấy tờ: ${found.papersSeen ? 'đã xem' : 'chưa xem'}; gia đình ${found.consented ? 'đã' : 'chưa'} đồng ý cho người giúp biết.`
  const needs = living(found).map(
    (need) =>
      `• ${FORMS[need.form as HelpForm]}: ${verbatim(need.what)}, cần ${showQuantity(need.quantity, need.measure)} ${RHYTHMS[need.rhythm as Rhythm]}${need.neededBy ? `, trước ngày ${showIsoDay(need.neededBy)}` : ''}, đã có người nhận ${showQuantity(need.taken, need.measure)}`,
  )
  return [
    `${bold(code)} · ${showGroup(found.group)} · ${found.unit} · ${ADDRESS_STATES[state]}`,
    ...(by ? [`Người kể: ${verbatim(by.name)}, ${showPhone(by.phone)}${by.own ? ' (chính gia đình)' : ''}`] : []),
    ...person,
    ...(isBare(found) ? [] : [papers, `Công khai: ${verbatim(found.summary)}`]),
    ...needs,
    ...(found.reason ? [`Lý do: ${verbatim(found.reason)}`] : []),
    ...alikeLine(found.alike),
  ]
}

/** What was told is offered question by question, so that the officer confirms or mends it. */
function beginSurvey(t: Turn, { code, unitCode, unit, name, place, phone, details }: AddressFile): void {
  startDraft(t, 'address')
  const draft = activeDraft(t.session)!
  const told = { name, place, details: clip(details, 1000) }
  const kept = Object.fromEntries(Object.entries(told).filter(([, value]) => value))
  putDraft(t, {
    ...draft,
    notes: { of: code },
    kept: { unit: { code: unitCode, name: unit }, ...kept, ...(phone ? { hasPhone: 'yes', phone } : {}) },
  })
  ask(t, `Anh/chị ghi lại điều đã khảo sát của ${bold(code)} nhé; điều người kể đã nói có sẵn ở nút bên dưới.`)
}

/** Why an address is refused or paused; `about` is its code and that state. */
export const addressReason = reason({
  text(about) {
    const [code, state] = about.split('~')
    return `Vì sao đơn vị ${state === 'paused' ? 'tạm dừng' : 'từ chối'} ${code} ạ? Người đã kể và người đang giúp sẽ đọc được lý do này; xin không ghi tên gia đình.`
  },
  send: 'Ghi lý do',
  read: 'Người đã kể và người đang giúp sẽ đọc lời này.',
  later: 'Thôi, quay lại',
  back: (t, about) => void t.effects.push({ do: 'openAddressFile', code: about.split('~')[0]! }),
  done(t, about, said) {
    const [code = '', state = ''] = about.split('~')
    t.effects.push({ do: 'setAddressState', code, state: state as AddressState, reason: clip(said, 300) })
  },
})

/** Somebody told of a family of this unit. */
export function suggested(t: Turn, code: string, more?: Record<string, unknown>): void {
  say(t, {
    text: `Có người kể một hoàn cảnh khó khăn (${bold(code)}, ${String(more?.unit ?? '')}). Mời anh/chị xem và khảo sát ạ.`,
    buttons: [{ label: 'Mở địa chỉ', token: `c.addressFile.${code}` }, DESK],
  })
}
