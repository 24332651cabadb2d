import { describe, expect, it } from 'vitest'
import { answerUntil, play } from './play.js'

describe('consent', () => {
  it('comes before the first question, and its proof is an effect', () => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    expect(p.last).toContain('Hội là bên kiểm soát dữ liệu')
    expect(p.session.drafts).toEqual([])
    p.say('đồng ý')
    expect(p.effects).toContainEqual(
      expect.objectContaining({ do: 'recordConsent', purpose: 'nominate', version: '2026-11-1', reply: 'đồng ý' }),
    )
    expect(p.key).toBe('kind')
  })

  it.each(['dạ', 'ừ', 'ok', '👍', 'vâng', 'có'])('is not given by "%s"', (word) => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    p.say(word)
    expect(p.effects.map((e) => e.do)).toEqual(['say'])
    expect(p.session.drafts).toEqual([])
  })

  it('refused, it leaves nothing', () => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    p.press('Tôi không đồng ý')
    expect(p.effects.map((e) => e.do)).toEqual(['forget', 'say'])
    expect(p.session).toMatchObject({ drafts: [], consents: {} })
  })

  it('is asked once per version', () => {
    const p = play().begin()
    answerUntil(p)
    p.press('Gửi đi')
    p.say('giới thiệu người tốt')
    expect(p.key).toBe('kind')
  })
})
