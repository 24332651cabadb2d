import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { announceInstance } from '../../src/store/instance.js'
import { type ServerProxy, startProxy } from '../support/proxy.js'
import { waitFor } from '../support/world.js'

let proxy: ServerProxy
const db = new pg.Client(inject('postgresUrl'))

beforeAll(async () => {
  proxy = await startProxy(inject('postgresUrl'))
  await db.connect()
})

afterAll(async () => {
  await proxy.stop()
  await db.end()
})

/** The numbers under which somebody alive is known. */
async function alive(): Promise<number[]> {
  const { rows } = await db.query(
    `SELECT objid::bigint::int AS id FROM pg_locks l JOIN pg_database d ON d.oid = l.database
     WHERE locktype = 'advisory' AND classid = 4 AND d.datname = current_database()`,
  )
  return rows.map((row) => row.id)
}

it('tries again one at a time while the database is away, and is there once, under a new number, when it is back', async () => {
  const lost: string[] = []
  const instance = await announceInstance(proxy.url, { warn: (_fields, message) => void lost.push(message) })
  const { id } = instance
  expect(await alive()).toEqual([id])
  const { knocks } = await proxy.cutAtTheDoor()
  await waitFor(() => knocks() >= 3)
  await proxy.mend()
  // PostgreSQL knows of the lock before this process hears that it has it.
  await waitFor(() => instance.id !== id)
  await waitFor(async () => (await alive()).join() === String(instance.id))
  expect(lost).toHaveLength(1)
  await instance.stop()
  await waitFor(async () => (await alive()).length === 0)
})
