// The way in is kept open, or its loss is told.
import { Api } from 'grammy'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Webhook } from '../../../src/bot/channel.js'
import { troubleOf } from '../../../src/bot/telegram/watch.js'
import { serveWebhook, until } from '../support.js'
import { type Bot, openBot } from './telegram-bot.js'

let bot: Bot
let api: Api
beforeAll(async () => {
  bot = await openBot()
  api = new Api(bot.sandbox.telegram.token, { apiRoot: `${bot.sandbox.url}/telegram` })
})
afterAll(() => bot.close())

it('a webhook that somebody took away, moved or narrowed is set again, loudly', async () => {
  let handle: Webhook = async () => 503
  const server = await serveWebhook((rawBody, headers) => handle(rawBody, headers))
  const wayIn: string[] = []
  const channel = bot.make({
    updates: { by: 'webhook', url: server.url, secret: 'Secret_of-the-test' },
    watchEveryMs: 30,
    onWayIn: (open, repaired) => wayIn.push(`${open}${repaired ? ' repaired' : ''}`),
  })
  handle = channel.webhook!
  await channel.start()
  await until(async () => (await api.getWebhookInfo()).url === server.url)

  const takeAway = [
    () => api.deleteWebhook(),
    () => api.setWebhook('https://elsewhere.example.vn/hook', { secret_token: 'x' }),
    () => api.setWebhook(server.url, { secret_token: 'Secret_of-the-test', allowed_updates: ['message'] }),
  ]
  for (const [n, act] of takeAway.entries()) {
    await act()
    await until(() => wayIn.filter((state) => state === 'false repaired').length > n)
    const info = await api.getWebhookInfo()
    expect(info.url).toBe(server.url)
    expect(info.allowed_updates).toContain('edited_message')
  }
  expect(bot.logged()).toContain('it is set again')
  await until(() => wayIn.at(-1) === 'true')
  bot.sandbox.telegram.say('p1', 'còn nghe không?')
  await until(() => bot.receiver.of(bot.sandbox.telegram.chatId('p1')).length === 1)
  await channel.stop()
  await server.stop()
})

it("our address with somebody else's secret is set right: what waited comes", async () => {
  let handle: Webhook = async () => 503
  const server = await serveWebhook((rawBody, headers) => handle(rawBody, headers))
  const channel = bot.make({
    updates: { by: 'webhook', url: server.url, secret: 'Secret_of-the-test' },
    watchEveryMs: 30,
  })
  handle = channel.webhook!
  await channel.start()
  await until(async () => (await api.getWebhookInfo()).url === server.url)
  const { allowed_updates } = await api.getWebhookInfo()
  await api.setWebhook(server.url, { secret_token: 'of-a-copy', allowed_updates })
  bot.sandbox.telegram.say('p3', 'có ai không?')
  await until(() => bot.receiver.of(bot.sandbox.telegram.chatId('p3')).length === 1)
  expect(bot.logged()).toContain('not delivered to')
  await channel.stop()
  await server.stop()
})

it('between two looks /readyz tells of a webhook that is gone', async () => {
  const server = await serveWebhook(async () => 200)
  const channel = bot.make({
    updates: { by: 'webhook', url: server.url, secret: 'Secret_of-the-test' },
    watchEveryMs: 60_000,
  })
  await channel.start()
  await until(async () => (await channel.check()) === undefined && (await api.getWebhookInfo()).url === server.url)
  await api.deleteWebhook()
  expect(await channel.check()).toBe('the webhook is gone')
  await channel.stop()
  await server.stop()
})

it('a poller takes away a webhook that somebody set', async () => {
  const channel = bot.make()
  await channel.start()
  bot.sandbox.telegram.say('p2', 'một')
  await until(() => bot.receiver.of(bot.sandbox.telegram.chatId('p2')).length === 1)
  await api.setWebhook('https://elsewhere.example.vn/hook', { secret_token: 'x' })
  await until(async () => (await api.getWebhookInfo()).url === '')
  bot.sandbox.telegram.say('p2', 'hai')
  await until(() => bot.receiver.of(bot.sandbox.telegram.chatId('p2')).length === 2)
  await channel.stop()
})

it('deliveries that fail are trouble while they do, and no longer', () => {
  const now = 1_795_000_000_000
  const info = {
    url: 'u',
    has_custom_certificate: false,
    pending_update_count: 3,
    last_error_message: 'Connection refused',
  }
  const failing = { ...info, last_error_date: now / 1000 - 30 }
  expect(troubleOf(failing, 'u', now)).toMatch(/not delivered to: Connection refused \(3 updates wait\)/)
  expect(troubleOf({ ...failing, pending_update_count: 0 }, 'u', now)).toBeUndefined()
  expect(troubleOf({ ...info, last_error_date: now / 1000 - 3600 }, 'u', now)).toBeUndefined()
  expect(troubleOf({ ...info, url: 'https://e.vn/secret-path' }, 'u', now)).toBe('the webhook is set to e.vn')
})
