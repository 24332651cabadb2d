// This process as a worker of ours, without a queue: it sends what there is to a Bot API without a limit.
import pino from 'pino'
import { createSender } from '../../src/bot/campaign/sender.js'
import { createBrake } from '../../src/bot/outbound/brake.js'
import { createTelegramChannel } from '../../src/bot/telegram/channel.js'
import { openDatabase, type Pool } from '../../src/store/database.js'
import { announceInstance } from '../../src/store/instance.js'
import { untilMorning } from '../../tests/support/by-day.js'

export const TOKEN = '123456:bench'

export interface Sending {
  pool: Pool
  /** Sends until nothing is left. */
  all(): Promise<void>
  close(): Promise<void>
}

export async function createSending(url: string, apiRoot: string): Promise<Sending> {
  const log = pino({ level: 'warn' })
  const offset = untilMorning(Date.now())
  const now = () => Date.now() + offset
  const { pool, close } = openDatabase(url, { max: 10 })
  const instance = await announceInstance(url, log)
  const updates = { by: 'polling' } as const
  const readFile = () => Promise.reject(new Error('no pictures here'))
  const telegram = createTelegramChannel({ token: TOKEN, apiRoot, perSecond: Infinity, updates, readFile, log, now })
  const sender = createSender({
    pool,
    channels: { telegram },
    brake: createBrake(),
    instance: () => instance.id,
    now,
    log,
    count: () => {},
    revisit: async () => {},
  })
  return {
    pool,
    async all() {
      await sender.wake()
      await sender.idle()
    },
    async close() {
      await instance.stop()
      await close()
    },
  }
}
