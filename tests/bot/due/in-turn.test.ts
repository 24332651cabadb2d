import { afterAll, expect, it } from 'vitest'
import { setTimer } from '../../../src/store/timers.js'
import { testDatabase } from '../../support/database.js'
import { quietBot } from '../quiet-bot.js'

const { pool, drop } = await testDatabase()
const { bot, remove } = await quietBot(pool)
afterAll(async () => {
  await drop()
  remove()
})

it('whoever asks for a sweep while another is under way has what that one does, too', async () => {
  await setTimer(pool, 'clean', '1', Date.now() - 1_000)
  const other = await pool.connect()
  await other.query('BEGIN')
  await other.query('SELECT FROM timer FOR UPDATE')
  const ended: string[] = []
  const first = bot.handlers.tick({}).then(() => ended.push('first'))
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  await expect.poll(async () => (await pool.query(waiting)).rowCount, { timeout: 20_000 }).toBe(1)
  const second = bot.handlers.tick({}).then(() => ended.push('second'))
  // Long enough for a sweep that finds nothing to do.
  for (let n = 0; n < 100; n++) await pool.query('SELECT')
  await other.query('ROLLBACK')
  other.release()
  await Promise.all([first, second])
  expect(ended).toEqual(['first', 'second'])
})
