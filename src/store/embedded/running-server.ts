import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const PATIENCE_MS = 60_000
// Above what any system gives out, so that PostgreSQL finds nobody behind it.
const NOBODY = 2_147_483_646

/**
 * The port of the server that runs on these data and answers, undefined when there is none. Waits for one that is just
 * starting or stopping. `address`: how to connect to a port.
 */
export async function runningServer(data: string, address: (port: number) => string): Promise<number | undefined> {
  const pidFile = path.join(data, 'postmaster.pid')
  for (const until = Date.now() + PATIENCE_MS; existsSync(pidFile); await wait(100)) {
    const lines = readFileSync(pidFile, 'utf8').split('\n')
    const pid = Number(lines[0])
    const port = Number(lines[3])
    if (port && (await answers(address(port), data))) return port
    const command = commandOf(pid)
    if (command === undefined) return undefined
    if (!command.includes(data)) {
      // After a restart of the machine the number may belong to anybody, and PostgreSQL would wait for them for ever.
      // The rest of the file stays: by it PostgreSQL sees whether a part of the old server is still alive.
      writeFileSync(pidFile, [NOBODY, ...lines.slice(1)].join('\n'))
      return undefined
    }
    if (Date.now() > until) throw new Error(`process ${pid} holds ${data} and does not answer`)
  }
  return undefined
}

async function answers(connectionString: string, data: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === data
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** The command line of a process, undefined when it is gone. */
function commandOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8') || undefined
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return undefined
  }
}
