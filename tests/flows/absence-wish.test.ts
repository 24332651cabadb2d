import { expect, it } from 'vitest'
import { meansAbsence, readWish } from '../../src/flows/people/absence-wish.js'
import { dayAt, isoDay } from '../../src/flows/vi/calendar.js'
import { NOON } from './play.js'

// A Monday.
const TODAY = dayAt(NOON)

it.each([
  ['ủy quyền cho chị Lan đến thứ 6', 'chị Lan', '2026-11-27'],
  ['uy quyen cho chi Lan den thu 6', 'chi Lan', '2026-11-27'],
  ['Ủy quyền cho Phạm Thị Lan đến hết 5/12 nhé', 'Phạm Thị Lan', '2026-12-05'],
  ['tôi vắng 3 ngày, nhờ anh Tới làm thay', 'anh Tới', '2026-11-25'],
  ['xin nghỉ phép đến 30/11, giao cho chị Hoa', 'chị Hoa', '2026-11-30'],
  ['ủy quyền cho chị Lan 1 tuần', 'chị Lan', '2026-11-29'],
  ['ủy quyền cho chị Lan', 'chị Lan', undefined],
  ['tôi đi công tác từ mai đến thứ sáu', undefined, '2026-11-27'],
  ['tôi vắng 3 ngày', undefined, '2026-11-25'],
  ['tôi vắng ba ngày', undefined, '2026-11-25'],
  ['nghỉ phép một tuần', undefined, '2026-11-29'],
  ['nghỉ phép nửa tháng', undefined, '2026-12-07'],
  ['tạm vắng đến 20/11', undefined, undefined],
  ['nghỉ phép đến hết ngày 5/12/2026', undefined, '2026-12-05'],
  ['ủy quyền', undefined, undefined],
  ['vắng mấy ngày', undefined, undefined],
  ['ủy quyền cho chị Lan đến hôm qua', 'chị Lan', undefined],
  ['ủy quyền cho cán bộ phường', 'cán bộ phường', undefined],
])('"%s" names %s until %s', (said, who, day) => {
  const wish = readWish(said, TODAY)
  expect([wish.who, wish.day !== undefined ? isoDay(wish.day) : undefined]).toEqual([who, day])
})

it.each(['vâng', 'mai em nghĩ thêm', 'Mai tôi nghĩ rồi trả lời'])('"%s" is no absence', (said) => {
  expect(meansAbsence(said)).toBe(false)
})
it.each(['ủy quyền cho chị Lan đến thứ 6', 'tôi xin nghỉ phép 3 ngày', 'mai em nghỉ', 'mai em nghi'])(
  '"%s"',
  (said) => {
    expect(meansAbsence(said)).toBe(true)
  },
)
