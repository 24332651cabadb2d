// What an operator sees waiting.
import { afterAll, expect, it } from 'vitest'
import { waitingRows } from '../../src/store/sweep.js'
import { setTimer } from '../../src/store/timers.js'
import { testDatabase } from '../support/database.js'

const NOW = Date.parse('2026-11-23T12:00:00+07:00')
const MINUTE = 60_000
const { pool, drop } = await testDatabase()
afterAll(drop)

it('counts what is due and not done, and what failed', async () => {
  await setTimer(pool, 'digest', 'just now', NOW - MINUTE)
  await setTimer(pool, 'digest', 'to come', NOW + MINUTE)
  await setTimer(pool, 'digest', 'an hour ago', NOW - 60 * MINUTE)
  await setTimer(pool, 'digest', 'failed', NOW + MINUTE)
  await pool.query(`UPDATE timer SET error = 'a bug' WHERE scope = 'failed'`)
  const rows = await waitingRows(pool, NOW)
  expect(rows.filter(({ table }) => table === 'timer')).toEqual([
    { table: 'timer', state: 'late', count: 1 },
    { table: 'timer', state: 'failed', count: 1 },
  ])
})
