// Answers of the same kinds as in the lists of what people send, and in none of them.
import { describe, expect, it } from 'vitest'
import { readWhen, showWhen } from '../../../src/flows/vi/dates.js'
import { readPersonName } from '../../../src/flows/vi/names.js'
import { readPhone } from '../../../src/flows/vi/phones.js'
import { answerUntil, play } from '../play.js'

const NOW = Date.parse('2026-11-23T12:00:00+07:00')
const shown = (text: string) => {
  const read = readWhen(text, NOW)
  return read.ok ? showWhen(read.when) : read.reason
}
const at = (key: string, said: string) => {
  const p = play().begin()
  answerUntil(p, key)
  p.say(said)
  return p
}

describe('when', () => {
  it.each([
    ['ra Giêng năm nay', 'ra Giêng năm nay (17/02/2026 - 18/03/2026)'],
    ['tết Thanh Minh năm 2025', 'tết Thanh Minh năm 2025'],
    ['tết trồng cây năm 2024', 'tết trồng cây năm 2024'],
    ['tết độc lập', 'thứ Tư, 02/09/2026'],
    ['ngày thương binh liệt sĩ', 'thứ Hai, 27/07/2026'],
    ['ngày nhà giáo năm ngoái', 'thứ Năm, 20/11/2025'],
    ['ngày thầy thuốc', 'thứ Sáu, 27/02/2026'],
    ['khoảng tháng 9 10 năm ngoái', 'khoảng tháng 9 10 năm ngoái'],
    ['tháng 3, 4 năm 2025', 'tháng 3, 4 năm 2025'],
    ['tháng 9 năm ngoái', 'tháng 9/2025'],
    ['từ những năm 90', 'từ những năm 90'],
    ['hai mươi năm có lẻ', 'hai mươi năm có lẻ'],
    ['một năm rưỡi nay', 'từ tháng 5/2025 đến nay'],
    ['3 năm rưỡi', 'từ tháng 5/2023 đến nay'],
    ['tu nam 2o19', 'từ năm 2019 đến nay'],
    ['từ năm hai nghìn không trăm mười lăm', 'từ năm 2015 đến nay'],
    ['năm một nghìn chín trăm chín mươi tám', 'năm 1998'],
    ['năm hai không hai ba', 'năm 2023'],
  ])('"%s" is %s', (said, date) => expect(shown(said)).toBe(date))
})

describe('a telephone number', () => {
  it.each([
    ['không chín một hai ba bốn năm sáu bảy tám', '+84912345678'],
    ['khong chin mot hai, ba bon nam, sau bay tam', '+84912345678'],
    ['số cũ 0912345678 số mới 0987654321', '+84987654321'],
    ['0912345678 nay đổi sang 0987654321', '+84987654321'],
  ])('"%s" is %s', (said, e164) => expect(readPhone(said)).toEqual({ ok: true, e164 }))

  it.each([
    ['3745123', '+842253745123'],
    ['374.5123', '+842253745123'],
    ['01662345678', '+84362345678'],
    ['0123 456 7890', '+84834567890'],
    ['0199 234 5678', '+84592345678'],
  ])('"%s" is offered as %s', (said, offer) => {
    const p = at('byPhone', said)
    expect(p.answers.byPhone).toBeUndefined()
    p.say('đúng rồi')
    expect(p.answers.byPhone).toBe(offer)
  })

  it('twelve digits of an identity card are named as what they are', () => {
    expect(at('byPhone', '031160001234').last).toContain('căn cước')
  })
})

describe('a name', () => {
  it.each([
    ['PGS.TS Lê Văn Tám', 'Lê Văn Tám'],
    ['ThS. BS Trần Thị Mai', 'Trần Thị Mai'],
    ['Đại úy Trần Văn Nam', 'Trần Văn Nam'],
    ['trưởng thôn Nguyễn Văn Đủ', 'Nguyễn Văn Đủ'],
    ['a Hùng', 'Anh Hùng'],
    ['c Lan', 'Chị Lan'],
    ['mẹ tôi tên Hoa', 'Hoa'],
  ])('"%s" is %s', (said, name) => expect(readPersonName(said)).toMatchObject({ ok: true, name }))

  it.each([
    ['chị Lan (bán phở)', 'Chị Lan'],
    ['Nguyễn Thị Thu Hà (cô Hà)', 'Nguyễn Thị Thu Hà'],
    ['cô Hoa 0912345678', 'Cô Hoa'],
  ])('what stands beside the name in "%s" is shown to be left out', (said, name) => {
    expect(readPersonName(said)).toMatchObject({ ok: true, name, doubt: 'more' })
  })

  it('two people are not one', () => expect(readPersonName('Hoa với Lan')).toEqual({ ok: false, reason: 'several' }))

  it('half of it typed with the keyboard switched off is read, and read back', () => {
    const p = at('name', 'Nguyeexn Vawn Hoàng')
    expect(p.last).toContain('"Nguyễn Văn Hoàng"')
    p.say('đúng')
    expect(p.answers.name).toBe('Nguyễn Văn Hoàng')
  })

  it.each(['quên tên rồi', 'tôi quên mất tên'])('"%s" asks for a description', (said) => {
    expect(at('name', said).last).toContain('Không biết tên cũng không sao')
  })

  it.each(['giấu tên', 'xin ẩn danh', 'không muốn nêu tên', 'chính tôi', 'thôi để mai'])('"%s" is no name', (said) => {
    const p = at('name', said)
    expect(p.key).toBe('name')
    expect(p.last).not.toContain('Trợ lý ghi tên là')
  })
})

it.each(['không biết', '75 tuổi', 'nhiều nơi', 'cùng phường với tôi', 'xong'])(
  '"%s" at the place is not looked for on the map',
  (said) => {
    const p = at('unit', said)
    expect(p.last).not.toContain('chưa tìm thấy')
    expect(p.answers.unit).toBeUndefined()
  },
)

it('who does not know the place may say so', () => {
  const p = at('unit', 'không biết')
  p.press('Tôi không rõ')
  expect(p.answers.unit).toEqual({ words: 'chưa rõ' })
})

it.each(['(y)', '...', 'kkk', 'ok', 'ok em'])('"%s" does not say who was helped', (said) => {
  expect(at('helped', said).answers.helped).toBeUndefined()
})

it.each([
  'có khách, tí nữa nhé',
  'máy sắp hết pin',
  'mỏi tay quá',
  'viết thế được không ạ',
  'em không biết kể sao',
  'kể gì bây giờ',
  'viết dài không',
  'em ghi âm được không',
])('"%s" is no piece of a story', (said) => {
  const p = at('story', said)
  expect(p.last).not.toContain('đã ghi lại')
  expect(p.draft?.notes.story).toBeUndefined()
})

it.each(['em chỉ nhớ đến thế', 'nhiêu đó thôi', 'tới đây thôi', 'kể xong rồi'])('"%s" ends a story', (said) => {
  const p = at('story', 'Ngày nào bà cũng quét dọn, thu gom rác cho cả ngõ, mưa gió không nghỉ.')
  p.say(said)
  expect(p.answers.story).toContain('quét dọn')
})

describe('told before anything was asked', () => {
  it.each([
    'hôm qua tôi rơi ví ở chợ Sắt, có cậu sinh viên nhặt được mang đến tận nhà trả',
    'hàng xóm tôi tốt lắm',
    'o ngo toi co ban tre sua xe mien phi cho nguoi ngheo',
  ])('"%s" is held as a story', (said) => {
    const p = play()
    p.say(said)
    expect(p.last).toContain('mới giữ tạm')
  })

  it.each(['hồ sơ của tôi đến đâu rồi', 'xin chào, tôi muốn hỏi về hồ sơ'])('"%s" asks for records', (said) => {
    const p = play()
    p.say(said)
    expect(p.effects).toContainEqual({ do: 'showRecords', drafts: [] })
  })

  it('who wants to read stories is told none of theirs was kept', () => {
    const p = play()
    p.say('tôi muốn xem các gương người tốt')
    expect(p.last).not.toContain('mới giữ tạm')
  })

  it('"để tôi nghĩ đã" is given time at consent, "thôi không" is a no', () => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    expect(p.say('để tôi nghĩ đã')).toContain('thong thả')
    expect(p.say('thôi không')).toContain('không lưu gì cả')
  })
})
