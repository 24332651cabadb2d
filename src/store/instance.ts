// Which processes are alive: each holds an advisory lock of class 4 under its own number for as long as it lives.
// When it dies, however it dies, PostgreSQL drops the lock, and what it had claimed may be taken over at once.
import { randomInt } from 'node:crypto'
import { Client } from 'pg'

const CLASS = 4

export interface Instance {
  /** Another one after the database was away: claims whose commit was never acknowledged are then void too. */
  readonly id: number
  stop(): Promise<void>
}

interface Log {
  warn(fields: object, message: string): void
}

/** Announces this process. The lock is taken again, under a new number, when its connection is lost. */
export async function announceInstance(url: string, log: Log): Promise<Instance> {
  let id = 0
  let stopped = false
  let client = await hold()
  return {
    get id() {
      return id
    },
    async stop() {
      stopped = true
      await client.end().catch(() => undefined)
    },
  }

  async function hold(): Promise<Client> {
    const next = new Client({
      connectionString: url,
      application_name: 'nhan-ai instance',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    })
    next.on('error', () => undefined)
    const number = randomInt(1, 2 ** 31)
    try {
      await next.connect()
      await next.query('SELECT pg_advisory_lock($1, $2)', [CLASS, number])
    } catch (error) {
      await next.end().catch(() => undefined)
      throw error
    }
    id = number
    // Only now: a connection that was never made ends too.
    next.once('end', () => void (stopped || again()))
    return next
  }

  async function again(): Promise<void> {
    log.warn({}, 'instance lock lost, taking it again')
    for (let wait = 200; !stopped; wait = Math.min(wait * 2, 5_000)) {
      await new Promise((resolve) => setTimeout(resolve, wait).unref())
      try {
        client = await hold()
        if (stopped) await client.end().catch(() => undefined)
        return
      } catch {
        // The database is away; readiness reports it, and this goes on trying.
      }
    }
  }
}
