// The last chunks of two channels may be given back in the same moment: one of them ends the broadcast, never none, never both.
import { afterAll, expect, it } from 'vitest'
import { CONSOLE } from '../../../src/store/audit.js'
import { type Chunk, claimChunk, leaveChunk } from '../../../src/store/campaign/chunks.js'
import { type Overrule, overrule } from '../../../src/store/campaign/overrule.js'
import { advance, recordOutcomes } from '../../../src/store/campaign/recipients.js'
import { transaction } from '../../../src/store/database.js'
import { testDatabase } from '../../support/database.js'
import { beginBroadcast, enrol } from '../../support/members.js'
import { NOW, organisation } from '../organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const INSTANCE = 7

async function sendAll(channel: string): Promise<Chunk> {
  for (;;) {
    const got = await claimChunk(pool, channel, { rate: Infinity, cost: () => 1, instance: INSTANCE, now: NOW })
    if (!got || !('chunk' in got)) continue
    const found = await advance(pool, got.chunk, { after: undefined, count: 10, instance: INSTANCE })
    await recordOutcomes(
      pool,
      got.chunk.broadcastId,
      found.map(({ personId }) => ({ personId, state: 'sent', at: NOW })),
    )
    return got.chunk
  }
}

it('is ended once by two channels that end at once', async () => {
  await organisation(pool)
  await enrol(pool, ['a', 'b'], { channel: 'telegram', unit: 'W1', now: NOW })
  await enrol(pool, ['c', 'd'], { channel: 'zalo', unit: 'W1', now: NOW })
  for (let round = 0; round < 20; round++) {
    const id = await beginBroadcast(pool, { unit: 'W1', message: { text: 'x' }, urgent: true, now: NOW })
    const chunks = [await sendAll('telegram'), await sendAll('zalo')]
    const ended = await Promise.all(chunks.map((chunk) => leaveChunk(pool, chunk, INSTANCE, NOW)))
    expect(ended.filter(Boolean), `round ${round}`).toHaveLength(1)
    const { rows } = await pool.query('SELECT state FROM broadcast WHERE id = $1', [id])
    expect(rows[0].state).toBe('done')
  }
})

it('is sent again, when an administrator says so, to those of whom nobody knows', async () => {
  const id = await beginBroadcast(pool, { unit: 'W1', message: { text: 'x' }, urgent: true, now: NOW })
  const chunks = [await sendAll('telegram'), await sendAll('zalo')]
  for (const chunk of chunks) await leaveChunk(pool, chunk, INSTANCE, NOW)
  const set = (change: Overrule) => transaction(pool, (tx) => overrule(tx, id, change, CONSOLE, NOW))
  expect(await set('again')).toBe(false)
  expect(await set('urgent')).toBe(false)
  const { rows } = await pool.query(
    `UPDATE recipient SET state = 'unknown', reason = 'interrupted' WHERE broadcast_id = $1 AND channel = 'zalo' RETURNING person_id`,
    [id],
  )
  expect(await set('again')).toBe(true)
  const again = await sendAll('zalo')
  expect(await leaveChunk(pool, again, INSTANCE, NOW)).toBeDefined()
  const states = await pool.query('SELECT DISTINCT state FROM recipient WHERE broadcast_id = $1', [id])
  expect({ again: rows.length, states: states.rows }).toEqual({ again: 2, states: [{ state: 'sent' }] })
})
