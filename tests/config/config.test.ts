import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../src/config/config.js'
import { settings } from '../../src/config/settings.js'
import { SANDBOX_CREDENTIALS, SANDBOX_TEMPLATE } from '../../src/sandbox/credentials.js'

const TOKEN = '123456:telegram-token'
const ZALO = {
  ZALO_APP_ID: '11',
  ZALO_APP_SECRET: 'app-secret',
  ZALO_OA_ID: '22',
  ZALO_OA_SECRET_KEY: 'oa-secret',
  ZALO_REFRESH_TOKEN: 'refresh',
}

function problems(env: Record<string, string>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

test('nothing set: embedded database, Postgres queue, both channels live towards the sandbox', () => {
  expect(readConfig({})).toEqual({
    role: 'all',
    http: { host: '127.0.0.1', port: 8080 },
    publicUrl: undefined,
    dataDir: path.resolve('.data'),
    database: { mode: 'embedded' },
    queue: { backend: 'postgres' },
    telegram: {
      mode: 'live',
      token: SANDBOX_CREDENTIALS.telegram.token,
      perSecond: 30,
      apiRoot: 'http://127.0.0.1:8081/telegram',
      updates: { by: 'polling' },
    },
    zalo: {
      mode: 'live',
      ...SANDBOX_CREDENTIALS.zalo,
      perSecond: 66,
      apiBase: 'http://127.0.0.1:8081/zalo/openapi',
      oauthBase: 'http://127.0.0.1:8081/zalo/oauth',
      template: SANDBOX_TEMPLATE,
    },
    sandbox: { on: true, host: '127.0.0.1', port: 8081 },
    logLevel: 'info',
  })
})

test('a template of Zalo is offered with its price only, and says what its parameters are filled with', () => {
  const given = { ...ZALO, ZALO_TEMPLATE_ID: '900001', ZALO_TEMPLATE_PRICE: '200' }
  const { zalo } = readConfig({
    ...given,
    ZALO_TEMPLATE_DATA: 'don_vi=unit:60, noi_dung=text',
    ZALO_TEMPLATE_MONTHLY: '1000',
  })
  expect(zalo).toMatchObject({
    template: {
      id: '900001',
      data: [
        { name: 'don_vi', from: 'unit', most: 60 },
        { name: 'noi_dung', from: 'text', most: 30 },
      ],
      price: 200,
      daily: 20_000,
      monthly: 1000,
    },
  })
  expect(readConfig(ZALO).zalo).toMatchObject({ template: undefined })
  expect(problems({ ...ZALO, ZALO_TEMPLATE_ID: '900001' }).join()).toContain('ZALO_TEMPLATE_PRICE')
  expect(problems({ ...given, ZALO_TEMPLATE_DATA: 'ten=phone' }).join()).toContain('ZALO_TEMPLATE_DATA')
  expect(problems({ ...given, ZALO_TEMPLATE_PRICE: '200,5' }).join()).toContain('ZALO_TEMPLATE_PRICE')
})

test('everything set', () => {
  const config = readConfig({
    ...ZALO,
    TELEGRAM_PER_SECOND: '1000',
    ZALO_PER_SECOND: '20',
    PORT: '80',
    HOST: '0.0.0.0',
    PUBLIC_URL: 'https://nhanai.example.vn/',
    DATA_DIR: '/var/data',
    DATABASE_URL: 'postgres://u:p%23@db:5432/nhan_ai',
    REDIS_URL: 'rediss://cache:6380',
    ROLE: 'worker',
    LOG_LEVEL: 'debug',
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: 'http://bot-api:8082',
    TELEGRAM_WEBHOOK_SECRET: 'hush-hush',
    ZALO_API_BASE: 'http://zalo.test:1',
    ZALO_OAUTH_BASE: 'http://zalo.test:2',
  })
  expect(config).toEqual({
    role: 'worker',
    http: { host: '0.0.0.0', port: 80 },
    publicUrl: 'https://nhanai.example.vn',
    dataDir: '/var/data',
    database: { mode: 'url', url: 'postgres://u:p%23@db:5432/nhan_ai' },
    queue: { backend: 'redis', url: 'rediss://cache:6380' },
    telegram: {
      mode: 'live',
      token: TOKEN,
      perSecond: 1000,
      apiRoot: 'http://bot-api:8082',
      updates: { by: 'webhook', url: 'https://nhanai.example.vn/webhooks/telegram', secret: 'hush-hush' },
    },
    zalo: {
      mode: 'live',
      appId: '11',
      appSecret: 'app-secret',
      oaId: '22',
      oaSecretKey: 'oa-secret',
      perSecond: 20,
      refreshToken: 'refresh',
      apiBase: 'http://zalo.test:1',
      oauthBase: 'http://zalo.test:2',
    },
    sandbox: { on: false },
    logLevel: 'debug',
  })
})

test('an empty or blank setting counts as unset', () => {
  const blank = { ...Object.fromEntries(Object.keys(ZALO).map((name) => [name, ''])), PORT: ' ', DATABASE_URL: '' }
  expect(readConfig(blank)).toEqual(readConfig({}))
})

test('a channel without credentials is off as soon as the other has some', () => {
  expect(readConfig({ TELEGRAM_BOT_TOKEN: TOKEN })).toMatchObject({ zalo: { mode: 'off' }, sandbox: { on: false } })
  expect(readConfig(ZALO)).toMatchObject({ telegram: { mode: 'off' }, sandbox: { on: false } })
})

test('every problem is told at once, by the name of its setting', () => {
  const found = problems({
    PORT: 'eighty',
    HOST: 'my host',
    PUBLIC_URL: 'http://nhanai.example.vn',
    DATABASE_URL: 'mysql://db/x',
    REDIS_URL: 'cache:6379',
    ROLE: 'boss',
    LOG_LEVEL: 'loud',
    TELEGRAM_BOT_TOKEN: 'no token',
    TELEGRAM_API_ROOT: 'api.telegram.org',
    TELEGRAM_WEBHOOK_SECRET: 'with space',
    ...ZALO,
    ZALO_APP_ID: 'my app',
    ZALO_OA_SECRET_KEY: 'a b',
    ZALO_API_BASE: 'https://openapi.zalo.me/v3',
    SANDBOX_PORT: '70000',
  })
  expect(found.map((line) => line.split(':')[0]).sort()).toEqual([
    'DATABASE_URL',
    'HOST',
    'LOG_LEVEL',
    'PORT',
    'PUBLIC_URL',
    'REDIS_URL',
    'ROLE',
    'SANDBOX_PORT',
    'TELEGRAM_API_ROOT',
    'TELEGRAM_BOT_TOKEN',
    'TELEGRAM_WEBHOOK_SECRET',
    'ZALO_API_BASE',
    'ZALO_APP_ID',
    'ZALO_OA_SECRET_KEY',
  ])
  for (const line of found) expect(line).not.toContain('\n')
})

test.each(['eighty', '0', '65536', '80.5', '0x50', '-1', '8 0'])('PORT=%s is told as it was given', (PORT) => {
  expect(problems({ PORT })).toEqual([`PORT: ${PORT} is not a port; give a whole number from 1 to 65535`])
})

test('one wrong value is one problem', () => {
  expect(problems({ ROLE: 'boss' })).toEqual(['ROLE: boss is not known; give one of all, bot, worker'])
})

test('a problem never shows what a secret holds', () => {
  const secrets = {
    DATABASE_URL: 'http://user:hunter2@db',
    REDIS_URL: 'http://user:hunter2@cache',
    TELEGRAM_BOT_TOKEN: 'hunter2',
    TELEGRAM_WEBHOOK_SECRET: 'hunter2 !',
    PUBLIC_URL: 'https://user:hunter2@nhanai.example.vn',
    ZALO_APP_ID: 'hunter2',
    ZALO_APP_SECRET: 'hunter2 x',
    ZALO_OA_ID: 'hunter2',
    ZALO_OA_SECRET_KEY: 'hunter2 x',
    ZALO_REFRESH_TOKEN: 'hunter2 x',
  }
  const found = problems(secrets)
  expect(found).toHaveLength(Object.keys(secrets).length)
  expect(found.join('\n')).not.toContain('hunter2')
})

test('Zalo wants all five credentials: the missing ones are named', () => {
  const [problem, ...rest] = problems({ ZALO_APP_ID: '11', ZALO_APP_SECRET: 's', ZALO_OA_ID: '22' })
  expect(problem).toMatch(/^ZALO_OA_SECRET_KEY, ZALO_REFRESH_TOKEN: missing/)
  expect(rest).toEqual([])
})

test.each(['bot', 'worker'])('ROLE=%s with the embedded database is refused, with the cure', (ROLE) => {
  expect(problems({ ROLE })).toEqual([expect.stringMatching(/^ROLE: .*DATABASE_URL/)])
  expect(problems({ ROLE, DATABASE_URL: 'postgres://db/nhan_ai' })).toEqual([])
})

test('the sandbox needs a port of its own', () => {
  expect(problems({ PORT: '8081' })).toEqual([expect.stringMatching(/^SANDBOX_PORT: /)])
  expect(problems({ PORT: '8081', TELEGRAM_BOT_TOKEN: TOKEN })).toEqual([])
})

test('the sandbox is reached where it listens', () => {
  const telegram = (HOST: string) => readConfig({ HOST, SANDBOX_PORT: '9000' }).telegram
  expect(telegram('0.0.0.0')).toMatchObject({ apiRoot: 'http://127.0.0.1:9000/telegram' })
  expect(telegram('::')).toMatchObject({ apiRoot: 'http://[::1]:9000/telegram' })
})

test('a platform played over plain http may live under a path', () => {
  const { zalo } = readConfig({ ...ZALO, ZALO_API_BASE: 'http://127.0.0.1:8081/zalo/openapi/' })
  expect(zalo).toMatchObject({ apiBase: 'http://127.0.0.1:8081/zalo/openapi' })
  for (const base of ['https://openapi.zalo.me/v3', 'http://user:pass@zalo.test/x', 'http://zalo.test/x?y'])
    expect(problems({ ...ZALO, ZALO_API_BASE: base })).toHaveLength(1)
})

test('plain http is for localhost only', () => {
  expect(readConfig({ PUBLIC_URL: 'http://localhost:8080' }).publicUrl).toBe('http://localhost:8080')
  expect(problems({ PUBLIC_URL: 'https://nhanai.example.vn/bot' })).toHaveLength(1)
})

test('the webhook secret is derived from the token: always the same, and not the token', () => {
  const secretOf = (token: string) => {
    const { telegram } = readConfig({ TELEGRAM_BOT_TOKEN: token, PUBLIC_URL: 'https://nhanai.example.vn' })
    return telegram.mode === 'live' && telegram.updates.by === 'webhook' ? telegram.updates.secret : undefined
  }
  expect(secretOf(TOKEN)).toMatch(/^[A-Za-z0-9_-]{1,256}$/)
  expect(secretOf(TOKEN)).toBe(secretOf(TOKEN))
  expect(secretOf(TOKEN)).not.toBe(secretOf('123456:another'))
  expect(secretOf(TOKEN)).not.toContain('telegram-token')
})

test('.env.example names every setting and is itself a working .env', () => {
  const example = readFileSync('.env.example', 'utf8')
  const names = Object.keys(settings.shape)
  expect([...example.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]).sort()).toEqual(names.sort())
  expect(readConfig(parseEnv(example) as Record<string, string>)).toEqual(readConfig({}))
})
