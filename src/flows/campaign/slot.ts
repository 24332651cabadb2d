// Weekly slots as arithmetic, in Hải Phòng's time.

import type { Slot } from '../effects/campaign.js'
import { HOUR } from '../schedule.js'
import { dayAt, midnight, weekdayOf } from '../vi/calendar.js'

export const WEEKDAYS = ['Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy', 'Chủ nhật'] as const

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
