// Makes every object once and joins them: the one place that knows who is connected to whom.
import type { Logger } from 'pino'
import { createBot } from './bot/bot.js'
import { createChannels, startChannels } from './bot/channels.js'
import { ensureDaily } from './bot/due/index.js'
import { createMetrics } from './bot/http/metrics.js'
import { createReadiness } from './bot/http/readiness.js'
import { createServer } from './bot/http/server.js'
import type { Registers } from './bot/inbound/talk.js'
import type { Config } from './config/config.js'
import { createJobs, requireAnswer } from './jobs/jobs.js'
import { createLog } from './ops/log.js'
import { createUndo, type Undo } from './ops/undo.js'
import { openPlay } from './play.js'
import { together } from './store/database.js'
import type { Embedded } from './store/embedded/embedded.js'
import { openStore } from './store/index.js'

export interface Overrides {
  /** Epoch ms; the sandbox's movable clock where there is a sandbox. */
  now?: () => number
  log?: Logger
  /** Says a line to whoever started us. */
  announce?: (line: string) => void
  tickEveryMs?: number
  /** The built-in PostgreSQL, where it is being started already. */
  postgres?: Promise<Embedded>
  /** What a test makes up beside what this release is made of. */
  registers?: Partial<Registers>
}

export interface App {
  /** Ends everything, in the reverse order. */
  stop(): Promise<void>
  /** Resolves when nothing that is due is left to be done. */
  drain(): Promise<void>
}

/** Starts the app of one process. Throws StartError for what a person can mend; nothing is left running then. */
export async function startApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel)
  const undo = createUndo(log)
  try {
    return { drain: await start(config, { ...overrides, log }, undo), stop: undo.run }
  } catch (error) {
    await undo.run()
    throw error
  }
}

async function start(config: Config, overrides: Overrides & { log: Logger }, undo: Undo): Promise<App['drain']> {
  const { log, announce = console.log, tickEveryMs, registers, postgres } = overrides
  const url = config.database.mode === 'url' ? config.database.url : undefined
  const store = await openStore({ dataDir: config.dataDir, given: config.dataKey, url, postgres, log })
  undo.add(store.close)
  const { pool } = store
  const plays = config.sandbox.on && config.role !== 'worker'
  const play = plays ? await openPlay(config, { pool, log, undo, now: overrides.now }) : undefined
  const now = overrides.now ?? play?.now ?? Date.now
  const metrics = createMetrics(pool, now)
  const channels = createChannels(config, { store, now, log, metrics })
  const queue = config.queue.backend === 'redis' ? config.queue : { ...config.queue, url: store.url }
  const jobs = createJobs({ queue, log, tickEveryMs })
  const bot = createBot({ store, channels, jobs, now, log, metrics, registers })
  // A worker does what is due; people are heard by the bot.
  const heard = config.role === 'worker' ? [] : Object.values(channels)
  const notReady = createReadiness({ pool, jobs, channels: Object.values(channels) })
  const server = createServer({ channels: heard, notReady, metrics, log })

  // Undone after the server, the jobs and the channels: nothing new comes in then.
  undo.add(bot.stop)
  undo.add(jobs.stop)
  undo.add(() => server.close())
  await ensureDaily(pool, now())
  // At the same time: a job that is asked for before the queue is open is found again by the first sweep.
  const [address] = await together([hear(), work()])
  await play?.begin(address, { onAdvance: bot.sweep, announce })
  // What a crash left behind is picked up now rather than at the next tick.
  if (config.role !== 'bot') bot.sweep()
  announce(`Nhân Ái is ready at ${address}. Ctrl-C stops it.`)
  return () => bot.handlers.tick({}).then(bot.idle)

  async function hear() {
    const address = await server.listen(config.http)
    await startChannels(heard, { receive: bot.receive, pool, log, undo })
    return address
  }
  async function work() {
    await jobs.start({ handlers: bot.handlers, worker: config.role !== 'bot' })
    if (config.queue.backend === 'redis') await requireAnswer(jobs)
  }
}
