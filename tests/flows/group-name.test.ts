import { expect, it } from 'vitest'
import { answerUntil, play } from './play.js'

function asked() {
  const p = play().begin()
  answerUntil(p, 'group', { kind: ['Một nhóm, câu lạc bộ'] })
  return p
}

it('signs are a part of the name', () => {
  const p = asked()
  p.say('Nhóm <Bạn & "Tôi">')
  expect(p.answers.group).toBe('Nhóm <Bạn & "Tôi">')
})

it.each([
  ['Nhóm ☎ Bạn', 'ký hiệu lạ'],
  ['a', 'hơi ngắn'],
  ['x'.repeat(121), '120 ký tự'],
  ['Nhóm A\nNhóm B', 'một dòng'],
])('what cannot be a name is told by its reason: %j', (text, reason) => {
  const p = asked()
  expect(p.say(text)).toContain(reason)
  expect(p.key).toBe('group')
})
