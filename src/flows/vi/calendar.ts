// Civil days of Vietnam as whole numbers (days since 1/1/1970). UTC+7 all year, no daylight saving.

const DAY_MS = 86_400_000
const VIETNAM_MS = 7 * 3_600_000

/** A civil day, counted from 1/1/1970. */
export type Day = number

export interface DateParts {
  year: number
  month: number
  day: number
}

/** The day it is in Vietnam at `now` (epoch ms). */
export function dayAt(now: number): Day {
  return Math.floor((now + VIETNAM_MS) / DAY_MS)
}

/** When a day begins in Vietnam (epoch ms). */
export function midnight(day: Day): number {
  return day * DAY_MS - VIETNAM_MS
}

/** The day of a date, or undefined where the calendar has none (31/2). */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? date.getTime() / DAY_MS : undefined
}

export function partsOf(day: Day): DateParts {
  const date = new Date(day * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** 'YYYY-MM-DD'. */
export function isoDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** 'YYYY-MM'. */
export function isoMonth(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`
}

/** "20/11/2026", as Vietnamese write it. */
export function showDay(day: Day): string {
  const { year, month, day: date } = partsOf(day)
  return `${String(date).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`
}

const WEEKDAYS = ['', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật']

/** "thứ Sáu, 20/11/2026". */
export function showDate(day: Day): string {
  return `${WEEKDAYS[weekdayOf(day)]}, ${showDay(day)}`
}

/** "20/11/2026" of 'YYYY-MM-DD'. */
export function showIsoDay(iso: string): string {
  return iso.split('-').reverse().join('/')
}

/** "14:05 ngày 20/11/2026" of a moment (epoch ms), in Hải Phòng's time. */
export function showMoment(at: number): string {
  const day = dayAt(at)
  const minutes = Math.floor((at - midnight(day)) / 60_000)
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return `${clock} ngày ${showDay(day)}`
}
