// What officers read about their broadcasts.
import type { Turn } from '../flow.js'
import { type Button, bold, type Outbound } from '../message.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { say } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'
import { clip } from '../vi/text.js'
import type { BroadcastState, CampaignResults, ExcludedWhy, Preview, Progress, SeriesLine } from './effects.js'
import { showSlot } from './slot.js'

export const STATES: Record<BroadcastState, string> = {
  draft: 'chưa gửi',
  proposed: 'đang chờ duyệt',
  scheduled: 'đã hẹn giờ',
  sending: 'đang gửi',
  paused: 'tạm dừng',
  halted: 'dừng vì lỗi',
  done: 'đã xong',
  cancelled: 'đã hủy',
}

const CHANNELS: Record<string, string> = { telegram: 'Telegram', zalo: 'Zalo' }

export const WHY: Record<ExcludedWhy | string, string> = {
  noConsent: 'chưa đồng ý nhận tin',
  stopped: 'đã dừng nhận tin',
  otherChannel: 'không dùng kênh này',
  unreachable: 'đã chặn hoặc bỏ theo dõi',
  neverWrote: 'chưa nhắn cho Zalo OA bao giờ',
  windowClosed: 'quá 7 ngày không nhắn, Zalo không cho gửi',
  thisWeek: 'tuần này đã nhận một tin',
  cancelled: 'chưa gửi thì tin bị hủy',
  erased: 'đã yêu cầu xóa dữ liệu',
  interrupted: 'máy dừng giữa chừng, không rõ đã tới chưa',
}

const REFUSED = 'Tin này ngoài phạm vi anh/chị được phân công, nên Trợ lý không mở được ạ.'
const NONE = 'Trợ lý không tìm thấy tin này ạ.'
const LIST: Button = { label: 'Các tin đã gửi', token: 'c.broadcasts' }
const DESK: Button = { label: 'Việc của cán bộ', token: 'c.desk' }

const number = (n: number) => n.toLocaleString('vi-VN')

function reasons(of: Record<string, number>): string[] {
  return Object.entries(of).map(([why, n]) => `   – ${WHY[why] ?? why}: ${number(n)}`)
}

/** The message as it will be read, then whom it reaches. Nothing has been sent. */
export function preview(t: Turn, found: CampaignResults['draftBroadcast']): void {
  if (found === 'refused')
    return showList(t, {
      text: 'Đơn vị này ngoài phạm vi anh/chị được phân công, nên chưa có gì được gửi ạ.',
      buttons: [DESK],
    })
  const { id, message, byChannel, fourEyes } = found
  say(t, { ...message, text: `${bold('Bản xem trước:')}\n\n${verbatim(message.text)}`, buttons: [] })
  const total = Object.values(byChannel).reduce((sum, n) => sum + n, 0)
  showList(t, {
    text: countText(found, total),
    buttons: [
      ...(total > 0 || found.weekly
        ? [{ label: fourEyes ? 'Trình duyệt' : 'Gửi đi', token: `c.steerBroadcast.send-${id}` }]
        : []),
      { label: 'Gửi thử cho tôi', token: `c.testBroadcast.${id}` },
      { label: 'Bỏ tin này', token: `c.steerBroadcast.cancel-${id}` },
    ],
  })
}

function countText(
  { unitName, byChannel, excluded, zaloQuota, startsAt, weekly, fourEyes }: Preview,
  total: number,
): string {
  const out = Object.values(excluded).reduce((sum, n) => sum + n, 0)
  const when = weekly ? `${showSlot(weekly)} hằng tuần` : startsAt ? showMoment(startsAt) : 'ngay khi được duyệt'
  return [
    `Gửi tới thành viên của ${bold(verbatim(unitName))}, ${when}.`,
    `${bold(`${number(total)} người sẽ nhận`)}${total > 0 ? ':' : '.'}`,
    ...Object.entries(byChannel).map(([channel, n]) => `   – ${CHANNELS[channel] ?? channel}: ${number(n)}`),
    ...(zaloQuota > 0 ? [`   (${number(zaloQuota)} tin Zalo quá 48 giờ, tính vào hạn mức của OA)`] : []),
    ...(out > 0 ? [`${number(out)} người không nhận:`, ...reasons(excluded)] : []),
    '',
    fourEyes
      ? 'Tin cần một cán bộ khác cùng phạm vi duyệt; không ai tự duyệt tin của mình.'
      : 'Bấm "Gửi đi" là tin được gửi.',
  ].join('\n')
}

export function steered(t: Turn, result: CampaignResults['steerBroadcast'], { deed }: { deed: string }): void {
  if (typeof result === 'string') return showList(t, { text: result === 'refused' ? REFUSED : NONE, buttons: [LIST] })
  const { is, progress, asked } = result
  if (is === 'proposed')
    return showList(t, {
      text:
        asked && asked > 0
          ? `Dạ, tin đã được trình duyệt (${asked} cán bộ được báo). Trợ lý báo lại khi tin được gửi ạ.`
          : 'Dạ, tin đã được trình, nhưng hiện chưa có cán bộ thứ hai nào trong phạm vi này để duyệt. Anh/chị nhờ quản trị viên phân công thêm, hoặc đặt lại quy định duyệt ạ.',
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

export function showProgress(t: Turn, found: Progress | 'refused' | 'none', remark = ''): void {
  if (typeof found === 'string') return showList(t, { text: found === 'refused' ? REFUSED : NONE, buttons: [LIST] })
  showList(t, progressMessage(found, t.ctx.now, remark))
}

/** Where a broadcast stands, and what may be done about it. */
export function progressMessage(p: Progress, now: number, remark = ''): Outbound {
  const bar = p.planned > 0 ? `${chart(p)}\n` : ''
  const left = p.state === 'sending' ? eta(p, now) : ''
  const lines = [
    ...(remark ? [remark, ''] : []),
    `Tin “${verbatim(clip(p.text, 60))}” gửi ${verbatim(p.unitName)}: ${bold(STATES[p.state])}${p.late ? ' (gửi muộn)' : ''}.`,
    ...(p.quiet ? ['Đang ngoài giờ nhắn tin (8:00–20:30, Tết): tin đi tiếp khi tới giờ.'] : []),
    ...(p.reason ? [`Lý do: ${p.reason}`] : []),
    ...(p.startsAt && p.state === 'scheduled' ? [`Bắt đầu lúc ${showMoment(p.startsAt)}.`] : []),
    ...(p.planned > 0
      ? [
          `${bar}Đã gửi ${bold(number(p.sent))} / ${number(p.planned)}; còn ${number(p.pending)}${left}.`,
          `Không gửi được ${number(p.failed)}, bỏ qua ${number(p.skipped)}, chưa rõ ${number(p.unknown)}.`,
          ...reasons(p.byReason),
        ]
      : []),
  ]
  return { text: lines.join('\n'), buttons: [...deeds(p), LIST] }
}

function deeds({ id, state }: Progress): Button[] {
  const deed = (label: string, name: string) => ({ label, token: `c.steerBroadcast.${name}-${id}` })
  const refresh = { label: 'Cập nhật', token: `c.broadcast.${id}` }
  switch (state) {
    case 'draft':
      return [deed('Gửi đi', 'send'), deed('Bỏ tin này', 'cancel')]
    case 'proposed':
      return [deed('Duyệt và gửi', 'approve'), deed('Hủy tin', 'cancel')]
    case 'scheduled':
      return [deed('Hủy tin', 'cancel')]
    case 'sending':
      return [refresh, deed('Tạm dừng', 'pause'), deed('Hủy phần còn lại', 'cancel')]
    case 'paused':
    case 'halted':
      return [deed('Gửi tiếp', 'resume'), deed('Hủy phần còn lại', 'cancel'), refresh]
    default:
      return []
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
    text: [bold('Các tin gần đây'), ...found.map((b) => `• “${verbatim(clip(b.text, 40))}” · ${STATES[b.state]}`)].join(
      '\n',
    ),
    buttons: [
      ...found.slice(0, 3).map((b) => ({ label: clip(`Mở: ${b.text}`, 40), token: `c.broadcast.${b.id}` })),
      { label: 'Loạt tin hằng tuần', token: 'c.series' },
      DESK,
    ],
  })
}

export function seriesList(t: Turn, found: SeriesLine[]): void {
  if (found.length === 0)
    return showList(t, {
      text: 'Chưa có loạt tin hằng tuần nào. Anh/chị soạn một tin và chọn "Thêm vào loạt tin hằng tuần" ạ.',
      buttons: [{ label: 'Gửi tin', token: 'c.writeBroadcast' }, DESK],
    })
  const lines = found.flatMap((s) => [
    `${bold(`${verbatim(s.unitName)}, ${showSlot(s)}`)}${s.state === 'paused' ? ' (tạm dừng)' : ''}`,
    `   Kỳ tới: ${showMoment(s.nextSlot)}${s.issues.length === 0 ? '; chưa có bài' : ''}`,
    ...s.issues.map((issue, n) => `   ${n + 1}. “${verbatim(clip(issue.text, 40))}”`),
  ])
  const [first] = found.filter(({ issues }) => issues.length > 0)
  const next = first?.issues[0]
  showList(t, {
    text: [bold('Loạt tin hằng tuần'), ...lines].join('\n'),
    buttons: [
      ...(next
        ? [
            { label: clip(`Bỏ bài “${next.text}”`, 50), token: `c.moveIssue.skip-${next.id}` },
            { label: clip(`Đưa xuống cuối “${next.text}”`, 50), token: `c.moveIssue.later-${next.id}` },
          ]
        : []),
      ...found.slice(0, 2).map((s) => ({
        label: clip(`${s.state === 'paused' ? 'Chạy tiếp' : 'Tạm dừng'} ${showSlot(s)}`, 50),
        token: `c.steerSeries.${s.state === 'paused' ? 'resume' : 'pause'}-${s.id}`,
      })),
      { label: 'Thêm bài', token: 'c.writeBroadcast' },
    ],
  })
}
