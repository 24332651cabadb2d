// Whoever waits for the bot waits for whatever it is about, whoever began it.
import { afterAll, expect, it } from 'vitest'
import type { Channel } from '../../src/bot/channel.js'
import { transaction } from '../../src/store/database.js'
import { wantFile } from '../../src/store/files/rows.js'
import { lockPeople } from '../../src/store/people.js'
import { testDatabase } from '../support/database.js'
import { quietBot } from './quiet-bot.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const FILE = '11111111-1111-4111-8111-111111111111'

it('a file that a sweep fetches is waited for', async () => {
  const order: string[] = []
  let begin = () => {}
  let arrive = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const channel = {
    name: 'telegram',
    async fetchFile() {
      begin()
      await arrived
      order.push('arrived')
      return { bytes: Buffer.from('no picture'), name: 'x' }
    },
  } as unknown as Channel
  const { bot, remove } = await quietBot(pool, Date.now, { telegram: channel })
  await transaction(pool, async (tx) => {
    const [person] = await lockPeople(tx, [{ channel: 'telegram', address: '1' }], Date.now())
    await wantFile(tx, person!.personId, 'telegram', FILE, { ref: 'x', kind: 'photo' }, Date.now())
  })
  const swept = bot.handlers.tick({})
  await begun
  const idle = bot.idle().then(() => order.push('idle'))
  // More than a bot with nothing to do takes to say so.
  for (let n = 0; n < 10; n++) await pool.query('SELECT 1')
  arrive()
  await Promise.all([idle, swept])
  expect(order).toEqual(['arrived', 'idle'])
  remove()
})
