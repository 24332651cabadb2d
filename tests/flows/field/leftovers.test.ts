// Ways back and ways on that people take where nobody had looked.
import { expect, it } from 'vitest'
import { answerUntil, BARE_STORY, play } from '../play.js'

it('"quay lại" takes back all that one tap answered', () => {
  const p = play().begin()
  answerUntil(p, 'virtues')
  p.say('Đúng cả ba')
  expect(p.answers).toMatchObject({ law: { answer: 'yes' } })
  const before = p.key
  p.say('quay lại')
  expect(p.key).toBe('virtues')
  expect(p.answers).not.toHaveProperty('law')
  expect(p.last).not.toContain('Giữ như cũ')
  p.say('1')
  expect(p.answers).toMatchObject({ law: { answer: 'yes' } })
  expect(p.key).toBe(before)
})

it.each(['À mà cô ấy còn nhận nuôi hai cháu mồ côi nữa', 'quên, cô còn dạy chữ cho các cháu trong ngõ'])(
  '"%s", said when the story was over, goes on with it',
  (more) => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say(BARE_STORY)
    p.say('xong')
    const { key } = p
    p.say(more)
    expect(p.answers.story).toBe(`${BARE_STORY}\n${more.replace(/^(À mà|quên,) c/, 'C')}`)
    expect(p.key).toBe(key)
  },
)

it('a whole sentence that answers nothing, right after the story, is a piece of it', () => {
  const p = play().begin()
  answerUntil(p, 'story')
  p.say(BARE_STORY)
  p.say('thế thôi')
  expect(p.key).toBe('when')
  p.soon('Cô còn nhận nuôi hai cháu mồ côi con nhà hàng xóm nữa')
  expect(p.answers.story).toContain('hai cháu mồ côi')
  expect(p.key).toBe('when')
  p.say('không nhớ nổi là hồi nào nữa')
  expect(p.answers.story).not.toContain('hồi nào')
})

it('in "Vào một đơn vị" the wish to leave one is no name', () => {
  for (const said of ['rời đơn vị', 'roi don vi', 'ra khỏi đơn vị']) {
    const p = play()
    p.feed({ kind: 'tap', token: 'c.findMyUnit' })
    p.say(said)
    expect(p.effects).toContainEqual({ do: 'showUnits' })
  }
})

it('whoever comes by an invitation, or by the link of a unit, is told once that a machine answers', () => {
  const p = play()
  p.feed({ kind: 'start', payload: 'moi_K7QM2XTP9HRC' })
  p.tell()
  expect(p.last).toContain('máy tự trả lời')
  p.say('K7QM-2XTP-9HRD')
  expect(p.tell()).not.toContain('máy tự trả lời')
  const q = play()
  q.feed({ kind: 'start', payload: 'dv_31' })
  expect(q.tell()).toContain('máy tự trả lời')
})
