import { expect, it } from 'vitest'
import { createBrake } from '../../../src/bot/outbound/brake.js'

it('is not let go earlier by a shorter silence', () => {
  const brake = createBrake()
  brake.stop('telegram', 60_000)
  brake.stop('telegram', 1_000)
  expect(brake.wait('telegram')).toBeGreaterThan(50_000)
  expect(brake.wait('zalo')).toBe(0)
})
