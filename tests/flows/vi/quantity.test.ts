import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAmount } from '../../../src/flows/vi/amount.js'
import { formatInteger, readQuantity } from '../../../src/flows/vi/quantity.js'

describe('readQuantity', () => {
  test.each([
    ['30', 30],
    ['0', 0],
    ['30ng', 30],
    ['có 30 người', 30],
    ['1.200', 1200],
    ['1,200', 1200],
    ['1 200', 1200],
    ['1.200.000', 1_200_000],
    ['1k2', 1200],
    ['1,5 nghìn', 1500],
    ['1tr2', 1_200_000],
    ['ba mươi', 30],
    ['ba muoi', 30],
    ['mười lăm người', 15],
    ['muoi lam nguoi', 15],
    ['hai mốt', 21],
    ['ba tư', 34],
    ['một trăm linh năm', 105],
    ['một trăm hai', 120],
    ['ba nghìn hai trăm', 3200],
    ['hai nghìn không trăm hai mươi sáu', 2026],
    ['hai trăm rưỡi', 250],
    ['2 vạn', 20_000],
    ['chục người', 10],
    ['tám người', 8],
    ['nam nguoi', 5],
    ['mỗi tháng 30 người', 30],
    ['30 người trong 2 năm', 30],
  ])('%j is %i', (text, value) => expect(readQuantity(text)).toEqual({ ok: true, value, approx: false, words: text }))

  test.each([
    ['khoảng 30 người', 30],
    ['tầm 30', 30],
    ['tam 30 nguoi', 30],
    ['hơn chục', 10],
    ['vài chục', 30],
    ['mấy chục', 30],
    ['hàng trăm bà con', 100],
    ['cả trăm người', 100],
    ['10-15 người', 10],
    ['từ 10 đến 15 người', 10],
    ['hai ba người', 2],
    ['dăm bảy hộ', 5],
    ['một vài người', 3],
    ['100+', 100],
    ['~50', 50],
  ])('%j is about %i', (text, value) => expect(readQuantity(text)).toMatchObject({ ok: true, value, approx: true }))

  test.each([
    ['', 'empty'],
    ['không nhớ', 'unknown'],
    ['ko biet', 'unknown'],
    ['nhiều lắm', 'unknown'],
    ['không', 'unclear'],
    ['cả làng', 'unclear'],
    ['constructor', 'unclear'],
    ['các em nam sinh', 'unclear'],
    ['2,5', 'unclear'],
    ['1.20', 'unclear'],
    ['-5', 'unclear'],
    ['5 năm', 'unclear'],
    ['2 cụ già và 3 em nhỏ', 'unclear'],
    ['10000001', 'tooBig'],
    ['11 triệu', 'tooBig'],
    ['99999999999999999999', 'tooBig'],
  ])('%j is refused: %s', (text, reason) => expect(readQuantity(text)).toEqual({ ok: false, reason }))

  test('what formatInteger writes is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (value) => {
        expect(readQuantity(formatInteger(value))).toMatchObject({ ok: true, value, approx: false })
      }),
    )
  })

  test('never gives anything but a whole number within bounds', () => {
    const piece = fc.constantFrom(
      '1',
      '25',
      '.',
      ',',
      ' ',
      'k',
      'trăm',
      'mươi',
      'rưỡi',
      'vài',
      'năm',
      'hai',
      '-',
      '999',
      'nghìn',
      'triệu',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const read = readQuantity(pieces.join(''))
        if (read.ok) expect(Number.isInteger(read.value) && read.value >= 0 && read.value <= 10_000_000).toBe(true)
      }),
    )
  })
})

test('formatInteger groups as Vietnamese do', () => expect(formatInteger(1_500_000)).toBe('1.500.000'))

test.each(['mấy', 'vài ngày', 'dăm suất', 'hai ba suất', 'khoảng mười suất'])('"%s" is no amount', (said) => {
  expect(readAmount(said)).toBeUndefined()
})

test.each([
  ['mười suất', 10_000],
  ['một trăm linh năm', 105_000],
])('"%s" is one', (said, thousandths) => {
  expect(readAmount(said)?.thousandths).toBe(thousandths)
})
