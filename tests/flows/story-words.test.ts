import { describe, expect, it } from 'vitest'
import { answerUntil, LONG_STORY, play } from './play.js'

describe('a story', () => {
  it.each(['xong nhe', 'Xong nha', 'xong a', 'xong nhé ạ', 'xong rồi nhé'])('ends with "%s"', (end) => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say(LONG_STORY)
    p.say(end)
    expect(p.answers.story).toBe(LONG_STORY)
  })

  it.each(['da', 'Dạ', 'không', '🌹', '👍', 'ok', 'xong', 'xong nhe', 'bỏ qua'])('"%s" is no piece of it', (word) => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say(word)
    expect(p.key).toBe('story')
    expect(p.draft!.notes.story).toBeUndefined()
    expect(p.last).toContain('Chuyện ấy ra sao ạ?')
    p.say('Cô nấu cháo.')
    p.say(word)
    expect(p.draft!.notes.story).toEqual({ pieces: ['Cô nấu cháo.'] })
    expect(p.key).toBe('story')
  })

  it('being edited is not "xong"', () => {
    const p = play().begin()
    answerUntil(p)
    p.press('Sửa')
    p.press('Câu chuyện')
    p.say('xong')
    expect(p.draft!.notes.story).toBeUndefined()
  })

  it('too short is told without counting', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('Cô nấu cháo.')
    expect(p.last).toContain('kể thêm vài câu nữa')
    p.say('xong')
    expect(p.last).toContain('còn hơi ngắn')
    p.say(LONG_STORY.slice(0, 90))
    expect(p.last).toContain('kể thêm một hai câu nữa')
    expect(p.last).not.toMatch(/\d+ ký tự/)
  })
})
