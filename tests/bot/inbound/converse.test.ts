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
