import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { StartError } from '../../ops/start-error.js'
import { prepareDataDir } from '../data-dir.js'
import { openCluster } from './cluster.js'
import { runningServer } from './running-server.js'
import { type Cluster, freePort, SUPERUSER, serverLog, startServer, stopServer } from './tools.js'

export interface Embedded {
  url: string
  /** Ends every session and stops the server: for when nothing uses the database any more. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  dataDir: string
  log: Pick<Logger, 'info' | 'warn'>
  /** Of postgresql.conf, on top of ours; values without spaces. */
  settings?: Record<string, string>
  /** For a tool beside the app: where another process owns the server, use it, and leave it running. */
  join?: boolean
}

const DATABASE = 'nhan_ai'
/** The session that holds this advisory lock owns the server; the lock goes with its process, however that ends. */
const OWNER_LOCK = 7_235_419_001
const CLAIM_MS = 3000
const ATTEMPTS = 5
// Nobody waits at a screen, and what is left of a server that died may hold its place for a while: some 20 s in all.
const ATTEMPTS_AGAIN = 20

/**
 * Runs the PostgreSQL that comes with the app, its data in DATA_DIR/postgres, on a free port of 127.0.0.1. A server that
 * a killed process left behind is taken over, one that ends by itself is started again. Throws StartError when another
 * process owns it, when DATA_DIR cannot be written, and when the server does not start.
 */
export async function startEmbedded({ dataDir, log, settings = {}, join = false }: EmbeddedOptions): Promise<Embedded> {
  prepareDataDir(dataDir)
  const folder = realpathSync(dataDir)
  const cluster = await openCluster(folder, log)
  const portFile = path.join(folder, 'postgres.port')
  const address = (port: number, database: string) =>
    `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}?sslmode=disable`

  let held = await hold(ATTEMPTS)
  const url = address(held.port, DATABASE)
  if (!held.owns) return { url, stop: () => held.session.end() }
  let stopping = false
  let restarting: Promise<void> | undefined
  watch()
  return {
    url,
    async stop() {
      stopping = true
      await restarting
      await stop(cluster, held.session)
    },
  }

  /** The server runs and this process owns it, or has joined its owner. */
  async function hold(attempts: number): Promise<{ port: number; session: pg.Client; owns: boolean }> {
    for (let attempt = 1; ; attempt++) {
      try {
        let port = await runningServer(cluster.data, (port) => address(port, 'postgres'))
        if (!port) {
          port = await freePort(readPort(portFile))
          await startServer(cluster, port, settings)
        }
        writeFileSync(portFile, String(port))
        const { session, owns } = await claim(address(port, 'postgres'), join ? 0 : CLAIM_MS)
        if (owns || join) return { port, session, owns }
        await session.end()
        throw new StartError(
          `DATA_DIR: another Nhân Ái is already running with ${dataDir}; stop it, or give this one a DATA_DIR of its own`,
        )
      } catch (error) {
        if (error instanceof StartError) throw error
        // The port was taken meanwhile, or another process starts or stops this server: the next attempt sees how it ended.
        const reason = (error as Error).message
        if (attempt === attempts)
          throw new StartError(
            `DATA_DIR: the built-in PostgreSQL does not start (${reason}); see ${serverLog(cluster)}`,
          )
        log.warn(`The built-in PostgreSQL does not start (${reason}), trying again`)
        await wait(100 * attempt)
      }
    }
  }

  function watch(): void {
    held.session.once('end', () => {
      if (!stopping) restarting = restart()
    })
  }

  /** Where it cannot be had back, the rejection ends the process: without it nothing works, and whoever runs us starts us. */
  async function restart(): Promise<void> {
    log.warn('The built-in PostgreSQL has ended, starting it again')
    const next = await hold(ATTEMPTS_AGAIN)
    if (next.port !== held.port) throw new Error(`the port ${held.port} of the built-in PostgreSQL is taken`)
    held = next
    watch()
  }
}

/** Takes the owner's lock, with some patience: a killed owner's session ends a moment after it. */
async function claim(connectionString: string, patience: number): Promise<{ session: pg.Client; owns: boolean }> {
  const session = new pg.Client({ connectionString, application_name: 'nhan-ai owner', keepAlive: true })
  // The server's end is this session's end.
  session.on('error', () => {})
  await session.connect()
  try {
    for (const until = Date.now() + patience; ; await wait(100)) {
      const { rows } = await session.query<{ owns: boolean }>('select pg_try_advisory_lock($1) as owns', [OWNER_LOCK])
      const owns = rows[0]!.owns
      if (owns) await createDatabase(session)
      if (owns || Date.now() >= until) return { session, owns }
    }
  } catch (error) {
    await session.end().catch(() => {})
    throw error
  }
}

async function createDatabase(session: pg.Client): Promise<void> {
  const { rowCount } = await session.query('select from pg_database where datname = $1', [DATABASE])
  if (!rowCount) await session.query(`create database ${DATABASE}`)
}

/** The lock is held to the last: who starts meanwhile finds a server that is going, not one to take over. */
async function stop(cluster: Cluster, session: pg.Client): Promise<void> {
  if (existsSync(path.join(cluster.data, 'postmaster.pid'))) await stopServer(cluster)
  await session.end().catch(() => {})
}

function readPort(file: string): number | undefined {
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) || undefined : undefined
}
