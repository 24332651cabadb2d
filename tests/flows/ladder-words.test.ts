import { expect, it } from 'vitest'
import { writeLadder } from '../../src/flows/ladder.js'
import { readLadderWords } from '../../src/flows/round/ladder-words.js'

const USUAL = 'T-7d,T-3d,T-1d,T-3h,T+1d:deputy,T+3d:above'

it.each([
  ['trước 7 ngày, 3 ngày, 1 ngày, 3 giờ; quá hạn 1 ngày báo người thay, 3 ngày lên cấp trên', USUAL],
  [
    'truoc han 7 ngay, 3 ngay, 1 ngay va 3 gio. Qua han 1 ngay chuyen nguoi cung cap, qua han 3 ngay chuyen cap tren',
    USUAL,
  ],
  // As it is written under a round.
  [
    'trước hạn 7 ngày, 3 ngày, 1 ngày, 3 giờ nhắc người xét; quá hạn 1 ngày chuyển người cùng cấp; quá hạn 3 ngày chuyển cấp trên',
    USUAL,
  ],
  ['nhắc trước 1 tuần và trước hai ngày', 'T-7d,T-2d'],
  ['trước 5 tiếng', 'T-5h'],
  ['trước 3 ngày, quá hạn 2 ngày', 'T-3d,T+2d:deputy'],
  ['quá 1 ngày, 2 ngày báo cấp trên', 'T+1d:above,T+2d:above'],
  ['trước 1 ngày nhắc người xét, sau hạn 12 giờ báo người thay', 'T-1d,T+12h:deputy'],
])('"%s"', (said, ladder) => {
  const read = readLadderWords(said)
  expect('wrong' in read ? read : writeLadder(read)).toBe(ladder)
})

it.each([
  ['7 ngày', '7 ngay'],
  ['trước 7 ngày, gọi điện cho tôi', 'goi dien cho toi'],
  ['trước 7 ngày, trước 7 ngày', 'T-7d'],
  ['trước 0 ngày', 'T-0d'],
  ['', ''],
  ['nhắc ít thôi', 'it thoi'],
])('"%s" cannot be read for "%s"', (said, wrong) => {
  expect(readLadderWords(said)).toEqual({ wrong })
})
