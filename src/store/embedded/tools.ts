import { spawn } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { giveTo, type RunAs } from './home.js'

/** One cluster: its programs, its data, and the user both belong to. */
export interface Cluster {
  bin: string
  data: string
  user: RunAs
}

export const SUPERUSER = 'nhan_ai'

/** Writes a new cluster into the empty folder `data`, which `user` owns. Text sorts by code point, case folds by Unicode. */
export async function initdb({ bin, data, user }: Cluster, password: string): Promise<void> {
  const passwordFile = `${data}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  giveTo(user, passwordFile)
  try {
    await run(bin, user, 'initdb', [
      `--pgdata=${data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // They protect passwords that people choose; ours is random, and every connection would count to 4,096 on both sides.
      '--set=scram_iterations=1',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ])
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** Starts the server and resolves when it takes connections. `settings`: of postgresql.conf, values without spaces. */
export async function startServer(cluster: Cluster, port: number, settings: Record<string, string>): Promise<void> {
  const all: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Errors reach us as answers; the server's own log is for its life, and holds nothing people wrote.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    ...settings,
  }
  const options = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`)
  const log = serverLog(cluster)
  if (existsSync(log)) renameSync(log, `${log}.1`)
  const { bin, data, user } = cluster
  try {
    await run(bin, user, 'pg_ctl', ['start', '-w', '-t', '60', '-D', data, '-l', log, '-o', options.join(' ')])
  } catch (error) {
    throw new Error(lastFatal(log) ?? (error as Error).message)
  }
}

/** Ends all sessions, writes everything down and resolves when the server is gone. */
export async function stopServer({ bin, data, user }: Cluster): Promise<void> {
  await run(bin, user, 'pg_ctl', ['stop', '-m', 'fast', '-w', '-t', '60', '-D', data])
}

export function serverLog({ data }: Cluster): string {
  return path.join(data, 'server.log')
}

/** `wanted` where nobody listens on it, else a port the system picks. Of 127.0.0.1. */
export async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', (error) => (wanted ? resolve(freePort()) : reject(error)))
    server.listen({ port: wanted, host: '127.0.0.1', exclusive: true }, () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

function lastFatal(log: string): string | undefined {
  try {
    return readFileSync(log, 'utf8')
      .match(/(?<=(?:FATAL|PANIC): {2}).*/g)
      ?.at(-1)
  } catch {
    return undefined
  }
}

/** Runs one of PostgreSQL's programs. The environment is bare: PGPORT and its like would be obeyed. */
function run(bin: string, user: RunAs, tool: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // Detached: Ctrl-C in the terminal is for the app, which stops the server when it is done with it.
    const child = spawn(path.join(bin, tool), args, {
      ...user,
      cwd: bin,
      env: { LC_ALL: 'C' },
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stdout.on('data', (chunk) => (said += chunk))
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${tool}: ${said.trim().split('\n').at(-1)}`))
    })
  })
}
