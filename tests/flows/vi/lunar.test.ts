import { expect, test } from 'vitest'
import { dayOf, isoDay, partsOf, weekdayOf } from '../../../src/flows/vi/calendar.js'
import { lunarDay, lunarMonth, tet } from '../../../src/flows/vi/lunar.js'

test.each([
  [2024, '2024-02-10'],
  [2025, '2025-01-29'],
  [2026, '2026-02-17'],
  [2027, '2027-02-06'],
  [2028, '2028-01-26'],
  [2029, '2029-02-13'],
  [2030, '2030-02-02'],
])('Tết %i is on %s', (year, date) => expect(isoDay(tet(year)!)).toBe(date))

test('the months agree with the Chinese calendar of ICU, but where its moon is on the other side of midnight', () => {
  const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  const different: string[] = []
  for (let day = tet(2024)!; day < dayOf(2031, 1, 23)!; day += 1) {
    const parts = Object.fromEntries(chinese.formatToParts(day * 86_400_000).map(({ type, value }) => [type, value]))
    const month = Number(parts.month)
    // "6bis" is a leap month: no date of ours lies in one.
    const ours = Number.isNaN(month) ? day : lunarDay(Number(parts.relatedYear), month, Number(parts.day))
    if (ours !== day) different.push(isoDay(day))
  }
  // Tết 2027: new moon on 6/2 at 22:56 here, 23:56 in China. ICU has it minutes later.
  expect(different.every((date) => date >= '2027-02-06' && date <= '2027-03-07')).toBe(true)
})

test('lunar months have 29 or 30 days and follow each other', () => {
  for (let year = 2024; year <= 2030; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      const { from, to } = lunarMonth(year, month)!
      expect([29, 30]).toContain(to - from + 1)
      expect(lunarDay(year, month, 1)).toBe(from)
      expect(lunarDay(year, month, 31)).toBeUndefined()
    }
  }
  expect(lunarDay(1929, 1, 1)).toBeUndefined()
  expect(lunarDay(2046, 1, 1)).toBeUndefined()
})

test('civil days', () => {
  expect(dayOf(2026, 2, 31)).toBeUndefined()
  expect(partsOf(dayOf(2024, 2, 29)!)).toEqual({ year: 2024, month: 2, day: 29 })
  expect(weekdayOf(dayOf(2026, 11, 21)!)).toBe(6)
  expect(weekdayOf(dayOf(2026, 11, 22)!)).toBe(7)
  expect(weekdayOf(dayOf(1969, 12, 31)!)).toBe(3)
})
