// What a conversation keeps, and loses, when a family is erased.
import { expect, it } from 'vitest'
import { withoutFamily } from '../../src/flows/address/erase.js'
import { type Draft, newSession } from '../../src/flows/session.js'

const family = { codes: ['DCND-2026-0001', 'DK-2026-000007'], name: 'Bà Ví Dụ', place: 'ngõ 5', phone: '+84912345678' }
const draft = (answers: Record<string, unknown>, notes: Record<string, unknown> = {}): Draft => {
  const times = { misses: 0, startedAt: 0, updatedAt: 0, nudges: 0 }
  return { id: JSON.stringify([answers, notes]), flow: 'x', answers, order: [], notes, kept: {}, ...times }
}
const kept = (one: Draft) => withoutFamily({ ...newSession(), drafts: [one] }, family).drafts.length === 1

it.each([
  ['a visit to it', draft({ name: 'Ai' }, { of: 'DCND-2026-0001' })],
  ['a promise of help for it', draft({ need: { need: '3', address: 'DCND-2026-0001' } })],
  ['help that came by a promise', draft({ pledge: { code: 'DK-2026-000007', rest: 1 } })],
  ['the same family entered anew', draft({ name: 'Bà Ví Dụ', place: 'ngõ 5' })],
  ['its telephone number', draft({ phone: '+84912345678' })],
])('loses a form about %s', (_what, one) => expect(kept(one)).toBe(false))

it.each([
  ['another address, whose code begins alike', draft({}, { of: 'DCND-2026-00012' })],
  ['a good person, in which the code stands as proof', draft({ addresses: ['DCND-2026-0001'], story: 'giúp đỡ' })],
  ['somebody of the same name', draft({ name: 'Bà Ví Dụ', place: 'ngõ 9' })],
])('keeps a form about %s', (_what, one) => expect(kept(one)).toBe(true))

it('loses a question about it and the buttons that quote it, and nothing else', () => {
  const shown = [{ label: 'Sửa nhu cầu: gạo', token: 'c.need.1~DCND-2026-0001' }]
  const other = { ...newSession(), panel: { name: 'home' }, shown: [{ label: 'Trang chính', token: 'c.home' }] }
  expect(withoutFamily(other, family)).toEqual(other)
  const about = { ...newSession(), panel: { name: 'mend-name', about: 'DCND-2026-0001 {"x":"Bà"}' }, shown }
  expect(JSON.stringify(withoutFamily(about, family))).toBe(JSON.stringify(newSession()))
})
