import { describe, expect, test } from 'vitest'
import { spelling, telexSpelling, vniSpelling } from '../../../src/flows/vi/spelling.js'

describe('one spelling for composed text, Telex keys and VNI keys', () => {
  test.each([
    ['đồng ý', 'ddoongf ys', 'd9o6ng2 y1'],
    ['hủy', 'huyr', 'huy3'],
    ['dừng', 'duwngf', 'du7ng2'],
    ['đúng', 'ddungs', 'd9ung1'],
    ['được', 'dduwowcj', 'd9u7o7c5'],
    ['người', 'nguwowif', 'ngu7o7i2'],
    ['tốt', 'toots', 'to6t1'],
    ['trở lại', 'trowr laij', 'tro73 lai5'],
    ['tắt tin', 'tawts tin', 'ta8t1 tin'],
    ['xóa dữ liệu', 'xoas duwx lieeuj', 'xoa1 du74 lie6u5'],
    ['về trước', 'veef truwowcs', 've62 tru7o7c1'],
  ])('%s = %s = %s', (composed, telex, vni) => {
    expect(telexSpelling(telex)).toBe(spelling(composed))
    expect(vniSpelling(vni)).toBe(spelling(composed))
  })

  test('neither tone placement, normal form, capitals nor the order of keys matter', () => {
    expect(spelling('HOÀ')).toBe(spelling('hòa'))
    expect(spelling('thuỷ'.normalize('NFD'))).toBe(spelling('thủy'))
    expect(telexSpelling('toost')).toBe(spelling('tốt'))
    expect(telexSpelling('dduocwj')).toBe(spelling('được'))
  })

  test('different words stay different', () => {
    expect(spelling('đúng')).not.toBe(spelling('dừng'))
    expect(spelling('Hủy')).not.toBe(spelling('Huy'))
    expect(vniSpelling('30')).toBe('30')
  })
})
