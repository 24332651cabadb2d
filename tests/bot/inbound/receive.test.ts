import pg from 'pg'
import pino from 'pino'
import { expect, it } from 'vitest'
import type { InboundEvent } from '../../../src/bot/channel.js'
import { createReceiver } from '../../../src/bot/inbound/receive.js'
import { testDatabase } from '../../support/database.js'
import { freePort } from '../../support/free-port.js'

function said(address: string, text: string): InboundEvent {
  return { channel: 'telegram', eventId: `${address} ${text}`, address, at: 0, body: { kind: 'text', text } }
}

const quiet = { foresee: async () => undefined, committed: () => {}, now: Date.now, log: pino({ level: 'silent' }) }

it('takes nothing before what the same person said earlier and could not be kept', async () => {
  // The database is away for one moment: for the first event it does not answer, afterwards it does.
  const pool = new pg.Pool({ host: '127.0.0.1', port: await freePort(), connectionTimeoutMillis: 1000 })
  const handled: string[] = []
  let away = true
  let answer = () => {}
  let asked = () => {}
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  const receiver = createReceiver({
    pool,
    async converse(events) {
      if (away) {
        away = false
        asked()
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
      }
      handled.push(...events.map((event) => event.eventId))
      return {
        outbox: [],
        after: { fetch: [], revisit: [], broadcast: [], settle: [] },
        turns: events.length,
        duplicates: 0,
        failed: [],
      }
    },
    ...quiet,
  })
  const events = [said('lan', 'một'), said('lan', 'hai'), said('nga', 'một')]
  const first = receiver.receive([events[0]!])
  await isAsked
  const later = events.slice(1).map((event) => receiver.receive([event]))
  answer()
  await expect(first).rejects.toThrow('away')
  await expect(later[0]).rejects.toThrow('away')
  await receiver.idle()
  expect(handled).toEqual(['nga một'])
  // The platform brings all of it again.
  await receiver.receive(events)
  expect(handled.filter((id) => id.startsWith('lan'))).toEqual(['lan một', 'lan hai'])
})

it('asks a database that is away once for a batch, not once for each of its people', async () => {
  const pool = new pg.Pool({ host: '127.0.0.1', port: await freePort() })
  let asked = 0
  const receiver = createReceiver({
    ...quiet,
    pool,
    converse() {
      asked++
      return Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))
    },
  })
  const all = Array.from({ length: 100 }, (_, n) => said(`a${n}`, 'chào'))
  await expect(receiver.receive(all)).rejects.toThrow('away')
  await receiver.idle()
  // Two batches share what waits.
  expect(asked).toBe(2)
})

it('of what a bug meets keeps what is new, once, and leaves alone what was handled before', async () => {
  const { pool, drop } = await testDatabase()
  const receiver = createReceiver({ ...quiet, pool, converse: () => Promise.reject(new Error('a bug of ours')) })
  const [old, fresh] = [said('lan', 'một'), said('lan', 'hai')]
  await pool.query(
    `INSERT INTO inbox (channel, event_id, address, at, state) VALUES ('telegram', $1, 'lan', now(), 'handled')`,
    [old.eventId],
  )
  await receiver.receive([old, fresh, fresh])
  const { rows } = await pool.query('SELECT event_id, state, body FROM inbox ORDER BY id')
  expect(rows).toEqual([
    { event_id: old.eventId, state: 'handled', body: null },
    { event_id: fresh.eventId, state: 'failed', body: fresh.body },
  ])
  await drop()
})
