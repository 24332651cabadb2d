import { describe, expect, it } from 'vitest'
import { exchange } from '../../../src/bot/zalo/oauth.js'
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/server.js'
import { until } from '../support.js'
import {
  answering,
  breakRefresh,
  database,
  ghosts,
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

describe('a refresh whose answer is lost', () => {
  it('did not happen: the old token lives, and a later refresh works', async () => {
    const tokens = await started()
    const first = await tokens.access()
    sandbox.clock.advance(21 * HOUR)
    breakRefresh({ drop: 'before' })
    expect(await tokens.access()).toBe(first)
    expect(await kept()).toMatchObject({ refreshing_at: null })
    expect(sandbox.zalo.tokens().refreshes).toBe(1)
    sandbox.clock.advance(60_000)
    expect(await isAlive(await tokens.access())).toBe(true)
    expect(sandbox.zalo.tokens()).toMatchObject({ refreshes: 2, refusedRefreshes: 0 })
  })

  it('did happen: the old token is dead, nothing is tried blindly, a human is called and can help', async () => {
    const tokens = await started()
    await tokens.access()
    sandbox.clock.advance(21 * HOUR)
    breakRefresh({ drop: 'after' })
    const cure = { kind: 'misconfigured', message: expect.stringMatching(/paste a new ZALO_REFRESH_TOKEN/) }
    await expect(tokens.access()).rejects.toMatchObject(cure)
    await expect(tokens.access()).rejects.toMatchObject(cure)
    await expect((await started()).access()).rejects.toMatchObject(cure)
    expect(sandbox.zalo.tokens()).toMatchObject({ refreshes: 2, refusedRefreshes: 0 })
    expect(await kept()).toMatchObject({ refreshing_at: expect.any(Date) })

    const cured = await started({ seed: sandbox.zalo.tokens().refreshToken })
    expect(await isAlive(await cured.access())).toBe(true)
  })

  it('with no living token to ask with, is tried again: an unused refresh token works', async () => {
    const tokens = await started()
    breakRefresh({ drop: 'before' })
    await expect(tokens.access()).rejects.toMatchObject({ kind: 'retry' })
    sandbox.clock.advance(10_000)
    expect(await isAlive(await tokens.access())).toBe(true)
  })

  it('with no living token to ask with, is tried again: for a used one Zalo says so', async () => {
    const tokens = await started()
    breakRefresh({ drop: 'after' })
    await expect(tokens.access()).rejects.toMatchObject({ kind: 'retry' })
    sandbox.clock.advance(10_000)
    await expect(tokens.access()).rejects.toMatchObject({ kind: 'misconfigured' })
  })

  it.each([
    [502, '<html>Bad Gateway</html>'],
    [500, '{"error":-1}'],
    [200, 'nothing of the kind'],
  ])('answers with HTTP %d and %s', async (status, body) => {
    const lost = await answering(status, body)
    await expect(lost(SEED)).rejects.toMatchObject({ kind: 'unknown' })
  })

  it('leaves a dead token for dead while Zalo does not answer at all', async () => {
    const tokens = await started()
    await tokens.access()
    sandbox.clock.advance(21 * HOUR)
    breakRefresh({ drop: 'after' })
    sandbox.faults.add({ platform: 'zalo', method: 'getoa', status: 503, times: 1 })
    await expect(tokens.access()).rejects.toMatchObject({ kind: 'retry' })
    await expect(tokens.access()).rejects.toMatchObject({ kind: 'misconfigured' })
  })
})

describe('a process that dies in a refresh', () => {
  /** A keeper that stays in its refresh for ever, and whose process then dies. */
  async function dieIn(refresh: (refreshToken: string) => Promise<unknown>) {
    let sent = false
    const dying = await started({
      use: async (token: string) => {
        await refresh(token)
        sent = true
        return new Promise((_, reject) => void ghosts.push(reject))
      },
    })
    void dying.access().catch(() => {})
    await until(() => sent)
    // What the operating system does for a process that is gone.
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')`,
    )
  }

  it('before Zalo heard of it: the next one carries on', async () => {
    const first = await (await started()).access()
    sandbox.clock.advance(21 * HOUR)
    await dieIn(async () => {})
    expect(await kept()).toMatchObject({ refreshing_at: expect.any(Date) })
    const next = await started()
    expect(await next.access()).toBe(first)
    sandbox.clock.advance(60_000)
    expect(await next.access()).not.toBe(first)
    expect(sandbox.zalo.tokens()).toMatchObject({ refreshes: 2, refusedRefreshes: 0 })
  })

  it('after Zalo answered and before it was written down: a human is called', async () => {
    await (await started()).access()
    sandbox.clock.advance(21 * HOUR)
    const app = { appId, appSecret, oauthBase: `${sandbox.url}/zalo/oauth` }
    await dieIn((token) => exchange(app, token))
    await expect((await started()).access()).rejects.toMatchObject({ kind: 'misconfigured' })
  })

  it('others wait for one that is only slow', async () => {
    const [slow, other] = [await started(), await started()]
    breakRefresh({ latencyMs: 300 })
    const first = slow.access()
    await until(async () => (await kept())?.refreshing_at)
    expect(await other.access()).toBe(await first)
    expect(sandbox.zalo.tokens()).toMatchObject({ refreshes: 1, refusedRefreshes: 0 })
  })
})
