import { describe, expect, it } from 'vitest'
import { afterQuiet, isQuiet } from '../../src/flows/schedule.js'
import { answerUntil, type Play, play } from './play.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Lets timers fire as tick does, every hour until `until`; gives when reminders were said. */
function liveUntil(p: Play, until: number, watch: { id: string; at: number }, from = p.now): number[] {
  const said: number[] = []
  for (let now = from; now <= until; now += HOUR) {
    if (watch.at > now) continue
    p.now = now - 20_000
    watch.at = Number.POSITIVE_INFINITY
    p.feed({ kind: 'nudge', draft: watch.id })
    if (p.said.length > 0) said.push(now)
    for (const e of p.effects) if (e.do === 'watchDraft') watch.at = e.at
  }
  return said
}

function halfDone(start: number): { p: Play; watch: { id: string; at: number } } {
  const p = play(undefined, start).begin()
  const watch = { id: p.draft!.id, at: p.now + DAY }
  answerUntil(p, 'unit')
  return { p, watch }
}

describe('reminders that were held up', () => {
  it('do not come one right after the other when the system was down for a month', () => {
    const start = Date.parse('2026-11-02T10:00:00+07:00')
    const { p, watch } = halfDone(start)
    const said = liveUntil(p, start + 60 * DAY, watch, start + 30 * DAY)
    expect(said).toHaveLength(2)
    expect(said[1]! - said[0]!).toBeGreaterThanOrEqual(DAY)
  })

  it('do not come one right after the other when Tết is over', () => {
    const start = Date.parse('2027-02-02T15:00:00+07:00')
    const { p, watch } = halfDone(start)
    const said = liveUntil(p, start + 30 * DAY, watch)
    expect(said.every((at) => !isQuiet(at))).toBe(true)
    expect(said[0]).toBeGreaterThanOrEqual(Date.parse('2027-02-11T08:00:00+07:00'))
    expect(said[1]! - said[0]!).toBeGreaterThanOrEqual(DAY)
  })

  it('come at 24 and 72 hours in ordinary days', () => {
    const start = Date.parse('2026-11-02T10:00:00+07:00')
    const { p, watch } = halfDone(start)
    const answered = p.session.drafts[0]!.updatedAt
    const said = liveUntil(p, start + 30 * DAY, watch)
    expect(said.map((at) => Math.floor((at - answered) / HOUR))).toEqual([24, 72])
  })
})

describe('a draft that was begun and left empty', () => {
  it('is not reminded of, until something is told', () => {
    const start = Date.parse('2026-11-02T10:00:00+07:00')
    const p = play(undefined, start).begin()
    const watch = { id: p.draft!.id, at: p.now + DAY }
    expect(liveUntil(p, start + 5 * DAY, watch)).toEqual([])
    p.say('Một người')
    for (const e of p.effects) if (e.do === 'watchDraft') watch.at = e.at
    expect(liveUntil(p, start + 30 * DAY, watch)).toHaveLength(2)
  })
})

describe('the quiet of the night', () => {
  it.each([
    ['2026-11-02T20:29:59+07:00', '2026-11-02T20:29:59+07:00'],
    ['2026-11-02T20:30:00+07:00', '2026-11-03T08:00:00+07:00'],
    ['2026-11-03T07:59:59+07:00', '2026-11-03T08:00:00+07:00'],
    ['2027-02-02T21:00:00+07:00', '2027-02-11T08:00:00+07:00'],
    ['2027-02-10T23:59:00+07:00', '2027-02-11T08:00:00+07:00'],
  ])('at %s the next moment is %s', (at, next) => {
    expect(new Date(afterQuiet(Date.parse(at))).toISOString()).toBe(new Date(next).toISOString())
  })
})
