import { describe, expect, it } from 'vitest'
import { answer, answerUntil, BARE_STORY, play } from './play.js'

const DAY = 24 * 3_600_000

describe('the place in the conversation', () => {
  it('is the first question without an answer; back drops the latest and offers it again', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('quay lại')
    expect(p.key).toBe('unit')
    expect(p.answers).not.toHaveProperty('unit')
    p.press('Giữ như cũ')
    expect(p.key).toBe('story')
  })

  it('is kept by everything the bot cannot use', () => {
    const p = play().begin()
    answerUntil(p, 'effect')
    const before = p.answers
    for (const what of ['sticker', 'voice', 'video', 'location', 'other'] as const) {
      p.feed({ kind: 'unusable', what })
      expect(p.last).toContain('Người được giúp nhận được gì')
    }
    p.say('trời hôm nay đẹp quá')
    p.feed({ kind: 'tap', token: 'nonsense' })
    p.feed({ kind: 'tap', token: 'q.ffffffff.effect.material' })
    expect(p.answers).toEqual(before)
    expect(p.key).toBe('effect')
  })

  it('survives a week and a change of mind', () => {
    const p = play().begin()
    answerUntil(p, 'helped')
    p.say('để sau')
    expect(p.draft).toBeUndefined()
    p.now += 7 * DAY
    p.say('lá rụng đầy sân')
    expect(p.last).toContain('chưa hiểu')
    p.say('tiếp tục')
    expect(p.key).toBe('helped')
    expect(p.answers.story).toBe(BARE_STORY)
  })

  it('is a choice when there is more than one draft', () => {
    const p = play().begin()
    answerUntil(p, 'unit')
    p.say('giới thiệu người tốt')
    p.press('Kể về người khác')
    answer(p)
    p.say('Trần Văn Bình')
    p.say('để sau')
    p.say('tiếp tục')
    expect(p.last).toContain('2 bản kể dở')
    p.press('Kể tiếp câu chuyện về Nguyễn Thị Hoa')
    expect(p.key).toBe('unit')
  })
})
