import { expect, it } from 'vitest'
import { readPhone } from '../../../src/flows/vi/phones.js'
import { answerUntil, play } from '../play.js'

it.each([
  ['031.3842123', '+842253842123'],
  ['031 3745 123', '+842253745123'],
  ['0320 3852111', '+842203852111'],
  ['(0320) 385.2111', '+842203852111'],
  ['04 38252525', '+842438252525'],
])('%s of before 2017 is asked about as %s', (typed, offer) => {
  expect(readPhone(typed)).toEqual({ ok: false, reason: 'oldArea', offer })
  const p = play().begin()
  answerUntil(p, 'byPhone')
  p.say(typed)
  expect(p.answers.byPhone).toBeUndefined()
  p.say('đúng')
  expect(p.answers.byPhone).toBe(offer)
})

it.each([
  '1950 0912345678',
  'Nhà 12 0912345678',
  '20/11/2026 0912345678',
  'gọi sau 17:30 0912345678',
  '0912345678 12',
  '0912345678 gọi sau 17h',
  'sn 1960 - 0912.345.678',
])('the number in "%s" is 0912345678', (typed) => expect(readPhone(typed)).toEqual({ ok: true, e164: '+84912345678' }))

it('of two numbers one is kept, and the other is not dropped without a word', () => {
  const p = play().begin()
  answerUntil(p, 'byPhone')
  p.say('0912345678 - 0987654321')
  expect(p.answers.byPhone).toBe('+84912345678')
  expect(p.last.replace(/\u00A0/g, ' ')).toContain('0987 654 321')
})
