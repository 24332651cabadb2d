import type { Reach } from '../../store/news.js'
import { CHANNELS } from './words.js'

/** Why somebody cannot be told by any account of theirs, in officers' words. */
export const WHY: Record<Extract<Reach, { why: unknown }>['why'], string> = {
  quietHours: 'đang là giờ nghỉ',
  unreachable: 'họ đã chặn Trợ lý',
  neverWrote: 'họ chưa từng nhắn',
  windowClosed: 'Zalo chỉ cho nhắn trong 7 ngày từ lần cuối họ nhắn',
}

/** The running app says it to them. */
export function toldLine(reach: Reach): string {
  if ('why' in reach) return `Chưa báo được cho người ấy: ${WHY[reach.why]}. Cán bộ báo giúp bằng cách khác.`
  const channel = CHANNELS[reach.to.channel] ?? reach.to.channel
  return `Lời báo sẽ tới ${channel} của người ấy trong vài giây (khi Nhân Ái đang chạy).`
}
