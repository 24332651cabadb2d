// Who is silent after what: a platform that asks for it silences all, in every process; a trouble of ours only what caused it.
import pino from 'pino'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { sendChunk } from '../../../src/bot/campaign/chunk.js'
import { type Channel, SendError } from '../../../src/bot/channel.js'
import { createBrake } from '../../../src/bot/outbound/brake.js'
import { claimChunk } from '../../../src/store/campaign/chunks.js'
import { NOW, organisation } from '../../store/organisation.js'
import { testDatabase, wipe } from '../../support/database.js'
import { beginBroadcast, enrol } from '../../support/members.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const INSTANCE = 7

beforeEach(async () => {
  await wipe(pool, 'person', 'broadcast', 'pace')
  await organisation(pool)
  await enrol(pool, ['a', 'b', 'c'], { channel: 'telegram', unit: 'W1', now: NOW })
  await beginBroadcast(pool, { unit: 'W1', message: { text: 'x' }, urgent: true, now: NOW })
})

/** A chunk whose sends the platform answers with `error`. Gives what was made of it. */
async function sent(error: SendError) {
  const brake = createBrake()
  const channel = { send: () => Promise.reject(error) } as unknown as Channel
  const claiming = { rate: Infinity, cost: () => 1, instance: INSTANCE, now: NOW }
  await claimChunk(pool, 'telegram', claiming)
  const claim = await claimChunk(pool, 'telegram', claiming)
  if (!claim || !('chunk' in claim)) throw new Error('no chunk')
  const deps = {
    pool,
    channels: { telegram: channel },
    brake,
    instance: () => INSTANCE,
    now: () => NOW,
    stopping: () => false,
  }
  await sendChunk({ ...deps, log: pino({ level: 'silent' }), count: () => {}, halt: async () => {} }, claim.chunk, 0)
  const next = await claimChunk(pool, 'telegram', claiming)
  return { replies: brake.wait('telegram'), broadcasts: next && 'waitMs' in next ? next.waitMs : 0 }
}

it('after a 429 replies wait as long as the platform asks, not longer, and so do broadcasts', async () => {
  const { replies, broadcasts } = await sent(new SendError('slowDown', '429', 5_000))
  expect(replies).toBeGreaterThan(1_000)
  expect(replies).toBeLessThanOrEqual(5_000)
  expect(broadcasts).toBeGreaterThan(1_000)
  expect(broadcasts).toBeLessThanOrEqual(5_000)
})

it('a package that is used up stops the broadcast, not the replies, which are free', async () => {
  const { replies, broadcasts } = await sent(new SendError('misconfigured', '-211'))
  expect(replies).toBe(0)
  expect(broadcasts).toBeGreaterThan(10_000)
})
