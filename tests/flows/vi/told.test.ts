import { expect, it } from 'vitest'
import { buildPlaces } from '../../../src/flows/vi/places.js'
import { broughtTold, goesOnAndOn, nameTold, peopleTold, placeTold, timeTold } from '../../../src/flows/vi/told.js'
import { readUnits } from '../../../src/store/reference.js'

const places = buildPlaces(readUnits())
const NOW = Date.UTC(2026, 10, 28, 3)

it.each([
  ['Cô năm nay 62 tuổi, đã 10 năm nay dạy chữ', { kind: 'since', from: '2016' }],
  ['hang xom nha toi co ba cu nau chao da 5 nam nay', { kind: 'since', from: '2021' }],
  ['Từ năm 2019 đến nay chị nấu cơm. Năm 2021 có dịch, chị vẫn nấu.', { kind: 'since', from: '2019' }],
  ['Anh ấy cứu người đuối nước hôm qua', { kind: 'day', date: '2026-11-27' }],
  ['Chuyện xảy ra tháng 9/2026 ở cầu Rào', { kind: 'month', month: '2026-09' }],
  ['Ở xóm tôi, ba năm nay cô cưu mang hai mẹ con', { kind: 'since', from: '2023' }],
  // Somebody called Ba, an age, a class, an hour, a time that is over, two times.
  ['Ba năm nay 70 tuổi', undefined],
  ['Bác Ba năm nay về hưu', undefined],
  ['Cháu học lớp 5 năm nay được cô giúp', undefined],
  ['Cô dậy từ ba giờ', undefined],
  ['từ 2019 đến 2022 cô dạy học', undefined],
  ['Từ năm 2019 cô nấu cháo, từ năm 2021 cô dạy học', undefined],
])('time in "%s"', (told, wanted) => {
  const found = timeTold(told, NOW)
  if (wanted) expect(found).toMatchObject(wanted)
  else expect(found).toBeUndefined()
})

it.each([
  ['dạy chữ cho 30 em nhỏ', { value: 30, approx: false }],
  ['khoảng hai trăm bệnh nhân mỗi tuần', { value: 200, approx: true }],
  ['mười hai cụ neo đơn', { value: 12, approx: false }],
  ['3 ba cu', undefined],
  ['co ba cu nau chao', undefined],
  ['phát hơn 100 suất cháo', undefined],
  ['các em nhỏ lớp 5', undefined],
  ['20 người, rồi 50 người', undefined],
])('people in "%s"', (told, wanted) => expect(peopleTold(told)).toEqual(wanted))

it('what it brought, and how often, only by plain words', () => {
  expect(broughtTold('nấu cháo phát')).toBe('material')
  expect(broughtTold('dạy chữ cho trẻ')).toBe('spiritual')
  expect(broughtTold('phát gạo và thăm hỏi')).toBe('both')
  expect(broughtTold('anh Tiến hôm qua giúp bà')).toBeUndefined()
  expect(goesOnAndOn('sáng nào cô cũng nấu')).toBe(true)
  expect(goesOnAndOn('hôm qua anh cứu người')).toBe(false)
})

it('the name of the one told of, and of nobody else', () => {
  expect(nameTold('Tôi muốn kể về cô Nguyễn Thị Hoa ở phường Lê Chân')).toBe('Nguyễn Thị Hoa')
  expect(nameTold('Cô giáo Đặng Thị Minh Nguyệt dạy chữ')).toBe('Đặng Thị Minh Nguyệt')
  expect(nameTold('Có người giúp bà Trần Thị Lan qua đường')).toBeUndefined()
  expect(nameTold('kể về cô Nguyễn Thị Hoa và kể về chú Trần Văn Bình')).toBeUndefined()
})

it.each([
  ['Chị tôi là Nguyễn Thị Hoa ở phường Lê Chân, nấu cháo cho bệnh nhân', 'Phường Lê Chân'],
  ['Cô Nguyễn Thị Hoa, 60 tuổi, hiện sống ở tổ 5, phường Kiến An nấu cháo', 'Phường Kiến An'],
  ['Bà Nguyễn Thị Hoa, người ở xã An Lão quanh năm quét đường', 'Xã An Lão'],
  // Where the deed was done, where others are, no name of a ward, no place.
  ['Chị Nguyễn Thị Hoa cứu người ở phường Kiến An', undefined],
  ['Chị Nguyễn Thị Hoa dạy chữ cho trẻ ở phường Kiến An', undefined],
  ['Chị Nguyễn Thị Hoa ở phường bên cạnh nấu cháo', undefined],
  ['Chị Nguyễn Thị Hoa ở nhà nấu cháo', undefined],
])('"%s": where they live', (told, unit) => {
  expect(placeTold(told, 'Nguyễn Thị Hoa', places)?.name).toBe(unit)
})
