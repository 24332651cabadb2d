import { describe, expect, it } from 'vitest'
import { answerUntil, play } from './play.js'

const agreedTo = (p: ReturnType<typeof play>) => Object.keys(p.session.consents).sort()

describe('consent, one thing at a time', () => {
  it('is withdrawn for one purpose and stays for the others, with what rests on them', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('quyền của tôi')
    p.press('Rút lại đồng ý')
    p.press('Đồng ý thêm việc khác')
    p.press('Nêu tên tôi')
    expect(p.last).toContain('nêu họ tên')
    p.press('Tôi đồng ý')
    expect(p.effects).toContainEqual(
      expect.objectContaining({ do: 'recordConsent', purpose: 'publish', reply: 'Tôi đồng ý' }),
    )
    expect(agreedTo(p)).toEqual(['nominate', 'publish'])
    p.say('quyền của tôi')
    p.press('Rút lại đồng ý')
    p.press('Rút: Nêu tên tôi')
    p.press('Rút lại đồng ý')
    expect(p.effects).toContainEqual({ do: 'withdrawConsent', purpose: 'publish' })
    expect(p.effects.map((e) => e.do)).not.toContain('openTicket')
    expect(agreedTo(p)).toEqual(['nominate'])
    expect(p.session.drafts).toHaveLength(1)
  })

  it.each(['dạ', 'ừ', 'ok', 'có'])('"%s" is no consent of its own', (said) => {
    const p = play().begin()
    p.say('quyền của tôi')
    p.press('Rút lại đồng ý')
    p.press('Đồng ý thêm việc khác')
    p.press('Chuyện riêng tư')
    p.say(said)
    expect(p.effects.map((e) => e.do)).not.toContain('recordConsent')
    expect(agreedTo(p)).toEqual(['nominate'])
  })

  it('stops everything with one button: consents, half-told stories, messages of our own accord', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('quyền của tôi')
    p.press('Rút lại đồng ý')
    p.press('Dừng tất cả')
    expect(p.session).toMatchObject({ drafts: [], consents: {}, stopped: true })
    expect(p.effects).toEqual(
      expect.arrayContaining([
        { do: 'setProactive', on: false },
        { do: 'withdrawConsent' },
        { do: 'openTicket', kind: 'withdraw' },
      ]),
    )
  })
})
