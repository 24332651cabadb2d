// Words that more than one message about a broadcast uses.

import type { BroadcastState, ExcludedWhy } from '../effects/campaign.js'
import type { Button } from '../message.js'
import { verbatim } from '../salutation.js'
import { clip } from '../vi/text.js'
import { STOP_LINE } from './form.js'

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

/** What became of one person's message. */
export const OUTCOMES: Record<string, string> = {
  pending: 'chưa gửi',
  sent: 'đã gửi',
  failed: 'không gửi được',
  skipped: 'bỏ qua',
  unknown: 'chưa rõ',
}

export const CHANNELS: Record<string, string> = { telegram: 'Telegram', zalo: 'Zalo' }

export const WHY: Record<ExcludedWhy | string, string> = {
  noConsent: 'chưa đồng ý nhận tin',
  stopped: 'đã dừng nhận tin',
  otherChannel: 'không dùng kênh này',
  unreachable: 'đã chặn hoặc bỏ theo dõi',
  neverWrote: 'chưa nhắn cho Zalo OA bao giờ',
  windowClosed: 'quá 7 ngày không nhắn, Zalo không cho gửi',
  zaloQuota: 'quá 48 giờ và hạn mức tháng của OA đã hết',
  templateQuota: 'chỉ tới được bằng tin mẫu, và số tin mẫu được gửi hôm nay hay tháng này đã hết',
  thisWeek: 'tuần này đã nhận một tin',
  leftOut: 'thuộc đơn vị anh/chị đã trừ ra',
  cancelled: 'chưa gửi thì tin bị hủy',
  erased: 'đã yêu cầu xóa dữ liệu',
  otherAccount: 'nhận ở tài khoản khác của cùng người',
  interrupted: 'máy dừng giữa chừng, không rõ đã tới chưa',
}

export const REFUSED = 'Tin này ngoài phạm vi anh/chị được phân công, nên Trợ lý không mở được ạ.'
export const NONE = 'Trợ lý không tìm thấy tin này ạ.'
/** A button that opens a door with what it is about. */
export const button = (label: string, command: string, rest: string): Button => ({
  label,
  token: `c.${command}.${rest}`,
})

export const LIST: Button = { label: 'Các tin đã gửi', token: 'c.broadcasts' }
export const DESK: Button = { label: 'Việc của cán bộ', token: 'c.desk' }

/** The words of a message as its officer wrote them. */
export const bareOf = (text: string) => text.replace(STOP_LINE, '')

/** The beginning of a message, as it is named in lists. */
export const headOf = (text: string, most: number) => verbatim(clip(bareOf(text), most))

/** Of an account: an approved template is told apart. */
export const wayOf = (channel: string, way: string | null) =>
  `${CHANNELS[channel] ?? channel}${way === 'template' ? ' (tin mẫu)' : ''}`

export const number = (n: number) => n.toLocaleString('vi-VN')

/** A line for each reason, as an officer reads it. */
export function reasons(of: Record<string, number>): string[] {
  return Object.entries(of).map(([why, n]) => `   – ${WHY[why] ?? why}: ${number(n)}`)
}
