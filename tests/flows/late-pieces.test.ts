import { describe, expect, it } from 'vitest'
import { answerUntil, play } from './play.js'

const POLITE = ['dạ', 'Dạ', 'da', 'ok', 'vâng ạ', 'không', 'ko', 'dạ vâng ạ', 'cảm ơn em', 'Dạ rồi', '12', '2,5', '🌸']

describe('a word of politeness', () => {
  it.each(POLITE)('"%s" is no piece of a name', (word) => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.say('Trần Văn Dũng')
    p.soon(word)
    expect(p.answers.name).toBe('Trần Văn Dũng')
  })

  it.each(['dạ', 'ok', 'vâng ạ'])('"%s" to what was just taken down is no miss', (word) => {
    for (const key of ['name', 'byName']) {
      const p = play().begin()
      answerUntil(p, key)
      p.say('Trần Văn Dũng')
      const asked = p.last
      expect(p.soon(word)).toBe(asked)
      expect(p.draft!.misses).toBe(0)
    }
  })

  it('is no piece of a number, of a name of a group, of a nominator', () => {
    const p = play().begin()
    p.say('Một nhóm, câu lạc bộ')
    p.say('KCN Tràng Duệ')
    for (const word of POLITE) p.soon(word)
    expect(p.answers.group).toBe('KCN Tràng Duệ')
    const q = play().begin()
    answerUntil(q, 'byName')
    q.say('Trần Văn Dũng')
    for (const word of POLITE) q.soon(word)
    expect(q.answers.byName).toBe('Trần Văn Dũng')
  })

  it.each(['Xóm Vạn Lịch Tây Hồng', 'Xóm Đoài', 'thôn 3', 'gần chợ Cố Đạo cũ'])(
    '"%s" right after a name is a place',
    (place) => {
      const p = play().begin()
      answerUntil(p, 'name')
      p.say('Quách Thị Ngọc Khuê')
      expect(p.soon(place)).toMatch(new RegExp(`chưa (?:tìm thấy|rõ) "${place}"`))
      expect(p.answers.name).toBe('Quách Thị Ngọc Khuê')
    },
  )

  it.each(['Chuẩn', 'Huy', 'Hieu'])('but "%s" is one', (piece) => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.say('Nguyễn Văn')
    p.soon(piece)
    expect(p.answers.name).toBe(`Nguyễn Văn ${piece}`)
  })
})

it.each([
  ['Chú Minh', 'Nguyễn Văn Minh'],
  ['Minh', 'nguyễn văn minh'],
])('after "%s" the whole name is no rest of it', (first, whole) => {
  const p = play().begin()
  answerUntil(p, 'name')
  p.say(first)
  p.soon(whole)
  expect(p.answers.name).toBe('Nguyễn Văn Minh')
})

describe('the window for a late piece', () => {
  it('closes with "Giữ như cũ"', () => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.say('Trần Văn Dũng')
    p.now -= 19_000
    p.say('quay lại')
    p.now -= 19_000
    p.press('Giữ như cũ')
    p.soon('qwerty')
    expect(p.answers.name).toBe('Trần Văn Dũng')
  })

  it('does not open anew with every piece', () => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.say('Trần')
    p.now -= 12_000
    p.say('Qwvăn')
    expect(p.answers.name).toBe('Trần Qwvăn')
    p.now -= 12_000
    p.say('Qwert')
    expect(p.answers.name).toBe('Trần Qwvăn')
  })
})

describe('a name without marks in several messages', () => {
  it.each([
    [['ba Nguyen', 'Thi', 'Lan'], 'Nguyen Thi Lan'],
    [['Nguyen', 'Van', 'Dung'], 'Nguyen Van Dung'],
    [['nguyen thi', 'hoa', 'nguyen thi hoa'], 'Nguyen Thi Hoa'],
  ])('%j is asked about whole', (pieces, name) => {
    const p = play().begin()
    answerUntil(p, 'name')
    for (const piece of pieces.slice(0, 3)) p.soon(piece)
    if (p.answers.name === undefined) {
      expect(p.last).toContain(`"${name}"`)
      p.press('Đúng rồi')
    }
    expect(p.answers.name).toBe(name)
    expect(p.key).toBe('unit')
  })

  it('a later answer is the spelling that was asked for', () => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.say('nguyen thi hoa')
    p.soon('Nguyễn Thị Hòa')
    expect(p.answers.name).toBe('Nguyễn Thị Hòa')
    const q = play().begin()
    answerUntil(q, 'name')
    q.say('nguyen thi hoa')
    q.soon('da')
    expect(q.answers.name).toBe('Nguyen Thi Hoa')
  })

  it('also where the first piece was already taken', () => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.say('Tran')
    p.say('Tran')
    expect(p.answers.name).toBe('Tran')
    p.soon('Qwvan')
    expect(p.last).toContain('"Tran Qwvan"')
    expect(p.answers.name).toBeUndefined()
  })
})
