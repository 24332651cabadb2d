// When a reviewer is reminded: the steps of a round, moved into working hours. Pure arithmetic on epoch ms.
import type { LadderName, Rung } from './effects/round.js'
import { DAY, HOUR, isWorkday, type WorkCalendar } from './schedule.js'
import { type Day, dayAt, midnight } from './vi/calendar.js'

export type { LadderName, Rung } from './effects/round.js'

export const LADDER: Rung[] = [
  { rung: 'T-7d', ms: -7 * DAY, to: 'reviewer' },
  { rung: 'T-3d', ms: -3 * DAY, to: 'reviewer' },
  { rung: 'T-1d', ms: -DAY, to: 'reviewer' },
  { rung: 'T-3h', ms: -3 * HOUR, to: 'reviewer' },
  { rung: 'T+1d', ms: DAY, to: 'deputy' },
  { rung: 'T+3d', ms: 3 * DAY, to: 'above' },
]

/** Ladders to choose from, by name; "usual" is what a round has unless somebody says otherwise. */
export const LADDERS: Record<LadderName, Rung[]> = {
  usual: LADDER,
  fewer: LADDER.filter(({ rung }) => ['T-3d', 'T-3h', 'T+1d', 'T+3d'].includes(rung)),
  last: LADDER.filter(({ rung }) => ['T-1d', 'T+1d', 'T+3d'].includes(rung)),
}

const HEARERS: Record<Rung['to'], string> = { reviewer: 'người xét', deputy: 'người cùng cấp', above: 'cấp trên' }

/** "trước hạn 7 ngày, 3 giờ: nhắc người xét; quá hạn 1 ngày: chuyển người cùng cấp". */
export function showLadder(ladder: Rung[]): string {
  const parts = [-1, 1].flatMap((side) => {
    const steps = ladder.filter(({ ms }) => Math.sign(ms) === side)
    return [...new Set(steps.map(({ to }) => to))].map((to) => {
      const spans = steps.filter((step) => step.to === to).map(({ ms }) => showSpan(Math.abs(ms)))
      const deed = to === 'reviewer' ? 'nhắc' : 'chuyển'
      return `${side < 0 ? 'trước hạn' : 'quá hạn'} ${spans.join(', ')} ${deed} ${HEARERS[to]}`
    })
  })
  return parts.join('; ')
}

const showSpan = (ms: number) => (ms % DAY === 0 ? `${ms / DAY} ngày` : `${ms / HOUR} giờ`)

// Working hours of the Hội.
const OPENS = 7.5 * HOUR
const CLOSES = 17.5 * HOUR
/** A date without an hour means the end of that day's work. */
const END_OF_WORK = 17 * HOUR
// A calendar with no working day within this many is broken; then weekdays count.
const LONGEST_REST = 60

/** Whether a reviewer may be reminded at `at`. */
export function isOfficeTime(at: number, calendar: WorkCalendar): boolean {
  const time = at - midnight(dayAt(at))
  return time >= OPENS && time < CLOSES && isWorkday(dayAt(at), calendar)
}

/** The first moment at or after `at` within working hours. */
export function officeTime(at: number, calendar: WorkCalendar): number {
  if (isOfficeTime(at, calendar)) return at
  const day = dayAt(at)
  if (isWorkday(day, calendar) && at - midnight(day) < OPENS) return midnight(day) + OPENS
  return nextOpening(at, calendar)
}

/** When work begins on the next working day. */
export function nextOpening(at: number, calendar: WorkCalendar): number {
  let day: Day = dayAt(at) + 1
  for (let tries = 0; tries < LONGEST_REST && !isWorkday(day, calendar); tries++) day++
  return midnight(day) + OPENS
}

/** The end of work on the day of `at`, or of the last working day before it. */
export function lastOfficeTime(at: number, calendar: WorkCalendar): number {
  let day: Day = dayAt(at)
  for (let tries = 0; tries < LONGEST_REST && !isWorkday(day, calendar); tries++) day--
  return midnight(day) + END_OF_WORK
}

/** By when something is due that is due on this day (of epoch ms within it). */
export function endOfWork(day: Day): number {
  return midnight(day) + END_OF_WORK
}

/**
 * When each step of a ladder falls for this due date. What lies outside working hours waits for the next ones; a step
 * before the due date that would then come too late is taken on the last working day before.
 */
export function stepsOf(ladder: Rung[], dueAt: number, calendar: WorkCalendar): { rung: string; at: number }[] {
  return ladder.map(({ rung, ms }) => {
    const wanted = dueAt + ms
    const at = officeTime(wanted, calendar)
    return { rung, at: ms < 0 && at >= dueAt ? lastOfficeTime(wanted, calendar) : at }
  })
}

const STEP = /^T([+-])(\d{1,3})([dh])(?::(reviewer|deputy|above))?$/
const MOST_STEPS = 12

/**
 * Reads a ladder as it is written on a command line: "T-7d, T-3h, T+1d:deputy, T+3d:above". Before the due date the reviewer
 * is meant, after it the deputy, where nothing else is said. Gives the step that cannot be read instead.
 */
export function readLadder(words: string): Rung[] | { wrong: string } {
  const steps: Rung[] = []
  for (const step of words.split(/[,\s]+/).filter(Boolean)) {
    const [, sign, count, unit, to] = STEP.exec(step) ?? []
    const ms = Number(count) * (unit === 'h' ? HOUR : DAY) * (sign === '-' ? -1 : 1)
    const rung = step.split(':')[0]!
    if (!sign || ms === 0 || steps.some((one) => one.rung === rung) || steps.length === MOST_STEPS)
      return { wrong: step }
    steps.push({ rung, ms, to: (to as Rung['to']) ?? (ms < 0 ? 'reviewer' : 'deputy') })
  }
  return steps.length > 0 ? steps.sort((a, b) => a.ms - b.ms) : { wrong: words }
}

/** As `readLadder` reads it. */
export function writeLadder(ladder: Rung[]): string {
  const said = ({ rung, ms, to }: Rung) => (ms < 0 && to === 'reviewer' ? rung : `${rung}:${to}`)
  return ladder.map(said).join(',')
}
