import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { givenName, nameKey, readGroupName, readPersonName } from '../../../src/flows/vi/names.js'

describe('readPersonName', () => {
  test.each([
    ['Nguyễn Thị Hương', 'Nguyễn Thị Hương'],
    ['NGUYỄN VĂN TÁM', 'Nguyễn Văn Tám'],
    ['nguyễn VĂN tèo', 'Nguyễn Văn Tèo'],
    ['  Nguyễn   Thị  Hoa. ', 'Nguyễn Thị Hoa'],
    ['"Đỗ Thị Lan"', 'Đỗ Thị Lan'],
    ['chị Hương', 'Chị Hương'],
    ['Bà Tư', 'Bà Tư'],
    ['bà tư ạ', 'Bà Tư'],
    ['bác sĩ Bình', 'Bác sĩ Bình'],
    ['Chị Nguyễn Thị Hương ạ', 'Nguyễn Thị Hương'],
    ['ông Nguyễn Văn Bé', 'Nguyễn Văn Bé'],
    ['bác sĩ Trần Văn Bình', 'Trần Văn Bình'],
    ['TS. Nguyễn Văn Tám', 'Nguyễn Văn Tám'],
    ['cô giáo Nguyễn Thị Hoa', 'Nguyễn Thị Hoa'],
    ['tên là Lê Văn Luyện', 'Lê Văn Luyện'],
    ['em tên là Mai Thị Hà', 'Mai Thị Hà'],
    ['Tên chị ấy là Đỗ Thị Lan', 'Đỗ Thị Lan'],
    ['Họ và tên: Vũ Văn Hùng', 'Vũ Văn Hùng'],
    ['là Trần Thị Bưởi', 'Trần Thị Bưởi'],
    ["H'Hen Niê", "H'Hen Niê"],
    ['h’hen niê', "H'Hen Niê"],
    ['đại đức thích minh tâm', 'Đại đức Thích Minh Tâm'],
    ['Hoà thượng Thích Quảng Tùng', 'Hòa thượng Thích Quảng Tùng'],
    ['thầy Thích Minh Tâm', 'Thích Minh Tâm'],
    ['Công Tằng Tôn Nữ Thị Ngọc Hà', 'Công Tằng Tôn Nữ Thị Ngọc Hà'],
    // Family names and given names that look like titles or leads.
    ['Ông Ích Đạt', 'Ông Ích Đạt'],
    ['Anh Thư', 'Anh Thư'],
    ['1. Nguyễn Văn An', 'Nguyễn Văn An'],
    ['2) Nguyễn Văn An', 'Nguyễn Văn An'],
    ['**Nguyễn Văn An**', 'Nguyễn Văn An'],
    ['• Nguyễn Văn An', 'Nguyễn Văn An'],
    ['Bí thư chi bộ Nguyễn Văn An', 'Nguyễn Văn An'],
    ['Hiệu trưởng Lê Thị Bình', 'Lê Thị Bình'],
    ['Lê-Na Trần', 'Lê-Na Trần'],
    ['Chu Văn An', 'Chu Văn An'],
    ['Châu Thị Hoà', 'Châu Thị Hoà'],
    ['Lã Thị Kim', 'Lã Thị Kim'],
    ['La Văn Cầu', 'La Văn Cầu'],
  ])('%j gives %j', (text, name) => expect(readPersonName(text)).toEqual({ ok: true, name, plain: false }))

  test.each([
    ['nguyen thi huong', 'Nguyen Thi Huong'],
    ['chi Huong', 'Chi Huong'],
    ['ba Tu', 'Ba Tu'],
    ['ong nguyen van be', 'Nguyen Van Be'],
    ['chu hung', 'Chu Hung'],
    ['chu van an', 'Chu Van An'],
    ['chau thi hoa', 'Chau Thi Hoa'],
    ['Lan Anh', 'Lan Anh'],
    ['Minh Quang', 'Minh Quang'],
    ['Huy', 'Huy'],
    ['Dung', 'Dung'],
  ])('%j has no marks and gives %j', (text, name) =>
    expect(readPersonName(text)).toEqual({ ok: true, name, plain: true }),
  )

  test.each([
    ['', 'empty'],
    ['  \n ', 'empty'],
    ['A', 'tooShort'],
    ['chị', 'tooShort'],
    ['x'.repeat(61), 'tooLong'],
    ['😀', 'symbols'],
    ['...', 'symbols'],
    ['0912345678', 'symbols'],
    ['em không biết tên', 'sentence'],
    ['khong biet', 'sentence'],
    ['Chị tôi', 'kin'],
    ['bố em', 'kin'],
    ['chong toi', 'kin'],
    ['bà nội cháu', 'kin'],
    ['Nguyễn Văn A và Trần Thị B', 'several'],
    ['vợ chồng anh Hùng chị Lan', 'several'],
    ['Bà ấy rất tốt bụng với mọi người', 'sentence'],
    ['BÀ CỤ BÁN XÔI ĐẦU NGÕ NHÀ EM', 'sentence'],
    ['Nguyễn Văn A\nPhường Lê Chân', 'sentence'],
    ['ông bà Hùng Lan', 'several'],
    ['anh chị Tuấn Hoa', 'several'],
    ['hai bác Tư', 'several'],
    ['Nguyễn Văn An; Trần Thị Bình', 'several'],
    ['Nguyễn Văn An / Trần Thị Bình', 'several'],
    ['Nguyễn Văn An - Trần Thị Bình', 'several'],
  ])('%j is refused: %s', (text, reason) => expect(readPersonName(text)).toEqual({ ok: false, reason }))

  test.each(['Chị Hoa làm cùng với tôi', 'bác bảo vệ ở cùng với em', 'anh Nam học với em'])('%j is one', (text) =>
    expect(readPersonName(text)).not.toMatchObject({ reason: 'several' }),
  )

  test.each([
    ['Nguyễn Văn A, 45 tuổi', 'Nguyễn Văn A', 'more'],
    ['Nguyễn Văn An - tổ trưởng', 'Nguyễn Văn An', 'more'],
    ['Nguyễn Văn An – Bí thư chi bộ', 'Nguyễn Văn An', 'more'],
    ['Nguyễn Thị Lan 0912 345 678', 'Nguyễn Thị Lan', 'more'],
    ['Nguyễn Thị Lan, sđt 0912.345.678', 'Nguyễn Thị Lan', 'more'],
    ['Nguyễn Thị Lan (60 tuổi)', 'Nguyễn Thị Lan', 'more'],
    ['Nguyễn Thị Lan sinh năm 1966 ở Lê Chân', 'Nguyễn Thị Lan', 'more'],
    ['mẹ tôi tên là Nguyễn Thị Bảy, năm nay 80 tuổi', 'Nguyễn Thị Bảy', 'more'],
    // "Quận" and "Huyện" are given names.
    ['Phạm Văn Quận 45 tuổi', 'Phạm Văn Quận', 'more'],
    ['Nguyễn Thị Huyện sinh năm 1966', 'Nguyễn Thị Huyện', 'more'],
    ['Nguyễn Thị Hoa phường Lê Chân', 'Nguyễn Thị Hoa', 'more'],
    ['Nguyễn Thị Hoa, Phường Lê Chân', 'Nguyễn Thị Hoa', 'more'],
    ['cô Lan ở Lê Chân', 'Cô Lan', 'more'],
    ['cô giáo Hiền lớp 3A', 'Cô giáo Hiền', 'more'],
    ['Chán quá', 'Chán Quá', 'odd'],
    ['Đang bận', 'Đang Bận', 'odd'],
    ['thằng Tèo nhà bên', 'Thằng Tèo nhà bên', 'odd'],
    ['Là sao', 'Sao', 'odd'],
    ['Hùng', 'Hùng', 'odd'],
    ['jean-pierre đỗ', 'Jean-Pierre Đỗ', 'odd'],
    ['Bà bán xôi đầu ngõ', 'Bà bán xôi đầu ngõ', 'odd'],
    ['Hội trưởng hội phụ nữ phường', 'Hội trưởng hội phụ nữ phường', 'odd'],
  ])('%j may be %j, worth showing: %s', (text, name, doubt) =>
    expect(readPersonName(text)).toEqual({ ok: true, name, plain: false, doubt }),
  )

  test.each([
    ['mẹ tôi tên là Nguyễn Thị Bảy', 'Nguyễn Thị Bảy'],
    ['Thào A Sùng', 'Thào A Sùng'],
    ['đới thị lan', 'Đới Thị Lan'],
    ['Nguyễn Trường Sơn', 'Nguyễn Trường Sơn'],
    ['Nguyễn Văn Tại', 'Nguyễn Văn Tại'],
  ])('%j is surely %j', (text, name) => expect(readPersonName(text)).toEqual({ ok: true, name, plain: false }))

  test('reading a name again changes nothing', () => {
    const word = fc.constantFrom('nguyễn', 'THỊ', 'Văn', 'hương', 'Đức', "h'hen", 'Lê', 'Thùy', 'Ánh', 'Mỹ')
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 5 }), (parts) => {
        const first = readPersonName(parts.join(' '))
        const again = readPersonName(first.ok ? first.name : '')
        expect(again.ok && again.name).toBe(first.ok && first.name)
      }),
    )
  })
})

test.each([
  ['Nguyễn Thị Hương', 'Hương'],
  ['Hương', 'Hương'],
  ["H'Hen Niê", "H'Hen"],
  ['Đại đức Thích Minh Tâm', 'Tâm'],
])('givenName(%j) is %j', (name, given) => expect(givenName(name)).toBe(given))

test('nameKey joins spellings of one name', () => {
  expect(nameKey('Nguyễn Thị Hoà')).toBe(nameKey('nguyen thi hòa'))
  expect(nameKey('ba Tu')).toBe(nameKey('Bà Tư'))
  expect(nameKey('H’Hen Niê')).toBe(nameKey("h'hen nie"))
  expect(nameKey('Jean-Pierre')).toBe(nameKey('Jean Pierre'))
  expect(nameKey('Nguyễn Văn An')).not.toBe(nameKey('Nguyễn Văn Anh'))
})

describe('readGroupName', () => {
  test.each([
    ['CLB Hiến máu Lê Chân', 'CLB Hiến máu Lê Chân'],
    ['  Nhóm "Bếp 0 đồng"  .', 'Nhóm "Bếp 0 đồng"'],
    ['Nhóm A & B (Hải Phòng)', 'Nhóm A & B (Hải Phòng)'],
    ['Đội SOS 24/7', 'Đội SOS 24/7'],
    ['Nhóm <Bạn & Tôi>', 'Nhóm <Bạn & Tôi>'],
    ["CLB 'Áo ấm' = “Tình người”", "CLB 'Áo ấm' = “Tình người”"],
    ['Hội 1$ | `Sẻ chia`™', 'Hội 1$ | `Sẻ chia`™'],
  ])('%j', (text, name) => expect(readGroupName(text)).toMatchObject({ ok: true, name }))

  test.each([
    ['', 'empty'],
    ['12', 'tooShort'],
    ['a', 'tooShort'],
    ['Nhóm ❤️', 'symbols'],
    ['x'.repeat(121), 'tooLong'],
    ['Nhóm A\nNhóm B', 'sentence'],
  ])('%j is refused: %s', (text, reason) => expect(readGroupName(text)).toEqual({ ok: false, reason }))
})
