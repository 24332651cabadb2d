import { describe, expect, it } from 'vitest'
import { CONSENT } from '../../src/flows/nominate/consent.js'
import {
  afterQuiet,
  deadlines,
  ERASE_WITHIN,
  escalatesAt,
  isQuiet,
  REPLY_WITHIN,
  workingDays,
} from '../../src/flows/schedule.js'
import { dayAt } from '../../src/flows/vi/calendar.js'

const at = (iso: string) => Date.parse(`${iso}+07:00`)
const day = (iso: string) => dayAt(at(`${iso}T12:00`))
const PLAIN = new Map()
const shown = (ms: number) => new Date(ms + 7 * 3_600_000).toISOString().slice(0, 16)

describe('the silence round Tết', () => {
  // 28 Chạp (a day earlier where the year ends with the 29th) to mùng 5.
  it.each([
    ['2026-02-14', '2026-02-22'],
    ['2027-02-03', '2027-02-11'],
    ['2028-01-23', '2028-01-31'],
    ['2029-02-10', '2029-02-18'],
    ['2030-01-30', '2030-02-07'],
  ])('begins on %s and is over on %s', (from, to) => {
    const begins = at(`${from}T00:00`)
    expect(isQuiet(begins - 5 * 3_600_000)).toBe(false)
    for (let noon = at(`${from}T12:00`); noon < at(`${to}T00:00`); noon += 24 * 3_600_000) {
      expect(isQuiet(noon)).toBe(true)
      expect(shown(afterQuiet(noon))).toBe(`${to}T08:00`)
    }
    expect(isQuiet(at(`${to}T08:00`))).toBe(false)
  })
})

describe('working days', () => {
  it.each([
    ['a Monday', '2026-11-23T09:00', 2, '2026-11-25T17:30'],
    ['a Thursday', '2026-11-26T23:59', 2, '2026-11-30T17:30'],
    ['a Friday', '2026-11-27T00:00', 2, '2026-12-01T17:30'],
    ['a Saturday', '2026-11-28T09:00', 2, '2026-12-01T17:30'],
    ['a Sunday', '2026-11-29T23:59', 2, '2026-12-01T17:30'],
    ['a Sunday, one day', '2026-11-29T06:59', 1, '2026-11-30T17:30'],
    ['a Wednesday, two weeks', '2026-12-23T12:00', 10, '2027-01-06T17:30'],
  ])('from %s', (_, from, days, to) => {
    expect(shown(workingDays(at(from), days, PLAIN))).toBe(to)
  })

  const calendar = new Map<number, 'holiday' | 'working'>([
    [day('2026-12-31'), 'holiday'],
    [day('2027-01-01'), 'holiday'],
    [day('2027-01-02'), 'holiday'],
    [day('2027-01-09'), 'working'],
  ])
  it.each([
    ['holidays on a Thursday, a Friday and a Saturday', '2026-12-30T09:00', 2, '2027-01-05T17:30'],
    ['from a holiday', '2027-01-01T09:00', 1, '2027-01-04T17:30'],
    ['a Saturday that is worked', '2027-01-07T09:00', 2, '2027-01-09T17:30'],
    ['from a Saturday that is worked', '2027-01-09T09:00', 1, '2027-01-11T17:30'],
  ])('%s', (_, from, days, to) => {
    expect(shown(workingDays(at(from), days, calendar))).toBe(to)
  })

  it('a request goes up when half of the time for an answer is left', () => {
    const now = at('2026-12-30T09:00')
    expect(shown(escalatesAt(now, calendar))).toBe('2027-01-04T17:30')
    expect(shown(deadlines('human', now, calendar).replyBy)).toBe('2027-01-05T17:30')
  })
})

describe('deadlines', () => {
  it.each([
    ['correct', '2026-12-07T22:00'],
    ['withdraw', '2026-12-12T22:00'],
    ['erase', '2026-12-17T22:00'],
  ] as const)('to %s count days, and an answer comes in two working days', (kind, doBy) => {
    const due = deadlines(kind, at('2026-11-27T22:00'), PLAIN)
    expect(shown(due.doBy!)).toBe(doBy)
    expect(shown(due.replyBy)).toBe('2026-12-01T17:30')
  })

  it('of a word to an officer are an answer alone', () => {
    expect(deadlines('human', at('2026-11-23T09:00'), PLAIN)).toEqual({
      replyBy: at('2026-11-25T17:30'),
      doBy: undefined,
    })
  })

  it('are those of the words people agree to', () => {
    expect(CONSENT.full).toContain(`trả lời trong ${REPLY_WITHIN}; việc xóa hoàn tất trong ${ERASE_WITHIN}`)
  })
})
