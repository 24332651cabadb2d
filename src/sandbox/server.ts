import Fastify from 'fastify'
import { addBodyParsers, BODY_LIMIT } from './body.js'
import { type Bubbles, createBubbles } from './bubbles.js'
import { createClock, type SandboxClock } from './clock.js'
import { SANDBOX_CREDENTIALS } from './credentials.js'
import { createFaults, type Faults } from './faults.js'
import { createMemory, type Memory, recall } from './memory.js'
import { servePage } from './page.js'
import { createPeople, type People } from './people.js'
import { addSimRoutes } from './sim.js'
import { createTelegramSandbox, type TelegramOptions, type TelegramSandbox } from './telegram/index.js'
import { createZaloSandbox, type ZaloSandbox } from './zalo/index.js'
import type { ZaloOptions } from './zalo/options.js'

export { SANDBOX_CREDENTIALS } from './credentials.js'

export interface SandboxOptions {
  host?: string
  /** 0 (the default) = any free port. */
  port?: number
  telegram?: Partial<TelegramOptions>
  zalo?: ZaloOptions
  /** Waits between deliveries of an event the app did not take, milliseconds. */
  retryDelaysMs?: number[]
  /** Where the chats and the clock are kept for the next start. Absent = nowhere. */
  folder?: string
  /** Hears what is wrong with the folder. */
  warn?: (line: string) => void
  /** Makes an invitation to a role for the whole city and gives its code: the app's own way. */
  invite?: (role: string) => Promise<string>
}

export interface Sandbox {
  url: string
  port: number
  clock: SandboxClock
  people: People
  bubbles: Bubbles
  faults: Faults
  telegram: TelegramSandbox
  zalo: ZaloSandbox
  stop(): Promise<void>
}

const RETRY_DELAYS_MS = [500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]

/**
 * Starts Telegram's and Zalo's side of the wire and the page on one port.
 * Rejects with the system's error (code EADDRINUSE) when the port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    requestTimeout: 0,
    routerOptions: { maxParamLength: 1000 },
  })
  addBodyParsers(app)
  const { folder, warn = () => {} } = options
  const known = folder === undefined ? undefined : await recall(folder, warn)
  const clock = createClock(known?.offset)
  const people = createPeople(known?.people)
  const bubbles = createBubbles()
  const shared = { app, clock, people, bubbles, faults: createFaults() }
  const retryDelaysMs = options.retryDelaysMs ?? RETRY_DELAYS_MS
  let url = ''
  const common = { ...shared, retryDelaysMs, baseUrl: () => url }
  const telegram = createTelegramSandbox({
    ...common,
    options: { ...SANDBOX_CREDENTIALS.telegram, ...options.telegram },
  })
  const zalo = createZaloSandbox({ ...common, options: options.zalo ?? {} })
  if (known) {
    for (const bubble of known.bubbles) bubbles.add(bubble)
    telegram.restore(known.telegram)
    zalo.restore(known.zalo)
  }
  const memory = folder === undefined ? undefined : createMemory(folder, look, warn)
  if (memory) {
    bubbles.on(memory.soon)
    clock.onAdvance(memory.now)
    app.addHook('onResponse', async ({ method, url: path }) => {
      if (method !== 'GET' && path.startsWith('/sim/')) memory.soon()
    })
  }
  addSimRoutes(app, { ...shared, telegram, zalo, invite: options.invite })
  servePage(app)

  url = await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 })
  return {
    url,
    port: Number(new URL(url).port),
    clock,
    people,
    bubbles,
    faults: shared.faults,
    telegram,
    zalo,
    async stop() {
      await Promise.all([telegram.stop(), zalo.stop()])
      await app.close()
      await memory?.now()
    },
  }

  function look(): Memory {
    const names = people.list().map(({ name }) => name)
    const accounts = { telegram: telegram.memory(), zalo: zalo.memory() }
    return { version: 1, offset: clock.offset, people: names, bubbles: bubbles.all(), ...accounts }
  }
}
