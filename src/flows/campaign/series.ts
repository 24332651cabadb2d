// The weekly series of an officer's units and the pieces prepared for it.
import type { Turn } from '../flow.js'
import { bold } from '../message.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { showMoment } from '../vi/calendar.js'
import { clip } from '../vi/text.js'
import type { CampaignResults, SeriesLine } from './effects.js'
import { showSlot } from './slot.js'
import { DESK, LIST, NONE, REFUSED, STATES } from './words.js'

const YEARLY = { label: 'Chiến dịch hằng năm', token: 'c.templates' }

export function seriesList(t: Turn, found: SeriesLine[]): void {
  if (found.length === 0)
    return showList(t, {
      text: 'Chưa có loạt tin hằng tuần nào. Anh/chị soạn một tin và chọn "Thêm vào loạt tin hằng tuần" ạ.',
      buttons: [{ label: 'Gửi tin', token: 'c.writeBroadcast' }, YEARLY, DESK],
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
      YEARLY,
    ],
  })
}

/** Campaigns that come back every year. */
export function templateList(t: Turn, found: CampaignResults['listTemplates']): void {
  showList(t, {
    text: 'Các chiến dịch có sẵn: Trợ lý soạn trước từng tin theo ngày, anh/chị xem, sửa ngày trong bản xem trước rồi trình duyệt.',
    buttons: [...found.map(({ key, name }) => ({ label: name, token: `c.template.${key}` })), DESK],
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
      ...pieces.map(
        (piece) => `• ${showMoment(piece.startsAt)}, ${STATES[piece.state]}: “${verbatim(clip(piece.text, 60))}”`,
      ),
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
