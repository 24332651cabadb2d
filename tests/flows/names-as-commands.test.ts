import { describe, expect, it } from 'vitest'
import { answer, answerUntil, play } from './play.js'

describe('names that are also commands', () => {
  it.each(['Huy', 'Dung', 'Dũng', 'Thôi Hữu', 'Tiếp'])('"%s" is a name where a name is asked', (name) => {
    const p = play().begin()
    answer(p)
    p.say(`Nguyễn Văn ${name}`)
    expect(p.answers.name).toBe(`Nguyễn Văn ${name}`)
    const q = play().begin()
    answer(q)
    q.say(name.toLowerCase() === 'thôi hữu' ? 'Thoi Huu' : name.normalize('NFD').replace(/\p{M}/gu, ''))
    expect(q.draft).toBeDefined()
    expect(q.key).toBe('name')
  })

  it('"dung" alone is asked back where yes and no are answers', () => {
    const p = play().begin()
    answerUntil(p, 'law')
    p.say('dung')
    expect(p.last).toContain('"đúng" hay "dừng lại"')
    p.press('Đúng')
    expect(p.key).toBe('law')
    expect(p.last).toContain('ví dụ')
  })
})
