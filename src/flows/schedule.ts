// When we may speak first, in Hải Phòng's time (Asia/Ho_Chi_Minh, UTC+7, no daylight saving). Pure arithmetic on epoch ms.

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
const OFFSET = 7 * HOUR

// House rule: proactive messages 08:00-20:30; inside Zalo's 06:00-21:59 and the anti-spam decree's 07:00-22:00.
const OPENS = 8 * HOUR
const CLOSES = 20.5 * HOUR

// First day of Tết, and the silence round it: from 28 Chạp to mùng 5. The last lunar month has 29 or 30 days, so
// counting four days back never starts later than 28 Chạp.
const TET = ['2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03']
const TET_BEFORE = 3 * DAY
const TET_AFTER = 5 * DAY

// After a human officer wrote, the bot leaves words and pictures to them; buttons and commands still work.
const OFFICER_MS = HOUR

/** Whether a message of our own accord may leave at `at`. */
export function isQuiet(at: number): boolean {
  const time = timeOfDay(at)
  return time < OPENS || time >= CLOSES || tetEnd(at) !== undefined
}

/** The first moment at or after `at` when a message of our own accord may leave. */
export function afterQuiet(at: number): number {
  const tet = tetEnd(at)
  if (tet !== undefined) return afterQuiet(tet)
  const time = timeOfDay(at)
  if (time < OPENS) return at - time + OPENS
  if (time >= CLOSES) return afterQuiet(at - time + DAY + OPENS)
  return at
}

/** A half-done draft is reminded of after 24 h and after 72 h of silence, then never again. */
export const NUDGES_AFTER = [24 * HOUR, 72 * HOUR]

/** When the next reminder of a draft is due; undefined when it has had them all. */
export function nextNudge(draft: { updatedAt: number; nudges: number }): number | undefined {
  const wait = NUDGES_AFTER[draft.nudges]
  return wait === undefined ? undefined : afterQuiet(draft.updatedAt + wait)
}

/** The end of the hour that is left to an officer who wrote at `officerAt`; undefined when no such hour runs at `now`. */
export function officerUntil(officerAt: number | undefined, now: number): number | undefined {
  return officerAt !== undefined && now - officerAt < OFFICER_MS ? officerAt + OFFICER_MS : undefined
}

/** The end of the `days`-th working day (Monday to Friday) after `at`: 17:30. Public holidays are not counted off. */
export function workingDays(at: number, days: number): number {
  let day = at - timeOfDay(at)
  for (let left = days; left > 0; ) {
    day += DAY
    if (isWeekday(day)) left--
  }
  return day + 17.5 * HOUR
}

/** dd/mm/yyyy in Hải Phòng. */
export function showDate(at: number): string {
  const day = new Date(at + OFFSET)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`
}

/** The calendar year in Hải Phòng: codes such as NT-2026-000123 carry it. */
export function yearOf(at: number): number {
  return new Date(at + OFFSET).getUTCFullYear()
}

function timeOfDay(at: number): number {
  return (((at + OFFSET) % DAY) + DAY) % DAY
}

function isWeekday(at: number): boolean {
  const day = new Date(at + OFFSET).getUTCDay()
  return day !== 0 && day !== 6
}

function tetEnd(at: number): number | undefined {
  for (const first of TET) {
    const start = Date.parse(`${first}T00:00:00+07:00`)
    if (at >= start - TET_BEFORE && at < start + TET_AFTER) return start + TET_AFTER
  }
  return undefined
}
