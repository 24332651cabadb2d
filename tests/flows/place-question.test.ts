import { describe, expect, it } from 'vitest'
import { answerUntil, type Play, play } from './play.js'

function asked(): Play {
  const p = play().begin()
  answerUntil(p, 'unit')
  return p
}

describe('the question for the place', () => {
  it.each([
    ['nothing found', ['ở trên trời', 'trên mây', 'xa lắm']],
    ['wrong guesses', ['An Hải', 'Lê Chân', 'Gia Viên', 'An Hưng']],
    ['one guess after the other, refused', ['vinh nim', 'không', 'quán toann', 'không', 'phu lienn']],
    ['yes and no', ['không', 'có', 'không phải']],
  ])('offers a human at the third miss: %s', (_, texts) => {
    const p = asked()
    const [first, ...more] = texts
    p.say(first!)
    expect(p.last).not.toContain('gặp cán bộ')
    for (const text of more) p.say(text)
    expect(p.last).toContain('gặp cán bộ')
  })

  it.each(['không', 'ko', 'không phải', 'khong'])('"%s" to a list means none of these', (no) => {
    const p = asked()
    p.say('An Hải')
    p.say(no)
    expect(p.last).toContain('không phải những nơi vừa rồi')
    expect(p.last).not.toContain(`"${no}"`)
    expect(p.last).toContain('"Ghi đúng như tôi gõ" để Trợ lý ghi "An Hải"')
    p.press('Ghi đúng như tôi gõ')
    expect(p.answers.unit).toEqual({ words: 'An Hải' })
  })

  it('says how to have it written as typed', () => {
    const p = asked()
    p.say('ở trên trời')
    expect(p.last).toContain('"Ghi đúng như tôi gõ"')
    p.say('không')
    expect(p.last).not.toContain('"không"')
    p.press('Ghi đúng như tôi gõ')
    expect(p.answers.unit).toEqual({ words: 'ở trên trời' })
  })

  it('"không" alone is no place', () => {
    const p = asked()
    p.say('không')
    expect(p.last).not.toContain('"không"')
    expect(p.key).toBe('unit')
  })
})
