const HOUR = 3_600_000

/** How far ahead the next morning in Hải Phòng is, ms; nothing while most of a day is left. Broadcasts leave by day only. */
export function untilMorning(now: number): number {
  const time = (now + 7 * HOUR) % (24 * HOUR)
  return time > 8 * HOUR && time < 18 * HOUR ? 0 : (33 * HOUR - time) % (24 * HOUR)
}
