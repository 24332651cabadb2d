import axios from 'axios'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js'
import { type Client, createClient } from './zalo-bot.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex')

let sandbox: Sandbox
let bot: Client
let hoa: string

beforeEach(async () => {
  sandbox = await startSandbox()
  bot = createClient(sandbox)
  hoa = sandbox.people.zaloUserId('p1')
})
afterEach(() => sandbox.stop())

function buttons(count: number, change: object = {}) {
  const one = { title: 'Có', type: 'oa.query.show', payload: 'co', ...change }
  return { type: 'template', payload: { buttons: Array.from({ length: count }, () => one) } }
}

function media(element: object) {
  return { type: 'template', payload: { template_type: 'media', elements: [element] } }
}

describe('message/cs', () => {
  beforeEach(async () => {
    await bot.refresh()
    sandbox.zalo.say('p1', 'xin chào')
  })

  test('sends text: the answer has strings, the phone shows it', async () => {
    const answer = await bot.send(hoa, { text: 'Chào bà Hoa' })
    const data = { message_id: expect.any(String), user_id: hoa, sent_time: expect.stringMatching(/^\d{13}$/) }
    expect(answer).toEqual({ error: 0, message: 'Success', data: { ...data, quota: { quota_type: 'reply' } } })
    expect(sandbox.bubbles.list('zalo', 'p1').at(-1)).toMatchObject({ from: 'bot', text: 'Chào bà Hoa' })
  })

  test('counts 2,000 characters after NFC', async () => {
    expect((await bot.send(hoa, { text: 'ế'.normalize('NFD').repeat(2000) })).error).toBe(0)
    expect((await bot.send(hoa, { text: 'ế'.repeat(2001) })).error).toBe(-210)
  })

  test.each([
    ['no text', {}, -201],
    ['blank text', { text: ' \n' }, -201],
    ['an unknown key', { text: 'a', parse_mode: 'HTML' }, -201],
    ['a sixth button', { text: 'a', attachment: buttons(6) }, -210],
    ['a button title of 101', { text: 'a', attachment: buttons(1, { title: 'x'.repeat(101) }) }, -210],
    ['a button payload of 1,001', { text: 'a', attachment: buttons(1, { payload: 'x'.repeat(1001) }) }, -210],
    ['an unknown button type', { text: 'a', attachment: buttons(1, { type: 'oa.click' }) }, -201],
    ['an icon on a button', { text: 'a', attachment: buttons(1, { image_icon: 'x' }) }, -201],
    ['a url button with a bare string', { text: 'a', attachment: buttons(1, { type: 'oa.open.url' }) }, -201],
    ['buttons without text', { attachment: buttons(1) }, -201],
    [
      'media with both sources',
      { attachment: media({ media_type: 'image', url: 'https://a.vn/b.jpg', attachment_id: 'image.1' }) },
      -201,
    ],
    ['media without a source', { attachment: media({ media_type: 'image' }) }, -201],
    ['an attachment nobody uploaded', { attachment: media({ media_type: 'image', attachment_id: 'x' }) }, -201],
    ['a list', { attachment: { type: 'template', payload: { template_type: 'list', elements: [] } } }, -233],
  ])('refuses %s', async (_what, message, error) => {
    expect((await bot.send(hoa, message)).error).toBe(error)
    expect(sandbox.zalo.counters().sent).toBe(0)
  })

  test('refuses unknown users, ids as numbers, strange envelopes and broken JSON, all with HTTP 200', async () => {
    expect((await bot.send('8000000000000000000', { text: 'a' })).error).toBe(-201)
    expect((await bot.send(Number(hoa), { text: 'a' })).error).toBe(-201)
    expect((await bot.send(hoa, { text: 'a' }, { messaging_type: 'x' })).error).toBe(-201)
    const config = {
      method: 'POST',
      url: '/openapi/v3.0/oa/message/cs',
      data: '{',
      headers: { 'content-type': 'application/json' },
    }
    expect(await bot.call(config)).toMatchObject({ status: 200, data: { error: -201 } })
  })

  test('a tap on a query button comes as text, a hidden one leaves no bubble, others do nothing', async () => {
    const url = { title: 'Mở', type: 'oa.open.url', payload: { url: 'https://example.org' } }
    const hidden = { title: 'Ẩn', type: 'oa.query.hide', payload: '#an' }
    const shown = { title: 'Hiện', type: 'oa.query.show', payload: '#hien' }
    await bot.send(hoa, { text: 'Chọn', attachment: { type: 'template', payload: { buttons: [shown, hidden, url] } } })
    const bubble = sandbox.bubbles.list('zalo', 'p1').at(-1)!
    expect(bubble.buttons).toMatchObject([
      { kind: 'tap', data: '#hien' },
      { kind: 'tap', data: '#an' },
      { kind: 'url' },
    ])
    sandbox.zalo.tap('p1', bubble.id, 1)
    expect(sandbox.bubbles.list('zalo', 'p1').at(-1)).toBe(bubble)
    sandbox.zalo.tap('p1', bubble.id, 0)
    expect(sandbox.bubbles.list('zalo', 'p1').at(-1)).toMatchObject({ from: 'person', text: '#hien' })
    expect(() => sandbox.zalo.tap('p1', bubble.id, 2)).toThrow()
    expect(() => sandbox.zalo.tap('p2', bubble.id, 0)).toThrow()
  })

  test('the button of a contact form gives name and phone', async () => {
    const form = { title: 'Số điện thoại', subtitle: 'Để cán bộ gọi lại', image_url: 'https://a.vn/b.jpg' }
    const payload = { template_type: 'request_user_info', elements: [form] }
    await bot.send(hoa, { attachment: { type: 'template', payload } })
    const bubble = sandbox.bubbles.list('zalo', 'p1').at(-1)!
    expect(bubble.buttons).toMatchObject([{ label: 'Chia sẻ thông tin', kind: 'phone' }])
    sandbox.zalo.tap('p1', bubble.id, 0)
    expect(sandbox.bubbles.list('zalo', 'p1').at(-1)?.note).toBe('Đã chia sẻ: Nguyễn Thị Hoa, 84900000001')
    const params = { data: JSON.stringify({ user_id: hoa }) }
    const { data } = (await bot.call({ url: '/openapi/v3.0/oa/user/detail', params }))!.data
    expect(data.shared_info).toEqual({ name: 'Nguyễn Thị Hoa', phone: 84900000001 })
  })

  test('free for 48 hours, then from the package, refused after 7 days', async () => {
    sandbox.clock.advance(49 * HOUR)
    await bot.refresh(sandbox.zalo.tokens().refreshToken)
    const { quota } = (await bot.send(hoa, { text: 'a' })).data
    expect(quota).toEqual({ quota_type: 'sub_quota', remain: '1999', total: '2000' })
    sandbox.clock.advance(7 * DAY - 49 * HOUR + 60_000)
    await bot.refresh(sandbox.zalo.tokens().refreshToken)
    expect((await bot.send(hoa, { text: 'a' })).error).toBe(-230)
    sandbox.zalo.say('p1', 'tôi đây')
    expect((await bot.send(hoa, { text: 'a' })).error).toBe(0)
  })

  test('needs an interaction, not a follower', async () => {
    const dung = sandbox.people.zaloUserId('p2')
    expect((await bot.send(dung, { text: 'a' })).error).toBe(-232)
    sandbox.zalo.follow('p2')
    sandbox.zalo.unfollow('p2')
    expect((await bot.send(dung, { text: 'a' })).error).toBe(0)
  })
})

describe('uploads and reading', () => {
  beforeEach(async () => {
    await bot.refresh()
    sandbox.zalo.say('p1', 'xin chào')
  })

  test('an image is sent by attachment_id for 7 days, then -100', async () => {
    const attachment_id = (await bot.upload('image', PNG, 'a.png')).data.attachment_id
    const message = { text: 'Ảnh', attachment: media({ media_type: 'image', attachment_id }) }
    expect((await bot.send(hoa, message)).error).toBe(0)
    const { image } = sandbox.bubbles.list('zalo', 'p1').at(-1)!
    const file = await axios.get(sandbox.url + image, { responseType: 'arraybuffer' })
    expect(file.headers['content-type']).toBe('image/png')
    expect(file.data.equals(PNG)).toBe(true)
    sandbox.clock.advance(7 * DAY)
    sandbox.zalo.say('p1', 'tôi đây')
    await bot.refresh(sandbox.zalo.tokens().refreshToken)
    expect(await bot.send(hoa, message)).toMatchObject({ error: -100, message: 'attachment_id was expired' })
  })

  test('an image over 1 MB, or none at all, is refused', async () => {
    expect((await bot.upload('image', Buffer.concat([PNG, Buffer.alloc(1024 * 1024)]), 'a.png')).error).toBe(-210)
    expect((await bot.upload('image', Buffer.from('GIF89a'), 'a.png')).error).toBe(-201)
    const config = { method: 'POST', url: '/openapi/v2.0/oa/upload/image', data: {} }
    expect((await bot.call(config))?.data.error).toBe(-201)
  })

  test('a file is sent by its token; other kinds of files are refused', async () => {
    const { token } = (await bot.upload('file', Buffer.from('%PDF-1.7'), 'Hướng dẫn.pdf')).data
    expect((await bot.send(hoa, { attachment: { type: 'file', payload: { token } } })).error).toBe(0)
    expect(sandbox.bubbles.list('zalo', 'p1').at(-1)?.file?.name).toBe('Hướng dẫn.pdf')
    expect((await bot.send(hoa, { attachment: media({ media_type: 'image', attachment_id: token }) })).error).toBe(-201)
    expect((await bot.upload('file', Buffer.from('MZ'), 'a.exe')).error).toBe(-201)
  })

  test('reads a user, the quota and the rate limit', async () => {
    sandbox.zalo.submitInfo('p1', { name: 'Nguyễn Thị Hoa', phone: '0912 345 678' })
    const params = { data: JSON.stringify({ user_id: hoa }) }
    const answer = await bot.call({ url: '/openapi/v3.0/oa/user/detail', params })
    expect(answer?.data.data).toMatchObject({
      user_id: hoa,
      user_is_follower: false,
      shared_info: { phone: 84912345678 },
    })
    expect(answer?.data.data.user_last_interaction_date).toMatch(/^\d\d\/\d\d\/\d{4}$/)
    expect(answer?.headers['x-ratelimit-limit']).toBe('4000')
    expect(Number(answer?.headers['x-ratelimit-remain'])).toBeLessThan(4000)
    const quota = await bot.call({ method: 'POST', url: '/openapi/v3.0/oa/quota/message', data: { user_id: hoa } })
    expect(quota?.data.data.last_interaction).toBe(String(sandbox.zalo.personState('p1').lastInteraction))
  })

  test('old and unknown APIs', async () => {
    const old = await bot.call({ method: 'POST', url: '/openapi/v2.0/oa/message', data: {} })
    expect(old).toMatchObject({ status: 200, data: { error: -240 } })
    const none = await bot.call({ method: 'POST', url: '/openapi/v3.0/oa/message/transaction', data: {} })
    expect(none).toMatchObject({ status: 200, data: { error: 404, message: 'empty api' } })
  })
})

describe('faults', () => {
  beforeEach(async () => {
    await bot.refresh()
    sandbox.zalo.say('p1', 'xin chào')
  })

  test('an error of the platform, only for the matching method and body', async () => {
    sandbox.faults.add({ platform: 'zalo', method: 'message/cs', contains: 'chậm', error: -32, message: 'limit' })
    expect((await bot.send(hoa, { text: 'nhanh' })).error).toBe(0)
    expect(await bot.send(hoa, { text: 'chậm' })).toEqual({ error: -32, message: 'limit' })
    expect((await bot.send(hoa, { text: 'chậm' })).error).toBe(0)
  })

  test('an HTTP status', async () => {
    sandbox.faults.add({ platform: 'zalo', method: 'upload/image', status: 502 })
    const config = { method: 'POST', url: '/openapi/v2.0/oa/upload/image', data: {} }
    expect((await bot.call(config))?.status).toBe(502)
  })

  test('drop before: nothing was sent; drop after: it was', async () => {
    sandbox.faults.add({ platform: 'zalo', drop: 'before' })
    expect(await bot.send(hoa, { text: 'một' })).toBeUndefined()
    expect(sandbox.zalo.counters().sent).toBe(0)
    sandbox.faults.add({ platform: 'zalo', drop: 'after' })
    expect(await bot.send(hoa, { text: 'hai' })).toBeUndefined()
    expect(sandbox.zalo.counters().sent).toBe(1)
    expect(sandbox.bubbles.list('zalo', 'p1').at(-1)?.text).toBe('hai')
  })

  test('a refresh whose answer is lost has used up the token', async () => {
    const { refreshToken: living } = sandbox.zalo.tokens()
    sandbox.faults.add({ platform: 'zalo', method: 'access_token', drop: 'after' })
    await expect(bot.refresh(living)).rejects.toThrow()
    expect(await bot.refresh(living)).not.toHaveProperty('access_token')
  })
})
