import axios from 'axios'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SANDBOX_CREDENTIALS, type Sandbox, startSandbox } from '../../src/sandbox/server.js'
import { type Bot, createClient, expectedSignature, startBot } from './zalo-bot.js'

const { appId, oaId } = SANDBOX_CREDENTIALS.zalo
/** Far longer than a test: only moving the clock ends such a wait. */
const LATER = 3_600_000

let sandbox: Sandbox
let bot: Bot
let hoa: string

async function start(options: Parameters<typeof startSandbox>[0] = {}) {
  bot = await startBot()
  sandbox = await startSandbox({ retryDelaysMs: [1, 1, 1], ...options })
  expect(await sandbox.zalo.setWebhook(bot.url)).toMatchObject({ saved: true })
  bot.take()
  hoa = sandbox.people.zaloUserId('p1')
}

/** What arrived once everything is delivered. */
async function arrived() {
  await sandbox.zalo.idle()
  return bot.take()
}

/** Waits for a number of requests without assuming how long they take. */
async function requests(count: number) {
  await expect.poll(() => bot.received.length, { interval: 5 }).toBe(count)
}

afterEach(async () => {
  await sandbox.stop()
  await bot.stop()
})

describe('events', () => {
  beforeEach(() => start())

  test('a text: signed over the raw body, ids and time as strings', async () => {
    sandbox.zalo.say('p1', 'xem https://a.vn/b?c=1 ngày 21/11')
    const [event] = await arrived()
    expect(event!.headers['x-zevent-signature']).toBe(expectedSignature(event!))
    expect(event!.headers).not.toHaveProperty('num_retry')
    expect(event!.raw).not.toBe(JSON.stringify(event!.body))
    expect(event!.body).toEqual({
      app_id: appId,
      user_id_by_app: expect.stringMatching(/^\d{19}$/),
      event_name: 'user_send_text',
      timestamp: expect.stringMatching(/^\d{13}$/),
      sender: { id: hoa },
      recipient: { id: oaId },
      message: { msg_id: expect.any(String), text: 'xem https://a.vn/b?c=1 ngày 21/11' },
    })
  })

  test('every kind of message has its own attachment', async () => {
    const { zalo } = sandbox
    zalo.sendPhoto('p1', Buffer.from('ảnh'), { caption: 'Cụ Lan' })
    zalo.sendPhoto('p1', Buffer.from('ảnh'))
    zalo.sendGif('p1', Buffer.from('GIF89a'))
    zalo.sendFile('p1', Buffer.from('%PDF'), 'đơn.pdf')
    zalo.sticker('p1')
    zalo.voice('p1')
    zalo.location('p1', { latitude: 20.86, longitude: 106.68 })
    zalo.link('p1', 'https://haiphong.gov.vn', 'Cổng thông tin')
    const events = await arrived()
    expect(events.map(({ body }) => body.event_name.replace('user_send_', ''))).toEqual([
      'image',
      'image',
      'gif',
      'file',
      'sticker',
      'audio',
      'location',
      'link',
    ])
    const messages = events.map(({ body }) => body.message)
    expect(messages[0].text).toBe('Cụ Lan')
    expect(messages[1]).not.toHaveProperty('text')
    const picture = await axios.get(messages[0].attachments[0].payload.url, { responseType: 'text' })
    expect(picture.data).toBe('ảnh')
    expect(messages[3].attachments).toMatchObject([
      { type: 'file', payload: { size: '4', name: 'đơn.pdf', type: 'pdf' } },
    ])
    const coordinates = { latitude: '20.86', longitude: '106.68' }
    expect(messages[6].attachments).toEqual([{ type: 'location', payload: { coordinates } }])
  })

  test('follow, unfollow and chatnow have no sender', async () => {
    sandbox.zalo.chatnow('p1')
    sandbox.zalo.follow('p1')
    sandbox.zalo.unfollow('p1')
    const [chatnow, follow, unfollow] = (await arrived()).map(({ body }) => body)
    expect(chatnow).toMatchObject({ event_name: 'user_click_chatnow', oa_id: oaId, user_id: hoa })
    expect(follow).toMatchObject({ event_name: 'follow', oa_id: oaId, follower: { id: hoa }, source: 'oa_profile' })
    expect(unfollow).toMatchObject({ event_name: 'unfollow', follower: { id: hoa } })
    expect(follow).not.toHaveProperty('sender')
    expect(new Set([chatnow.timestamp, follow.timestamp, unfollow.timestamp]).size).toBe(3)
    expect(() => sandbox.zalo.chatnow('p1')).toThrow()
    expect(() => sandbox.zalo.unfollow('p1')).toThrow()
  })

  test('submitted contact data has the phone as 84...', async () => {
    sandbox.zalo.submitInfo('p1', { name: 'Nguyễn Thị Hoa', phone: '0912.345.678' })
    const [event] = await arrived()
    expect(event!.body).toMatchObject({
      event_name: 'user_submit_info',
      sender: { id: hoa },
      info: { phone: '84912345678' },
    })
  })

  test('what the bot sends is echoed without admin_id, what an officer writes with it', async () => {
    const client = createClient(sandbox)
    await client.refresh()
    sandbox.zalo.say('p1', 'xin chào')
    const { data } = await client.send(hoa, { text: 'Chào bà' })
    sandbox.zalo.officerWrites('p1', 'Tôi là cán bộ phường')
    const [, echo, officer] = (await arrived()).map(({ body }) => body)
    expect(echo).toMatchObject({ event_name: 'oa_send_text', sender: { id: oaId }, recipient: { id: hoa } })
    expect(echo.message).toEqual({ msg_id: data.message_id, text: 'Chào bà' })
    expect(echo.sender).not.toHaveProperty('admin_id')
    expect(officer.sender.admin_id).toMatch(/^\d+$/)
  })

  test('receipts name the messages of the OA', async () => {
    const client = createClient(sandbox)
    await client.refresh()
    sandbox.zalo.say('p1', 'xin chào')
    const first = await client.send(hoa, { text: 'một' })
    const second = await client.send(hoa, { text: 'hai' })
    sandbox.zalo.received('p1')
    sandbox.zalo.seen('p1')
    const [received, seen] = (await arrived()).slice(-2).map(({ body }) => body)
    expect(received).toMatchObject({ event_name: 'user_received_message', message: { msg_id: second.data.message_id } })
    const msg_ids = [first.data.message_id, second.data.message_id]
    expect(seen).toMatchObject({ event_name: 'user_seen_message', sender: { id: oaId }, message: { msg_ids } })
  })
})

describe('delivery', () => {
  test('the address is probed with an unsigned {} and kept only on 200', async () => {
    await start()
    bot.answers.push(404)
    expect(await sandbox.zalo.setWebhook(`${bot.url}/wrong`)).toEqual({
      saved: false,
      probe: { ok: false, status: 404 },
    })
    expect(bot.take()).toMatchObject([{ raw: '{}' }])
    expect(sandbox.zalo.webhookUrl()).toBe(bot.url)
    const answer = await axios.post(`${sandbox.url}/sim/zalo/webhook`, { url: bot.url })
    expect(answer.data).toMatchObject({ ok: true, saved: true, probe: { ok: true, status: 200 } })
    expect(bot.take()[0]!.headers).not.toHaveProperty('x-zevent-signature')
  })

  test('what is not answered with 200 comes again, the same bytes, with num_retry', async () => {
    await start()
    bot.answers.push(500, 204)
    sandbox.zalo.say('p1', 'xin chào')
    const events = await arrived()
    expect(events.map(({ headers }) => headers.num_retry)).toEqual([undefined, '1', '2'])
    expect(new Set(events.map(({ raw }) => raw)).size).toBe(1)
    expect(sandbox.zalo.counters()).toMatchObject({ events: 1, delivered: 1, retries: 2, lost: 0 })
  })

  test('a bot that is down gets its events when it is back', async () => {
    await start({ retryDelaysMs: Array(2000).fill(5) })
    await bot.stop()
    sandbox.zalo.say('p1', 'một')
    sandbox.zalo.say('p1', 'hai')
    bot = await startBot()
    await sandbox.zalo.setWebhook(bot.url)
    expect((await arrived()).slice(1).map(({ body }) => body.message.text)).toEqual(['một', 'hai'])
  })

  test('a slow answer counts as none', async () => {
    await start({ zalo: { answerTimeoutMs: 50 } })
    bot.answers.push('hang')
    sandbox.zalo.say('p1', 'xin chào')
    expect(await arrived()).toHaveLength(2)
  })

  test('after the last retry the event is lost and the next one comes', async () => {
    await start({ retryDelaysMs: [1] })
    bot.answers.push(500, 500)
    sandbox.zalo.say('p1', 'một')
    sandbox.zalo.say('p1', 'hai')
    expect((await arrived()).map(({ body }) => body.message.text)).toEqual(['một', 'một', 'hai'])
    expect(sandbox.zalo.counters()).toMatchObject({ delivered: 1, lost: 1, waiting: 0 })
  })

  test('a moved clock brings the retry at once, to the address of that moment', async () => {
    await start({ retryDelaysMs: [LATER] })
    bot.answers.push(500, 200)
    sandbox.zalo.say('p1', 'xin chào')
    await requests(1)
    await sandbox.zalo.setWebhook(`${bot.url}/new`)
    await requests(2)
    sandbox.clock.advance(LATER)
    expect((await arrived()).map(({ headers }) => headers.num_retry)).toEqual([undefined, undefined, '1'])
  })

  test("one person's events keep their order, another's do not wait for them", async () => {
    await start({ retryDelaysMs: [LATER] })
    bot.answers.push(500)
    sandbox.zalo.say('p1', 'một')
    await requests(1)
    sandbox.zalo.say('p1', 'hai')
    for (let n = 0; n < 50; n++) sandbox.zalo.say('p2', String(n))
    await requests(51)
    const others = bot.take().slice(1)
    expect(others.map(({ body }) => body.message.text)).toEqual(Array.from({ length: 50 }, (_, n) => String(n)))
    sandbox.clock.advance(LATER)
    expect((await arrived()).map(({ body }) => body.message.text)).toEqual(['một', 'hai'])
  })

  test('a test can duplicate, reverse and tamper', async () => {
    await start()
    sandbox.zalo.say('p1', 'một')
    sandbox.zalo.duplicateLastEvent()
    sandbox.zalo.reverseNextTwoEvents()
    sandbox.zalo.say('p1', 'hai')
    sandbox.zalo.say('p1', 'ba')
    sandbox.zalo.tamperNextSignature()
    sandbox.zalo.say('p1', 'giả')
    const events = await arrived()
    expect(events.map(({ body }) => body.message.text)).toEqual(['một', 'một', 'ba', 'hai', 'giả'])
    const genuine = events.map((event) => event.headers['x-zevent-signature'] === expectedSignature(event))
    expect(genuine).toEqual([true, true, true, true, false])
  })

  test('reversed twice before anything followed: nothing is lost', async () => {
    await start()
    sandbox.zalo.reverseNextTwoEvents()
    sandbox.zalo.say('p1', 'một')
    sandbox.zalo.reverseNextTwoEvents()
    sandbox.zalo.say('p1', 'hai')
    sandbox.zalo.say('p1', 'ba')
    const texts = (await arrived()).map(({ body }) => body.message.text)
    expect(texts).toEqual(['hai', 'một', 'ba'])
  })

  test('without an address events are counted and gone; a reset forgets people but not tokens', async () => {
    await start()
    await sandbox.zalo.setWebhook('')
    sandbox.zalo.say('p1', 'xin chào')
    expect(sandbox.zalo.counters()).toMatchObject({ events: 1, unsubscribed: 1, waiting: 0 })
    const client = createClient(sandbox)
    await client.refresh()
    sandbox.zalo.reset()
    expect(sandbox.zalo.personState('p1')).toEqual({ userId: hoa, follows: false, lastInteraction: null })
    expect((await client.send(hoa, { text: 'a' })).error).toBe(-232)
  })

  test('the control API acts for people', async () => {
    await start()
    const post = (act: string, body: unknown) =>
      axios.post(`${sandbox.url}/sim/zalo/p1/${act}`, body, { validateStatus: () => true })
    expect((await post('text', { text: 'xin chào' })).data).toEqual({ ok: true })
    const form = new FormData()
    form.append('file', new Blob(['ảnh']), 'a.jpg')
    expect((await post('photo', form)).data).toEqual({ ok: true })
    expect((await post('submit-info', { name: 'Hoa', phone: 'abc' })).status).toBe(400)
    expect((await post('block', {})).status).toBe(404)
    const names = (await arrived()).map(({ body }) => body.event_name)
    expect(names).toEqual(['user_send_text', 'user_send_image'])
  })
})
