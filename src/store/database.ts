import { Socket } from 'node:net'
import pg from 'pg'
import type { PrismaClient } from './generated/client.js'
import type { Keys } from './keys.js'
import { bindKeys } from './sealed.js'
import { gaveWay } from './trouble.js'

export type Pool = pg.Pool
/** A connection with a transaction open on it. */
export type Tx = pg.PoolClient
/** For a statement that may stand alone or in a transaction of its caller's. */
export type Db = Pool | Tx

export interface Database {
  /** bigint columns come as strings, timestamptz as Date. */
  pool: Pool
  /** Loaded and made at its first use, on the same connections: a start does not wait for it. */
  prisma(): Promise<PrismaClient>
  /** From now on what is sealed is read and written by these keys. */
  unlock(keys: Keys): void
  close(): Promise<void>
}

// A prepared statement is planned once per connection rather than at every use, and so that it stays right when a table
// that was small then has grown.
const PLANS = 'set plan_cache_mode = force_generic_plan; set enable_seqscan = off'
// The server ends what takes too long: if only we stopped waiting, it would go on and hold its locks.
const STATEMENT_MS = 15_000
// A server that vanished without a word is given up a little later.
const VANISHED_MS = 3_000
/** Of a million members. */
const LONG_MS = 120_000

/** A statement that looks at all rows of a long list at once, and may take longer on a busy machine than a turn's ever do. */
export function patiently(text: string, values?: unknown[]): pg.QueryConfig {
  // Read by the client, missing in its types.
  return { text, values, query_timeout: 60_000 } as pg.QueryConfig
}

interface DatabaseOptions {
  /** At most so many connections, made on demand. */
  max: number
  /** What is sealed can be read and written once they are known. */
  keys?: Keys
  /** The longest that one statement may take, ms. */
  statementMs?: number
  /** How much later a server that says nothing is given up, ms. */
  vanishedMs?: number
}

/** Connects when it is first asked. */
export function openDatabase(connectionString: string, options: DatabaseOptions): Database {
  const { max, keys, statementMs = STATEMENT_MS, vanishedMs = VANISHED_MS } = options
  const ring = { keys }
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: 'nhan-ai',
    connectionTimeoutMillis: 10_000,
    query_timeout: statementMs + vanishedMs,
    keepAlive: true,
    // Statements sent without waiting for each other travel together, and leave in one write.
    pipeline: true,
    stream: gatheringSocket,
  })
  bindKeys(pool, ring)
  pool.on('connect', (client) => {
    bindKeys(client, ring)
    // Without a listener a connection that breaks while somebody holds it would end the process.
    client.on('error', () => {})
    void client.query(`${PLANS}; set statement_timeout = ${statementMs}`).catch(() => {})
  })
  // An idle connection that breaks is replaced by the pool; whoever queries next sees whether the database is there.
  pool.on('error', () => {})
  let prisma: Promise<PrismaClient> | undefined
  return {
    pool,
    prisma() {
      prisma ??= prismaOn(pool)
      return prisma
    },
    unlock(given) {
      ring.keys = given
    },
    async close() {
      await (await prisma)?.$disconnect()
      await pool.end()
    },
  }
}

/** Keeps what is written until the running turn of the event loop is over: each write is a call of the system. */
function gatheringSocket(): Socket {
  const socket = new Socket()
  // Connecting takes a `write` of one's own away again.
  socket.once('connect', () => {
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean
    let gathers = false
    socket.write = (...args: unknown[]) => {
      if (!gathers) {
        gathers = true
        socket.cork()
        process.nextTick(() => {
          gathers = false
          socket.uncork()
        })
      }
      return write(...args)
    }
  })
  return socket
}

async function prismaOn(pool: Pool): Promise<PrismaClient> {
  const [{ PrismaPg }, { PrismaClient }] = await Promise.all([
    import('@prisma/adapter-pg'),
    import('./generated/client.js'),
  ])
  return new PrismaClient({ adapter: new PrismaPg(pool) })
}

/** A statement that may look at every row of the largest broadcast: two minutes, also for those after it in the transaction. */
export async function atLength<Row extends pg.QueryResultRow>(
  tx: Tx,
  text: string,
  values: unknown[],
): Promise<pg.QueryResult<Row>> {
  await tx.query(`SET LOCAL statement_timeout = ${LONG_MS}`)
  const query = { text, values, query_timeout: LONG_MS + VANISHED_MS }
  return tx.query<Row>(query)
}

/** Runs `work` in one transaction: committed when it resolves, rolled back when it throws, which is thrown on. */
export async function transaction<T>(pool: Pool, work: (client: Tx) => Promise<T>): Promise<T> {
  return (await transactionEnding(pool, async (client) => ({ done: await work(client) }))).done
}

const GIVES_WAY = 5

/** The same, from the start again where two wait for each other and this one has to give way: `work` may run several times. */
export async function transactionAgain<T>(pool: Pool, work: (client: Tx) => Promise<T>): Promise<T> {
  for (let times = 1; ; times++) {
    try {
      return await transaction(pool, work)
    } catch (error) {
      if (!gaveWay(error) || times === GIVES_WAY) throw error
    }
  }
}

/** The same for work that leaves its last statements to travel with the commit; gives the rows of the last one too. */
export async function transactionEnding<T, Row extends pg.QueryResultRow>(
  pool: Pool,
  work: (client: Tx) => Promise<{ done: T; last?: pg.QueryConfig[] }>,
): Promise<{ done: T; rows: Row[] }> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // When a statement fails, those behind it in the transaction do too: a commit is then a rollback.
    const begun = client.query('begin')
    const [{ done, last = [] }] = await together([work(client), begun])
    const ended = await together([...last.map((each) => client.query<Row>(each)), client.query('commit')])
    return { done, rows: ended.at(-2)?.rows ?? [] }
  } catch (error) {
    // A value that cannot be sent leaves its statement unusable (findings/pg-value-that-cannot-be-sent-spoils-its-statement.sh).
    if (error instanceof TypeError) broken = error
    await client.query('rollback').catch((reason: Error) => {
      broken = reason
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/**
 * Waits for statements sent without waiting for each other. Throws when none is under way any more, for nothing may run
 * after a rollback; and throws what happened first: what follows only says that the transaction is aborted.
 */
export async function together<const T extends readonly unknown[]>(
  sent: T,
): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  let failed: { error: unknown } | undefined
  const note = (error: unknown) => {
    failed ??= { error }
  }
  await Promise.allSettled(sent.map((each) => Promise.resolve(each).catch(note)))
  if (failed) throw failed.error
  return Promise.all(sent)
}
