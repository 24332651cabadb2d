import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean, clip, fold, hasDiacritics, length } from '../../../src/flows/vi/text.js'

const anyText = fc.string({ unit: 'binary', maxLength: 60 })

describe('clean', () => {
  test.each([
    ['Nguyễn'.normalize('NFD'), 'Nguyễn'],
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['  chào \u00a0 \n bạn\t', 'chào\n bạn'],
    ['Hu\u200By \u202Eabc\u202C\uFEFF', 'Huy abc'],
    ['\uE000đậm\uE001\u0000', 'đậm'],
    ['👨\u200D👩\u200D👧 ❤\uFE0F', '👨\u200D👩\u200D👧 ❤\uFE0F'],
    ['a\u200Db', 'ab'],
    ['\uD800x', 'x'],
    ['\u3164\u115F', ''],
    [`Ho\u0323\u0302${'\u0300\u0315'.repeat(500)}a`, 'Hộ\u0300\u0300\u0300a'],
    ['ภู่กั๊ก 1\uFE0F\u20E3 ❤\uFE0F\u200D🔥', 'ภู่กั๊ก 1\uFE0F\u20E3 ❤\uFE0F\u200D🔥'],
    ['', ''],
  ])('%j', (raw, expected) => expect(clean(raw)).toBe(expected))

  test('is idempotent, NFC and free of what cannot be seen', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const once = clean(raw)
        expect(clean(once)).toBe(once)
        expect(once.normalize('NFC')).toBe(once)
        expect(once).not.toMatch(/[\uE000-\uF8FF\u202A-\u202E\u200B\t]/)
      }),
    )
  })
})

describe('fold', () => {
  test.each([
    ['Đồng Ý', 'dong y'],
    ['Nguyễn'.normalize('NFD'), 'nguyen'],
    ['hoà', 'hoa'],
    ['hòa', 'hoa'],
    ['  Thuỷ   Nguyên\n', 'thuy nguyen'],
    ['ＦＵＬＬ １２', 'full 12'],
    ['đĐ', 'dd'],
  ])('%j', (text, expected) => expect(fold(text)).toBe(expected))

  test('is idempotent and blind to the normal form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text))
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
      }),
    )
  })
})

test('length counts what a reader sees', () => {
  expect(length('Nguyễn')).toBe(6)
  expect(length('Nguyễn'.normalize('NFD'))).toBe(6)
  expect(length('👨\u200D👩\u200D👧')).toBe(1)
  expect(length('')).toBe(0)
})

test('clip never exceeds its length and marks what it cut', () => {
  expect(clip('một hai ba', 20)).toBe('một hai ba')
  expect(clip('một hai ba', 8)).toBe('một hai…')
  fc.assert(fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, max) => length(clip(text, max)) <= max))
})

test.each([
  ['Lan Anh', false],
  ['Hương', true],
  ['Huong'.normalize('NFD'), false],
  ['Hương'.normalize('NFD'), true],
  ['Dinh', false],
  ['Đinh', true],
  ['❤\uFE0F', false],
])('hasDiacritics(%j) is %s', (text, expected) => expect(hasDiacritics(text)).toBe(expected))
