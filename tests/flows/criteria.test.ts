import { describe, expect, it } from 'vitest'
import { answerUntil, play } from './play.js'

describe('criteria', () => {
  const at = () => {
    const p = play().begin()
    answerUntil(p, 'law')
    return p
  }
  it.each([
    ['có', { note: { answer: 'yes' } }],
    ['Có, vì cô gương mẫu trong phố', { answer: { answer: 'yes', reason: 'cô gương mẫu trong phố' } }],
    ['không, hay cãi nhau với hàng xóm', { answer: { answer: 'no', reason: 'hay cãi nhau với hàng xóm' } }],
    ['em không rõ ạ', { answer: { answer: 'unknown', reason: '' } }],
    ['chị không rõ', { answer: { answer: 'unknown', reason: '' } }],
    ['bác cũng không biết ạ', { answer: { answer: 'unknown', reason: '' } }],
    ['con khong biet', { answer: { answer: 'unknown', reason: '' } }],
    ['bà không biết chữ', undefined],
    ['có lẽ không', undefined],
    ['không chỉ gương mẫu mà còn giúp mọi người', undefined],
    ['chưa thấy ai làm theo cả', undefined],
  ])('"%s"', (said, wanted) => {
    const p = at()
    p.say(said)
    const law = p.draft!
    if (!wanted) expect([law.answers.law, law.notes.law]).toEqual([undefined, undefined])
    else if ('answer' in wanted) expect(law.answers.law).toEqual(wanted.answer)
    else expect(law.notes.law).toEqual(wanted.note)
  })

  it('"back" takes a mistaken answer back before its reason', () => {
    const p = at()
    p.say('không')
    p.say('quay lại')
    expect(p.draft!.notes).not.toHaveProperty('law')
    expect(p.key).toBe('law')
  })
})
