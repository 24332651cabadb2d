import { createPostgresBackend, DEFAULT_SCHEMA, runMigrations } from 'bullmq'
import pg from 'pg'
import type { Backend } from './backend.js'

/** A worker needs one connection more, to listen on. */
const CONNECTIONS = { queue: 2, worker: 4 }

/** BullMQ on PostgreSQL, in a schema of its own beside the app's tables. */
export function postgresBackend(url: string): Backend {
  const settings = {
    ...withSearchPath(url),
    application_name: 'nhan-ai-jobs',
    connectionTimeoutMillis: 3000,
    query_timeout: 5000,
    // A listening connection that died without a word is noticed.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  }
  return {
    // Given a URL, BullMQ makes clients that nobody listens to at first: a server that goes away in that moment would
    // end our process with an unhandled 'error'. Given a pool, all clients are ours.
    connect(name, options, role) {
      const max = role?.withBlockingConnection ? CONNECTIONS.worker : CONNECTIONS.queue
      const pool = new pg.Pool({ ...settings, max })
      pool.on('connect', (client) => void client.on('error', () => {}))
      const backend = createPostgresBackend(name, { ...options, connection: pool }, role)
      backend.once('close', () => void pool.end())
      return backend
    },
    async prepare() {
      const client = new pg.Client(settings)
      client.on('error', () => {})
      try {
        await client.connect()
        await runMigrations(client, DEFAULT_SCHEMA)
      } finally {
        client.end().catch(() => {})
      }
    },
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
