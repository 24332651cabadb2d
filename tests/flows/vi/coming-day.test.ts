import { expect, it } from 'vitest'
import { dayOf, isoDay } from '../../../src/flows/vi/calendar.js'
import { readComingDay } from '../../../src/flows/vi/coming-day.js'

/** A Monday. */
const TODAY = dayOf(2026, 11, 30)!
const shown = (said: string, first?: number) => {
  const found = readComingDay(said, TODAY, first)
  return typeof found === 'number' ? isoDay(found) : found
}

it.each([
  ['15/1', '2027-01-15'],
  ['15-1', '2027-01-15'],
  ['15.1.27', '2027-01-15'],
  ['20-1-2027', '2027-01-20'],
  ['20 - 1 - 2027', '2027-01-20'],
  ['2027-01-20', '2027-01-20'],
  ['30/11', '2026-11-30'],
  ['29/8', '2027-08-29'],
  ['29/2', '2028-02-29'],
  ['cuoi thang 1', '2027-01-31'],
  ['cuối tháng 1', '2027-01-31'],
  ['hết tháng 2 năm 2028', '2028-02-29'],
  ['giữa tháng 12', '2026-12-15'],
  ['cuối tháng này', '2026-11-30'],
  ['cuối tháng sau', '2026-12-31'],
  ['cuối năm', '2026-12-31'],
  ['ngày 15 tháng 1', '2027-01-15'],
  ['ngày 15 tháng 1 năm 2027', '2027-01-15'],
  ['ngày mười lăm tháng một', '2027-01-15'],
  ['đến hết ngày 15/1 nhé', '2027-01-15'],
  ['hạn là 15/1 ạ', '2027-01-15'],
  ['trước ngày 15/1/2027', '2027-01-15'],
  ['17h ngày 15/1', '2027-01-15'],
  ['ngày 15', '2026-12-15'],
  ['ngày 15 tháng sau', '2026-12-15'],
  ['mai', '2026-12-01'],
  ['ngày mai', '2026-12-01'],
  ['hôm nay', '2026-11-30'],
  ['thứ sáu', '2026-12-04'],
  ['thu 6 tuan nay', '2026-12-04'],
  ['thứ 6 tuần sau', '2026-12-11'],
  ['chủ nhật', '2026-12-06'],
  ['2 tuần nữa', '2026-12-14'],
  ['sau 10 ngày', '2026-12-10'],
  ['3 tháng nữa', '2027-02-28'],
  ['ngày kia', '2026-12-02'],
  ['ngay kia nhe', '2026-12-02'],
  ['ngày kìa', '2026-12-03'],
  ['bữa mốt', '2026-12-02'],
  ['ba ngày nữa', '2026-12-03'],
  ['một tuần nữa', '2026-12-07'],
  ['nửa tháng nữa', '2026-12-15'],
  ['chiều nay', '2026-11-30'],
  ['sáng mai', '2026-12-01'],
  ['chiều thứ bảy', '2026-12-05'],
  ['t5 tuần tới', '2026-12-10'],
  ['thứ hai tới', '2026-12-07'],
  ['chủ nhật tới', '2026-12-06'],
  ['đầu tuần sau', '2026-12-07'],
  ['thứ hai đầu tuần sau', '2026-12-07'],
  ['cuối tuần này', '2026-12-05'],
  ['cuoi tuan', '2026-12-05'],
  ['cuối tuần sau', '2026-12-12'],
  ['cuối tháng', '2026-11-30'],
  ['đầu năm sau', '2027-01-01'],
  ['ngày 20 tây', '2026-12-20'],
  ['5 12', '2026-12-05'],
  ['05122026', '2026-12-05'],
  ['noel', '2026-12-25'],
  ['trước giáng sinh', '2026-12-25'],
  ['quốc khánh', '2027-09-02'],
  ['mùng 8/3', '2027-03-08'],
  ['mùng 1 Tết', '2027-02-06'],
  ['30 tết', '2027-02-05'],
  ['23 tháng chạp', '2027-01-30'],
  ['ông công ông táo', '2027-01-30'],
  ['rằm tháng giêng', '2027-02-20'],
  ['ram thang 7', '2027-08-16'],
  ['mồng 10 tháng 3 âm lịch', '2027-04-16'],
  ['10/3 âm', '2027-04-16'],
  ['giỗ tổ Hùng Vương', '2027-04-16'],
  ['trung thu', '2027-09-15'],
  ['thứ bảy tuần tới nhé em', '2026-12-12'],
  ['thứ hai tuần sau nữa', '2026-12-14'],
  ['hai ngày sau', '2026-12-02'],
  ['nửa năm nữa', '2027-05-30'],
  ['2027/01/20', '2027-01-20'],
  ['20 1 2027', '2027-01-20'],
  ['15 thg 1', '2027-01-15'],
  ['15 th1', '2027-01-15'],
  ['cuối quý 4', '2026-12-31'],
  ['cuối quý', '2026-12-31'],
  ['hết quý I', '2027-03-31'],
  ['cuối năm sau', '2027-12-31'],
  ['rằm', '2026-12-23'],
  ['rằm tháng này', '2026-12-23'],
  ['mùng 1 âm', '2026-12-09'],
  ['10.3 âl', '2027-04-16'],
  ['ba mươi Tết', '2027-02-05'],
  ['tết dương lịch', '2027-01-01'],
  ['tết tây', '2027-01-01'],
  ['dạ 20/12 ạ', '2026-12-20'],
  ['tầm 20/12', '2026-12-20'],
  ['chậm nhất 20/12', '2026-12-20'],
  ['muộn nhất là 20/12', '2026-12-20'],
  ['chốt 20/12 nhé', '2026-12-20'],
  ['gia hạn đến cuối tháng 12', '2026-12-31'],
  ['hết tuần', '2026-12-06'],
  ['hết tuần này', '2026-12-06'],
  ['het tuan sau', '2026-12-13'],
  ['đầu giờ sáng mai', '2026-12-01'],
  ['sáng sớm mai', '2026-12-01'],
])('%s', (said, day) => {
  expect(shown(said)).toBe(day)
})

it.each([
  '15/1/2026',
  '29/11/2026',
  '1-1-2020',
  'tháng trước',
  '31/2',
  '40/1',
  'cuối tháng 13',
  'chưa biết',
  '5 hồ sơ',
  '',
  '15/1 đến 20/1',
  'thứ 8',
  'thứ 1',
  '1-5/12',
  'tết',
  'sau tết',
])('no day to come: %s', (said) => {
  expect([undefined, 'past', 'impossible']).toContain(shown(said))
})

it('says why: past, or in no calendar', () => {
  expect(shown('15/1/2026')).toBe('past')
  expect(shown('hôm qua')).toBe('past')
  expect(shown('hôm kia')).toBe('past')
  expect(shown('tháng trước')).toBe('past')
  // Nobody means next year by a day of these last weeks.
  expect(shown('29/11')).toBe('past')
  expect(shown('20/10')).toBe('past')
  expect(shown('31/2')).toBe('impossible')
  expect(shown('31/2/2027')).toBe('impossible')
})

it('"đầu tuần" is the next when this one has begun', () => {
  const wednesday = TODAY + 2
  expect(readComingDay('đầu tuần', wednesday)).toBe(TODAY + 7)
  expect(shown('đầu tuần')).toBe('2026-11-30')
})

it('from a first day on: Monday typed on a Monday is the next one', () => {
  expect(shown('thứ hai', TODAY + 1)).toBe('2026-12-07')
  expect(shown('hôm nay', TODAY + 1)).toBe('past')
  expect(shown('30/11', TODAY + 1)).toBe('past')
})
