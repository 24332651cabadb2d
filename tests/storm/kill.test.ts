// kill -9 of the whole app again and again while two hundred people talk to it, and its queue is emptied under it.
import { Redis } from 'ioredis'
import { afterAll, afterEach, it } from 'vitest'
import { testDatabase } from '../support/database.js'
import { startRedis } from '../support/redis.js'
import { drops, flushes } from './support/queue-torments.js'
import { prepareStorm, type StormOptions } from './support/storm.js'

const CONVERSATIONS = 200
const redis = await startRedis()
const undo: (() => Promise<unknown>)[] = []
afterAll(() => redis?.stop())
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

it.skipIf(!redis)('Telegram by long polling, its Redis emptied at random', async () => {
  const { storm, pool } = await prepare({ name: 'Telegram by polling, Redis', platforms: ['telegram'] })
  const client = new Redis(redis!.url)
  undo.push(() => client.quit())
  storm.addLives({ DATABASE_URL: pool.options.connectionString!, REDIS_URL: redis!.url })
  storm.addTorment(flushes(client))
  await storm.rage(async () => pool)
})

it('Telegram by webhook, its queue schema dropped at random', async () => {
  const { storm, pool } = await prepare({
    name: 'Telegram by webhook, Postgres',
    platforms: ['telegram'],
    webhook: true,
  })
  storm.addLives({ DATABASE_URL: pool.options.connectionString! })
  storm.addTorment(drops(pool))
  await storm.rage(async () => pool)
})

it('Zalo, its queue schema dropped at random', async () => {
  const { storm, pool } = await prepare({ name: 'Zalo, Postgres', platforms: ['zalo'] })
  storm.addLives({ DATABASE_URL: pool.options.connectionString! })
  storm.addTorment(drops(pool))
  await storm.rage(async () => pool)
})

async function prepare(options: Omit<StormOptions, 'conversations'>) {
  const { pool, drop } = await testDatabase()
  undo.push(drop)
  const storm = await prepareStorm({ ...options, conversations: CONVERSATIONS })
  undo.push(() => storm.stop())
  return { storm, pool }
}
