import pino from 'pino'
import { afterAll, expect, it } from 'vitest'
import { type Channel, SendError } from '../../../src/bot/channel.js'
import { createBrake } from '../../../src/bot/outbound/brake.js'
import { createDelivery } from '../../../src/bot/outbound/deliver.js'
import { transaction } from '../../../src/store/database.js'
import { announceInstance } from '../../../src/store/instance.js'
import { contactsOwed, dropUnasked } from '../../../src/store/outbox.js'
import { testDatabase, wipe } from '../../support/database.js'

const { pool, url, drop } = await testDatabase()
const instance = await announceInstance(url, { warn: () => {} })
afterAll(async () => {
  await instance.stop()
  await drop()
})

/** A delivery through a channel that does what `send` does, and a way to owe its one contact something. */
async function delivering(send: (text: string) => Promise<void>, now: () => number = Date.now) {
  const channel: Channel = {
    name: 'telegram',
    perSecond: 30,
    cost: () => 1,
    async send(_address, { text }) {
      await send(text)
      return ['1']
    },
    fetchFile: () => Promise.reject(new Error('no files here')),
    check: async () => undefined,
    start: async () => {},
    stop: async () => {},
  }
  const delivery = createDelivery({
    pool,
    channels: { telegram: channel },
    brake: createBrake(),
    instance: () => instance.id,
    now,
    log: pino({ level: 'silent' }),
    later: () => {},
    count: () => {},
  })
  await wipe(pool, 'person')
  await pool.query('INSERT INTO person (id) VALUES (1)')
  await pool.query(`INSERT INTO contact (id, person_id, channel, address) VALUES (1, 1, 'telegram', '1')`)
  const owe = async (text: string, kind: 'reply' | 'nudge' = 'reply') => {
    const { rows } = await pool.query(
      `INSERT INTO outbox (contact_id, kind, body, claimed_until, claimed_by)
       VALUES (1, $3, $1, $4::timestamptz + interval '1 min', $2) RETURNING id`,
      [{ text }, instance.id, kind, new Date(now())],
    )
    const row = { id: rows[0].id as string, contactId: '1', channel: 'telegram', address: '1', body: { text } }
    return { ...row, kind, attempts: 0, lastInboundAt: null, unreachableAt: null, behind: [] }
  }
  const free = () => pool.query('UPDATE outbox SET claimed_by = 0, claimed_until = to_timestamp(0)')
  return { delivery, owe, free }
}

it('sends what is tried again before what came later', async () => {
  const sent: string[] = []
  let refuses = true
  const { delivery, owe, free } = await delivering(async (text) => {
    if (refuses) throw new SendError('refused', 'no')
    sent.push(text)
  })
  const one = await owe('one')
  delivery.send([one])
  await delivery.idle()
  // An operator mended the cause and had it tried again (`npm run admin -- retry`).
  refuses = false
  await pool.query(`UPDATE outbox SET state = 'pending'`)
  await free()
  delivery.send([{ ...(await owe('two')), behind: [one.id] }])
  await delivery.idle()
  expect(sent).toEqual(['one', 'two'])
})

it('sends once what a sweep finds while a turn is about to send it, whoever comes first', async () => {
  const sent: string[] = []
  const { delivery, owe, free } = await delivering(async (text) => void sent.push(text))
  const one = await owe('one')
  await free()
  await delivery.contact('1')
  delivery.send([one])
  await delivery.idle()
  const two = await owe('two')
  await free()
  const sweep = delivery.contact('1')
  delivery.send([two])
  await sweep
  await delivery.idle()
  expect(sent).toEqual(['one', 'two'])
})

it('keeps nothing back after a bug of ours in the middle', async () => {
  const sent: string[] = []
  let bug = true
  const { delivery, owe, free } = await delivering(async (text) => {
    if (bug) throw new TypeError('a bug of ours')
    sent.push(text)
  })
  delivery.send([await owe('one'), await owe('two')])
  await delivery.idle()
  bug = false
  await free()
  await delivery.contact('1')
  await delivery.idle()
  expect(sent).toEqual(['two'])
  const { rows } = await pool.query('SELECT state FROM outbox ORDER BY id')
  expect(rows.map((row) => row.state)).toEqual(['failed', 'sent'])
})

it("holds until the morning what we say of our own accord, in nobody's way", async () => {
  const sent: string[] = []
  let now = Date.parse('2026-11-19T23:00:00+07:00')
  const { delivery, owe } = await delivering(
    async (text) => void sent.push(text),
    () => now,
  )
  delivery.send([await owe('news', 'nudge')])
  await delivery.idle()
  // The next turn does not count it among what its replies wait for.
  delivery.send([await owe('answer')])
  await delivery.idle()
  expect(await contactsOwed(pool, now, 10)).toEqual([])
  await delivery.contact('1')
  await delivery.idle()
  expect(sent).toEqual(['answer'])
  now = Date.parse('2026-11-20T08:00:01+07:00')
  expect(await contactsOwed(pool, now, 10)).toEqual(['1'])
  await delivery.contact('1')
  await delivery.idle()
  expect(sent).toEqual(['answer', 'news'])
})

it('drops what waits for the morning when the person wants no more messages', async () => {
  const now = Date.parse('2026-11-19T23:00:00+07:00')
  const { delivery, owe } = await delivering(
    async () => {},
    () => now,
  )
  delivery.send([await owe('news', 'nudge')])
  await delivery.idle()
  await transaction(pool, (tx) => dropUnasked(tx, '1', 'stopped'))
  const { rows } = await pool.query('SELECT state, reason, body FROM outbox')
  expect(rows).toEqual([{ state: 'skipped', reason: 'stopped', body: null }])
})
