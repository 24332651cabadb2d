import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkTelegram } from '../../../src/bot/telegram/doctor.js'
import { checkZalo } from '../../../src/bot/zalo/doctor.js'
import { exchange } from '../../../src/bot/zalo/oauth.js'
import { checkQueue } from '../../../src/jobs/doctor.js'
import { SANDBOX_CREDENTIALS, type Sandbox, startSandbox } from '../../../src/sandbox/server.js'
import { saveCalendar, shippedCalendar } from '../../../src/store/calendar.js'
import { checkDatabase } from '../../../src/store/doctor.js'
import { zaloTokenStore } from '../../../src/store/zalo-tokens.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { freePort } from '../../support/free-port.js'
import { startRedis } from '../../support/redis.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'
import { runTool } from '../run-tool.js'

const { telegram, zalo } = SANDBOX_CREDENTIALS
const DAY = 24 * 3_600_000
const NOW = Date.parse('2026-11-30T12:00+07:00')
const folder = tempFolder()
let database: TestDatabase
let sandbox: Sandbox

beforeAll(async () => {
  ;[database, sandbox] = await Promise.all([testDatabase(), startSandbox()])
})
afterAll(async () => {
  await Promise.all([database.drop(), sandbox.stop()])
  removeFolder(folder)
})

/** Lines by what they begin with. */
const marked = (out: string, mark: string) => out.split('\n').filter((line) => line.startsWith(mark))

describe('as a command', () => {
  it('finds everything well in a running sandbox, and changes nothing', async () => {
    const store = zaloTokenStore(database.pool, zalo.oaId)
    await store.plant(zalo.refreshToken, Date.now())
    const granted = await exchange({ ...zalo, oauthBase: `${sandbox.url}/zalo/oauth` }, zalo.refreshToken)
    await store.save(zalo.refreshToken, { ...granted, expiresAt: Date.now() + granted.lifeMs }, Date.now())
    const before = await database.pool.query('SELECT * FROM zalo_token')

    const dataDir = path.join(folder, 'not-made')
    const env = {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      SANDBOX_PORT: String(sandbox.port),
      PUBLIC_URL: sandbox.url,
    }
    const { code, out, err } = await runTool('doctor', { env })
    expect(err).toBe('')
    expect(marked(out, '✗')).toEqual([])
    expect(code).toBe(0)
    for (const part of ['settings', 'node', 'data dir', 'database', 'queue', 'telegram', 'zalo'])
      expect(out).toContain(`✓ ${part}`)
    expect(out).toContain('sandbox (no channel has credentials)')
    expect(out).toContain('migrations applied')
    expect(out).toContain('Nhân Ái (sandbox)')
    expect(out).toContain('package OA Nâng cao, until 31/12/2099')
    expect(out).toContain('clock agrees')
    // What answers there is not our app.
    expect(out).toMatch(/! web +.*\/healthz does not answer/)
    for (const secret of [telegram.token, zalo.appSecret, zalo.refreshToken, granted.accessToken, granted.refreshToken])
      expect(out).not.toContain(secret)

    expect(existsSync(dataDir)).toBe(false)
    expect((await database.pool.query('SELECT * FROM zalo_token')).rows).toEqual(before.rows)
    expect(sandbox.zalo.tokens().refreshes).toBe(1)
    const { getMe, getWebhookInfo, ...others } = sandbox.telegram.counters()
    expect([getMe, getWebhookInfo]).toEqual([1, 1])
    expect(Object.values(others).every((calls) => calls === 0)).toBe(true)
  })

  it('looks at what it can where nothing runs yet', async () => {
    const dataDir = path.join(folder, 'fresh')
    const { code, out } = await runTool('doctor', {
      env: { DATA_DIR: dataDir, SANDBOX_PORT: String(await freePort()) },
    })
    expect(marked(out, '✗')).toEqual([])
    expect(out).toMatch(/! database +there is none yet/)
    expect(out).toMatch(/! sandbox +does not run[^\n]*\n +→ .*npm start/)
    expect(code).toBe(0)
    expect(readdirSync(folder)).not.toContain('fresh')
  })

  it('tells every wrong setting, and each thing that is out of reach', async () => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    const wrong = await runTool('doctor', { env: { PORT: 'x', REDIS_URL: 'nope', DATA_DIR: path.join(file, 'x') } })
    expect(wrong.code).toBe(1)
    expect(marked(wrong.out, '✗ settings')).toHaveLength(2)
    expect(marked(wrong.out, '✗ data dir')).toHaveLength(1)

    const port = String(await freePort())
    const away = {
      DATABASE_URL: `postgres://a:top-secret@127.0.0.1:${port}/x`,
      REDIS_URL: `redis://:top-secret@127.0.0.1:${port}`,
      TELEGRAM_BOT_TOKEN: '123:top-secret',
      TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`,
      DATA_DIR: folder,
    }
    const { code, out } = await runTool('doctor', { env: away })
    expect(code).toBe(1)
    for (const part of ['database', 'queue', 'telegram']) expect(marked(out, `✗ ${part}`)).toHaveLength(1)
    expect(out).not.toContain('top-secret')
    expect(out).toMatch(/\n3 to mend/)
  })
})

describe('Telegram', () => {
  const marks = async (url: string | undefined, configured?: string) => {
    const api = `${sandbox.url}/telegram/bot${telegram.token}`
    await fetch(`${api}/${url ? `setWebhook?url=${encodeURIComponent(url)}` : 'deleteWebhook'}`)
    const updates = configured ? { by: 'webhook' as const, url: configured } : { by: 'polling' as const }
    const settings = { token: telegram.token, apiRoot: `${sandbox.url}/telegram`, updates }
    return (await checkTelegram(settings, Date.now())).map(({ mark }) => mark)
  }
  const OURS = 'http://127.0.0.1:9/webhooks/telegram'

  it('compares the webhook with the settings', async () => {
    expect(await marks(undefined)).toEqual(['ok'])
    expect(await marks(OURS, OURS)).toEqual(['ok', 'ok'])
    expect(await marks(undefined, OURS)).toEqual(['ok', 'warn'])
    expect(await marks(OURS)).toEqual(['ok', 'warn'])
    expect(await marks('http://127.0.0.1:9/elsewhere', OURS)).toEqual(['ok', 'bad'])
    await marks(undefined)
  })

  it('knows a wrong token from a platform that is away', async () => {
    const updates = { by: 'polling' as const }
    const wrong = await checkTelegram({ token: '1:x', apiRoot: `${sandbox.url}/telegram`, updates }, Date.now())
    expect(wrong).toMatchObject([{ mark: 'bad', found: expect.stringContaining('401') }])
    const apiRoot = `http://127.0.0.1:${await freePort()}`
    const away = await checkTelegram({ token: '1:x', apiRoot, updates }, Date.now())
    expect(away).toMatchObject([{ mark: 'bad', found: expect.stringContaining('ECONNREFUSED') }])
  })
})

describe('Zalo', () => {
  const now = Date.parse('2026-11-21T09:00+07:00')
  const settings = { oaId: zalo.oaId, apiBase: 'http://127.0.0.1:9' }
  const kept = { refreshToken: 'r', issuedAt: now - DAY / 2, accessToken: 'a', expiresAt: now + DAY / 2 }
  const found = async (tokens: Parameters<typeof checkZalo>[0]['tokens'], apiBase = settings.apiBase) =>
    (await checkZalo({ ...settings, apiBase, tokens }, now)).map(({ mark, found }) => `${mark} ${found}`)

  it('never refreshes: a token that ended waits for the app', async () => {
    const { refreshes } = sandbox.zalo.tokens()
    expect(await found(undefined)).toEqual([expect.stringMatching(/^warn no token is kept yet/)])
    expect(await found({ ...kept, expiresAt: now - 1 })).toEqual([
      expect.stringMatching(/^warn the access token ended/),
    ])
    expect(sandbox.zalo.tokens().refreshes).toBe(refreshes)
  })

  it('warns before the refresh token dies, and of one that a crash left open', async () => {
    const old = { ...kept, accessToken: undefined, expiresAt: undefined }
    expect(await found({ ...old, issuedAt: now - 80 * DAY })).toContainEqual(expect.stringMatching(/^warn .*10 days/))
    expect(await found({ ...old, issuedAt: now - 91 * DAY })).toContainEqual(
      expect.stringMatching(/^bad .*three months/),
    )
    expect(await found({ ...old, refreshingAt: now - DAY })).toContainEqual(
      expect.stringMatching(/^warn a refresh was/),
    )
  })

  it('tells a token that Zalo no longer takes, and a Zalo that is away', async () => {
    expect(await found(kept, `${sandbox.url}/zalo/openapi`)).toContainEqual(
      expect.stringMatching(/^warn Zalo no longer/),
    )
    expect(await found(kept)).toContainEqual(expect.stringMatching(/^bad .*ECONNREFUSED/))
  })
})

it('sees an empty, an outdated and a newer database', async () => {
  const empty = await testDatabase({ empty: true })
  expect(await checkDatabase(empty.url, NOW)).toContainEqual(
    expect.objectContaining({ mark: 'warn', found: 'it is empty' }),
  )
  await empty.drop()

  const name = '_prisma_migrations'
  await database.pool.query(`UPDATE ${name} SET migration_name = '2999_newer'`)
  const found = (await checkDatabase(database.url, NOW)).map((finding) => finding.found).join('\n')
  expect(found).toContain('newer than this program: 2999_newer')
  expect(found).toContain('not yet applied')
  await database.pool.query(`UPDATE ${name} SET migration_name = '20261121000000_init', checksum = 'x'`)
  expect(await checkDatabase(database.url, NOW)).toContainEqual(expect.objectContaining({ mark: 'bad' }))
})

it('warns of a year without holidays, of the next one from December on', async () => {
  const own = await testDatabase()
  const warnings = async (at: string) =>
    (await checkDatabase(own.url, Date.parse(`${at}+07:00`))).filter(({ mark }) => mark === 'warn').map((f) => f.found)
  const none = 'the working calendar has no holidays of '
  expect(await warnings('2026-11-30T23:59')).toEqual([`${none}2026`])
  await saveCalendar(own.pool, shippedCalendar())
  expect(await warnings('2026-12-01T00:00')).toEqual([])
  expect(await warnings('2027-11-30T23:59')).toEqual([])
  expect(await warnings('2027-12-01T00:00')).toEqual([`${none}2028`])
  await own.drop()
})

it('warns of a Redis that throws jobs away', async ({ skip }) => {
  const redis = await startRedis()
  if (!redis) return skip()
  expect(await checkQueue(redis.url)).toMatchObject([{ mark: 'ok' }])
  const { Redis } = await import('ioredis')
  const client = new Redis(redis.url)
  await client.config('SET', 'maxmemory-policy', 'allkeys-lru')
  client.disconnect()
  expect(await checkQueue(redis.url)).toMatchObject([{ mark: 'ok' }, { mark: 'warn', found: /allkeys-lru/ }])
  await redis.stop()
})
