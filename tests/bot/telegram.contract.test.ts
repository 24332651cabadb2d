import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTelegramChannel, type TelegramOptions } from '../../src/bot/telegram/channel.js'
import { startSandbox } from '../../src/sandbox/server.js'
import { freePort } from '../support/free-port.js'
import { describeChannel } from './channel-contract.js'
import { createLog, createReceiver, noisyJpeg, serveWebhook, until } from './support.js'

type Bot = Awaited<ReturnType<typeof openBot>>

/** A sandbox and what a channel in front of it is made of. */
async function openBot() {
  const sandbox = await startSandbox({ retryDelaysMs: Array(20).fill(20) })
  const receiver = createReceiver()
  const pictures = new Map<string, Buffer>()
  const { log, text: logged } = createLog()
  const channels: ReturnType<typeof createTelegramChannel>[] = []
  return {
    sandbox,
    receiver,
    pictures,
    logged,
    make(options: Partial<TelegramOptions> = {}) {
      const channel = createTelegramChannel({
        token: sandbox.telegram.token,
        apiRoot: `${sandbox.url}/telegram`,
        updates: { by: 'polling' },
        receive: receiver.receive,
        readFile: async (hash) => pictures.get(hash) ?? Promise.reject(new Error('no such picture')),
        log,
        now: sandbox.clock.now,
        ...options,
      })
      channels.push(channel)
      return channel
    },
    async close() {
      await Promise.all(channels.map((channel) => channel.stop()))
      await sandbox.stop()
    },
  }
}

let contractBot: Bot

describeChannel(
  'Telegram',
  async () => {
    contractBot = await openBot()
    const { sandbox, receiver, pictures, logged, make } = contractBot
    const { telegram } = sandbox
    const channel = make()
    await channel.start()
    return {
      name: 'telegram',
      sandbox,
      channel,
      receiver,
      pictures,
      logged,
      address: telegram.chatId,
      arrive: (person) => void telegram.start(person),
      leave: (person) => telegram.block(person),
      say: (person, text) => void telegram.say(person, text),
      tap: (person, bubble, index) => telegram.tap(person, bubble, index),
      sendPhoto: (person, bytes, caption) => void telegram.sendPhoto(person, bytes, { caption }),
      textLimit: 4096,
      mostButtons: 96,
      escaped: {
        text: `A & <b>"c"</b> 'd' &amp; <B>`,
        html: expect.stringContaining('<b>&lt;B&gt;</b>'),
      },
      sendMethod: 'sendMessage',
      uploadMethod: 'sendPhoto',
      refusals: [
        { why: 'blocked', fault: { error_code: 403, description: 'bot was blocked by the user' }, kind: 'stopped' },
        { why: 'deleted', fault: { error_code: 403, description: 'user is deactivated' }, kind: 'stopped' },
        { why: 'any other 403', fault: { error_code: 403, description: 'something new' }, kind: 'stopped' },
        { why: 'gone', fault: { error_code: 400, description: 'chat not found' }, kind: 'stopped' },
        { why: 'a 403 as a 400', fault: { error_code: 400, description: 'USER_IS_BLOCKED' }, kind: 'stopped' },
        {
          why: 'our HTML',
          fault: { error_code: 400, description: `can't parse entities: Unsupported start tag "Lời riêng tư"` },
          kind: 'refused',
        },
        { why: 'our button', fault: { error_code: 400, description: 'BUTTON_DATA_INVALID' }, kind: 'refused' },
        { why: 'wrong token', fault: { error_code: 401 }, kind: 'misconfigured' },
        { why: 'malformed token', fault: { error_code: 404, description: 'Not Found' }, kind: 'misconfigured' },
        { why: 'flood', fault: { retry_after: 3 }, kind: 'slowDown', ms: 3000 },
        { why: 'server', fault: { error_code: 500 }, kind: 'unknown' },
      ],
      unreachable: async () => make({ apiRoot: `http://127.0.0.1:${await freePort()}` }),
    }
  },
  () => contractBot.close(),
)

describe('Telegram only', () => {
  let bot: Bot
  const of = (person: string) => bot.receiver.of(bot.sandbox.telegram.chatId(person))

  beforeAll(async () => {
    bot = await openBot()
  })
  afterAll(() => bot.close())
  afterEach(() => bot.sandbox.faults.clear())

  it('polls: sets the menu, answers taps, takes a batch at once', async () => {
    const { telegram, bubbles } = bot.sandbox
    for (const text of ['một', 'hai', 'ba']) telegram.say('p1', text)
    const batches: number[] = []
    const channel = bot.make({
      receive: async (events) => {
        batches.push(events.length)
        await bot.receiver.receive(events)
      },
    })
    await channel.start()
    await until(() => of('p1').length === 3)
    expect(batches).toEqual([3])
    expect(telegram.counters()).toMatchObject({ setMyCommands: 1, answerCallbackQuery: 0 })
    await channel.send(telegram.chatId('p1'), { text: 'Chọn', buttons: [{ label: 'Có', token: 'yes' }] })
    telegram.tap('p1', bubbles.list('telegram', 'p1').at(-1)!.id, 0)
    await until(() => telegram.counters().answerCallbackQuery === 1)
    await channel.stop()
    expect(telegram.pendingUpdates()).toBe(0)
  })

  it('waits out a wrong token and a second poller, and says so', async () => {
    const first = bot.make()
    await first.start()
    const wrong = bot.make({ token: '1:wrong' })
    await wrong.start()
    expect(await wrong.check()).toMatch(/^401/)
    await wrong.stop()
    const second = bot.make()
    await second.start()
    const troubled = async () => (await first.check()) ?? (await second.check())
    expect(await until(troubled)).toMatch(/^409 .*terminated by other getUpdates/)
    await second.stop()
    await until(async () => (await first.check()) === undefined)
    bot.sandbox.telegram.say('p2', 'còn đó không?')
    await until(() => of('p2').length > 0)
    await first.stop()
  })

  it('waits for a platform that is away', async () => {
    bot.sandbox.faults.add({ platform: 'telegram', method: 'deleteWebhook', drop: 'before' })
    const channel = bot.make()
    await channel.start()
    expect(await channel.check()).toEqual(expect.any(String))
    bot.sandbox.telegram.say('p3', 'alo')
    await until(() => of('p3').length > 0)
    expect(await channel.check()).toBeUndefined()
    await channel.stop()
  })

  it('stops without confirming what could not be stored', async () => {
    const { telegram } = bot.sandbox
    let asked = 0
    const channel = bot.make({
      receive: async () => {
        asked++
        throw new Error('the database is away')
      },
    })
    await channel.start()
    telegram.say('p4', 'Đừng mất')
    await until(() => asked > 0)
    await channel.stop()
    expect(telegram.pendingUpdates()).toBe(1)
    const next = bot.make()
    await next.start()
    await until(() => of('p4').length === 1)
    await next.stop()
  })

  it('takes webhook calls with its secret only, and answers 200 only for what is stored', async () => {
    const { telegram } = bot.sandbox
    let wrong = 0
    let handle: ReturnType<typeof bot.make>['handleWebhook'] = async () => 503
    const server = await serveWebhook((rawBody, headers) => handle(rawBody, headers))
    const updates = { by: 'webhook', url: server.url, secret: 'Secret_of-the-test' } as const
    const channel = bot.make({ updates, onBadSecret: () => wrong++ })
    handle = channel.handleWebhook
    await channel.start()

    bot.receiver.refuse(2)
    telegram.say('p5', 'qua webhook')
    await until(() => of('p5').length === 1)
    expect(of('p5')[0]!.body).toEqual({ kind: 'text', text: 'qua webhook' })

    const call = (body: string, headers = {}) => channel.handleWebhook(Buffer.from(body), headers)
    const update = JSON.stringify({ update_id: 1, message: { text: 'giả' } })
    expect(await call(update)).toBe(401)
    expect(await call(update, { 'x-telegram-bot-api-secret-token': 'Secret_of-the-tesT' })).toBe(401)
    expect(wrong).toBe(2)
    const headers = { 'x-telegram-bot-api-secret-token': updates.secret }
    expect(await call('{', headers)).toBe(400)
    // An update of a shape we cannot read is passed over: it would come again for ever.
    expect(await call(update, headers)).toBe(200)
    expect(await call('null', headers)).toBe(200)
    await channel.stop()
    await server.stop()

    const polling = bot.make()
    expect(await polling.handleWebhook(Buffer.from(update), headers)).toBe(404)
    await polling.start()
    telegram.say('p5', 'lại hỏi thăm')
    await until(() => of('p5').length === 2)
    await polling.stop()
  })

  it('hears who blocks and comes back', async () => {
    const { telegram } = bot.sandbox
    const channel = bot.make()
    await channel.start()
    telegram.start('p6', 'gioi-thieu')
    telegram.block('p6')
    telegram.unblock('p6')
    await until(() => of('p6').length === 3)
    expect(of('p6').map(({ body }) => body)).toEqual([
      { kind: 'start', payload: 'gioi-thieu' },
      { kind: 'left' },
      { kind: 'arrived' },
    ])
    await channel.stop()
  })

  it('puts two short buttons in a row and a long one in its own', async () => {
    const channel = bot.make()
    const labels = ['Có', 'Không', 'Để Trợ lý nhắc lại sau ba ngày nữa', 'Quay lại']
    bot.sandbox.telegram.admit('p1')
    const buttons = labels.map((label, at) => ({ label, token: `t${at}` }))
    await channel.send(bot.sandbox.telegram.chatId('p1'), { text: 'Chọn', buttons })
    expect(
      bot.sandbox.bubbles
        .list('telegram', 'p1')
        .at(-1)
        ?.buttons?.map(({ row }) => row),
    ).toEqual([0, 0, 1, 2])
  })

  it('refuses a token over 64 bytes before calling', async () => {
    const channel = bot.make()
    const before = bot.sandbox.telegram.counters().sendMessage
    const buttons = [{ label: 'Có', token: 'ế'.repeat(22) }]
    const sending = channel.send(bot.sandbox.telegram.chatId('p1'), { text: 'x', buttons })
    await expect(sending).rejects.toMatchObject({ kind: 'refused' })
    expect(bot.sandbox.telegram.counters().sendMessage).toBe(before)
  })

  it('uploads a picture again when Telegram has lost it', async () => {
    const { telegram, faults } = bot.sandbox
    const channel = bot.make()
    bot.pictures.set('again', await noisyJpeg(64))
    telegram.admit('p1')
    const send = () => channel.send(telegram.chatId('p1'), { text: 'Ảnh', photo: 'again' })
    await send()
    const before = telegram.counters().sendPhoto!
    faults.add({
      platform: 'telegram',
      method: 'sendPhoto',
      error_code: 400,
      description: 'wrong file identifier/HTTP URL specified',
    })
    await send()
    expect(telegram.counters().sendPhoto! - before).toBe(1)
  })

  it('does not fetch what is too big', async () => {
    bot.sandbox.faults.add({ platform: 'telegram', method: 'getFile', error_code: 400, description: 'file is too big' })
    await expect(bot.make().fetchFile('any')).rejects.toMatchObject({ kind: 'refused', message: 'tooBig' })
    bot.sandbox.faults.add({ platform: 'telegram', method: 'getFile', error_code: 502 })
    await expect(bot.make().fetchFile('any')).rejects.toMatchObject({ kind: 'retry' })
    bot.sandbox.faults.add({ platform: 'telegram', method: 'getFile', drop: 'before' })
    await expect(bot.make().fetchFile('any')).rejects.toMatchObject({ kind: 'retry' })
  })
})
