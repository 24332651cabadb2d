import pino from 'pino'
import type { Channel, ChannelName, Receive } from '../../src/bot/channel.js'
import { converse } from '../../src/bot/converse.js'
import { createDelivery } from '../../src/bot/deliver.js'
import { createMetrics, type Metrics } from '../../src/bot/metrics.js'
import { createDoor } from '../../src/bot/receive.js'
import type { Form } from '../../src/flows/interview.js'
import type { Outbound } from '../../src/flows/message.js'
import { type Database, openDatabase } from '../../src/store/database.js'
import { announceInstance } from '../../src/store/instance.js'
import { readUnits } from '../../src/store/reference.js'
import { createPlaces, saveUnits } from '../../src/store/units.js'

export interface BenchBot {
  receive: Receive
  pool: Database['pool']
  metrics: Metrics
  /** Resolves when everything is handled, sent and recorded. */
  idle(): Promise<void>
  close(): Promise<void>
}

interface Options {
  /** The platform: whatever leaves ends here, at once. */
  send(address: string, message: Outbound): void
  forms?: Record<string, Form>
}

/** The inbound path joined as the app joins it, door to delivery, without queue and network. */
export async function createBot(url: string, { send, forms }: Options): Promise<BenchBot> {
  const log = pino({ level: 'error' })
  const database = openDatabase(url, { max: 10 })
  const { pool } = database
  await saveUnits(pool, readUnits())
  const places = createPlaces()
  const instance = await announceInstance(url, log)
  const metrics = createMetrics(pool)
  const delivery = createDelivery({
    pool,
    channels: { telegram: stubChannel('telegram', send), zalo: stubChannel('zalo', send) },
    instance: () => instance.id,
    now: Date.now,
    log,
    later: (contact, ms) => void setTimeout(() => delivery.contact(contact), ms),
    count: metrics.outbound,
  })
  const door = createDoor({
    pool,
    now: Date.now,
    log,
    converse: (events, only, at) => converse({ pool, places, instance: () => instance.id, forms }, events, only, at),
    committed(done) {
      metrics.turns(done.turns, done.duplicates, done.failed.length)
      if (done.outbox.length > 0) delivery.send(done.outbox)
    },
  })
  return {
    pool,
    metrics,
    async receive(events) {
      for (const event of events) metrics.inbound(event.channel, 1)
      await door.receive(events)
    },
    async idle() {
      await door.idle()
      await delivery.idle()
    },
    async close() {
      await instance.stop()
      await database.close()
    },
  }
}

function stubChannel(name: ChannelName, send: Options['send']): Channel {
  const never = () => Promise.reject(new Error('not part of this benchmark'))
  return {
    name,
    async send(address, message) {
      send(address, message)
      return ['1']
    },
    fetchFile: never,
    check: never,
    start: never,
    stop: never,
  }
}
