import { afterAll, expect, it } from 'vitest'
import type { InboundEvent } from '../../../src/bot/channel.js'
import { testDatabase } from '../../support/database.js'
import { quietBot } from '../quiet-bot.js'

const { pool, drop } = await testDatabase()
const { bot, remove } = await quietBot(pool)
afterAll(async () => {
  await drop()
  remove()
})

function said(eventId: string): InboundEvent {
  return {
    channel: 'zalo',
    address: 'lan',
    eventId,
    at: Date.now(),
    body: { kind: 'text', text: 'giới thiệu người tốt' },
  }
}

it('answers a newcomer although two processes were given their first words in different order', async () => {
  const insert = `INSERT INTO inbox (channel, event_id, address, at, received_at, state)
    VALUES ('zalo', $1, 'x', now(), now(), 'handled')`
  const other = await pool.connect()
  await other.query('begin')
  // Of two that wait for each other, the one that looks first gives way.
  await other.query(`SET LOCAL deadlock_timeout = '1min'`)
  await other.query(insert, ['e-b'])
  const received = bot.receive([said('e-a'), said('e-b')])
  const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  await expect.poll(async () => (await pool.query(waiting)).rows[0].n).toBe(1)
  // Now each holds what the other wants: PostgreSQL ends one of them.
  await other.query(insert, ['e-a']).catch(() => {})
  await other.query('rollback')
  other.release()
  await received
  const states = async () => (await pool.query('SELECT event_id, state FROM inbox ORDER BY event_id')).rows
  // A passing trouble: kept for the next sweep, no failed rows.
  expect(await states()).toEqual([
    { event_id: 'e-a', state: 'pending' },
    { event_id: 'e-b', state: 'pending' },
  ])
  await bot.handlers.tick({})
  await bot.idle()
  expect((await states()).map((row) => row.state)).toEqual(['handled', 'handled'])
  expect((await pool.query('SELECT count(*)::int AS n FROM outbox')).rows[0].n).toBeGreaterThan(0)
})

it('keeps what a newcomer said although another process goes on waiting for it after the first trouble', async () => {
  const other = await pool.connect()
  await other.query('begin')
  await other.query(`SET LOCAL deadlock_timeout = '1min'`)
  const insert = (id: string) =>
    other.query(
      `INSERT INTO inbox (channel, event_id, address, at, received_at, state) VALUES ('zalo', $1, 'x', now(), now(), 'handled')`,
      [id],
    )
  await insert('f-b')
  const received = bot.receive([said('f-a'), said('f-b')])
  const waiting = async (): Promise<number | undefined> =>
    (
      await pool.query(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
    ).rows[0]?.pid
  await expect.poll(waiting).toBeDefined()
  const first = await waiting()
  await pool.query('SELECT pg_terminate_backend($1)', [first])
  // Now it only wants to keep them, and waits again.
  await expect.poll(async () => ![first, undefined].includes(await waiting())).toBe(true)
  await insert('f-a').catch(() => {})
  await other.query('rollback')
  other.release()
  await received
  const { rows } = await pool.query(`SELECT event_id, state FROM inbox WHERE event_id LIKE 'f-%' ORDER BY event_id`)
  expect(rows).toEqual([
    { event_id: 'f-a', state: 'pending' },
    { event_id: 'f-b', state: 'pending' },
  ])
})
