import pg from 'pg'
import pino from 'pino'
import { expect, it } from 'vitest'
import type { InboundEvent } from '../../src/bot/channel.js'
import { createDoor } from '../../src/bot/receive.js'
import { freePort } from '../support/free-port.js'

function said(address: string, text: string): InboundEvent {
  return { channel: 'telegram', eventId: `${address} ${text}`, address, at: 0, body: { kind: 'text', text } }
}

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
  const door = createDoor({
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
      return { outbox: [], files: [], turns: events.length, duplicates: 0, failed: [] }
    },
    committed: () => {},
    now: Date.now,
    log: pino({ level: 'silent' }),
  })
  const events = [said('lan', 'một'), said('lan', 'hai'), said('nga', 'một')]
  const first = door.receive([events[0]!])
  await isAsked
  const later = events.slice(1).map((event) => door.receive([event]))
  answer()
  await expect(first).rejects.toThrow('away')
  await expect(later[0]).rejects.toThrow('away')
  await door.idle()
  expect(handled).toEqual(['nga một'])
  // The platform brings all of it again.
  await door.receive(events)
  expect(handled.filter((id) => id.startsWith('lan'))).toEqual(['lan một', 'lan hai'])
})
