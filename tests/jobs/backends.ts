import { Redis } from 'ioredis'
import pg from 'pg'
import type { QueueAddress } from '../../src/jobs/queue.js'
import { startRedis, testDatabase } from '/tmp/h7/support.js'
import { startProxy } from './proxy.js'

/** A queue server of a test's own, and the ways to lose it. */
export interface Backend {
  address: QueueAddress
  /** Everything in the queue is gone; the server runs on. */
  flush(): Promise<void>
  /** Every connection ends; new ones are taken at once. */
  killConnections(): Promise<void>
  /** The server is gone until mend(). */
  cut(): Promise<void>
  mend(): Promise<void>
  stop(): Promise<void>
}

export async function postgresBackend(): Promise<Backend> {
  const database = await testDatabase()
  const proxy = await startProxy(database.url)
  async function sql(text: string) {
    const client = new pg.Client(database.url)
    await client.connect()
    await client.query(text).finally(() => client.end())
  }
  return {
    address: { backend: 'postgres', url: proxy.url },
    flush: () => sql('DROP SCHEMA IF EXISTS bullmq CASCADE'),
    killConnections: () =>
      sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`),
    cut: proxy.cut,
    mend: proxy.mend,
    async stop() {
      await proxy.stop()
      await database.drop()
    },
  }
}

/** Undefined when there is no redis-server on this machine. Cut and mended, it comes back empty. */
export async function redisBackend(): Promise<Backend | undefined> {
  const server = await startRedis()
  if (!server) return undefined
  async function redis(...command: [string, ...string[]]) {
    const client = new Redis(server!.url)
    await client.call(...command).finally(() => client.disconnect())
  }
  return {
    address: { backend: 'redis', url: server.url },
    flush: () => redis('FLUSHALL'),
    killConnections: () => redis('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'),
    cut: server.kill,
    mend: server.start,
    stop: server.stop,
  }
}
