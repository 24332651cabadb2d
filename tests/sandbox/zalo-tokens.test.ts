import { createHash } from 'node:crypto'
import axios from 'axios'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SANDBOX_CREDENTIALS, type Sandbox, startSandbox } from '../../src/sandbox/server.js'
import { type Client, createClient } from './zalo-bot.js'

const { appId, appSecret, oaId, refreshToken } = SANDBOX_CREDENTIALS.zalo
const HOUR = 3_600_000
const DAY = 24 * HOUR

let sandbox: Sandbox
let bot: Client

beforeEach(async () => {
  sandbox = await startSandbox()
  bot = createClient(sandbox)
})
afterEach(() => sandbox.stop())

test('a refresh gives a new pair, expires_in is a string', async () => {
  const pair = await bot.refresh()
  expect(pair).toEqual({ access_token: expect.any(String), refresh_token: expect.any(String), expires_in: '90000' })
  expect(pair.refresh_token).not.toBe(refreshToken)
  expect(sandbox.zalo.tokens()).toMatchObject({ refreshes: 1, refusedRefreshes: 0, refreshToken: pair.refresh_token })
})

test('a refresh token works once; the refusal is HTTP 200 without access_token', async () => {
  await bot.refresh()
  const answer = await bot.refresh()
  expect(answer).toMatchObject({ error: -14014, error_name: expect.any(String), error_reason: expect.any(String) })
  expect(answer).toHaveProperty('error_description')
  expect(answer).not.toHaveProperty('access_token')
  expect(sandbox.zalo.tokens()).toMatchObject({ refreshes: 1, refusedRefreshes: 1 })
})

test('the old access token dies with the refresh', async () => {
  const { refresh_token } = await bot.refresh()
  const old = bot.token()
  await bot.refresh(refresh_token)
  const answer = await bot.call({ url: '/openapi/v2.0/oa/getoa', headers: { access_token: old } })
  expect(answer).toMatchObject({ status: 200, data: { error: -220 } })
})

test('an access token lives 25 hours by the sandbox clock', async () => {
  await bot.refresh()
  sandbox.clock.advance(25 * HOUR - 60_000)
  expect((await bot.call({ url: '/openapi/v2.0/oa/getoa' }))?.data).toMatchObject({ error: 0, data: { oaid: oaId } })
  sandbox.clock.advance(60_000)
  expect((await bot.call({ url: '/openapi/v2.0/oa/getoa' }))?.data.error).toBe(-216)
})

test('a test can let the access token expire', async () => {
  await bot.refresh()
  sandbox.zalo.expireAccessToken()
  expect((await bot.send(sandbox.people.zaloUserId('p1'), { text: 'xin chào' })).error).toBe(-216)
})

test('a refresh token dies after 3 months', async () => {
  sandbox.clock.advance(91 * DAY)
  expect((await bot.refresh()).error).toBe(-14014)
})

test.each([
  ['no secret_key header', { app_id: appId }, {}, 404],
  ['a wrong secret', { app_id: appId }, { secret_key: 'x' }, -14004],
  ['a wrong app', { app_id: '1' }, { secret_key: appSecret }, -14002],
  ['an unknown grant', { app_id: appId, grant_type: 'password' }, { secret_key: appSecret }, -14001],
])('refuses %s', async (_what, form, headers, error) => {
  expect((await bot.oauth(form as Record<string, string>, headers as Record<string, string>)).error).toBe(error)
})

test('the token of an earlier run opens a new one, but only its first refresh', async () => {
  const { refresh_token } = await bot.refresh()
  const restarted = await startSandbox()
  try {
    const client = createClient(restarted)
    expect(await client.refresh(refresh_token)).toHaveProperty('access_token')
    expect(await client.refresh(refresh_token)).not.toHaveProperty('access_token')
    expect(await client.refresh(`${refresh_token}x`)).not.toHaveProperty('access_token')
  } finally {
    await restarted.stop()
  }
})

test('consent gives a code that needs its verifier and works once', async () => {
  const verifier = 'v'.repeat(43)
  const code_challenge = createHash('sha256').update(verifier).digest('base64url')
  const params = { app_id: appId, redirect_uri: 'http://127.0.0.1:9/zalo/callback', code_challenge, state: 's1' }
  async function consent() {
    const url = `${sandbox.url}/zalo/oauth/v4/oa/permission`
    const answer = await axios.get(url, { params, maxRedirects: 0, validateStatus: () => true })
    return new URL(answer.headers.location).searchParams
  }
  const back = await consent()
  expect(back.get('oa_id')).toBe(oaId)
  expect(back.get('state')).toBe('s1')
  const form = { app_id: appId, grant_type: 'authorization_code', code: back.get('code') ?? '' }
  expect(await bot.oauth({ ...form, code_verifier: verifier })).toHaveProperty('access_token')
  expect(await bot.oauth({ ...form, code_verifier: verifier })).toMatchObject({ error: -14003 })
  const code = (await consent()).get('code') ?? ''
  expect(await bot.oauth({ ...form, code, code_verifier: 'wrong' })).toMatchObject({
    error_name: 'Invalid code verifier',
  })
})
