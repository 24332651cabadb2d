import { createPostgresBackend, DEFAULT_SCHEMA, runMigrations } from 'bullmq'
import pg from 'pg'
import type { Backend } from './backend.js'

/** Three for commands, one for migrations, and one on which a worker listens. */
const CONNECTIONS = 5

/**
 * BullMQ on PostgreSQL, in a schema of its own. The pool is ours because BullMQ listens for errors on a connection
 * only after awaiting it: a server that goes away in that moment would end the process.
 */
export function postgresBackend(url: string, onTrouble: (error: unknown) => void): Backend {
  const pool = new pg.Pool({
    ...withSearchPath(url),
    max: CONNECTIONS,
    connectionTimeoutMillis: 3000,
    query_timeout: 5000,
    // A listening connection that died without a word is noticed.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'nhan-ai-jobs',
  })
  pool.on('error', onTrouble)
  pool.on('connect', (client) => void client.on('error', () => {}))

  return {
    connect: (name, options, role) => createPostgresBackend(name, { ...options, connection: pool }, role),
    async prepare() {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await runMigrations(client, DEFAULT_SCHEMA)
      } catch (error) {
        broken = error as Error
        throw error
      } finally {
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}

// BullMQ finds its tables and functions by the search_path alone. `options=` in a URL would replace ours: join them.
function withSearchPath(url: string) {
  const searchPath = `-c search_path=${DEFAULT_SCHEMA}`
  if (!/[?&]options=/.test(url)) return { connectionString: url, options: searchPath }
  const at = new URL(url)
  const options = `${at.searchParams.get('options')} ${searchPath}`
  at.searchParams.delete('options')
  return { connectionString: at.href, options }
}
