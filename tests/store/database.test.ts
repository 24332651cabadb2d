import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase, transaction, transactionAgain } from '../../src/store/database.js'
import { type TestDatabase, testDatabase } from '../support/database.js'
import { type ServerProxy, startProxy } from '../support/proxy.js'
import { waitFor } from '../support/world.js'

let server: TestDatabase
let proxy: ServerProxy
let database: Database
/** With limits that a test can wait for. */
let impatient: Database
const unheard: Error[] = []
const note = (error: Error) => void unheard.push(error)

beforeAll(async () => {
  server = await testDatabase()
  proxy = await startProxy(server.url)
  database = openDatabase(proxy.url, { max: 4 })
  impatient = openDatabase(proxy.url, { max: 2, statementMs: 1_000, vanishedMs: 1_000 })
  process.on('uncaughtException', note)
})

afterEach(() => expect(unheard).toEqual([]))

afterAll(async () => {
  process.off('uncaughtException', note)
  await proxy.stop()
  await database.close()
  await impatient.close()
  await server.drop()
})

it('a connection that breaks in the middle of a transaction fails that transaction, and nothing else', async () => {
  const { pool } = database
  const work = transaction(pool, async (tx) => {
    const { rows } = await tx.query('SELECT pg_backend_pid() AS pid')
    const asleep = tx.query('SELECT pg_sleep(20)')
    await Promise.all([asleep, server.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid])])
  })
  await expect(work).rejects.toThrow(/terminat/)
  // Also one that is held and asks nothing in that moment.
  const held = await pool.connect()
  const { rows } = await held.query('SELECT pg_backend_pid() AS pid')
  const ended = new Promise((resolve) => held.once('end', resolve))
  await server.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid])
  await ended
  held.release(true)
  await expect(pool.query('SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] })
})

it('a server that says nothing any more is given up', async () => {
  const { pool } = impatient
  await pool.query('SELECT 1')
  proxy.freeze(true)
  await expect(transaction(pool, (tx) => tx.query('SELECT 1'))).rejects.toThrow(/timeout|terminat/i)
  proxy.freeze(false)
  await expect(pool.query('SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] })
})

it('a statement that takes too long is ended by the server: it does not go on behind our back', async () => {
  const { pool } = impatient
  await expect(pool.query("SELECT pg_sleep(600), 'too long'")).rejects.toThrow(/statement timeout/)
  // It tells us first, and is idle a moment later.
  await waitFor(async () => {
    const { rowCount } = await server.pool.query(
      `SELECT FROM pg_stat_activity WHERE query LIKE '%too long%' AND state = 'active' AND pid <> pg_backend_pid()`,
    )
    return rowCount === 0
  })
})

it('whoever has to give way where two wait for each other begins again', async () => {
  const { pool } = database
  await pool.query(`CREATE TABLE two AS SELECT n, 0 AS times FROM generate_series(1, 2) n`)
  const touch = (n: number) => ({ text: 'UPDATE two SET times = times + 1 WHERE n = $1', values: [n] })
  let times = 0
  let again: Promise<void> | undefined
  await transaction(pool, async (other) => {
    // PostgreSQL ends the one that looks for a deadlock first.
    await other.query(`SET LOCAL deadlock_timeout = '1h'`)
    await other.query(touch(1))
    let waits = () => {}
    const waiting = new Promise<void>((resolve) => {
      waits = resolve
    })
    again = transactionAgain(pool, async (tx) => {
      times++
      await tx.query(touch(2))
      waits()
      await tx.query(touch(1))
    })
    await waiting
    await other.query(touch(2))
  })
  await again
  expect(times).toBeGreaterThan(1)
  expect((await pool.query('SELECT n, times FROM two ORDER BY n')).rows).toEqual([
    { n: 1, times: 2 },
    { n: 2, times: 2 },
  ])
})

it('a value that cannot be sent fails its transaction, and not those that come after it', async () => {
  const one = openDatabase(server.url, { max: 1 })
  const put = (value: unknown) =>
    transaction(one.pool, (tx) => tx.query({ name: 'put', text: 'SELECT $1::jsonb AS value', values: [value] }))
  await expect(put({ n: 10n })).rejects.toThrow('BigInt')
  expect((await put({ n: 1 })).rows).toEqual([{ value: { n: 1 } }])
  await one.close()
})
