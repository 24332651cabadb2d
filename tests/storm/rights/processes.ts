// Two processes of the app, one database, one queue and one folder between them.
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.js'
import { untilMorning } from '../../support/by-day.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { startProcess } from '../../support/process.js'
import { startRedis } from '../../support/redis.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'
import { killGroup } from '../support/lives.js'
import { steadyPort } from '../support/port.js'
import { telegramSettings, zaloSettings } from '../support/settings.js'

const MAIN = fileURLToPath(new URL('../../../dist/main.cjs', import.meta.url))
const CLOCK = fileURLToPath(new URL('../support/shifted-clock.mjs', import.meta.url))
export const DAY_AND_MORE_MS = 25 * 3_600_000

export interface Two {
  sandbox: Sandbox
  database: TestDatabase
  redisUrl?: string
  dataDir: string
  /** All that both have logged. */
  said(): string
  /** A day and an hour go by, for both and for the platforms. */
  passDay(): Promise<void>
}

export type Layout = 'a process for each platform' | 'bot and worker'

/**
 * `a process for each platform`: both do everything, the queue lives in PostgreSQL. `bot and worker`: one talks, one does
 * what is due, the queue lives in Redis. Undefined where Redis is not installed.
 */
export async function startTwo(layout: Layout, undo: (() => unknown)[]): Promise<Two | undefined> {
  const redis = layout === 'bot and worker' ? await startRedis() : undefined
  if (layout === 'bot and worker' && !redis) return undefined
  if (redis) undo.push(redis.stop)
  const database = await testDatabase()
  undo.push(database.drop)
  const [port, other] = [await steadyPort(), await steadyPort()]
  const zaloPort = redis ? port : other
  const zalo = { webhookUrl: `http://127.0.0.1:${zaloPort}/webhooks/zalo` }
  const sandbox = await startSandbox({ zalo, retryDelaysMs: Array(2000).fill(150) })
  undo.push(() => sandbox.stop())
  // It is day: what is said of our own accord may leave.
  const ahead = untilMorning(Date.now())
  await sandbox.clock.advance(ahead)
  const dataDir = tempFolder()
  undo.push(() => removeFolder(dataDir))
  const shared = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'trace',
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    CLOCK_OFFSET_MS: String(ahead),
    ...(redis && { REDIS_URL: redis.url }),
    ...telegramSettings(sandbox, port),
    ...zaloSettings(sandbox),
  }
  const lives = [
    { PORT: String(port), ...(redis && { ROLE: 'bot' }) },
    { PORT: String(other), ...(redis && { ROLE: 'worker' }) },
  ].map((own) => startProcess(['--import', CLOCK, MAIN], { cwd: dataDir, env: { ...shared, ...own } }))
  undo.push(async () => {
    for (const life of lives) await killGroup(life)
    await Promise.all(lives.map((life) => life.exited))
  })
  await Promise.all(lives.map((life) => life.says(/Nhân Ái is ready/)))
  const said = () => lives.map((life) => life.said()).join('\n')
  return {
    ...{ sandbox, database, dataDir, said, redisUrl: redis?.url },
    async passDay() {
      await sandbox.clock.advance(DAY_AND_MORE_MS)
      for (const life of lives) life.signal('SIGUSR2')
    },
  }
}

/** Resolves when it holds; fails with `what` after two minutes. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = performance.now() + 120_000; !(await holds()); await sleep(20))
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`)
}
