// Makes every object once and joins them: the one place that knows who is connected to whom.
import { join } from 'node:path'
import type { Logger } from 'pino'
import { createBot } from './bot/bot.js'
import type { Channel } from './bot/channel.js'
import { createChannels } from './bot/channels.js'
import { DAILY } from './bot/due/index.js'
import { createMetrics } from './bot/http/metrics.js'
import { createReadiness } from './bot/http/readiness.js'
import { createServer } from './bot/http/server.js'
import type { Registers } from './bot/inbound/talk.js'
import type { Config } from './config/config.js'
import { createJobs, requireAnswer } from './jobs/jobs.js'
import { createLog } from './ops/log.js'
import { createUndo, type Undo } from './ops/undo.js'
import { type Sandbox, startSandbox } from './sandbox/server.js'
import { inventAddresses } from './store/address-invented.js'
import { readReport } from './store/campaign/report.js'
import { keepFrontDoor } from './store/front-doors.js'
import { openStore, type Store } from './store/index.js'
import { inviteFor } from './store/invites.js'
import { INVENTED_UNIT, inventEnterprise } from './store/member-invented.js'
import { ensureTimer } from './store/timers.js'

export interface Overrides {
  /** Epoch ms; the sandbox's movable clock where there is a sandbox. */
  now?: () => number
  log?: Logger
  /** Says a line to whoever started us. */
  announce?: (line: string) => void
  tickEveryMs?: number
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

/** Three people of the sandbox become members of the invented enterprise, as a poster would have made them. */
async function playMembers({ telegram, zalo }: Sandbox): Promise<void> {
  const agree = 'Tôi đồng ý nhận tin'
  telegram.start('p5', `dv_${INVENTED_UNIT}`)
  telegram.say('p5', agree)
  for (const person of ['p4', 'p6']) {
    zalo.follow(person)
    await zalo.idle()
    for (const words of [`dv_${INVENTED_UNIT}`, agree]) {
      zalo.say(person, words)
      // Zalo promises no order: one after the other.
      await zalo.idle()
    }
  }
}

async function keepLink(pool: Store['pool'], { name, link }: Channel): Promise<void> {
  const found = await link?.()
  if (found) await keepFrontDoor(pool, name, found)
}

async function start(config: Config, overrides: Overrides & { log: Logger }, undo: Undo): Promise<App['drain']> {
  const { log, announce = console.log, tickEveryMs, registers } = overrides
  const url = config.database.mode === 'url' ? config.database.url : undefined
  const store = await openStore({ dataDir: config.dataDir, given: config.dataKey, url, log })
  undo.add(store.close)
  // Its chats and its clock go on where they were: data made "next week" must not lie in the future after a restart.
  const memory = { folder: join(config.dataDir, 'sandbox'), warn: (line: string) => log.warn(line) }
  const now: () => number = () => overrides.now?.() ?? sandbox?.clock.now() ?? Date.now()
  const plays = config.sandbox.on && config.role !== 'worker'
  const sandbox: Sandbox | undefined = plays
    ? await startSandbox({ ...config.sandbox, ...memory, invite: (role) => inviteFor(store.pool, role, now()) })
    : undefined
  if (sandbox) undo.add(sandbox.stop)
  if (sandbox) await inventAddresses(store.pool, now())
  const unmanned = sandbox ? await inventEnterprise(store.pool, now()) : false
  const metrics = createMetrics(store.pool)
  const readFile = async (hash: string) => (await readReport(store.pool, hash)) ?? store.files.read(hash)
  const channels = createChannels(config, { pool: store.pool, readFile, now, log, metrics })
  const queue = config.queue.backend === 'redis' ? config.queue : { ...config.queue, url: store.url }
  const jobs = createJobs({ queue, log, tickEveryMs })
  const bot = createBot({ store, channels, jobs, now, log, metrics, registers })
  // A worker does what is due; people are heard by the bot.
  const heard = config.role === 'worker' ? [] : Object.values(channels)
  const notReady = createReadiness({ pool: store.pool, jobs, channels: Object.values(channels) })
  const server = createServer({ channels: heard, notReady, metrics, log })

  // Undone after the server, the jobs and the channels: nothing new comes in then.
  undo.add(bot.stop)
  undo.add(jobs.stop)
  for (const kind of DAILY) await ensureTimer(store.pool, kind, 'daily', now())
  await jobs.start({ handlers: bot.handlers, worker: config.role !== 'bot' })
  if (config.queue.backend === 'redis') await requireAnswer(jobs)
  undo.add(() => server.close())
  const address = await server.listen(config.http)
  for (const channel of heard) undo.add(channel.stop)
  await Promise.all(heard.map((channel) => channel.start(bot.receive)))
  // Not waited for: a platform out of reach keeps its link of before.
  for (const channel of heard)
    void keepLink(store.pool, channel).catch((err) => log.warn({ err }, 'a link was not kept'))
  if (sandbox) {
    await sandbox.zalo.setWebhook(`${address}/webhooks/zalo`)
    sandbox.clock.onAdvance(bot.sweep)
    if (unmanned) await playMembers(sandbox)
    announce(`Sandbox: open ${sandbox.url} in a browser and play a citizen.`)
  }
  // What a crash left behind is picked up now rather than at the next tick.
  if (config.role !== 'bot') bot.sweep()
  announce(`Nhân Ái is ready at ${address}. Ctrl-C stops it.`)
  return async () => {
    await bot.handlers.tick({})
    await bot.idle()
  }
}
