import { describe, expect, it } from 'vitest'
import { answer, answerUntil, LONG_STORY, play } from './play.js'

describe('several short messages', () => {
  it('a late piece of a name is joined to it', () => {
    const p = play().begin()
    answer(p)
    p.say('Nguyễn Thị')
    expect(p.key).toBe('unit')
    p.now -= 15_000
    p.say('Hoa')
    expect(p.answers.name).toBe('Nguyễn Thị Hoa')
    expect(p.key).toBe('unit')
  })

  it('a story keeps every piece, whole', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    const pieces = [LONG_STORY.slice(0, 50), LONG_STORY.slice(50, 90), LONG_STORY.slice(90)]
    for (const piece of pieces) p.say(piece)
    p.say('xong')
    expect(p.answers.story).toBe(pieces.join('\n'))
  })

  it('a story that would grow too long loses nothing that was kept', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('a'.repeat(1400))
    p.say('b'.repeat(200))
    expect(p.last).toContain('chưa được ghi')
    p.press('Xong')
    expect(p.answers.story).toBe('a'.repeat(1400))
  })
})
