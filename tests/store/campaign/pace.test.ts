import { afterAll, expect, it } from 'vitest'
import { DAY, HOUR } from '../../../src/flows/schedule.js'
import { claimChunk, silence } from '../../../src/store/campaign/chunks.js'
import { testDatabase } from '../../support/database.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

it('a silence of months is a silence, not an error', async () => {
  await silence(pool, 'telegram', 90 * DAY)
  const claiming = { rate: 24, cost: () => 1, instance: 1, now: 0 }
  const claim = await claimChunk(pool, 'telegram', claiming)
  expect(claim && 'waitMs' in claim && claim.waitMs).toBeGreaterThan(89 * DAY + 23 * HOUR)
})
