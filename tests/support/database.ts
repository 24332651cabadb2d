import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase } from '../../src/store/database.js'
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
