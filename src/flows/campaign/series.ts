// The weekly series of an officer's units and the pieces prepared for it.

import type { CampaignResults, SeriesDeed, SeriesLine } from '../effects/campaign.js'
import type { Turn } from '../flow.js'
import { bold } from '../message.js'
import { verbatim } from '../salutation.js'
import { DAY } from '../schedule.js'
import { showList } from '../turn/list.js'
import { dayAt, showDay, showMoment } from '../vi/calendar.js'
import { clip } from '../vi/text.js'
import { showSlot } from './slot.js'
import { bareOf, DESK, headOf, LIST, NONE, REFUSED, STATES } from './words.js'

const YEARLY = { label: 'Chiến dịch hằng năm', token: 'c.templates' }

export function seriesList(t: Turn, found: SeriesLine[]): void {
  if (found.length === 0)
    return showList(t, {
      text: 'Chưa có loạt tin hằng tuần nào. Anh/chị soạn một tin và chọn "Thêm vào loạt tin hằng tuần" ạ.',
      buttons: [{ label: 'Gửi tin', token: 'c.writeBroadcast' }, YEARLY, DESK],
    })
  const lines = found.flatMap((s) => [
    `${bold(`${verbatim(s.unitName)}, ${showSlot(s)}`)}${s.state === 'paused' ? ' (tạm dừng)' : ''}`,
    ...(s.issues.length === 0 ? [`   Kỳ tới: ${showMoment(s.nextSlot)}; chưa có bài`] : pieces(s, SHOWN)),
  ])
  showList(t, {
    text: [bold('Loạt tin hằng tuần'), ...lines].join('\n'),
    buttons: [
      ...found
        .slice(0, LISTED)
        .map((s) => ({ label: clip(`Sắp xếp bài ${showSlot(s)}`, 50), token: `c.arrange.${s.id}` })),
      { label: 'Thêm bài', token: 'c.writeBroadcast' },
      YEARLY,
    ],
  })
}

const LISTED = 6
const SHOWN = 5
const ARRANGED = 12
const WEEK = 7 * DAY

/** The pieces, each with the day it leaves as things stand. */
function pieces({ issues, nextSlot }: SeriesLine, most: number): string[] {
  const lines = issues
    .slice(0, most)
    .map(({ text }, n) => `   ${n + 1}. ${showDay(dayAt(nextSlot + n * WEEK))}: “${headOf(text, 40)}”`)
  return issues.length > most ? [...lines, `   … và ${issues.length - most} bài nữa`] : lines
}

/** The pieces of one series, each a button. */
export function arrange(t: Turn, found: SeriesLine[], { series: id }: { series?: string }): void {
  const series = found.find((each) => each.id === id)
  if (!series) return seriesList(t, found)
  showList(t, {
    text: [
      `${bold(`Các bài ${showSlot(series)} của ${verbatim(series.unitName)}`)}${series.state === 'paused' ? ' (tạm dừng)' : ''}`,
      ...pieces(series, ARRANGED),
      series.issues.length === 0 ? `   Kỳ tới: ${showMoment(series.nextSlot)}; chưa có bài` : '',
      series.late === 'send' ? 'Bài nào lỡ giờ vì máy dừng thì gửi muộn.' : 'Bài nào lỡ giờ vì máy dừng thì bỏ.',
      ...(series.issues.length === 0 ? [] : ['Anh/chị chọn một bài để đổi chỗ hoặc bỏ ạ.']),
    ].join('\n'),
    buttons: [
      ...series.issues.slice(0, ARRANGED).map((issue, n) => ({
        label: clip(`Bài ${n + 1}: ${bareOf(issue.text)}`, 40),
        token: `c.arrange.${series.id}-${issue.id}`,
      })),
      { label: 'Đổi ngày, giờ gửi', token: `c.slot.${series.id}` },
      series.state === 'paused' ? steer(series, 'Chạy tiếp', 'resume') : steer(series, 'Tạm dừng', 'pause'),
      series.late === 'send' ? steer(series, 'Lỡ giờ thì bỏ', 'drop') : steer(series, 'Lỡ giờ thì gửi muộn', 'late'),
      { label: 'Xong', token: 'c.series' },
    ],
  })
}

const steer = ({ id }: SeriesLine, label: string, deed: SeriesDeed) => ({ label, token: `c.steerSeries.${deed}-${id}` })

/** One piece of a series, read whole, and where it may go. */
export function pieceOf(t: Turn, found: SeriesLine[], asked: { series?: string; issue?: string }): void {
  const series = found.find((each) => each.id === asked.series)
  const at = series?.issues.findIndex((issue) => issue.id === asked.issue) ?? -1
  const issue = series?.issues[at]
  if (!series || !issue) return arrange(t, found, asked)
  const move = (label: string, deed: string) => ({ label, token: `c.moveIssue.${deed}-${issue.id}-${series.id}` })
  const last = series.issues.length - 1
  showList(t, {
    text: `${bold(`Bài ${at + 1}, gửi ${showMoment(series.nextSlot + at * WEEK)}:`)}\n\n${verbatim(issue.text)}`,
    buttons: [
      ...(at > 1 ? [move('Gửi ngay kỳ tới', 'first')] : []),
      ...(at > 0 ? [move('Lên trước một bài', 'up')] : []),
      ...(at < last ? [move('Xuống sau một bài', 'down')] : []),
      move('Bỏ bài này', 'skip'),
      { label: 'Quay lại', token: `c.arrange.${series.id}` },
    ],
  })
}

/** Campaigns that come back every year. */
export function templateList(t: Turn, found: CampaignResults['listTemplates']): void {
  showList(t, {
    text: 'Các chiến dịch có sẵn: Trợ lý soạn trước từng tin theo ngày, anh/chị xem rồi trình duyệt.',
    buttons: [
      ...found.map(({ key, name }) => ({ label: name, token: `c.template.${key}` })),
      // Only whoever administers the whole city; the door says so to others.
      ...(t.ctx.who.roles.some(({ role }) => role === 'administrator')
        ? [{ label: 'Chủ đề của năm', token: 'c.theme' }]
        : []),
      DESK,
    ],
  })
}

/** The pieces of one, each on its day; nothing of them is sent before it is approved. */
export function templateRun(t: Turn, run: CampaignResults['useTemplate']): void {
  if (typeof run === 'string') return showList(t, { text: run === 'refused' ? REFUSED : NONE, buttons: [LIST] })
  const { key, name, pieces, asked } = run
  const drafts = pieces.filter(({ state }) => state === 'draft')
  showList(t, {
    text: [
      ...(asked === undefined ? [] : [`Dạ, các tin đã được trình duyệt hoặc hẹn giờ (${asked} cán bộ được báo).`, '']),
      bold(name),
      ...pieces.map((piece) => `• ${showMoment(piece.startsAt)}, ${STATES[piece.state]}: “${headOf(piece.text, 60)}”`),
      ...(pieces.length === 0 ? ['Năm nay các ngày này đã qua.'] : []),
    ].join('\n'),
    buttons: [
      ...(drafts.length > 0 ? [{ label: 'Trình duyệt cả loạt', token: `c.sendTemplate.${key}` }] : []),
      ...pieces
        .slice(0, 4)
        .map((piece) => ({ label: clip(`Xem ${showMoment(piece.startsAt)}`, 40), token: `c.broadcast.${piece.id}` })),
      LIST,
    ],
  })
}
