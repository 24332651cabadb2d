// What the readers of time phrases share: the points they find, and years as people say them.
import { type Day, partsOf } from './calendar.js'

/** One day, a calendar month or year, or days from-to (a week, a lunar month or year); `tet` marks the days around Tết. */
export type Point =
  | { kind: 'day'; day: Day }
  | { kind: 'month'; year: number; month: number }
  | { kind: 'year'; year: number }
  | { kind: 'span'; from: Day; to: Day; tet?: boolean; year?: number }

/** `impossible`: no calendar has that date. `outside`: a lunar date beyond our table. */
export type PointOrNot = Point | 'impossible' | 'outside'
export type Reader = [pattern: RegExp, read: (match: RegExpExecArray, today: Day) => PointOrNot | undefined]

/** A year as people say it, in one capture group for `yearOf`. */
export const YEAR = '((?:cua )?(?:nam )?\\d{4}(?!\\d)|(?:cua )?nam (?:ngoai|nay|kia kia|kia|truoc|roi|vua roi|vua qua))'

/** 2025 for "nam ngoai" in 2026; undefined for no year. */
export function yearOf(said: string | undefined, today: Day): number | undefined {
  if (said === undefined) return undefined
  const digits = /\d{4}/.exec(said)
  if (digits) return Number(digits[0])
  const { year } = partsOf(today)
  if (/nay$/.test(said)) return year
  if (/kia kia$/.test(said)) return year - 3
  return /kia$/.test(said) ? year - 2 : year - 1
}
