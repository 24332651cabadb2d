import { Redis } from 'ioredis'
import { vi } from 'vitest'
import type { QueueAddress } from '../../src/jobs/backend.js'
import { testDatabase } from '../support/database.js'
import { type ServerProxy, startProxy } from '../support/proxy.js'
import { startRedis } from '../support/redis.js'

/** A queue server of a test's own, and the ways to lose it. */
export interface TestBackend {
  address: QueueAddress
  /** Everything in the queue is gone; the server runs on. */
  flush(): Promise<void>
  /** Every connection ends; new ones are taken at once. */
  killConnections(): Promise<void>
  /** The server is gone until mend(). */
  cut(): Promise<void>
  mend(): Promise<void>
  freeze: ServerProxy['freeze']
  stop(): Promise<void>
}

export async function postgresBackend(): Promise<TestBackend> {
  const database = await testDatabase({ empty: true })
  const proxy = await startProxy(database.url)
  // Dropping what is in use may lose against those who use it.
  const sql = (text: string) => vi.waitFor(async () => void (await database.pool.query(text)), { timeout: 20_000 })
  return {
    address: { backend: 'postgres', url: proxy.url },
    flush: () => sql('DROP SCHEMA IF EXISTS bullmq CASCADE'),
    killConnections: () =>
      sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`),
    ...proxy,
    async stop() {
      await proxy.stop()
      await database.drop()
    },
  }
}

/** Undefined when there is no redis-server on this machine. Mended, it is a new server with nothing in it. */
export async function redisBackend(): Promise<TestBackend | undefined> {
  let server = await startRedis()
  if (!server) return undefined
  const proxy = await startProxy(server.url)
  async function redis(...command: [string, ...string[]]) {
    const client = new Redis(server!.url)
    await client.call(...command).finally(() => client.disconnect())
  }
  return {
    address: { backend: 'redis', url: proxy.url },
    flush: () => redis('FLUSHALL'),
    killConnections: () => redis('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'),
    async cut() {
      await Promise.all([server!.stop(), proxy.cut()])
    },
    async mend() {
      server = await startRedis()
      await proxy.mend(server!.url)
    },
    freeze: proxy.freeze,
    async stop() {
      await proxy.stop()
      await server!.stop()
    },
  }
}
