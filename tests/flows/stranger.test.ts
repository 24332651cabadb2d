import { expect, it } from 'vitest'
import { answerUntil, play } from './play.js'

function asked() {
  const p = play().begin()
  answerUntil(p, 'name')
  return p
}

it.each(['không biết', 'khong biet', 'em không biết tên', 'mình không nhớ tên bác ấy'])(
  '"%s": a stranger is described',
  (text) => {
    const p = asked()
    expect(p.say(text)).toContain('mô tả người ấy')
    p.say('chú xe ôm ở cổng bệnh viện Việt Tiệp')
    expect(p.answers.name).toBe('Chú xe ôm ở cổng bệnh viện Việt Tiệp')
    expect(p.key).toBe('unit')
  },
)

it('a name after all is a name', () => {
  const p = asked()
  p.say('không biết')
  p.say('nguyễn thị hoa')
  expect(p.answers.name).toBe('Nguyễn Thị Hoa')
})

it('not knowing again is asked again, with a human offered at the third miss', () => {
  const p = asked()
  for (let n = 0; n < 4; n++) p.say('không biết')
  expect(p.key).toBe('name')
  expect(p.last).toContain('gặp cán bộ')
})

it('nobody forgets their own name', () => {
  const p = play().begin()
  answerUntil(p, 'name', { kind: ['Chính tôi'] })
  expect(p.say('không biết')).not.toContain('mô tả')
})
