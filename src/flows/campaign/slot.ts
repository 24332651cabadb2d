// Weekly slots as arithmetic, in Hải Phòng's time.

import type { Slot } from '../effects/campaign.js'
import { HOUR } from '../schedule.js'
import { dayAt, midnight, weekdayOf } from '../vi/calendar.js'
import { fold } from '../vi/text.js'

export const WEEKDAYS = ['Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy', 'Chủ nhật'] as const

const SPOKEN = ['hai', 'ba', 'tu', 'nam', 'sau', 'bay']
const NAMED = new RegExp(`^(?:(?:sang|trua|chieu|toi) )?(?:thu |t)?([2-7]|${SPOKEN.join('|')})$`)
const SUNDAY = /^(?:(?:sang|trua|chieu|toi) )?(?:chu nhat|cn)$/
const AROUND = /^(?:moi|vao) | (?:(?:hang|moi) tuan|nhe|a|em)(?= |$)/g

/** "Thứ 2", "t6", "sáng thứ tư hằng tuần", "cn", 1 to 7. "2" is called Monday, whichever stands second. */
export function weekdayIn(said: string): number | undefined {
  const words = fold(said).replace(AROUND, '').trim()
  if (SUNDAY.test(words)) return 7
  const name = NAMED.exec(words)?.[1]
  if (name === undefined) return undefined
  return /\d/.test(name) ? Number(name) - 1 : SPOKEN.indexOf(name) + 1
}

/** "Thứ hai, 08:00". */
export function showSlot({ weekday, hour }: Slot): string {
  return `${WEEKDAYS[weekday - 1]}, ${String(hour).padStart(2, '0')}:00`
}

/** The first moment (epoch ms) of a slot after `after`. */
export function nextSlot({ weekday, hour }: Slot, after: number): number {
  const today = dayAt(after)
  const at = midnight(today + ((weekday - weekdayOf(today) + 7) % 7)) + hour * HOUR
  return at > after ? at : at + 7 * 24 * HOUR
}
