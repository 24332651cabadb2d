import { randomBytes } from 'node:crypto'
import { type App, startApp } from '../../src/app.js'
import type { Registers } from '../../src/bot/inbound/talk.js'
import type { Config, ZaloTemplate } from '../../src/config/config.js'
import { createLog } from '../../src/ops/log.js'
import type { Bubble, PlatformName } from '../../src/sandbox/bubbles.js'
import { SANDBOX_CREDENTIALS, type Sandbox, startSandbox } from '../../src/sandbox/server.js'
import type { ZaloOptions } from '../../src/sandbox/zalo/options.js'
import { testDatabase } from './database.js'
import { freePort } from './free-port.js'
import { DATA_KEY } from './keys.js'
import { startRedis } from './redis.js'
import { removeFolder, tempFolder } from './temp-folder.js'

export const BACKENDS = ['postgres', 'redis'] as const
export type Backend = (typeof BACKENDS)[number]

/** The whole constellation: the sandbox, a database, the queue, the app, joined over HTTP as in life. */
export interface World {
  sandbox: Sandbox
  pool: Awaited<ReturnType<typeof testDatabase>>['pool']
  databaseUrl: string
  config: Config
  app: App
  /** Everything that was said has been answered. */
  settle(): Promise<void>
  citizen(platform: PlatformName, person: string): Citizen
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A person with a phone in their hand. */
export interface Citizen {
  says(text: string): Promise<string>
  /** Presses the newest button with this label. */
  presses(label: string): Promise<string>
  sendsPhoto(bytes: Buffer, caption?: string): Promise<string>
  /** What the bot said last. */
  reads(): string
  bubbles(): Bubble[]
}

/** What the sandbox's OA may do beside the ordinary, and the template that the app is configured with. */
interface Oa {
  sandbox: ZaloOptions
  template?: ZaloTemplate
}

/** Undefined when the backend is not installed on this machine. */
export async function startWorld(
  backend: Backend,
  { webhook = false, registers, oa }: { webhook?: boolean; registers?: Partial<Registers>; oa?: Oa } = {},
): Promise<World | undefined> {
  const redis = backend === 'redis' ? await startRedis() : undefined
  if (backend === 'redis' && !redis) return undefined
  const database = await testDatabase()
  const dataDir = tempFolder()
  const sandbox = await startSandbox({ retryDelaysMs: [20, 50, 100, 200, 400, 800, 1600, 3200], zalo: oa?.sandbox })
  const port = await freePort()
  const config = configFor({ sandbox, port, dataDir, databaseUrl: database.url, redisUrl: redis?.url, webhook })
  if (config.zalo.mode === 'live') config.zalo.template = oa?.template
  // Errors of ours must be heard in the test's output.
  const log = createLog(process.env.TEST_LOG ?? 'error')
  const start = () => startApp(config, { now: sandbox.clock.now, log, announce: () => {}, tickEveryMs: 500, registers })
  const world = {
    sandbox,
    pool: database.pool,
    databaseUrl: database.url,
    config,
    app: await start(),
    async settle() {
      await waitFor(async () => sandbox.telegram.pendingUpdates() === 0)
      await sandbox.zalo.idle()
      await world.app.drain()
    },
    citizen: (platform: PlatformName, person: string) => citizen(world, platform, person),
    async restart() {
      await world.app.stop()
      world.app = await start()
    },
    async stop() {
      await world.app.stop()
      const { rows: ours } = await database.pool.query(
        `SELECT DISTINCT reason FROM outbox WHERE reason ~ 'button token|empty message|bug of ours'`,
      )
      await sandbox.stop()
      await redis?.stop()
      await database.drop()
      removeFolder(dataDir)
      if (ours.length > 0) throw new Error(`nobody got what a channel cannot carry: ${JSON.stringify(ours)}`)
    },
  }
  await sandbox.zalo.setWebhook(`http://127.0.0.1:${port}/webhooks/zalo`)
  return world
}

interface Places {
  sandbox: Sandbox
  port: number
  dataDir: string
  databaseUrl: string
  redisUrl?: string
  webhook?: boolean
}

/** The settings of an app that talks to this sandbox. */
export function configFor({ sandbox, port, dataDir, databaseUrl, redisUrl, webhook = false }: Places): Config {
  const { telegram, zalo } = SANDBOX_CREDENTIALS
  const url = `http://127.0.0.1:${port}/webhooks/telegram`
  return {
    role: 'all',
    http: { host: '127.0.0.1', port },
    dataDir,
    dataKey: DATA_KEY,
    database: { mode: 'url', url: databaseUrl },
    queue: redisUrl ? { backend: 'redis', url: redisUrl } : { backend: 'postgres' },
    telegram: {
      mode: 'live',
      token: telegram.token,
      apiRoot: `${sandbox.url}/telegram`,
      perSecond: 30,
      updates: webhook ? { by: 'webhook', url, secret: randomBytes(16).toString('hex') } : { by: 'polling' },
    },
    zalo: {
      mode: 'live',
      ...zalo,
      perSecond: 66,
      apiBase: `${sandbox.url}/zalo/openapi`,
      oauthBase: `${sandbox.url}/zalo/oauth`,
    },
    sandbox: { on: false },
    logLevel: 'error',
  }
}

function citizen(world: World, platform: PlatformName, person: string): Citizen {
  const { sandbox } = world
  const bubbles = () => sandbox.bubbles.list(platform, person)
  const reads = () => bubbles().findLast((b) => b.from === 'bot')?.text ?? ''
  async function act(doIt: () => unknown): Promise<string> {
    await doIt()
    await world.settle()
    return reads()
  }
  return {
    bubbles,
    reads,
    says: (text) => act(() => sandbox[platform].say(person, text)),
    sendsPhoto: (bytes, caption) => act(() => sandbox[platform].sendPhoto(person, bytes, { caption })),
    presses: (label) =>
      act(() => {
        for (const bubble of bubbles().toReversed()) {
          const index = bubble.buttons?.findIndex((button) => button.label.startsWith(label)) ?? -1
          if (index >= 0) return sandbox[platform].tap(person, bubble.id, index)
          // More buttons than the channel has room for come as a numbered list.
          const line =
            bubble.from === 'bot' && bubble.text?.split('\n').find((l) => /^\d+\. /.test(l) && l.includes(label))
          if (line) return sandbox[platform].say(person, line.split('.')[0]!)
        }
        throw new Error(`${platform} ${person}: no button "${label}" under: ${reads()}`)
      }),
  }
}

/** Resolves when the condition holds; fails after 20 s. */
export async function waitFor(condition: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + 20_000
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
