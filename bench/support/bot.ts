import pino from 'pino'
import { type Bot, createBot as joinBot } from '../../src/bot/bot.js'
import type { Channel, ChannelName } from '../../src/bot/channel.js'
import { createMetrics, type Metrics } from '../../src/bot/http/metrics.js'
import type { Flows } from '../../src/flows/flow.js'
import type { Outbound } from '../../src/flows/message.js'
import { openStore, type Store } from '../../src/store/index.js'
import { removeFolder, tempFolder } from '../../tests/support/temp-folder.js'

export interface BenchBot extends Pick<Bot, 'receive' | 'idle'> {
  pool: Store['pool']
  metrics: Metrics
  close(): Promise<void>
}

interface Options {
  /** The platform: whatever leaves ends here, at once. */
  send(address: string, message: Outbound): void
  flows?: Flows
  /** Epoch ms. */
  now?: () => number
  /** What is sealed lies open: what sealing costs is the difference. */
  open?: true
}

const UNSEALED = {
  current: () => 'none',
  ids: () => ['none'],
  seal: (text: string) => text,
  open: (text: string) => text,
}

/** The bot as it is, with a platform that takes everything at once and without a queue. */
export async function createBot(url: string, { send, flows, now = Date.now, open }: Options): Promise<BenchBot> {
  const log = pino({ level: 'error' })
  const dataDir = tempFolder()
  const store = await openStore({ dataDir, url, log })
  if (open) store.unlock({ ...UNSEALED, hashes: (text) => [text] })
  const metrics = createMetrics(store.pool, now)
  const channels = { telegram: stubChannel('telegram', send), zalo: stubChannel('zalo', send) }
  const bot = joinBot({
    store,
    channels,
    jobs: { add: async () => {} },
    now,
    log,
    metrics,
    registers: flows && { flows },
  })
  return {
    receive: bot.receive,
    idle: bot.idle,
    pool: store.pool,
    metrics,
    async close() {
      await store.close()
      removeFolder(dataDir)
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
    perSecond: Infinity,
    cost: () => 1,
    fetchFile: never,
    check: never,
    start: never,
    stop: never,
  }
}
