import type { DeskResults, Digest } from '../effects/desk.js'
import { type Button, bold, type Outbound } from '../message.js'
import { HOUR } from '../schedule.js'
import { dayAt, midnight, showMoment } from '../vi/calendar.js'

const DESK: Button = { label: 'Việc của cán bộ', token: 'c.desk' }

/** The way back to a list or a card, and to the desk. */
export const BACK = (command: 'file' | 'files' | 'requests' | 'dataRequests', rest?: string): Button[] => [
  { label: 'Quay lại', token: rest === undefined ? `c.${command}` : `c.${command}.${rest}` },
  DESK,
]

/** What is not theirs to see, or not there. */
export const HIDDEN: Record<'refused' | 'none', Outbound> = {
  refused: { text: 'Mục này thuộc đơn vị khác, ngoài phạm vi được phân công của anh/chị ạ.', buttons: [DESK] },
  none: { text: 'Trợ lý không tìm thấy mục này ạ.', buttons: [DESK] },
}

/** What waits, one line each; nothing where nothing does. */
function waiting({ files, requests, data, messages = 0, soon, late }: Digest): string[] {
  return [
    ...(files > 0 ? [`• ${files} hồ sơ giới thiệu mới`] : []),
    ...(requests > 0 ? [`• ${requests} người dân cần gặp`] : []),
    ...(data > 0 ? [`• ${data} yêu cầu về dữ liệu`] : []),
    ...(messages > 0 ? [`• ${messages} tin gửi thành viên chờ duyệt, ở mục "Các tin đã gửi"`] : []),
    ...(soon > 0 ? [`• ${bold(`${soon} việc sắp đến hạn`)} trong một ngày làm việc`] : []),
    ...(late > 0 ? [`• ${bold(`${late} việc đã quá hạn`)}`] : []),
  ]
}

export function deskMessage(found: DeskResults['showDesk'], doors: { command: string; label: string }[]): Outbound {
  const lines = waiting(found)
  const talk = found.talk ? [`Anh/chị đang trò chuyện theo yêu cầu số ${found.talk}.`] : []
  return {
    text: [
      bold('Việc của cán bộ'),
      ...(lines.length > 0 ? lines : ['Hiện không có việc nào đang chờ ạ.']),
      ...talk,
    ].join('\n'),
    buttons: [
      ...doors.map(({ command, label }) => ({ label, token: `c.${command}` })),
      { label: 'Trang chính', token: 'c.menu' },
    ],
  }
}

// A morning that was missed is made up for later in the day.
const NOON = 11 * HOUR

/** On working mornings, where something is new or nearly due. */
export function digestMessage(digest: Digest, now: number): Outbound {
  const { reviews } = digest
  const head = now - midnight(dayAt(now)) < NOON ? 'Việc sáng nay của anh/chị' : 'Việc hôm nay của anh/chị'
  return {
    text: [bold(head), ...waiting(digest), ...(reviews ? [toReview(reviews)] : [])].join('\n'),
    buttons: [...(reviews ? [{ label: 'Hồ sơ chờ tôi', token: 'c.reviews' }] : []), DESK],
  }
}

function toReview({ waiting: count, overdue, nearest }: NonNullable<Digest['reviews']>): string {
  const late = overdue > 0 ? `, ${bold(`${overdue} hồ sơ đã quá hạn`)}` : ''
  const next = nearest === undefined ? '' : `; hạn gần nhất ${showMoment(nearest)}`
  return `• ${count} hồ sơ chờ anh/chị xét${late}${next}`
}
