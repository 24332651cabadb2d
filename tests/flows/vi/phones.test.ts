import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskPhone, readPhone, showPhone } from '../../../src/flows/vi/phones.js'

describe('readPhone', () => {
  test.each([
    '0912345678',
    '0912 345 678',
    '0912.345.678',
    '0912-345-678 (Zalo)',
    'O912 345 678',
    'o912345678',
    '+84912345678',
    '+84 (0)912 345 678',
    '+840912345678',
    '84912345678',
    '0084912345678',
    '912345678',
    '０９１２３４５６７８',
    'sdt em la 0912 345 678',
    'tel.0912345678',
    'em 25 tuổi, số 0912.345.678 nhé',
    '0912345678 hoặc 0987654321',
    '0912345678/0987654321',
    '0912345678 0987654321',
  ])('%j', (text) => expect(readPhone(text)).toEqual({ ok: true, e164: '+84912345678' }))

  test.each([
    ['(0225) 3841234', '+842253841234'],
    ['0220.3852.123', '+842203852123'],
    ['+1 650 253 0000', '+16502530000'],
  ])('%j gives %s', (text, e164) => expect(readPhone(text)).toEqual({ ok: true, e164 }))

  test.each([
    ['', 'notPhone'],
    ['không có', 'notPhone'],
    ['113', 'notPhone'],
    ['0112345678', 'notPhone'],
    ['01681234567', 'oldPrefix'],
    ['0168 123 4567', 'oldPrefix'],
    ['+84 168 123 4567', 'oldPrefix'],
    ['0912345', 'tooShort'],
    ['1900 1234', 'tooShort'],
    ['09123456789', 'tooLong'],
    ['09123 45678 9', 'tooLong'],
    ['031094001234', 'idCard'],
  ])('%j is refused: %s', (text, reason) => expect(readPhone(text)).toMatchObject({ ok: false, reason }))
})

const mobile = fc
  .tuple(fc.constantFrom('32', '39', '70', '79', '81', '90', '91', '98'), fc.integer({ min: 0, max: 9_999_999 }))
  .map(([prefix, rest]) => `+84${prefix}${String(rest).padStart(7, '0')}`)

test('what is shown can be typed back', () => {
  fc.assert(
    fc.property(mobile, (e164) => {
      expect(readPhone(showPhone(e164))).toEqual({ ok: true, e164 })
    }),
  )
})

test('a masked number shows its ends only', () => {
  expect(showPhone('+84912345678')).toBe('0912\u00A0345\u00A0678')
  expect(maskPhone('+84912345678')).toBe('0912 *** 678')
  fc.assert(
    fc.property(mobile, (e164) => {
      expect(maskPhone(e164)).toMatch(/^0\d{3} \*{3} \d{3}$/)
    }),
  )
})
