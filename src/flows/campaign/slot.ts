// Weekly slots as arithmetic, in Hải Phòng's time.

import type { Slot } from '../effects/campaign.js'
import { HOUR } from '../schedule.js'
import { dayAt, midnight, weekdayOf } from '../vi/calendar.js'
import { readNumberWords } from '../vi/numbers.js'
import { fold, words } from '../vi/text.js'

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

/** "9h", "14 giờ", "2 giờ chiều", "chín giờ": a whole hour as digits. */
export function readHour(text: string): string | undefined {
  const [, digits = '', part] =
    /^(?:luc |vao )?(\d{1,2}|[a-z]+(?: [a-z]+)??)(?: ?(?:h|g|gio|:00))?(?:00)?(?: (sang|trua|chieu|toi))?(?: nhe)?$/.exec(
      fold(text),
    ) ?? []
  const spoken = readNumberWords(words(digits))
  const number = /^\d/.test(digits) ? Number(digits) : spoken?.used === words(digits).length ? spoken.value : Number.NaN
  if (Number.isNaN(number)) return undefined
  return String((part === 'chieu' || part === 'toi') && number < 12 ? number + 12 : number)
}
