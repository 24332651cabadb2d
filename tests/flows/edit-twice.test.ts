import { expect, it } from 'vitest'
import { answerUntil, play } from './play.js'

it('a message that is being changed keeps its changes when "Sửa" is pressed once more', () => {
  const p = play()
  const settle = () => {
    for (let n = 0; n < 5 && p.effects.some((effect) => effect.do !== 'say'); n++) p.tell()
  }
  p.who = { personId: '1', roles: [{ role: 'officer', unit: '11383', unitName: 'Phường Lê Chân' }] }
  p.feed({ kind: 'start' })
  p.say('gửi tin')
  p.say('Mời cả nhà kể một việc tốt quanh mình trong tuần này nhé.')
  answerUntil(p, 'summary', { file: ['không'], buttons: ['Không cần nút'], when: ['Gửi ngay'] })
  p.press('Xem trước')
  settle()
  p.press('Sửa')
  settle()
  p.press('Sửa')
  p.press('Nội dung')
  p.say('Mời cả nhà đọc câu chuyện cô Hoa nấu cháo cho người bệnh.')
  const { text } = p.answers
  expect(text).toContain('cô Hoa')
  p.feed({ kind: 'tap', token: 'c.preview.1' })
  settle()
  p.press('Sửa')
  settle()
  expect(p.answers.text).toEqual(text)
})
