import pino from 'pino'
import { afterAll, expect, it } from 'vitest'
import type { InboundEvent } from '../../src/bot/channel.js'
import { converse } from '../../src/bot/converse.js'
import { createDoor } from '../../src/bot/receive.js'
import { buildPlaces } from '../../src/flows/vi/places.js'
import { testDatabase } from '../support/database.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const places = buildPlaces([])
const door = createDoor({
  pool,
  converse: (events, only, now) => converse({ pool, places, instance: 1 }, events, only, now),
  committed: () => {},
  now: Date.now,
  log: pino({ level: 'silent' }),
})

function hello(address: string): InboundEvent {
  return { channel: 'zalo', eventId: `e-${address}`, address, at: Date.now(), body: { kind: 'text', text: 'chào' } }
}

it('greets newcomers although two processes were given their first words in another order', async () => {
  const insert = `INSERT INTO inbox (channel, event_id, address, at, received_at, state)
    VALUES ('zalo', $1, 'x', now(), now(), 'handled')`
  const other = await pool.connect()
  await other.query('begin')
  await other.query(insert, ['e-b'])
  const received = door.receive([hello('a'), hello('b')])
  const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  await expect.poll(async () => (await pool.query(waiting)).rows[0].n).toBe(1)
  // Now each holds what the other wants: PostgreSQL ends one of them.
  await other.query(insert, ['e-a']).catch(() => {})
  await other.query('rollback')
  other.release()
  await received
  const { rows } = await pool.query(`SELECT address, state FROM inbox ORDER BY address`)
  expect(rows).toEqual([
    { address: 'a', state: 'handled' },
    { address: 'b', state: 'handled' },
  ])
  expect((await pool.query('SELECT count(*)::int AS n FROM outbox')).rows[0].n).toBe(2)
})
