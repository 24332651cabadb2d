import { getLunarDate } from '@dqcai/vn-lunar'
import { expect, it } from 'vitest'
import { dayOf, isoDay, partsOf } from '../../../src/flows/vi/calendar.js'
import { readWhen, showWhen } from '../../../src/flows/vi/dates.js'
import { lunarDay, tet } from '../../../src/flows/vi/lunar.js'

const NOW = Date.parse('2026-11-23T12:00:00+07:00')
const shown = (text: string) => {
  const read = readWhen(text, NOW)
  return read.ok ? showWhen(read.when) : read.reason
}

it.each([
  ['Tết Quý Mão', '22/01/2023'],
  ['tết Qúi Mão', '22/01/2023'],
  ['Tết Canh Tý', '25/01/2020'],
  ['tết Ất Tỵ', '29/01/2025'],
  ['Tết Bính Ngọ', '17/02/2026'],
  ['rằm tháng 6 nhuận năm 2025', '08/08/2025'],
  ['rằm tháng 6 nhuận', '08/08/2025'],
  ['15/6 nhuận âm lịch', '08/08/2025'],
  ['tết nguyên tiêu', '03/03/2026'],
  ['tết Hàn thực', '19/04/2026'],
  ['mùng một âm', '09/11/2026'],
  ['mùng 3 âm', '11/11/2026'],
  ['năm Quý Mão', '22/01/2023 - 09/02/2024'],
  ['nam quy mao', '22/01/2023 - 09/02/2024'],
  ['năm con mèo', '22/01/2023 - 09/02/2024'],
  ['năm Bính Ngọ', '17/02/2026 - 05/02/2027'],
  ['tết con hổ', '01/02/2022'],
  ['Tết con gà', '28/01/2017'],
  ['từ năm Nhâm Dần', 'từ năm 2022 đến nay'],
  ['tháng tám âm', '11/09/2026 - 09/10/2026'],
  ['tháng 8 âm lịch năm 2024', '03/09/2024 - 02/10/2024'],
  ['tháng nhuận năm 2025', '25/07/2025 - 22/08/2025'],
  ['tháng nhuận', '25/07/2025 - 22/08/2025'],
  ['Tết Đoan Ngọ', '19/06/2026'],
  ['tết trung thu năm ngoái', '06/10/2025'],
  ['tết dương', '01/01/2026'],
  ['tết tây năm ngoái', '01/01/2025'],
  ['20112025', '20/11/2025'],
  ['ngót 20 năm', 'từ năm 2006'],
  ['xấp xỉ 10 năm nay', 'từ năm 2016'],
  ['non 5 năm', 'từ năm 2021'],
  ['năm kìa', 'năm 2023'],
  ['tháng 3 năm kìa', 'tháng 3/2023'],
])('"%s" is %s', (text, date) => expect(shown(text)).toContain(date))

it.each([
  'tết Thanh minh',
  'tết trồng cây',
  'Tết Giáp Sửu',
  // The one of 1967, or the one to come.
  'tết Đinh Mùi',
  'năm Đinh Mùi',
  'năm Giáp Sửu',
  'tết cơm mới',
  'tháng nhuận năm 2026',
  'đầu năm học',
  'cuối năm học vừa rồi',
  'thập niên 80',
  'thời bao cấp',
  'sau giải phóng',
  'hôm khai giảng',
  'đã 3 đời',
])('nothing false is added to "%s"', (text) => {
  expect(shown(text)).toBe(text)
})

it('a leap month is that month and no other', () => {
  const read = readWhen('tháng 6 nhuận', NOW)
  expect(JSON.stringify(read)).toContain('25/07/2025 - 22/08/2025')
  expect(lunarDay(2026, 6, 15, true)).toBeUndefined()
  expect(shown('rằm tháng 6 nhuận năm 2026')).not.toMatch(/\d\d\/\d\d\/2026/)
})

it('the calendar agrees with an independent library on every day from 1976 to Tết 2046', () => {
  const different: string[] = []
  for (let day = dayOf(1976, 1, 31)!; day < dayOf(2046, 2, 6)!; day += 1) {
    const { year, month, day: date } = partsOf(day)
    const lunar = getLunarDate(date, month, year)
    if (lunarDay(lunar.year, lunar.month, lunar.day, Boolean(lunar.leap)) !== day) different.push(isoDay(day))
  }
  expect(different).toEqual([])
  expect(isoDay(tet(2045)!)).toBe('2045-02-17')
})
