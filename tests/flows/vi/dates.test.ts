import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readWhen, showWhen, type When } from '../../../src/flows/vi/dates.js'
import { fold } from '../../../src/flows/vi/text.js'

// Saturday 21/11/2026, 10:00 in Hải Phòng.
const NOW = Date.UTC(2026, 10, 21, 3)

function read(text: string, now = NOW) {
  const result = readWhen(text, now)
  if (!result.ok) return result.reason
  const { when } = result
  if (when.kind === 'day') return when.date
  if (when.kind === 'month') return when.month
  if (when.kind === 'year') return String(when.year)
  if (when.kind === 'since') return `since ${when.from ?? ''}`.trim()
  return 'vague'
}

const WITH_OR_WITHOUT_MARKS: [string, string][] = [
  // Dates
  ['20/11/2026', '2026-11-20'],
  ['8/5', '2026-05-08'],
  ['8-5', '2026-05-08'],
  ['8.5.2026', '2026-05-08'],
  ['08/05/25', '2025-05-08'],
  ['20 - 11 - 2025', '2025-11-20'],
  ['25/12', '2025-12-25'],
  ['21/11', '2026-11-21'],
  ['29/2', '2024-02-29'],
  ['2026-11-20', '2026-11-20'],
  ['ngày 8 tháng 5', '2026-05-08'],
  ['ngày 8 tháng 5 năm 2025', '2025-05-08'],
  ['8 tháng 5 năm ngoái', '2025-05-08'],
  ['dịp 20-11 năm ngoái', '2025-11-20'],
  ['ngày mười lăm tháng bảy', '2026-07-15'],
  ['hôm mùng 2 tháng 9', '2026-09-02'],
  ['thứ Sáu, 20/11/2026', '2026-11-20'],
  ['ngày 20', '2026-11-20'],
  ['ngày 25', '2026-10-25'],
  ['ngày 20 tháng trước', '2026-10-20'],
  ['lúc 22h đêm ngày 10/10/2025, tại cầu Bính', '2025-10-10'],
  ['5-11-2026 lúc 7:30', '2026-11-05'],
  // Months
  ['tháng 9/2026', '2026-09'],
  ['10-2026', '2026-10'],
  ['tháng 9', '2026-09'],
  ['tháng chín', '2026-09'],
  ['tháng tư', '2026-04'],
  ['tháng 12', '2025-12'],
  ['đầu tháng 9', '2026-09'],
  ['cuối tháng 9 năm ngoái', '2025-09'],
  ['khoảng tháng 9/2026', '2026-09'],
  ['tháng trước', '2026-10'],
  ['tháng này', '2026-11'],
  ['tháng 5 năm nay', '2026-05'],
  ['cách đây 2 tháng', '2026-09'],
  // Years
  ['năm ngoái', '2025'],
  ['năm kia', '2024'],
  ['2020', '2020'],
  ['hè năm ngoái', '2025'],
  ['đầu năm', '2026'],
  ['5 năm trước', '2021'],
  ['không nhớ rõ, khoảng năm 2019', '2019'],
  // Counted from today
  ['hôm nay', '2026-11-21'],
  ['sáng nay', '2026-11-21'],
  ['hôm qua', '2026-11-20'],
  ['sáng hôm qua', '2026-11-20'],
  ['tối qua', '2026-11-20'],
  ['hôm kia', '2026-11-19'],
  ['thứ bảy', '2026-11-21'],
  ['thứ bảy tuần trước', '2026-11-14'],
  ['T7 tuần trước', '2026-11-14'],
  ['chiều thứ sáu tuần trước', '2026-11-13'],
  ['thứ tư tuần trước', '2026-11-11'],
  ['thứ năm tuần này', '2026-11-19'],
  ['chủ nhật vừa rồi', '2026-11-15'],
  ['cách đây 3 ngày', '2026-11-18'],
  ['lần đi từ thiện hôm qua', '2026-11-20'],
  // Lunar
  ['mùng 3 Tết', '2026-02-19'],
  ['mùng ba Tết', '2026-02-19'],
  ['28 Tết', '2026-02-15'],
  ['giao thừa', '2026-02-16'],
  ['mùng 1 Tết năm ngoái', '2025-01-29'],
  ['rằm tháng Bảy', '2026-08-27'],
  ['rằm tháng giêng', '2026-03-03'],
  ['15/7 âm lịch', '2026-08-27'],
  ['giỗ tổ', '2026-04-26'],
  ['Trung thu năm ngoái', '2025-10-06'],
  ['23 tháng chạp', '2026-02-10'],
  // Going on
  ['đã 5 năm nay', 'since 2021'],
  ['5 năm', 'since 2021'],
  ['hơn 10 năm nay', 'since 2016'],
  ['mười lăm năm nay', 'since 2011'],
  ['năm năm nay', 'since 2021'],
  ['nửa năm nay', 'since 2026-05'],
  ['3 tháng nay', 'since 2026-08'],
  ['từ năm 2019', 'since 2019'],
  ['từ 2019 đến nay', 'since 2019'],
  ['từ tháng 9/2019', 'since 2019-09'],
  ['từ ngày 8/5/2020', 'since 2020-05-08'],
  ['từ 5 năm nay', 'since 2021'],
  ['năm 2019 đến nay', 'since 2019'],
  ['thứ bảy hàng tuần từ năm 2020', 'since 2020'],
  ['mấy năm nay', 'since'],
  ['nhiều năm nay', 'since'],
  ['2-3 năm nay', 'since'],
  ['lâu nay', 'since'],
  ['từ nhỏ', 'since'],
  // Told, but no date
  ['thường xuyên', 'vague'],
  ['hằng ngày', 'vague'],
  ['mỗi tháng 2 lần', 'vague'],
  ['thứ bảy hàng tuần', 'vague'],
  ['tuần trước', 'vague'],
  ['cuối tuần vừa rồi', 'vague'],
  ['dịp Tết vừa rồi', 'vague'],
  ['tháng giêng', 'vague'],
  ['gần đây', 'vague'],
  ['vài năm trước', 'vague'],
  ['đợt bão số 3', 'vague'],
  ['từ 2019 đến 2022', 'vague'],
  ['8/5 và 10/5', 'vague'],
  ['8-10/5', 'vague'],
  ['quý 3/2025', 'vague'],
  ['24/24', 'vague'],
  // Refused
  ['', 'empty'],
  ['31/2', 'impossible'],
  ['29/2/2025', 'impossible'],
  ['13/13', 'impossible'],
  ['ngày 32', 'impossible'],
  ['1/1/1800', 'impossible'],
  ['từ 31/4/2025', 'impossible'],
  ['22/11/2026', 'future'],
  ['tháng 12/2026', 'future'],
  ['2027', 'future'],
  ['ngày mai', 'future'],
  ['tuần sau', 'future'],
  ['chủ nhật tuần này', 'future'],
  ['từ 1/12/2026', 'future'],
  ['abc', 'unclear'],
  ['1.5 triệu', 'unclear'],
  ['bác ấy rất tốt', 'unclear'],
]

describe('readWhen on Saturday 21/11/2026', () => {
  test.each(WITH_OR_WITHOUT_MARKS)('%j is %s', (text, expected) => {
    expect(read(text)).toBe(expected)
    expect(read(text.normalize('NFD'))).toBe(expected)
    expect(read(fold(text))).toBe(expected)
    expect(read(`dạ ${text} ạ`)).toBe(expected === 'empty' ? 'unclear' : expected)
  })

  test('marks decide where they are typed', () => {
    expect(read('tháng sau')).toBe('future')
    expect(read('tháng sáu')).toBe('2026-06')
    expect(read('Hội chữ thập đỏ')).toBe('unclear')
    expect(read('hồi nhỏ')).toBe('vague')
    expect(read('Tết 2019')).toBe('vague')
  })

  test('more than a phrase is unclear, unless it tells a time', () => {
    const story =
      'Bác giúp bà con trong ngõ sửa nhà, lợp mái, đưa người ốm đi viện, nấu cơm cho các cháu, không lấy một đồng nào'
    expect(read(story)).toBe('unclear')
    expect(read(`${story}, làm thường xuyên`)).toBe('vague')
  })

  test('the words stay, and what "tuần trước" means is written down', () => {
    expect(readWhen(' tháng 9 ', NOW)).toEqual({
      ok: true,
      when: { kind: 'month', month: '2026-09', words: 'tháng 9' },
    })
    expect(readWhen('tuần trước', NOW)).toMatchObject({ when: { words: 'tuần trước (09/11/2026 - 15/11/2026)' } })
    expect(readWhen('dịp Tết vừa rồi', NOW)).toMatchObject({ when: { words: 'dịp Tết vừa rồi (Tết 17/02/2026)' } })
  })

  test('the day turns at midnight in Việt Nam', () => {
    expect(read('hôm nay', Date.UTC(2026, 10, 21, 16, 59))).toBe('2026-11-21')
    expect(read('hôm nay', Date.UTC(2026, 10, 21, 17, 0))).toBe('2026-11-22')
    expect(read('tháng trước', Date.UTC(2027, 0, 15))).toBe('2026-12')
    expect(read('mùng 1 Tết', Date.UTC(2027, 0, 15))).toBe('2026-02-17')
    expect(read('mùng 1 Tết', Date.UTC(2027, 1, 10))).toBe('2027-02-06')
  })

  test('beyond the lunar table the words are kept', () => {
    expect(read('rằm tháng Bảy', Date.UTC(2049, 5, 1))).toBe('vague')
    expect(read('mùng 3 Tết', Date.UTC(2049, 5, 1))).toBe('vague')
  })
})

describe('showWhen', () => {
  test.each([
    ['hôm qua', 'thứ Sáu, 20/11/2026'],
    ['chủ nhật vừa rồi', 'Chủ nhật, 15/11/2026'],
    ['thang 9', 'tháng 9/2026'],
    ['cuoi thang 9', 'cuối tháng 9/2026'],
    ['khoảng tháng 9', 'khoảng tháng 9/2026'],
    ['hè năm ngoái', 'mùa hè năm 2025'],
    ['Tết 2019', 'Tết 2019 (Tết 05/02/2019)'],
    ['5 nam nay', 'từ năm 2021 đến nay'],
    ['từ tháng 9/2019', 'từ tháng 9/2019 đến nay'],
    ['từ 20/11/2026', 'từ thứ Sáu, 20/11/2026 đến nay'],
    ['mấy năm nay', 'mấy năm nay'],
    ['thường xuyên', 'thường xuyên'],
  ])('%j is read back as %j', (text, shown) => {
    const result = readWhen(text, NOW)
    expect(result.ok && showWhen(result.when)).toBe(shown)
  })

  test('what is shown is understood the same way', () => {
    const day = fc
      .integer({ min: 0, max: 20_000 })
      .map((back) => new Date(NOW - back * 86_400_000).toISOString().slice(0, 10))
    const when = fc.oneof(
      day.map((date): When => ({ kind: 'day', date, words: '' })),
      day.map((date): When => ({ kind: 'month', month: date.slice(0, 7), words: '' })),
      day.map((date): When => ({ kind: 'year', year: Number(date.slice(0, 4)), words: '' })),
      fc
        .tuple(day, fc.constantFrom(4, 7, 10))
        .map(([date, size]): When => ({ kind: 'since', from: date.slice(0, size), words: '' })),
    )
    fc.assert(
      fc.property(when, (value) => {
        const again = readWhen(showWhen(value), NOW)
        expect(again.ok && { ...again.when, words: '' }).toEqual(value)
      }),
    )
  })

  test('no text breaks it, and no date is in the future', () => {
    const piece = fc.constantFrom(
      'ngày',
      'tháng',
      'năm',
      'từ',
      'thứ',
      'tuần',
      'trước',
      'nay',
      'Tết',
      'mùng',
      'rằm',
      '5',
      '12',
      '31',
      '2026',
      '/',
      '-',
      ' ',
      'đến',
      'ngoái',
      'hôm',
      'qua',
      'âm lịch',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), fc.constantFrom('', ' '), (pieces, glue) => {
        const result = readWhen(pieces.join(glue), NOW)
        if (!result.ok) return
        const { when } = result
        const iso =
          when.kind === 'day'
            ? when.date
            : when.kind === 'month'
              ? when.month
              : when.kind === 'since'
                ? (when.from ?? '')
                : ''
        expect(iso <= '2026-11-21').toBe(true)
        expect(showWhen(when)).not.toMatch(/undefined|NaN/)
      }),
      { numRuns: 500 },
    )
  })
})
