// The message as it will be read and whom it reaches, before anything is sent.

import type { BroadcastState, CampaignResults, Preview } from '../effects/campaign.js'
import type { Door, Turn } from '../flow.js'
import { type Button, bold, type Outbound } from '../message.js'
import { administers } from '../roles.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { resume, say } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'
import { UNIT_KINDS, type UnitKind } from '../vi/unit-kinds.js'
import { edits, looks } from './said.js'
import { showSlot } from './slot.js'
import { button, CHANNELS, DESK, LIST, NONE, number, REFUSED, reasons } from './words.js'

const NO_FILE =
  'Ảnh hoặc tệp anh/chị gửi chưa tải xong hoặc không mở được. Anh/chị đợi một lát rồi bấm "Xem lại"; vẫn vậy thì bấm "Sửa" và gửi lại ảnh giúp ạ.'

const OVER = 'Tin này đã trình duyệt hoặc đã gửi, nên không sửa được nữa ạ.'
const OUTSIDE = 'Đơn vị này không nằm trong phạm vi của tin ạ.'

/** `asked.id` where the broadcast is known already. */
export function preview(t: Turn, found: CampaignResults['previewBroadcast'], asked: { id?: string }): void {
  if (found === 'none') return showList(t, { text: NONE, buttons: [LIST] })
  if (found === 'refused') return showList(t, { text: REFUSED, buttons: [DESK] })
  if (found === 'noFile') {
    const id = asked.id
    const again = id ? [button('Xem lại', 'preview', id), button('Sửa', 'editBroadcast', id)] : []
    return showList(t, { text: NO_FILE, buttons: [...again, DESK] })
  }
  const { message } = found
  say(t, {
    ...message,
    text: `${bold('Bản xem trước:')}\n\n${verbatim(message.text)}${buttonsLine(message)}`,
    buttons: [],
  })
  // Whom it would reach now says nothing of one that has left.
  if (OPEN.has(found.state)) audience(t, found, found)
  else t.effects.push({ do: 'showBroadcast', id: found.id })
}

const OPEN = new Set<BroadcastState>(['draft', 'proposed', 'scheduled'])

/** The buttons as words: pressed in a preview they would do what they say. */
function buttonsLine({ buttons = [] }: Outbound): string {
  return buttons.length > 0 ? `\n\n${buttons.map(({ label }) => `[ ${label} ]`).join('\n')}` : ''
}

/** Whom it reaches and what may be done next. */
export function audience(t: Turn, found: CampaignResults['narrowBroadcast'], asked: { id: string }): void {
  if (found === 'over') return showList(t, { text: OVER, buttons: [LIST] })
  if (found === 'outside')
    return showList(t, {
      text: OUTSIDE,
      buttons: [button('Chọn lại', 'narrow', asked.id), button('Xem lại tin', 'preview', asked.id)],
    })
  if (typeof found === 'string') return preview(t, found, asked)
  const total = Object.values(found.byChannel).reduce((sum, n) => sum + n, 0)
  showList(t, { text: countText(found, total, t.ctx.now), buttons: deeds(t, found, total) })
}

function deeds(t: Turn, found: Preview, total: number): Button[] {
  const { id, state, fourEyes, weekly, urgent } = found
  const mayHurry = !urgent && !weekly && administers(t.ctx.who)
  const test = button('Gửi thử cho tôi', 'testBroadcast', id)
  const steer = (label: string, deed: string) => button(label, 'steerBroadcast', `${deed}-${id}`)
  const urgently = mayHurry ? [button('Gửi gấp', 'markUrgent', id)] : []
  if (state === 'proposed')
    return [
      ...(found.own ? [] : [steer('Duyệt và gửi', 'approve')]),
      ...[test, ...urgently, steer(found.own ? 'Rút tin này' : 'Không gửi', 'cancel'), LIST],
    ]
  if (state !== 'draft')
    return [test, ...(state === 'scheduled' ? urgently : []), button('Xem tiến độ', 'broadcast', id), LIST]
  return [
    ...(total > 0 || isAhead(found, t.ctx.now)
      ? [steer(fourEyes ? 'Trình duyệt' : weekly ? 'Thêm vào loạt tin' : 'Gửi đi', 'send')]
      : []),
    test,
    button('Chọn người nhận', 'narrow', id),
    ...urgently,
    ...templateButton(found),
    button('Sửa', 'editBroadcast', id),
    steer('Bỏ tin này', 'cancel'),
  ]
}

/** Money is spent where somebody chose to. */
function templateButton({ id, narrowing, templates }: Preview): Button[] {
  if (narrowing.template) return [button('Không gửi tin mẫu', 'narrowTo', `${id}-template-`)]
  const { people = 0 } = templates ?? {}
  return people > 0 ? [button(`Gửi thêm ${number(people)} tin mẫu`, 'narrowTo', `${id}-template-yes`)] : []
}

/** What an approved template reaches and costs. */
function templatesLine({ narrowing, templates }: Preview): string[] {
  if (!templates) return []
  const { people, price, left } = templates
  const cost = `${number(people)} × ${number(price)} đ = ${bold(`${number(people * price)} đ`)}`
  if (narrowing.template)
    return [`   (trong đó ${number(people)} tin mẫu Zalo, tính phí ${cost}; còn gửi được ${number(left)} tin mẫu)`]
  return people > 0
    ? [`${number(people)} người chỉ tới được bằng tin mẫu Zalo (vài dòng đầu của tin), tính phí ${cost}.`]
    : []
}

/** When it leaves: a night, Tết and days of mourning hold it. */
function whenOf({ weekly, startsAt, leavesAt }: Preview, now: number): string {
  if (weekly) return `${showSlot(weekly)} hằng tuần`
  const start = Math.max(startsAt ?? now, now)
  const held = leavesAt > start ? ` (lúc ấy không gửi tin chung, nên tin đi từ ${showMoment(leavesAt)})` : ''
  // Its hour may have passed while it waited.
  return `${startsAt && startsAt > now ? showMoment(startsAt) : 'ngay khi được duyệt'}${held}`
}

function countText(found: Preview, total: number, now: number): string {
  const { unitName, byChannel, excluded, zaloQuota, notes, state } = found
  const out = Object.values(excluded).reduce((sum, n) => sum + n, 0)
  const only = narrowed(found)
  return [
    ...notes,
    ...(found.urgent ? [HURRIED] : []),
    '',
    `Gửi tới thành viên của ${bold(verbatim(unitName))}${only ? `, ${only}` : ''}; ${whenOf(found, now)}.`,
    `${bold(`${number(total)} người sẽ nhận`)}${total > 0 ? ':' : '.'}`,
    ...Object.entries(byChannel).map(([channel, n]) => `   – ${CHANNELS[channel] ?? channel}: ${number(n)}`),
    ...(zaloQuota > 0 ? [`   (${number(zaloQuota)} tin Zalo quá 48 giờ, trừ vào gói của OA${left(found)})`] : []),
    ...(found.narrowing.template ? templatesLine(found) : []),
    ...(out > 0 ? [`${number(out)} người không nhận:`, ...reasons(excluded)] : []),
    ...(found.narrowing.template ? [] : templatesLine(found)),
    ...(state === 'draft' ? ['', closing(found, total, now)] : []),
  ].join('\n')
}

const left = ({ zaloSpare }: Preview) => (zaloSpare === undefined ? '' : `; gói còn ${number(zaloSpare)} tin`)

const HURRIED = '• Tin gấp: gửi cả cho người đã nhận một tin trong bảy ngày qua.'

const NOBODY = 'Tin này chưa có ai nhận nên chưa gửi được; anh/chị chọn lại người nhận, hoặc để sang ngày khác ạ.'
const LEAVES = 'Bấm "Gửi đi" là tin được gửi.'
/** It is counted anew when it leaves. */
const isAhead = ({ weekly, startsAt = 0 }: Preview, now: number) => weekly !== undefined || startsAt > now

function closing(found: Preview, total: number, now: number): string {
  const ahead = isAhead(found, now)
  if (total === 0 && !ahead) return NOBODY
  return [
    ...(ahead ? [COUNTED_ANEW] : []),
    found.fourEyes ? FOUR_EYES : found.weekly ? QUEUES : ahead ? WAITS : LEAVES,
  ].join(' ')
}

const COUNTED_ANEW = 'Số người tính theo hôm nay; tới giờ gửi Trợ lý đếm lại.'
const WAITS = 'Bấm "Gửi đi" là tin được hẹn tới giờ ấy.'
const QUEUES = 'Bấm "Thêm vào loạt tin" là bài vào hàng, tới kỳ thì gửi.'
const FOUR_EYES = 'Tin cần một cán bộ khác cùng phạm vi duyệt; không ai tự duyệt tin của mình.'

const ROLE_WORDS: Record<string, string> = {
  none: 'người không giữ vai trò nào',
  reviewer: 'người xét',
  officer: 'cán bộ',
}

/** The narrowing in words; '' where it is for all. */
function narrowed({ narrowing: n, unitNames }: Preview): string {
  const yesNo = (value: boolean | undefined, what: string) =>
    value === undefined ? [] : [`${value ? 'đã' : 'chưa'} ${what}`]
  const name = (code: string) => verbatim(unitNames[code] ?? code)
  return [
    ...(n.within ? [`chỉ ${name(n.within)}`] : []),
    ...(n.kind ? [`chỉ ${UNIT_KINDS[n.kind as UnitKind] ?? n.kind}`] : []),
    ...(n.role ? [`chỉ ${ROLE_WORDS[n.role] ?? n.role}`] : []),
    ...(n.channel ? [`chỉ qua ${CHANNELS[n.channel] ?? n.channel}`] : []),
    ...yesNo(n.nominated, 'giới thiệu gương'),
    ...yesNo(n.pledged, 'đăng ký trợ giúp'),
    ...(n.activeDays ? [`có nhắn trong ${n.activeDays} ngày qua`] : []),
    ...(n.without ? [`trừ ${name(n.without)}`] : []),
  ].join(', ')
}

const ID = /^\d{1,18}$/

export const doors: Door[] = [
  {
    command: 'preview',
    label: 'Xem lại',
    leadsBack: true,
    means: looks,
    open: (t, id) => void (ID.test(id) ? t.effects.push({ do: 'previewBroadcast', id }) : resume(t)),
  },
  {
    command: 'editBroadcast',
    label: 'Sửa',
    means: edits,
    open: (t, id) => void (ID.test(id) ? t.effects.push({ do: 'editBroadcast', id }) : resume(t)),
  },
]
