import { describe, expect, it } from 'vitest'
import { exchange } from '../../../src/bot/zalo/oauth.js'
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/server.js'
import { freePort } from '../../support/free-port.js'
import {
  answering,
  breakRefresh,
  database,
  HOUR,
  isAlive,
  kept,
  SEED,
  sandbox,
  started,
  withKeepers,
} from './token-keepers.js'

const { appId, appSecret } = SANDBOX_CREDENTIALS.zalo

withKeepers()

describe('the token pair', () => {
  it('begins with the seed, is written before it is used, and lasts until a fifth of its life is left', async () => {
    const tokens = await started()
    const first = await tokens.access()
    expect(await isAlive(first)).toBe(true)
    expect(await kept()).toMatchObject({
      access_token: first,
      refresh_token: sandbox.zalo.tokens().refreshToken,
      refreshing_at: null,
    })
    sandbox.clock.advance(19.9 * HOUR)
    expect(await tokens.access()).toBe(first)
    sandbox.clock.advance(0.2 * HOUR)
    const second = await tokens.access()
    expect(second).not.toBe(first)
    expect(await isAlive(second)).toBe(true)
    sandbox.clock.advance(400 * HOUR)
    expect(await isAlive(await tokens.access())).toBe(true)
    expect(sandbox.zalo.tokens()).toMatchObject({ refreshes: 3, refusedRefreshes: 0 })
  })

  it('is found again after a restart, whatever the seed is worth by then', async () => {
    const first = await (await started()).access()
    expect(await (await started()).access()).toBe(first)
    expect(sandbox.zalo.tokens().refreshes).toBe(1)
  })

  it('is replaced by another ZALO_REFRESH_TOKEN of the operator', async () => {
    await (await started({ seed: 'long used up' })).access().catch(() => {})
    const tokens = await started()
    expect(await isAlive(await tokens.access())).toBe(true)
  })

  it('is refreshed once by many at a time, in two processes', async () => {
    const [one, two] = [await started(), await started()]
    const asked = await Promise.all([one, two, one, two, two].map((tokens) => tokens.access()))
    expect(new Set(asked).size).toBe(1)
    expect(sandbox.zalo.tokens().refreshes).toBe(1)

    sandbox.clock.advance(21 * HOUR)
    breakRefresh({ latencyMs: 50 })
    const again = await Promise.all([one, two, two, one].map((tokens) => tokens.access()))
    expect(new Set(again).size).toBe(1)
    expect(sandbox.zalo.tokens()).toMatchObject({ refreshes: 2, refusedRefreshes: 0 })
  })

  it('is renewed once when many find it dead', async () => {
    const [one, two] = [await started(), await started()]
    const dead = await one.access()
    await two.access()
    sandbox.zalo.expireAccessToken()
    const renewed = await Promise.all([one, two, one, two].map((tokens) => tokens.renew(dead)))
    expect(new Set(renewed).size).toBe(1)
    expect(renewed[0]).not.toBe(dead)
    expect(sandbox.zalo.tokens()).toMatchObject({ refreshes: 2, refusedRefreshes: 0 })
  })
})

describe('a refresh that is refused', () => {
  it('leaves the pair as it is, says what to do, and is not repeated by every message', async () => {
    const tokens = await started({ seed: 'long used up' })
    for (let times = 0; times < 5; times++) {
      await expect(tokens.access()).rejects.toMatchObject({
        kind: 'misconfigured',
        message: expect.stringMatching(/-14014 Invalid refresh token.*paste a new ZALO_REFRESH_TOKEN/),
      })
    }
    expect(sandbox.zalo.tokens().refusedRefreshes).toBe(1)
    expect(await kept()).toMatchObject({ access_token: null, refresh_token: 'long used up', refreshing_at: null })
  })

  it('does not stop a token that still lives', async () => {
    const tokens = await started()
    const first = await tokens.access()
    sandbox.clock.advance(21 * HOUR)
    breakRefresh({ error: -14014, message: 'no', times: -1 })
    expect(await tokens.access()).toBe(first)
    expect(tokens.trouble()).toMatch(/paste a new ZALO_REFRESH_TOKEN/)
    expect(await kept()).toMatchObject({ access_token: first, refreshing_at: null })

    sandbox.faults.clear()
    sandbox.clock.advance(2 * 60_000)
    expect(await tokens.access()).not.toBe(first)
    expect(tokens.trouble()).toBeUndefined()
  })

  it.each([
    ['an error without a number', { error_name: 'Invalid refresh token', error_description: 'x' }],
    ['a token that is none', { access_token: null, refresh_token: 'x', expires_in: '90000' }],
    ['an empty object', {}],
  ])('is %s with HTTP 200', async (_, body) => {
    const tokens = await started({ use: await answering(200, JSON.stringify(body)) })
    await expect(tokens.access()).rejects.toMatchObject({ kind: 'misconfigured' })
    expect(await kept()).toMatchObject({ refresh_token: SEED, access_token: null, refreshing_at: null })
  })

  it('nobody there: the pair is not touched, and tried again', async () => {
    const app = { appId, appSecret, oauthBase: `http://127.0.0.1:${await freePort()}` }
    let away = true
    const here = { ...app, oauthBase: `${sandbox.url}/zalo/oauth` }
    const tokens = await started({ use: (token: string) => exchange(away ? app : here, token) })
    await expect(tokens.access()).rejects.toMatchObject({ kind: 'retry' })
    expect(await kept()).toMatchObject({ refreshing_at: null })
    away = false
    sandbox.clock.advance(10_000)
    expect(await isAlive(await tokens.access())).toBe(true)
  })
})

it('keeps a pair that Postgres would not take, and writes it down later', async () => {
  const tokens = await started()
  await database.pool.query(`ALTER TABLE zalo_token ADD CONSTRAINT full_disk CHECK (access_token IS NULL)`)
  const access = await tokens.access()
  expect(await isAlive(access)).toBe(true)
  expect(await kept()).toMatchObject({ access_token: null, refresh_token: SEED })
  await database.pool.query(`ALTER TABLE zalo_token DROP CONSTRAINT full_disk`)
  expect(await tokens.access()).toBe(access)
  expect(await kept()).toMatchObject({ access_token: access, refreshing_at: null })
}, 60_000)
