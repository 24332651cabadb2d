// What people say where a telephone number of theirs is asked for, and they have none to give.
import { describe, expect, it } from 'vitest'
import { answerUntil, play, REPLIES } from '../play.js'
import { BEGIN } from './forms.js'

const FORMS = [
  ['nominate', 'byPhone'],
  ['suggest', 'byPhone'],
  ['support', 'phone'],
] as const

describe.each(FORMS)('in %s', (flow, key) => {
  const at = () => {
    const p = BEGIN[flow]!()
    answerUntil(p, key, { ...REPLIES, who: ['Cho tôi'] })
    return p
  }

  it.each([
    ...['không có điện thoại', 'bà không dùng điện thoại', 'khong co dien thoai', 'không có số nào đâu', 'không có'],
    ...['nhà không có máy', 'máy hỏng rồi', 'mất sim rồi'],
  ])('"%s" is asked for a neighbour\'s number', (said) => {
    const p = at()
    expect(p.say(said)).toContain('hàng xóm')
    expect(p.key).toBe(key)
  })

  it.each([
    ['số này luôn', 'không thấy số'],
    ['nhắn zalo thôi', 'không thấy số'],
    ['không nhớ số', 'trong máy'],
    ['không muốn cho số', 'chỉ để cán bộ'],
    ['sao phải cho số', 'chỉ để cán bộ'],
    ['bỏ qua', 'chỉ để cán bộ'],
  ])('"%s" is answered: %s', (said, words) => expect(at().say(said)).toContain(words))

  it.each([
    'số của con tôi 0912345678',
    'không có, gọi số hàng xóm 0912 345 678',
    'tôi không dùng, số con gái 0912345678',
  ])('"%s" gives a number', (said) => {
    const p = at()
    p.say(said)
    expect(p.answers[key]).toBe('+84912345678')
  })
})

describe('where name and number are asked for together', () => {
  const at = () => {
    const p = play().begin()
    answerUntil(p, 'byName')
    return p
  }

  it.each(['Phạm Thị Lan, không có điện thoại', 'Phạm Thị Lan không dùng điện thoại ạ'])(
    '"%s" gives the name',
    (said) => {
      const p = at()
      p.say(said)
      expect(p.answers.byName).toBe('Phạm Thị Lan')
      expect(p.key).toBe('byPhone')
    },
  )

  it.each(['không có điện thoại', 'không muốn cho số'])('"%s" is no name', (said) => {
    const p = at()
    expect(p.say(said)).toContain('họ tên trước')
    p.say('Phạm Thị Lan')
    expect(p.answers.byName).toBe('Phạm Thị Lan')
  })

  it.each(['Lý Thị Máy', 'Trần Văn Số', 'Ngô Thị Sim'])('"%s" is a name', (said) => {
    const p = at()
    p.say(said)
    expect(p.answers.byName).toBe(said)
  })
})
