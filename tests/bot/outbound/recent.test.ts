import { expect, it } from 'vitest'
import { createRecent } from '../../../src/bot/outbound/recent.js'

it('remembers the latest, for as long as told', () => {
  let now = 0
  const recent = createRecent<number>({ most: 2, keepMs: 100, now: () => now })
  recent.set('a', 1)
  recent.set('b', 2)
  now = 60
  recent.set('a', 3)
  recent.set('c', 4)
  expect(['a', 'b', 'c'].map(recent.get)).toEqual([3, undefined, 4])
  now = 159
  expect(recent.get('a')).toBe(3)
  now = 160
  expect(recent.get('a')).toBeUndefined()
  recent.delete('c')
  expect(recent.get('c')).toBeUndefined()
})
