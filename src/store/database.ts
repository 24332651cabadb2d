import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.js'

export interface Database {
  /** bigint columns come as strings, timestamptz as Date. */
  pool: pg.Pool
  /** Made at its first use, on the same connections. */
  readonly prisma: PrismaClient
  close(): Promise<void>
}

/** Connects on demand, with at most `max` connections. */
export function openDatabase(connectionString: string, { max }: { max: number }): Database {
  const pool = new pg.Pool({ connectionString, max, application_name: 'nhan-ai', connectionTimeoutMillis: 10_000 })
  // An idle connection that breaks is replaced by the pool; whoever queries next sees whether the database is there.
  pool.on('error', () => {})
  let prisma: PrismaClient | undefined
  return {
    pool,
    get prisma() {
      prisma ??= new PrismaClient({ adapter: new PrismaPg(pool) })
      return prisma
    },
    async close() {
      await prisma?.$disconnect()
      await pool.end()
    },
  }
}

/** Runs `work` in one transaction: committed when it resolves, rolled back when it throws, which is thrown on. */
export async function transaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((reason: Error) => {
      broken = reason
    })
    throw error
  } finally {
    client.release(broken)
  }
}
