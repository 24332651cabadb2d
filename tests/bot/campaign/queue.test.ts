// Who is written to next is asked one by one, as late as possible; a database that answers slowly is asked for more at once,
// or the broadcast would go only as fast as it answers.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createQueue } from '../../../src/bot/campaign/queue.js'
import { type Chunk, claimChunk, silence } from '../../../src/store/campaign/chunks.js'
import type { Pool } from '../../../src/store/database.js'
import { saveUnits } from '../../../src/store/units.js'
import { NOW } from '../../store/organisation.js'
import { testDatabase } from '../../support/database.js'
import { beginBroadcast, enrol } from '../../support/members.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const PEOPLE = 30
const GAP = 20
let chunk: Chunk

beforeAll(async () => {
  await saveUnits(pool, [{ code: '31', name: 'Thành phố Hải Phòng', kind: 'city', aliases: [] }])
  await enrol(
    pool,
    Array.from({ length: PEOPLE }, (_, n) => `q${n}`),
    { channel: 'telegram', unit: '31', now: NOW },
  )
  await silence(pool, 'telegram', 0)
  await beginBroadcast(pool, { unit: '31', message: { text: 'x' }, sizes: { telegram: PEOPLE }, now: NOW })
  const claim = await claimChunk(pool, 'telegram', { rate: 1000 / GAP, cost: () => 1, instance: 1, now: NOW })
  chunk = (claim as { chunk: Chunk }).chunk
})

/** How often the database was asked until everybody had come, each answer `late` ms later. */
async function asks(late: number): Promise<number> {
  let count = 0
  const slow = {
    async query(...given: Parameters<Pool['query']>) {
      count++
      await sleep(late)
      return pool.query(...given)
    },
  } as unknown as Pool
  const queue = createQueue(slow, chunk, { count: 1, early: 0, gap: GAP, instance: 1 })
  const people: string[] = []
  for (let to = await queue.next(); to; to = await queue.next()) people.push(to.personId)
  expect(new Set(people).size).toBe(PEOPLE)
  expect(people).toHaveLength(PEOPLE)
  return count
}

it('for as many as fall due while it answers, and never more than a quarter of a second', async () => {
  const asked = await asks(8 * GAP)
  expect(asked).toBeLessThanOrEqual(1 + Math.ceil((PEOPLE - 1) / 8) + 1)
  expect(await asks(100 * GAP)).toBeGreaterThanOrEqual(PEOPLE / Math.ceil(250 / GAP))
}, 60_000)
