// The weekly series of an officer's units and the pieces prepared for it.
import type { Turn } from '../flow.js'
import { bold } from '../message.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { showMoment } from '../vi/calendar.js'
import { clip } from '../vi/text.js'
import type { SeriesLine } from './effects.js'
import { showSlot } from './slot.js'
import { DESK } from './words.js'

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
