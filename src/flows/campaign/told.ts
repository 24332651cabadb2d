// What officers read about their broadcasts.

import type { CampaignResults, Progress } from '../effects/campaign.js'
import type { Panel, Turn } from '../flow.js'
import { type Button, bold, type Outbound } from '../message.js'
import { type ButtonName, LABELS } from '../news-buttons.js'
import { verbatim } from '../salutation.js'
import { afterQuiet } from '../schedule.js'
import { showList } from '../turn/list.js'
import { close } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'
import { DESK, headOf, LIST, NONE, number, REFUSED, reasons, STATES } from './words.js'

export function steered(t: Turn, result: CampaignResults['steerBroadcast'], { deed }: { deed: string }): void {
  if (typeof result === 'string') return showList(t, { text: result === 'refused' ? REFUSED : NONE, buttons: [LIST] })
  const { is, progress, asked } = result
  if (is === 'proposed')
    return showList(t, {
      text:
        asked && asked > 0
          ? `Dạ, tin đã được trình duyệt (${asked} cán bộ được báo). Trợ lý báo lại khi tin được gửi ạ.`
          : 'Dạ, tin đã được trình, nhưng hiện chưa báo được cho cán bộ thứ hai nào trong phạm vi này. Cán bộ khác mở "Các tin đã gửi" là duyệt được; anh/chị nhắc giúp, hoặc nhờ quản trị viên phân công thêm ạ.',
      buttons: [LIST],
    })
  if (is === 'own')
    return showList(t, { text: 'Tin này do chính anh/chị soạn, cần một cán bộ khác duyệt ạ.', buttons: [LIST] })
  if (is === 'queued')
    return showList(t, {
      text: 'Dạ, tin đã vào loạt tin hằng tuần.',
      buttons: [{ label: 'Xem loạt tin', token: 'c.series' }, LIST],
    })
  const remark = is === 'over' ? 'Tin không còn ở bước này nữa ạ.' : deed === 'cancel' ? 'Dạ, tin đã được hủy.' : ''
  if (progress) showProgress(t, progress, remark)
}

/** Somebody may get it twice: asked first. */
export const again: Panel = {
  mode: 'closed',
  numbers: false,
  ask: () => ({
    text: 'Có người Trợ lý chưa rõ đã nhận tin hay chưa (mạng đứt đúng lúc gửi). Gửi lại thì ai cũng có tin, nhưng có người có thể nhận hai lần. Anh/chị gửi lại chứ ạ?',
    options: [
      { value: 'yes', label: 'Gửi lại' },
      { value: 'no', label: 'Để yên' },
    ],
  }),
  pick(t, value, _said, id) {
    close(t)
    t.effects.push(value === 'yes' ? { do: 'sendAgain', id: id! } : { do: 'showBroadcast', id: id! })
  },
}

export function sentAgain(t: Turn, found: CampaignResults['sendAgain']): void {
  if (found !== 'over')
    return showProgress(t, found, typeof found === 'string' ? '' : 'Dạ, tin đang được gửi lại cho những người chưa rõ.')
  showList(t, { text: 'Tin này không còn ai chưa rõ, hoặc đang gửi, nên không gửi lại được ạ.', buttons: [LIST] })
}

export function showProgress(t: Turn, found: Progress | 'refused' | 'none', remark = ''): void {
  if (typeof found === 'string') return showList(t, { text: found === 'refused' ? REFUSED : NONE, buttons: [LIST] })
  // What is not decided yet is looked at whole.
  const open = found.state === 'draft' || found.state === 'proposed'
  if (open && !remark) return void t.effects.push({ do: 'previewBroadcast', id: found.id })
  showList(t, progressMessage(found, t.ctx.now, remark))
}

/** Where a broadcast stands, and what may be done about it. */
export function progressMessage(p: Progress, now: number, remark = ''): Outbound {
  const bar = p.planned > 0 ? `${chart(p)}\n` : ''
  const left = p.state === 'sending' ? eta(p, now) : ''
  const lines = [
    ...(remark ? [remark, ''] : []),
    `Tin “${headOf(p.text, 60)}” gửi ${verbatim(p.unitName)}: ${bold(STATES[p.state])}${p.late ? ' (gửi muộn)' : ''}.`,
    ...(p.quiet
      ? ['Đang ngoài giờ nhắn tin (8:00–20:30, không vào Tết và ngày quốc tang): tin tự đi tiếp khi tới giờ.']
      : []),
    ...(p.reason ? [`Lý do: ${p.reason}`] : []),
    ...(p.startsAt && p.state === 'scheduled' ? [`Bắt đầu lúc ${showMoment(afterQuiet(p.startsAt))}.`] : []),
    ...(p.planned > 0
      ? [
          `${bar}Đã gửi ${bold(number(p.sent))} / ${number(p.planned)}; còn ${number(p.pending)}${left}.`,
          `Không gửi được ${number(p.failed)}, bỏ qua ${number(p.skipped)}, chưa rõ ${number(p.unknown)}.`,
          ...reasons(p.byReason),
          ...results(p),
        ]
      : []),
  ]
  const moving = p.state === 'sending' || p.state === 'paused' || p.state === 'scheduled'
  const live = moving ? { live: `broadcast:${p.id}` } : {}
  return { text: lines.join('\n'), buttons: [...deeds(p), LIST], ...live }
}

/** What members did with it: its result. */
function results({ presses }: Progress): string[] {
  const names = (Object.keys(LABELS) as ButtonName[]).filter((name) => presses[name])
  const lines = names.map((name) => `   – ${LABELS[name]}: ${number(presses[name]!)}`)
  return lines.length > 0 ? ['Thành viên đã bấm:', ...lines] : []
}

function deeds({ id, state, unknown }: Progress): Button[] {
  const deed = (label: string, name: string) => ({ label, token: `c.steerBroadcast.${name}-${id}` })
  const refresh = { label: 'Cập nhật', token: `c.broadcast.${id}` }
  switch (state) {
    case 'draft':
    case 'proposed':
      return [{ label: 'Xem lại tin', token: `c.preview.${id}` }, deed('Bỏ tin này', 'cancel')]
    case 'scheduled':
      return [deed('Hủy tin', 'cancel')]
    case 'sending':
      return [refresh, deed('Tạm dừng', 'pause'), deed('Hủy phần còn lại', 'cancel')]
    case 'paused':
    case 'halted':
      return [deed('Gửi tiếp', 'resume'), deed('Hủy phần còn lại', 'cancel'), refresh]
    default:
      return [
        ...(state === 'done' && unknown > 0
          ? [{ label: 'Gửi lại cho người chưa rõ', token: `c.sendAgain.${id}` }]
          : []),
        { label: 'Báo cáo từng người nhận', token: `c.reportBroadcast.${id}` },
      ]
  }
}

const CELLS = 10

/** A small chart: sent, failed, left. */
function chart({ planned, sent, failed, unknown, skipped, pending }: Progress): string {
  const cells = (n: number) => Math.round((n / planned) * CELLS)
  const full = cells(sent)
  const bad = Math.min(CELLS - full, cells(failed + unknown))
  const gone = Math.min(CELLS - full - bad, cells(skipped))
  const rest = pending > 0 ? CELLS - full - bad - gone : 0
  return '🟩'.repeat(full) + '🟥'.repeat(bad) + '⬜'.repeat(gone) + '▫️'.repeat(rest)
}

function eta({ startedAt, sent, failed, unknown, pending }: Progress, now: number): string {
  const gone = sent + failed + unknown
  if (!startedAt || gone === 0 || now <= startedAt) return ''
  const perSecond = (gone * 1000) / (now - startedAt)
  const minutes = Math.ceil(pending / perSecond / 60)
  return ` (khoảng ${perSecond.toFixed(1)} tin/giây, còn chừng ${number(minutes)} phút)`
}

export function broadcastList(t: Turn, found: CampaignResults['listBroadcasts']): void {
  if (found.length === 0)
    return showList(t, {
      text: 'Đơn vị của anh/chị chưa gửi tin nào ạ.',
      buttons: [{ label: 'Gửi tin', token: 'c.writeBroadcast' }, DESK],
    })
  showList(t, {
    text: [bold('Các tin gần đây'), ...found.map((b) => `• “${headOf(b.text, 40)}” · ${STATES[b.state]}`)].join('\n'),
    buttons: [
      ...found.slice(0, 6).map((b) => ({ label: `Mở: ${headOf(b.text, 36)}`, token: `c.broadcast.${b.id}` })),
      { label: 'Loạt tin hằng tuần', token: 'c.series' },
      DESK,
    ],
  })
}
