import { afterAll, beforeEach, expect, it } from 'vitest'
import { announceInstance } from '../../src/store/instance.js'
import { claimFor, contactsOwed, postpone } from '../../src/store/outbox.js'
import { testDatabase } from '../support/database.js'

const { pool, url, drop } = await testDatabase()
const log = { warn: () => {} }
const instances = await Promise.all(Array.from({ length: 8 }, () => announceInstance(url, log)))
afterAll(async () => {
  for (const instance of instances) await instance.stop()
  await drop()
})
beforeEach(() => pool.query('TRUNCATE outbox, person RESTART IDENTITY CASCADE'))

/** Contacts with two messages each that nobody has claimed. */
async function owed(contacts: number): Promise<string[]> {
  await pool.query('INSERT INTO person SELECT n FROM generate_series(1, $1) n', [contacts])
  await pool.query(`INSERT INTO contact (id, person_id, channel, address) SELECT id, id, 'telegram', id FROM person`)
  await pool.query(
    `INSERT INTO outbox (contact_id, kind, body, claimed_until, claimed_by)
     SELECT id, 'reply', '{}', now() - interval '1 s', 0 FROM contact, generate_series(1, 2)`,
  )
  return Array.from({ length: contacts }, (_, n) => String(n + 1))
}

it('is claimed by one, however many want it at once', async () => {
  for (const contact of await owed(200)) {
    const claims = await Promise.all(instances.map(({ id }) => claimFor(pool, contact, id, Date.now())))
    expect(claims.filter((rows) => rows.length > 0).map((rows) => rows.length)).toEqual([2])
  }
})

it('names only contacts that can be written to now: those who wait must not crowd them out', async () => {
  const contacts = await owed(5)
  const now = Date.now()
  const { rows } = await pool.query('SELECT min(id) AS id FROM outbox WHERE contact_id < 5 GROUP BY contact_id')
  await postpone(
    pool,
    rows.map((row) => row.id),
    now + 60_000,
    'not now',
    true,
  )
  expect(await contactsOwed(pool, now, 1)).toEqual(['5'])
  expect(await claimFor(pool, '1', instances[0]!.id, now)).toEqual([])
  expect((await contactsOwed(pool, now + 61_000, 10)).toSorted()).toEqual(contacts)
})

it('is void at once when its process is gone', async () => {
  await owed(1)
  const dying = await announceInstance(url, log)
  expect(await claimFor(pool, '1', dying.id, Date.now())).toHaveLength(2)
  expect(await contactsOwed(pool, Date.now(), 10)).toEqual([])
  await dying.stop()
  await expect.poll(() => contactsOwed(pool, Date.now(), 10)).toEqual(['1'])
})
