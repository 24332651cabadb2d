import { describe, expect, it } from 'vitest'
import { answerUntil, play, REPLIES } from './play.js'

describe('the summary', () => {
  it('edits one answer and comes back', () => {
    const p = play().begin()
    answerUntil(p)
    p.press('Sửa')
    p.press('Số người được giúp')
    expect(p.key).toBe('count')
    p.say('350')
    expect(p.key).toBe('summary')
    expect(p.last).toContain('350 người')
  })

  it('an edit taken back restores the old answer', () => {
    const p = play().begin()
    answerUntil(p)
    const before = p.answers
    p.press('Sửa')
    p.press('Người được giới thiệu')
    p.press('Thôi, giữ như cũ')
    expect(p.key).toBe('summary')
    expect(p.answers).toEqual(before)
  })

  it('sends once: a second tap is no second nomination', () => {
    const p = play().begin()
    answerUntil(p)
    const send = p.said.at(-1)!.buttons!.find((b) => b.label === 'Gửi đi')!
    p.press('Gửi đi')
    expect(p.effects.filter((e) => e.do === 'submitNomination')).toHaveLength(1)
    p.feed({ kind: 'tap', token: (send as { token: string }).token })
    expect(p.effects).toEqual([])
  })

  it.each([
    'đúng hết rồi em',
    'Dạ đúng cả rồi ạ',
    'dung het roi',
    'được rồi',
    'ok em',
    'gửi luôn đi cháu',
    'Ổn rồi đấy ạ.',
  ])('"%s" sends it', (said) => {
    const p = play().begin()
    answerUntil(p)
    p.say(said)
    expect(p.effects.filter((e) => e.do === 'submitNomination')).toHaveLength(1)
  })

  it.each(['được rồi để mai', 'đúng chưa', 'đúng hết chưa em', 'được không'])('"%s" does not', (said) => {
    const p = play().begin()
    answerUntil(p)
    p.say(said)
    expect(p.effects.filter((e) => e.do === 'submitNomination')).toEqual([])
  })

  it('a change of kind asks the questions of the other kind and sends only those', () => {
    const p = play().begin()
    answerUntil(p)
    p.press('Sửa')
    p.press('Giới thiệu ai')
    p.press('Cả khu phố')
    answerUntil(p, 'summary', { ...REPLIES, kind: ['Cả khu phố, trường, cơ quan'] })
    p.press('Gửi đi')
    const sent = p.effects.find((e) => e.do === 'submitNomination')!
    expect(sent.nomination.kind).toBe('community')
    expect(sent.nomination.answers).not.toHaveProperty('story')
    expect(sent.nomination.answers).toMatchObject({ group: 'Tổ dân phố số 5', hardship: { value: 12 } })
  })
})
