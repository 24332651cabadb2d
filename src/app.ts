// Makes every object once and joins them: the one place that knows who is connected to whom.
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Channel, ChannelName } from './bot/channel.js'
import { type Conversed, converse } from './bot/converse.js'
import { createDelivery } from './bot/deliver.js'
import { fetchFile } from './bot/files.js'
import { createMetrics } from './bot/metrics.js'
import { createReadiness } from './bot/readiness.js'
import { createDoor } from './bot/receive.js'
import { createServer } from './bot/server.js'
import { createTelegramChannel } from './bot/telegram/channel.js'
import { tick } from './bot/tick.js'
import { createZaloChannel } from './bot/zalo/channel.js'
import type { Config } from './config.js'
import { createJobs } from './jobs/jobs.js'
import { createLog } from './log.js'
import { type Sandbox, startSandbox } from './sandbox/server.js'
import { StartError } from './start-error.js'
import { prepareDataDir } from './store/data-dir.js'
import { openDatabase } from './store/database.js'
import { startEmbedded } from './store/embedded.js'
import { announceInstance } from './store/instance.js'
import { migrate } from './store/migrate.js'
import { readUnits } from './store/reference.js'
import { openStorage } from './store/storage.js'
import { ensureTimer } from './store/timers.js'
import { createPlaces, saveUnits } from './store/units.js'

export interface Overrides {
  /** Epoch ms; the sandbox's movable clock where there is a sandbox. */
  now?: () => number
  log?: Logger
  /** Says a line to whoever started us. */
  announce?: (line: string) => void
  tickEveryMs?: number
}

export interface App {
  /** Connects, migrates, serves. Throws StartError for what a person can mend; call stop() then too. */
  start(): Promise<void>
  /** Ends everything that was started, in the reverse order. */
  stop(): Promise<void>
  /** Resolves when nothing that is due is left to be done. */
  drain(): Promise<void>
}

const POOL = 10

/** The app for one process. Nothing is opened before start(). */
export function createApp(config: Config, overrides: Overrides = {}): App {
  const log = overrides.log ?? createLog(config.logLevel)
  const announce = overrides.announce ?? console.log
  const undo: (() => Promise<void>)[] = []
  let drain = async () => {}

  async function start(): Promise<void> {
    prepareDataDir(config.dataDir)
    const url = await databaseUrl(config, log, undo)
    await migrate(url, { log })
    const database = openDatabase(url, { max: POOL })
    undo.push(() => database.close())
    const { pool } = database
    await saveUnits(pool, readUnits())
    const places = createPlaces()
    // The first to write need not wait for it to be built.
    await places(pool)
    const instance = await announceInstance(url, log)
    undo.push(() => instance.stop())
    const instanceId = () => instance.id
    const storage = await openStorage(config.dataDir)
    const sandbox = await maybeSandbox(config, log, undo)
    const now = overrides.now ?? (sandbox ? sandbox.clock.now : Date.now)
    const metrics = createMetrics(pool)

    const channels: Partial<Record<ChannelName, Channel>> = {}
    const door = createDoor({
      pool,
      now,
      log,
      converse: (events, only, at) => converse({ pool, places, instance: instanceId }, events, only, at),
      committed,
    })
    const background = new Set<Promise<void>>()
    const inBackground = (work: Promise<void>) => {
      const watched = work
        .catch((err) => log.error({ err }, 'background work failed'))
        .finally(() => background.delete(watched))
      background.add(watched)
      return watched
    }
    const later = {
      deliver: (contact: string, delayMs: number) => inBackground(jobs.add('deliver', { contact }, { delayMs })),
      fetchFile: (file: string, delayMs: number) => inBackground(jobs.add('fetchFile', { file }, { delayMs })),
    }
    const delivery = createDelivery({
      pool,
      channels,
      instance: instanceId,
      now,
      log,
      later: later.deliver,
      count: metrics.outbound,
    })
    const filesDeps = { pool, channels, storage, now, log, revisit: door.revisit, later: later.fetchFile }
    const tickDeps = {
      ...filesDeps,
      deliver: delivery.contact,
      fetchFile: (id: string) => fetchFile(filesDeps, id),
    }
    const jobs = createJobs({
      queue: config.queue.backend === 'redis' ? config.queue : { backend: 'postgres', url },
      log,
      tickEveryMs: overrides.tickEveryMs,
      handlers: {
        tick: () => tick(tickDeps),
        deliver: ({ contact }) => delivery.contact(contact),
        fetchFile: ({ file }) => fetchFile(filesDeps, file),
      },
    })

    function committed(done: Conversed): void {
      metrics.turns(done.turns, done.duplicates, done.failed.length)
      if (done.outbox.length > 0) delivery.send(done.outbox)
      for (const file of done.files) inBackground(fetchFile(filesDeps, file))
    }

    const shared = { receive: counted, readFile: storage.read, log, now }
    async function counted(events: Parameters<typeof door.receive>[0]): Promise<void> {
      for (const event of events) metrics.inbound(event.channel, 1)
      await door.receive(events)
    }
    const webhooks: Parameters<typeof createServer>[0]['webhooks'] = {}
    if (config.telegram.mode === 'live') {
      const telegram = createTelegramChannel({
        ...config.telegram,
        ...shared,
        onBadSecret: () => metrics.badSignature('telegram'),
      })
      channels.telegram = telegram
      webhooks.telegram = telegram.handleWebhook
    }
    if (config.zalo.mode === 'live') {
      const onBadSignature = () => metrics.badSignature('zalo')
      const onUnknownEvent = () => metrics.unknownEvent('zalo')
      const zalo = createZaloChannel({ ...config.zalo, ...shared, pool, onBadSignature, onUnknownEvent })
      channels.zalo = zalo
      webhooks.zalo = zalo.handleWebhook
    }

    const notReady = createReadiness({ pool, jobs, channels: Object.values(channels) })
    const server = createServer({ webhooks, notReady, metrics, log })
    // Undone after the server, the jobs and the channels: nothing new comes in then.
    undo.push(async () => {
      await door.idle()
      await delivery.idle()
      await Promise.all(background)
    })
    undo.push(() => server.close())
    const address = await listen(server, config)

    await ensureTimer(pool, 'clean', 'daily', now())
    await jobs.start({ worker: config.role !== 'bot' })
    undo.push(() => jobs.stop())
    await requireQueue(config, jobs)
    if (config.role !== 'worker') {
      for (const channel of Object.values(channels)) {
        undo.push(() => channel.stop())
        await channel.start()
      }
    }
    if (sandbox) {
      await sandbox.zalo.setWebhook(`${address}/webhooks/zalo`)
      sandbox.clock.onAdvance(() => inBackground(tick(tickDeps)))
      announce(`Sandbox: open ${sandbox.url} in a browser and play a citizen.`)
    }
    // What a crash left behind is picked up now rather than at the next tick.
    if (config.role !== 'bot') inBackground(tick(tickDeps))
    announce(`Nhân Ái is ready at ${address}. Ctrl-C stops it.`)

    drain = async () => {
      await tick(tickDeps)
      await Promise.all(background)
      await door.idle()
      await delivery.idle()
    }
  }

  return {
    start,
    drain: () => drain(),
    async stop() {
      for (const step of undo.splice(0).reverse()) {
        await step().catch((err) => log.error({ err }, 'stopping'))
      }
    },
  }
}

async function databaseUrl(config: Config, log: Logger, undo: (() => Promise<void>)[]): Promise<string> {
  if (config.database.mode === 'url') return config.database.url
  const embedded = await startEmbedded({ dataDir: config.dataDir, log })
  undo.push(() => embedded.stop())
  return embedded.url
}

// Later the queue may go and come back; at the start an answer is owed to whoever set REDIS_URL.
async function requireQueue(config: Config, jobs: { check(): Promise<string | undefined> }): Promise<void> {
  if (config.queue.backend !== 'redis') return
  const trouble = await jobs.check()
  if (trouble)
    throw new StartError(`REDIS_URL: the queue does not answer (${trouble}); start Redis, or unset REDIS_URL`)
}

async function listen(server: FastifyInstance, config: Config): Promise<string> {
  return server.listen(config.http)
}

// Its chats and its clock go on where they were: data made "next week" must not lie in the future after a restart.
async function maybeSandbox(config: Config, log: Logger, undo: (() => Promise<void>)[]): Promise<Sandbox | undefined> {
  if (!config.sandbox.on || config.role === 'worker') return undefined
  const folder = join(config.dataDir, 'sandbox')
  const sandbox = await startSandbox({ ...config.sandbox, folder, warn: (line) => log.warn(line) })
  undo.push(() => sandbox.stop())
  return sandbox
}
