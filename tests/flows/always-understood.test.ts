import { describe, expect, it } from 'vitest'
import { answer, answerUntil, play } from './play.js'

describe('always understood', () => {
  it.each([
    ['trợ giúp', 'quay lại'],
    ['gặp cán bộ', 'báo cán bộ'],
    ['quyền của tôi', 'Xem dữ liệu'],
    ['dừng nhận tin', 'không gửi tin chủ động'],
    ['/quyen', 'Dữ liệu là của anh/chị'],
  ])('"%s" at every question, and the answers stay', (said, wanted) => {
    const p = play().begin()
    for (let n = 0; n < 40 && p.key !== 'summary'; n++) {
      const before = p.answers
      const { key } = p
      p.say(said)
      const shown = p.said.map((m) => `${m.text} ${(m.buttons ?? []).map((b) => b.label)}`).join('\n')
      expect(shown).toContain(wanted)
      if (p.session.panel) p.say('quay lại')
      expect(p.key).toBe(key)
      expect(p.answers).toEqual(before)
      answer(p)
    }
    expect(p.key).toBe('summary')
  })

  it('an officer who writes is not talked over', () => {
    const p = play().begin()
    answerUntil(p, 'helped')
    p.feed({ kind: 'officerWrote' })
    p.say('dạ em đây chị ơi')
    expect(p.last).toContain('tạm giữ im lặng')
    p.say('em đang ở nhà ạ')
    expect(p.effects).toEqual([])
    p.say('tiếp tục')
    expect(p.last).toContain('Ai đã được giúp')
  })

  it('an officer who writes through us is answered through us', () => {
    const p = play().begin()
    answerUntil(p, 'helped')
    p.say('gặp cán bộ')
    p.say('Cho tôi hỏi bao giờ có kết quả')
    expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', note: 'Cho tôi hỏi bao giờ có kết quả' })
    expect(p.key).toBe('helped')
    p.feed({ kind: 'officerWrote', text: 'Trong tháng này ạ' })
    expect(p.last).toContain('Trong tháng này ạ')
    p.say('Cảm ơn chị')
    expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', note: 'Cảm ơn chị' })
    expect(p.answers).not.toHaveProperty('helped')
    p.press('Tiếp tục với Trợ lý')
    p.say('các cụ già')
    expect(p.answers.helped).toBe('các cụ già')
  })

  it('consent withdrawn erases drafts and tells officers', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('quyền của tôi')
    p.press('Rút lại đồng ý')
    p.press('Rút lại đồng ý')
    expect(p.effects.map((e) => e.do)).toEqual(
      expect.arrayContaining(['unwatchDraft', 'withdrawConsent', 'openTicket', 'say']),
    )
    expect(p.session).toMatchObject({ drafts: [], consents: {} })
  })
})
