import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase, transaction } from '../../src/store/database.js'
import { KEYS } from './keys.js'

export const TEMPLATE = 'template_nhan_ai'

export interface TestDatabase {
  url: string
  pool: pg.Pool
  drop(): Promise<void>
}

/** A database of its own, all migrations applied. `empty`: with nothing in it. Call drop() in afterAll. */
export async function testDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await run(server, `create database ${name} template ${empty ? 'template0' : TEMPLATE} strategy file_copy`)
  const url = urlOf(server, name)
  const { pool, close } = openDatabase(url, { max: 10, keys: KEYS })
  return {
    url,
    pool,
    async drop() {
      await close()
      await run(server, `drop database ${name} with (force)`)
    },
  }
}

/** Empties tables and all that refer to them. TRUNCATE CASCADE would make hundreds of files anew for a few rows. */
export async function wipe(pool: pg.Pool, ...tables: string[]): Promise<void> {
  const { rows } = await pool.query<{ all: string[] }>(
    `WITH RECURSIVE emptied AS (
       SELECT unnest($1::text[])::regclass AS name
       UNION SELECT k.conrelid::regclass FROM pg_constraint k JOIN emptied ON k.confrelid = name AND k.contype = 'f')
     SELECT array_agg(name::text) AS all FROM emptied`,
    [tables],
  )
  const all = rows[0]!.all
  // Whatever is still being written is waited for; rows go in any order, without the triggers that TRUNCATE does not fire.
  const emptied = all.map((name) => `DELETE FROM ${name}`).join(';')
  await transaction(pool, (tx) =>
    tx.query(`LOCK TABLE ${all.join()}; SET LOCAL session_replication_role = replica; ${emptied}`),
  )
}

export function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
