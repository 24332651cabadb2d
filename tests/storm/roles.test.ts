// One process that talks with people and one that works, on one database and one queue, each killed on its own.
import { Redis } from 'ioredis'
import { afterAll, afterEach, it } from 'vitest'
import { testDatabase } from '../support/database.js'
import { startRedis } from '../support/redis.js'
import { steadyPort } from './support/port.js'
import { drops, flushes } from './support/queue-torments.js'
import { prepareStorm } from './support/storm.js'

const CONVERSATIONS = 100
const redis = await startRedis()
const undo: (() => Promise<unknown>)[] = []
afterAll(() => redis?.stop())
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

it('bot and worker, Telegram by polling and Zalo', async () => {
  const { pool, url, drop } = await testDatabase()
  undo.push(drop)
  const storm = await prepareStorm({
    name: 'ROLE=bot and ROLE=worker',
    platforms: ['telegram', 'zalo'],
    conversations: CONVERSATIONS,
  })
  undo.push(() => storm.stop())
  const shared = { DATABASE_URL: url, ...(redis && { REDIS_URL: redis.url }) }
  storm.addLives({ ...shared, ROLE: 'bot' })
  storm.addLives({ ...shared, ROLE: 'worker', PORT: String(await steadyPort()) })
  if (redis) {
    const client = new Redis(redis.url)
    undo.push(() => client.quit())
    storm.addTorment(flushes(client))
  } else {
    storm.addTorment(drops(pool))
  }
  await storm.rage(async () => pool)
})
