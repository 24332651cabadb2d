import { describe, expect, it } from 'vitest'
import { searchPlaces } from '../../src/flows/vi/places.js'
import { answerUntil, type Play, places, play } from './play.js'

function asked(): Play {
  const p = play().begin()
  answerUntil(p, 'unit')
  return p
}

describe('the question for the place', () => {
  it.each([
    ['nothing found', ['ở trên trời', 'trên mây', 'xa lắm']],
    ['wrong guesses', ['An Hải', 'Lê Chân', 'Gia Viên', 'An Hưng']],
    ['one guess after the other, refused', ['vinh nim', 'không', 'quán toann', 'không', 'phu lienn']],
    ['yes and no', ['không', 'có', 'không phải']],
  ])('offers a human at the third miss: %s', (_, texts) => {
    const p = asked()
    const [first, ...more] = texts
    p.say(first!)
    expect(p.last).not.toContain('gặp cán bộ')
    for (const text of more) p.say(text)
    expect(p.last).toContain('gặp cán bộ')
  })

  it.each(['không', 'ko', 'không phải', 'khong'])('"%s" to a list means none of these', (no) => {
    const p = asked()
    p.say('An Hải')
    p.say(no)
    expect(p.last).toContain('không phải những nơi vừa rồi')
    expect(p.last).not.toContain(`"${no}"`)
    expect(p.last).toContain('"Ghi đúng như tôi gõ" để Trợ lý ghi "An Hải"')
    p.press('Ghi đúng như tôi gõ')
    expect(p.answers.unit).toEqual({ words: 'An Hải' })
  })

  it('says how to have it written as typed', () => {
    const p = asked()
    p.say('ở trên trời')
    expect(p.last).toContain('"Ghi đúng như tôi gõ"')
    p.say('không')
    expect(p.last).not.toContain('"không"')
    p.press('Ghi đúng như tôi gõ')
    expect(p.answers.unit).toEqual({ words: 'ở trên trời' })
  })

  it('"không" alone is no place', () => {
    const p = asked()
    p.say('không')
    expect(p.last).not.toContain('"không"')
    expect(p.key).toBe('unit')
  })

  it.each([
    'đường Lê Hồng Phong',
    '12 Lạch Tray',
    'số 5/12 ngõ 3 Lê Lợi',
    'phố Cầu Đất',
    'trường THCS Chu Văn An',
    'trường Ngô Quyền',
    'chợ An Dương',
    'cầu Rào',
    'nhà em ở gần ga Thượng Lý',
    'quốc lộ 10',
    'chung cư Hoàng Huy An Đồng',
  ])('"%s" lies in a ward that is asked for, not guessed', (spot) => {
    const p = asked()
    p.say(spot)
    expect(p.last).toMatch(/chưa rõ ".*" thuộc phường, xã nào|chưa tìm thấy ".*" trong tên các phường, xã/)
    expect(p.last).toContain(`"${spot}"`)
    expect(p.last).toContain('gõ tên phường, xã')
    expect(p.last).not.toContain('Có phải là')
    p.say('phường Kiến An')
    expect(p.answers.unit).toMatchObject({ name: 'Phường Kiến An' })
  })

  it.each(['Cầu Đất', 'Trường Thọ', 'Đông Khê', 'khu 2 Đồ Sơn', 'xóm 4 Cổ Am', 'KCN Đình Vũ'])(
    '"%s" is a place though it sounds like a spot',
    (place) => {
      const p = asked()
      p.say(place)
      expect(p.last).not.toContain('chưa rõ')
    },
  )

  it('a ward behind a house number or a hamlet is the answer', () => {
    for (const [typed, first] of [
      ['Số 12 Lạch Tray, phường Gia Viên, Hải Phòng', 'Phường Gia Viên'],
      ['84 Trần Nguyên Hãn, An Biên', 'Phường An Biên'],
      ['Cổ Am, xã Vĩnh Am', 'Xã Vĩnh Am'],
      ['Quang Trung, phường Hồng Bàng', 'Phường Hồng Bàng'],
    ] as const) {
      const [match] = searchPlaces(places(), typed).matches
      expect(match && `${match.unit.name} ${match.how}`).toBe(`${first} name`)
    }
  })
})
