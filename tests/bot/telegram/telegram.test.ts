import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Webhook } from '../../../src/bot/channel.js'
import { noisyJpeg, serveWebhook, until } from '../support.js'
import { type Bot, openBot } from './telegram-bot.js'

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

  it('says on the phone what was chosen, before anything is stored', async () => {
    const { telegram, bubbles } = bot.sandbox
    const said: unknown[] = []
    const quiet = bubbles.onPassing(({ toast }) => said.push(toast))
    let stored = 0
    const channel = bot.make({
      receive: async () => {
        await until(() => said.length > stored)
        stored++
      },
    })
    telegram.admit('p5')
    const labels = ['Cả hai', 'A & <b>', 'một hai ba '.repeat(30)]
    await channel.send(telegram.chatId('p5'), {
      text: 'Chọn',
      buttons: labels.map((label, at) => ({ label, token: `t${at}` })),
    })
    const { id } = bubbles.list('telegram', 'p5').at(-1)!
    await channel.start()
    for (const at of labels.keys()) {
      telegram.tap('p5', id, at)
      await until(() => stored === at + 1)
    }
    await channel.stop()
    quiet()
    expect(said).toEqual([
      'Đã chọn: Cả hai',
      'Đã chọn: A & <b>',
      expect.stringMatching(/^Đã chọn: (?=.{180,191}$)một hai ba/),
    ])
    expect(bubbles.list('telegram', 'p5')).toHaveLength(1)
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
    await until(() => channel.check())
    bot.sandbox.telegram.say('p3', 'alo')
    await until(() => of('p3').length > 0)
    expect(await channel.check()).toBeUndefined()
    await channel.stop()
  })

  it('waits out a gateway that answers with JSON of its own', async () => {
    const channel = bot.make({ apiRoot: `${bot.sandbox.url}/elsewhere` })
    await channel.start()
    expect(await until(() => channel.check())).toBe('an answer that is not the Bot API')
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
    let handle: Webhook = async () => 503
    const server = await serveWebhook((rawBody, headers) => handle(rawBody, headers))
    const updates = { by: 'webhook', url: server.url, secret: 'Secret_of-the-test' } as const
    const channel = bot.make({ updates, onBadSecret: () => wrong++ })
    handle = channel.webhook!
    await channel.start()

    bot.receiver.refuse(2)
    telegram.say('p5', 'qua webhook')
    await until(() => of('p5').length === 1)
    expect(of('p5')[0]!.body).toMatchObject({ kind: 'text', text: 'qua webhook' })

    const call = (body: string, headers = {}) => channel.webhook!(Buffer.from(body), headers)
    const update = JSON.stringify({ update_id: 1, message: { text: 'giả' } })
    expect(await call(update)).toBe(401)
    expect(await call(update, { 'x-telegram-bot-api-secret-token': 'Secret_of-the-tesT' })).toBe(401)
    expect(wrong).toBe(2)
    const headers = { 'x-telegram-bot-api-secret-token': updates.secret }
    expect(await call('{', headers)).toBe(400)
    expect(await call('null', headers)).toBe(400)
    // An update of a shape we cannot read is passed over: it would come again for ever.
    expect(await call(update, headers)).toBe(200)
    await channel.stop()
    await server.stop()

    const polling = bot.make()
    expect(polling.webhook).toBeUndefined()
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
      { kind: 'arrived', quiet: true },
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
    await expect(bot.make().fetchFile('any')).rejects.toMatchObject({ kind: 'refused', message: 'too big' })
    bot.sandbox.faults.add({ platform: 'telegram', method: 'getFile', error_code: 502 })
    await expect(bot.make().fetchFile('any')).rejects.toMatchObject({ kind: 'retry' })
    bot.sandbox.faults.add({ platform: 'telegram', method: 'getFile', drop: 'before' })
    await expect(bot.make().fetchFile('any')).rejects.toMatchObject({ kind: 'retry' })
  })
})
