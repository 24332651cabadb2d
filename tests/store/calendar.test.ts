import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { isWorkday, workingDays } from '../../src/flows/schedule.js'
import { dayAt, dayOf, isoDay, partsOf, weekdayOf } from '../../src/flows/vi/calendar.js'
import { lunarDay, tet } from '../../src/flows/vi/lunar.js'
import { CONSOLE, readAudit } from '../../src/store/audit.js'
import { listCalendar, readCalendar, saveCalendar, setCalendarDay, shippedCalendar } from '../../src/store/calendar.js'
import { transaction } from '../../src/store/database.js'
import { testDatabase } from '../support/database.js'

const NOW = Date.parse('2026-11-30T09:00+07:00')
const { pool, drop } = await testDatabase()
afterAll(drop)
beforeEach(async () => {
  await pool.query('TRUNCATE calendar_day')
  await saveCalendar(pool, shippedCalendar())
})

const day = (iso: string) => dayAt(Date.parse(`${iso}T12:00+07:00`))
const set = (iso: string, kind: 'holiday' | 'working' | 'plain', name = 'Ngày của chúng ta') =>
  transaction(pool, (tx) => setCalendarDay(tx, { day: day(iso), kind, name, by: CONSOLE, now: NOW }))
const kindOf = async (iso: string) => (await readCalendar(pool)).get(day(iso))

describe('what we ship', () => {
  const shipped = shippedCalendar()

  it('is well-formed: real days, each once, in order, with a name', () => {
    const days = shipped.map((line) => line.day)
    expect(days.every(Number.isInteger)).toBe(true)
    expect(days).toEqual([...new Set(days)].sort((a, b) => a - b))
    expect(shipped.every(({ kind, name }) => /^(holiday|working)$/.test(kind) && name.length > 3)).toBe(true)
  })

  it.each([2026, 2027])(
    'has the paid holidays of the Labour Code in %i, and a day for each that falls on a weekend',
    (year) => {
      const days = shipped
        .filter(({ day: d, kind }) => kind === 'holiday' && partsOf(d).year === year)
        .map((l) => l.day)
      const of = (month: number, date: number) => dayOf(year, month, date)!
      const statutory = [of(1, 1), tet(year)!, lunarDay(year, 3, 10)!, of(4, 30), of(5, 1), of(9, 2), of(11, 24)]
      for (const wanted of statutory) expect(days.map(isoDay)).toContain(isoDay(wanted))
      // One New Year, five of Tết, Giỗ Tổ, 30/4, 1/5, two of 2/9 and 24/11; a day swapped is worked on another.
      const swapped = shipped.filter(({ day: d, kind }) => kind === 'working' && partsOf(d).year === year)
      expect(swapped.every(({ day: d }) => weekdayOf(d) > 5)).toBe(true)
      expect(days.filter((d) => weekdayOf(d) <= 5)).toHaveLength(12 + swapped.length)
    },
  )

  it('makes Tết no working days', async () => {
    const calendar = await readCalendar(pool)
    const due = workingDays(Date.parse('2027-02-03T09:00+07:00'), 2, calendar)
    expect(new Date(due).toISOString()).toBe('2027-02-12T10:30:00.000Z')
    expect(isWorkday(day('2026-08-22'), calendar)).toBe(true)
  })
})

describe('a day that somebody set', () => {
  it('stays through every start; what we ship is corrected, and goes when it is no longer shipped', async () => {
    await set('2026-12-24', 'holiday')
    await set('2026-11-24', 'plain')
    const corrected = shippedCalendar().filter((line) => line.day !== day('2027-09-03'))
    corrected[0]!.name = 'Năm mới'
    await saveCalendar(pool, corrected)
    await saveCalendar(pool, corrected)
    expect(await kindOf('2026-12-24')).toBe('holiday')
    expect(await kindOf('2026-11-24')).toBeUndefined()
    expect(await kindOf('2027-09-03')).toBeUndefined()
    expect((await listCalendar(pool))[0]).toEqual({
      day: day('2026-01-01'),
      kind: 'holiday',
      name: 'Năm mới',
      edited: false,
    })
  })

  it('can be set again, and every change is noted', async () => {
    await set('2026-12-26', 'working')
    await set('2026-12-26', 'plain')
    expect(await kindOf('2026-12-26')).toBeUndefined()
    const noted = (await readAudit(pool, { code: '2026-12-26' })).map(({ details }) => details)
    expect(noted).toEqual([{ kind: 'plain' }, { kind: 'working' }])
  })
})
