import type { Reach } from '../../store/news.js'

/** Why somebody cannot be told by any account of theirs, in officers' words. */
export const WHY: Record<Extract<Reach, { why: unknown }>['why'], string> = {
  quietHours: 'đang là giờ nghỉ',
  unreachable: 'họ đã chặn Trợ lý',
  neverWrote: 'họ chưa từng nhắn',
  windowClosed: 'Zalo chỉ cho nhắn trong 7 ngày từ lần cuối họ nhắn',
}
