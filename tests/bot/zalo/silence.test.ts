import { expect, it } from 'vitest'
import { createSilence, officeTime } from '../../../src/bot/zalo/silence.js'
import type { WorkCalendar } from '../../../src/flows/schedule.js'
import { dayAt } from '../../../src/flows/vi/calendar.js'

const at = (clock: string) => Date.parse(`2026-11-${clock}:00+07:00`)
const HOUR = 3_600_000
const PLAIN: WorkCalendar = new Map()

it('counts office hours only', () => {
  expect(officeTime(at('23T16:00'), at('24T09:00'), PLAIN)).toBe(2 * HOUR)
  // 28 and 29 November 2026 are a weekend.
  expect(officeTime(at('27T16:30'), at('30T08:30'), PLAIN)).toBe(HOUR)
  expect(officeTime(at('28T09:00'), at('29T18:00'), PLAIN)).toBe(0)
})

it('tells of events that stop in office hours, as soon as they pause much longer than usual', () => {
  const silence = createSilence()
  for (let n = 0; n < 30; n++) silence.heard(at('23T09:00') + n * 60_000)
  expect(silence.trouble(at('23T09:50'), PLAIN)).toBeUndefined()
  expect(silence.trouble(at('23T10:05'), PLAIN)).toMatch(/no event from Zalo for 36 minutes/)
  // At night nobody is missed.
  expect(silence.trouble(at('23T22:00'), PLAIN)).toBeUndefined()
  silence.heard(at('24T08:01'))
  expect(silence.trouble(at('24T08:10'), PLAIN)).toBeUndefined()
})

it('an OA that few people write to is not missed after an hour', () => {
  const silence = createSilence()
  for (let day = 2; day < 27; day++) silence.heard(at(`${String(day).padStart(2, '0')}T10:00`))
  expect(silence.trouble(at('26T11:30'), PLAIN)).toBeUndefined()
})

it('nobody is missed on a holiday, and somebody is on a Saturday that is worked', () => {
  const silence = createSilence()
  for (let n = 0; n < 30; n++) silence.heard(at('23T09:00') + n * 60_000)
  const holidays: WorkCalendar = new Map([
    [dayAt(at('24T00:00')), 'holiday'],
    [dayAt(at('28T00:00')), 'working'],
  ])
  expect(silence.trouble(at('24T11:00'), holidays)).toBeUndefined()
  expect(silence.trouble(at('28T11:00'), holidays)).toMatch(/no event/)
  expect(silence.trouble(at('28T11:00'), PLAIN)).toBeUndefined()
})
