import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, webhookCallback } from 'grammy'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js'
import { callApi, startWebhook } from './bot-api.js'

let sandbox: Sandbox
let stops: (() => unknown)[]
const call = (method: string, body: object = {}, init?: RequestInit) => callApi(sandbox, method, body, init)
const texts = (updates: { message: { text: string } }[]) => updates.map(({ message }) => message.text)
const polls = () => sandbox.telegram.counters().getUpdates

beforeEach(async () => {
  sandbox = await startSandbox({ retryDelaysMs: [5] })
  stops = []
})
afterEach(async () => {
  for (const stop of stops) await stop()
  await sandbox.stop()
})

/** A waiting getUpdates, once the sandbox has it. */
async function waitingPoll(init?: RequestInit) {
  const before = polls()
  const poll = call('getUpdates', { timeout: 30 }, init)
  poll.catch(() => {})
  await vi.waitFor(() => expect(polls()).toBe(before! + 1))
  return { poll }
}

describe('long polling', () => {
  it('gives updates again until a higher offset confirms them', async () => {
    for (const text of ['một', 'hai', 'ba']) sandbox.telegram.say('p1', text)
    expect(texts((await call('getUpdates', { limit: 2 })).result)).toEqual(['một', 'hai'])
    const { result } = await call('getUpdates')
    expect(texts(result)).toEqual(['một', 'hai', 'ba'])
    const rest = await call('getUpdates', { offset: result[1].update_id + 1 })
    expect(texts(rest.result)).toEqual(['ba'])
    expect(sandbox.telegram.pendingUpdates()).toBe(1)
  })

  it('wakes a waiting poll at once and gives an empty list when time is up', async () => {
    const { poll } = await waitingPoll()
    sandbox.telegram.say('p2', 'chào')
    expect(texts((await poll).result)).toEqual(['chào'])
    await call('getUpdates', { offset: -1 })
    sandbox.telegram.reset()
    expect((await call('getUpdates', { timeout: 1 })).result).toEqual([])
  })

  it('ends the earlier of two polls with 409', async () => {
    const first = (await waitingPoll()).poll
    const second = (await waitingPoll()).poll
    expect(await first).toMatchObject({ status: 409, error_code: 409 })
    expect((await first).description).toMatch(/^Conflict: terminated by other getUpdates request/)
    sandbox.telegram.say('p1', 'a')
    expect((await second).result).toHaveLength(1)
  })

  it('forgets a poll whose caller went away', async () => {
    const gone = new AbortController()
    const { poll } = await waitingPoll({ signal: gone.signal })
    gone.abort()
    await expect(poll).rejects.toThrow()
    sandbox.telegram.say('p1', 'a')
    expect((await call('getUpdates')).result).toHaveLength(1)
  })

  it('drops a button press after 150 seconds and a message after a day', async () => {
    sandbox.telegram.start('p1')
    const chat_id = sandbox.telegram.chatId('p1')
    const reply_markup = { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] }
    const { result } = await call('sendMessage', { chat_id, text: 'a', reply_markup })
    sandbox.telegram.tap('p1', `t${result.message_id}`, 0)
    expect((await call('getUpdates')).result).toHaveLength(2)
    sandbox.clock.advance(150_000)
    expect(texts((await call('getUpdates')).result)).toEqual(['/start'])
    sandbox.clock.advance(86_400_000)
    expect((await call('getUpdates')).result).toEqual([])
  })

  it('makes only the kinds in allowed_updates', async () => {
    await call('getUpdates', { allowed_updates: ['message'] })
    sandbox.telegram.start('p1')
    sandbox.telegram.block('p1')
    expect((await call('getUpdates')).result).toHaveLength(1)
  })

  it('tells about block and unblock', async () => {
    sandbox.telegram.start('p1')
    sandbox.telegram.block('p1')
    expect(() => sandbox.telegram.say('p1', 'a')).toThrow('chặn')
    sandbox.telegram.start('p1', 'hen-gap')
    const { result } = await call('getUpdates')
    expect(result[1].my_chat_member).toMatchObject({
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked', user: { is_bot: true } },
    })
    expect(result[2].my_chat_member).toMatchObject({ new_chat_member: { status: 'member' } })
    expect(result[3].message).toMatchObject({ text: '/start hen-gap', entities: [{ type: 'bot_command', length: 6 }] })
  })

  it('cuts a long text into messages as a phone does', async () => {
    sandbox.telegram.say('p1', 'a'.repeat(5000))
    expect(texts((await call('getUpdates')).result).map((text) => text.length)).toEqual([4096, 904])
  })

  it('drives a grammY bot', async () => {
    const bot = new Bot(sandbox.telegram.token, { client: { apiRoot: `${sandbox.url}/telegram` } })
    bot.command('start', (ctx) =>
      ctx.reply('Chào bạn', { reply_markup: { inline_keyboard: [[{ text: 'Có', callback_data: 'yes' }]] } }),
    )
    bot.on('callback_query:data', async (ctx) => {
      await ctx.answerCallbackQuery()
      await ctx.editMessageText(`chọn ${ctx.callbackQuery.data}`)
    })
    void bot.start()
    stops.push(() => bot.stop())
    sandbox.telegram.start('p3')
    const last = () => sandbox.bubbles.list('telegram', 'p3').at(-1)!
    await vi.waitFor(() => expect(last().text).toBe('Chào bạn'))
    sandbox.telegram.tap('p3', last().id, 0)
    await vi.waitFor(() => expect(last().text).toBe('chọn yes'))
  })
})

describe('webhook', () => {
  async function hook(answer: Parameters<typeof startWebhook>[0] = () => 200, settings: object = {}) {
    const webhook = await startWebhook(answer)
    stops.push(webhook.stop)
    expect((await call('setWebhook', { url: webhook.url, ...settings })).result).toBe(true)
    return webhook
  }
  const settled = () => vi.waitFor(() => expect(sandbox.telegram.pendingUpdates()).toBe(0))

  it('delivers what waited and what comes, with the secret', async () => {
    sandbox.telegram.say('p1', 'trước')
    const { received } = await hook(() => 200, { secret_token: 'bi-mat_1' })
    sandbox.telegram.say('p1', 'sau')
    await settled()
    expect(texts(received.map(({ update }) => update))).toEqual(['trước', 'sau'])
    expect(received[0]!.headers['x-telegram-bot-api-secret-token']).toBe('bi-mat_1')
  })

  it('tries again until 2xx, in order within a chat, others not held up', async () => {
    let tries = 0
    const { received } = await hook((_index, { update }) => (update.message.text === 'một' && tries++ < 3 ? 500 : 200))
    sandbox.telegram.say('p1', 'một')
    sandbox.telegram.say('p1', 'hai')
    sandbox.telegram.say('p2', 'khác')
    await settled()
    const all = texts(received.map(({ update }) => update))
    expect(all.filter((text) => text !== 'khác')).toEqual(['một', 'một', 'một', 'một', 'hai'])
    expect(all.indexOf('khác')).toBeLessThan(all.indexOf('hai'))
    const info = (await call('getWebhookInfo')).result
    expect(info).toMatchObject({ pending_update_count: 0, max_connections: 40 })
    expect(info.last_error_message).toBe('Wrong response from the webhook: 500')
  })

  it('keeps what was not taken for the next way of receiving', async () => {
    const { received } = await hook(() => 500)
    sandbox.telegram.say('p1', 'đừng mất')
    await vi.waitFor(() => expect(received.length).toBeGreaterThan(1))
    await call('deleteWebhook')
    expect(texts((await call('getUpdates')).result)).toEqual(['đừng mất'])
  })

  it('excludes getUpdates with 409, and ends a waiting one', async () => {
    const { poll } = await waitingPoll()
    await hook()
    expect((await poll).description).toBe('Conflict: terminated by setWebhook request')
    const refused = await call('getUpdates')
    expect(refused.status).toBe(409)
    expect(refused.description).toMatch(/^Conflict: can't use getUpdates method while webhook is active/)
    await call('setWebhook', { url: '' })
    expect((await call('getUpdates')).ok).toBe(true)
  })

  it('carries out the method in an answer', async () => {
    const chat_id = sandbox.telegram.chatId('p1')
    await hook(() => ({ method: 'sendMessage', chat_id, text: 'ngay trong câu trả lời' }))
    sandbox.telegram.say('p1', 'a')
    await vi.waitFor(() =>
      expect(sandbox.bubbles.list('telegram', 'p1').at(-1)).toMatchObject({ text: 'ngay trong câu trả lời' }),
    )
  })

  it('may drop what waits, and refuses unfit addresses', async () => {
    sandbox.telegram.say('p1', 'a')
    await call('deleteWebhook', { drop_pending_updates: true })
    expect(sandbox.telegram.pendingUpdates()).toBe(0)
    expect((await call('setWebhook', { url: 'http://example.org/' })).description).toMatch(
      /An HTTPS URL must be provided/,
    )
    expect((await call('setWebhook', { url: 'https://a.vn:9000/' })).description).toMatch(/only on ports/)
    expect((await call('setWebhook', { url: 'https://a.vn/', secret_token: 'có dấu' })).status).toBe(400)
  })

  it('drives a grammY bot, which checks the secret', async () => {
    const bot = new Bot(sandbox.telegram.token, { client: { apiRoot: `${sandbox.url}/telegram` } })
    bot.on('message:text', (ctx) => ctx.reply(`nghe: ${ctx.message.text}`))
    const server = createServer(webhookCallback(bot, 'http', { secretToken: 'dung' }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    stops.push(() => server.close().closeAllConnections())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    await call('setWebhook', { url, secret_token: 'sai' })
    sandbox.telegram.say('p1', 'alô')
    await vi.waitFor(async () => {
      expect((await call('getWebhookInfo')).result.last_error_message).toBe('Wrong response from the webhook: 401')
    })
    await call('setWebhook', { url, secret_token: 'dung' })
    await vi.waitFor(() =>
      expect(sandbox.bubbles.list('telegram', 'p1').at(-1)).toMatchObject({ from: 'bot', text: 'nghe: alô' }),
    )
  })
})
