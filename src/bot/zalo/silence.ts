// Zalo ends a subscription without a word: its events stop. Office hours in which nobody at all writes, although they did
// before, are the only sign.
import { HOUR, isWorkday, type WorkCalendar } from '../../flows/schedule.js'
import { dayAt, midnight } from '../../flows/vi/calendar.js'

const OPENS = 8 * HOUR
const CLOSES = 17 * HOUR
/** So many events tell how often somebody writes. */
const ENOUGH = 20
const KNOWN = 200
// Never less: lunch is quiet too. And so many times the usual pause.
const SHORTEST = HOUR / 2
const TIMES = 20
const LONGEST = 8 * HOUR

/** Watches how long nothing has come in. Times are epoch ms. */
export function createSilence() {
  let times: number[] = []

  return {
    heard(...at: number[]): void {
      times = [...times, ...at].sort((a, b) => a - b).slice(-KNOWN)
    },
    last: () => times.at(-1),
    /** In one line, when it lasts longer than it should; undefined outside office hours. */
    trouble(now: number, calendar: WorkCalendar): string | undefined {
      const last = times.at(-1)
      if (last === undefined || times.length <= ENOUGH || !isOpen(now, calendar)) return undefined
      const silent = officeTime(last, now, calendar)
      if (silent <= SHORTEST) return undefined
      const gaps = times.slice(1).map((at, n) => officeTime(times[n]!, at, calendar))
      const usual = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)]!
      if (silent <= Math.min(LONGEST, Math.max(SHORTEST, usual * TIMES))) return undefined
      return `no event from Zalo for ${Math.round(silent / 60_000)} minutes of office hours: look at the webhook in the app's console`
    },
  }
}

function isOpen(at: number, calendar: WorkCalendar): boolean {
  const time = at - midnight(dayAt(at))
  return isWorkday(dayAt(at), calendar) && time >= OPENS && time < CLOSES
}

/** The part of a stretch that lies in office hours of working days. */
export function officeTime(from: number, to: number, calendar: WorkCalendar): number {
  let sum = 0
  for (let day = dayAt(from); day <= dayAt(to) && day - dayAt(from) < 30; day += 1) {
    if (!isWorkday(day, calendar)) continue
    const opens = midnight(day) + OPENS
    const closes = midnight(day) + CLOSES
    sum += Math.max(0, Math.min(to, closes) - Math.max(from, opens))
  }
  return sum
}
