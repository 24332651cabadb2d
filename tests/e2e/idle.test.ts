import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWorld, type World } from '../support/world.js'

const DAY = 24 * 3_600_000
let w: World

beforeAll(async () => {
  w = (await startWorld('postgres'))!
  // As the app joins its own sandbox.
  w.sandbox.clock.onAdvance(() => w.app.drain())
})
afterAll(() => w.stop())

/** Nguyễn Thị Hoa writes on Zalo; true when she is answered. */
async function isAnswered(): Promise<boolean> {
  const hoa = w.citizen('zalo', 'p1')
  const heard = () => hoa.bubbles().filter(({ from }) => from === 'bot').length
  const before = heard()
  await hoa.says('trợ giúp')
  return heard() > before
}

it('nobody writes for most of a year: Zalo still answers', async () => {
  expect(await isAnswered()).toBe(true)
  const { refreshes } = w.sandbox.zalo.tokens()
  for (let month = 1; month <= 8; month++) {
    await w.sandbox.clock.advance(30 * DAY)
    // However many sweeps there are, a living token is left alone.
    await w.app.drain()
    await w.app.drain()
    expect(w.sandbox.zalo.tokens()).toMatchObject({ refreshes: refreshes + month, refusedRefreshes: 0 })
  }
  expect(await isAnswered()).toBe(true)
})

it('a sweep survives a Zalo that does not refresh', async () => {
  w.sandbox.faults.add({ platform: 'zalo', method: 'access_token', status: 502, times: -1 })
  await w.sandbox.clock.advance(30 * DAY)
  await w.app.drain()
  w.sandbox.faults.clear()
  await w.sandbox.clock.advance(60_000)
  expect(w.sandbox.zalo.tokens().refusedRefreshes).toBe(0)
  expect(await isAnswered()).toBe(true)
})

it('a jump of a year goes by in steps, as a year would', async () => {
  const before = w.sandbox.clock.now()
  const answer = await fetch(`${w.sandbox.url}/sim/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMs: 365 * DAY }),
  })
  expect(answer.status).toBe(200)
  expect(w.sandbox.clock.now() - before).toBeGreaterThanOrEqual(365 * DAY)
  expect(await isAnswered()).toBe(true)
})
