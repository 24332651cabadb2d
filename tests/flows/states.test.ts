import { expect, it } from 'vitest'
import { filesMessage } from '../../src/flows/desk/files.js'
import type { Turn } from '../../src/flows/flow.js'

it('a file that was merged into another says so in the list of an officer', () => {
  const line = { code: 'NT-2026-000007', about: 'Hoa', unit: 'Lê Chân', at: 0, state: 'merged', tellers: 1 }
  const { text } = filesMessage({} as Turn, { lines: [line], older: 0 }, { order: 'newest', skip: 0 })
  expect(text).toContain('đã gộp vào hồ sơ khác')
})
