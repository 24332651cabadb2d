import { expect, it } from 'vitest'
import { answerUntil, type Play, play } from './play.js'

function asked(): Play {
  const p = play().begin()
  answerUntil(p, 'name')
  return p
}

it.each(['nguyeenx thij hoa', 'nguye6n4 thi5 hoa', 'chij Nguyeenx Thij Hoa'])('"%s" is read and read back', (typed) => {
  const p = asked()
  p.say(typed)
  expect(p.last).toContain('"Nguyễn Thị Hoa" phải không')
  p.say('đúng rồi')
  expect(p.answers.name).toBe('Nguyễn Thị Hoa')
})

it('in the second asking too', () => {
  const p = asked()
  p.say('nguyen thi hoa')
  p.say('nguyeenx thij hoa')
  expect(p.last).toContain('"Nguyễn Thị Hoa" phải không')
  p.press('Đúng rồi')
  expect(p.answers.name).toBe('Nguyễn Thị Hoa')
})

it('can be kept as it was typed, or typed anew', () => {
  const p = asked()
  p.say('Las Vax')
  p.press('Giữ như tôi gõ')
  expect(p.answers.name).toBe('Las Vax')
  p.say('quay lại')
  p.say('nguyeenx thij hoaf')
  p.say('Nguyễn Thị Hòa Bình')
  expect(p.answers.name).toBe('Nguyễn Thị Hòa Bình')
})

it('a name without marks is asked for as before', () => {
  const p = asked()
  p.say('nguyen thi hoa')
  expect(p.last).toContain('Tên có dấu đầy đủ là gì ạ')
})
