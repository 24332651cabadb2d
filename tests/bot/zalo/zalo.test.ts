import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/server.js'
import { noisyJpeg, until } from '../support.js'
import { type Bot, openBot } from './zalo-bot.js'

const { appId, oaId, oaSecretKey } = SANDBOX_CREDENTIALS.zalo
const DAY = 24 * 3_600_000

describe('Zalo only', () => {
  let bot: Bot
  const address = (person: string) => bot.sandbox.people.zaloUserId(person)
  const of = (person: string) => bot.receiver.of(address(person))
  const shown = (person: string) => bot.sandbox.bubbles.list('zalo', person).filter(({ from }) => from === 'bot')

  beforeAll(async () => {
    bot = await openBot()
  })
  afterAll(() => bot.close())
  afterEach(() => bot.sandbox.faults.clear())

  it('drops what is wrongly signed, with 200, and counts it', async () => {
    const { zalo } = bot.sandbox
    zalo.tamperNextSignature()
    zalo.say('p1', 'giả mạo')
    zalo.say('p1', 'thật')
    await until(() => of('p1').length > 0)
    await zalo.idle()
    expect(of('p1').map(({ body }) => body)).toMatchObject([{ kind: 'text', text: 'thật' }])
    expect(bot.seen.badSignatures).toBe(1)
    expect(zalo.counters()).toMatchObject({ retries: 0, lost: 0 })
  })

  it('reads the signature as Zalo makes it', async () => {
    const event = (fields: object) => JSON.stringify({ app_id: appId, event_name: 'follow', oa_id: oaId, ...fields })
    const sign = (body: string, timestamp: string, key = oaSecretKey) =>
      `mac=${createHash('sha256').update(`${appId}${body}${timestamp}${key}`).digest('hex')}`
    const call = (body: string, headers: IncomingHttpHeaders) =>
      bot.channel.webhook!(Buffer.from(body), headers).then((status) => expect(status).toBe(200))
    const taken = (id: string) => bot.receiver.of(id).length
    const now = String(bot.sandbox.clock.now())

    const inBody = event({ follower: { id: '801' }, timestamp: now })
    await call(inBody, { 'x-zevent-signature': sign(inBody, now) })
    expect(taken('801')).toBe(1)
    const inHeader = event({ follower: { id: '802' } })
    await call(inHeader, { 'x-zevent-signature': sign(inHeader, now), 'x-zevent-timestamp': now })
    expect(taken('802')).toBe(1)

    const before = bot.seen.badSignatures
    const other = event({ follower: { id: '803' }, timestamp: now })
    await call(other, { 'x-zevent-signature': sign(other, now, 'app secret') })
    await call(other, { 'x-zevent-signature': sign(inBody, now) })
    await call(other, { 'x-zevent-signature': 'mac=00' })
    await call(other, {})
    await call('no json', {})
    expect(taken('803')).toBe(0)
    expect(bot.seen.badSignatures - before).toBe(5)

    // The probe of a webhook's address.
    await call('{}', {})
    expect(bot.seen.badSignatures - before).toBe(5)

    const long = String(bot.sandbox.clock.now() - 8 * DAY)
    const old = event({ follower: { id: '804' }, timestamp: long })
    await call(old, { 'x-zevent-signature': sign(old, long) })
    expect(taken('804')).toBe(0)

    // A gateway's ways: no timestamp in the body, seconds, capitals, two events in one call.
    const bare = event({ follower: { id: '805' }, timestamp: null })
    await call(bare, { 'x-zevent-signature': sign(bare, now), 'x-zevent-timestamp': now })
    const seconds = now.slice(0, -3)
    const short = event({ follower: { id: '806' }, timestamp: seconds })
    await call(short, { 'x-zevent-signature': sign(short, seconds).toUpperCase() })
    const both = `[${event({ follower: { id: '807' }, timestamp: now })},${event({ follower: { id: '808' }, timestamp: now })}]`
    await call(both, { 'x-zevent-signature': sign(both, now) })
    expect(['805', '806', '807', '808'].map(taken)).toEqual([1, 1, 1, 1])
    expect(bot.receiver.of('806')[0]!.at).toBe(Number(seconds) * 1000)

    const unknown = JSON.stringify({ event_name: 'user_waves', timestamp: now })
    await call(unknown, { 'x-zevent-signature': sign(unknown, now) })
    expect(bot.seen.unknownEvents).toBe(1)
  })

  it('gives a duplicate the same id, and sorts by time what came in the wrong order', async () => {
    const { zalo } = bot.sandbox
    zalo.say('p2', 'một')
    zalo.duplicateLastEvent()
    await until(() => of('p2').length === 2)
    expect(of('p2')[0]).toEqual(of('p2')[1])
    zalo.reverseNextTwoEvents()
    zalo.say('p2', 'hai')
    zalo.say('p2', 'ba')
    await until(() => of('p2').length === 4)
    const [later, earlier] = of('p2').slice(2)
    expect(later!.body).toMatchObject({ kind: 'text', text: 'ba' })
    expect(earlier!.at).toBeLessThan(later!.at)
  })

  it('ignores its own echoes and receipts, and hears an officer', async () => {
    const { zalo } = bot.sandbox
    zalo.follow('p3')
    await bot.channel.send(address('p3'), { text: 'Chào anh/chị' })
    zalo.received('p3')
    zalo.seen('p3')
    zalo.officerWrites('p3', 'Tôi là cán bộ Hội')
    await zalo.idle()
    expect(of('p3').map(({ body }) => body.kind)).toEqual(['arrived', 'officerWrote'])
  })

  it('hears everything else a person can do', async () => {
    const { zalo } = bot.sandbox
    zalo.chatnow('p4')
    zalo.follow('p4')
    zalo.sticker('p4')
    zalo.voice('p4')
    zalo.location('p4')
    zalo.link('p4', 'https://baohaiphong.vn/guong')
    zalo.sendGif('p4', await noisyJpeg(32))
    zalo.sendFile('p4', Buffer.from('%PDF'), 'Bằng khen.pdf')
    zalo.submitInfo('p4', { name: 'Phạm Quốc Bảo', phone: '0912345678' })
    zalo.unfollow('p4')
    await zalo.idle()
    const bodies = of('p4').map(({ body }) => body)
    expect(bodies).toMatchObject([
      { kind: 'arrived' },
      { kind: 'arrived' },
      { kind: 'unusable', what: 'sticker' },
      { kind: 'unusable', what: 'voice' },
      { kind: 'unusable', what: 'location' },
      { kind: 'text', text: 'https://baohaiphong.vn/guong' },
      { kind: 'files', files: [{ kind: 'photo' }] },
      { kind: 'files', files: [{ kind: 'file', name: 'Bằng khen.pdf', size: 4 }] },
      { kind: 'details', name: 'Phạm Quốc Bảo', phone: '+84912345678' },
      { kind: 'left' },
    ])
  })

  it('may write for seven days', async () => {
    const { zalo, clock } = bot.sandbox
    zalo.say('p5', 'Chào')
    clock.advance(6.9 * DAY)
    await bot.channel.send(address('p5'), { text: 'Còn kịp' })
    clock.advance(0.2 * DAY)
    await expect(bot.channel.send(address('p5'), { text: 'Quá hạn' })).rejects.toMatchObject({ kind: 'stopped' })
  })

  it('clips long labels and hides what a tap sends', async () => {
    const { zalo } = bot.sandbox
    zalo.say('p6', 'Chào')
    await bot.channel.send(address('p6'), { text: 'Chọn', buttons: [{ label: 'Rất '.repeat(40), token: 'c.help' }] })
    const [button] = shown('p6').at(-1)!.buttons!
    expect(button!.label).toHaveLength(100)
    expect(button!.label).toMatch(/…$/)
    const before = bot.sandbox.bubbles.list('zalo', 'p6').length
    zalo.tap('p6', shown('p6').at(-1)!.id, 0)
    await until(() => of('p6').some(({ body }) => body.kind === 'tap'))
    expect(bot.sandbox.bubbles.list('zalo', 'p6')).toHaveLength(before)
  })

  it('uploads a picture again when it has expired', async () => {
    const { zalo, clock, faults } = bot.sandbox
    bot.pictures.set('again', await noisyJpeg(64))
    const send = () => bot.channel.send(address('p6'), { text: 'Ảnh', photo: 'again' })
    zalo.say('p6', 'Chào')
    await send()
    // Before our time: Zalo says -100.
    faults.add({ platform: 'zalo', method: 'message/cs', error: -100, message: 'attachment_id was expired' })
    await send()
    clock.advance(6.5 * DAY)
    zalo.say('p6', 'Vẫn đây')
    faults.add({ platform: 'zalo', method: 'upload/image', error: -200, times: 1 })
    await expect(send()).rejects.toMatchObject({ kind: 'retry' })
    await send()
    expect(shown('p6').filter(({ image }) => image)).toHaveLength(3)
  })

  it('fetches from Zalo and its own API host only', async () => {
    const { zalo, url } = bot.sandbox
    const refused = { kind: 'refused', message: 'not allowed' }
    const elsewhere = [
      'https://example.com/a.jpg',
      'https://zdn.vn.example.com/a.jpg',
      'https://evilzdn.vn/a.jpg',
      'http://127.0.0.1:1/a.jpg',
      'http://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      'ftp://zdn.vn/a',
      'a.jpg',
    ]
    for (const ref of elsewhere) await expect(bot.channel.fetchFile(ref)).rejects.toMatchObject(refused)
    zalo.sendFile('p1', Buffer.alloc(21 * 1024 * 1024), 'to.pdf')
    const event = await until(() => of('p1').find(({ body }) => body.kind === 'files'))
    const ref = event.body.kind === 'files' ? event.body.files[0]!.ref : ''
    await expect(bot.channel.fetchFile(ref)).rejects.toMatchObject({ kind: 'refused', message: 'too big' })
    await expect(bot.channel.fetchFile(`${url}/zalo/files/nothing`)).rejects.toMatchObject({ message: 'gone' })
  })

  it('does not follow a redirect to another host', async () => {
    const server = createServer((_, response) => response.writeHead(302, { location: 'http://localhost:1/a' }).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const own = `http://127.0.0.1:${(server.address() as { port: number }).port}`
    const channel = bot.make({ apiBase: own })
    await expect(channel.fetchFile(`${own}/x.jpg`)).rejects.toMatchObject({ kind: 'refused', message: 'not allowed' })
    await new Promise((resolve) => server.close(resolve))
  })

  it('refreshes a token that died early, and sends once', async () => {
    const { zalo } = bot.sandbox
    zalo.say('p6', 'Chào')
    const { refreshes } = zalo.tokens()
    const before = shown('p6').length
    zalo.expireAccessToken()
    await bot.channel.send(address('p6'), { text: 'Vẫn gửi được' })
    expect(zalo.tokens().refreshes).toBe(refreshes + 1)
    expect(shown('p6')).toHaveLength(before + 1)
  })

  it('does not refresh over and over when no token is good enough', async () => {
    const { zalo, faults, clock } = bot.sandbox
    clock.advance(60_000)
    const { refreshes } = zalo.tokens()
    faults.add({ platform: 'zalo', method: 'message/cs', error: -216, message: 'Access token is invalid', times: -1 })
    for (let times = 0; times < 4; times++) {
      await expect(bot.channel.send(address('p6'), { text: 'x' })).rejects.toMatchObject({ kind: 'misconfigured' })
    }
    expect(zalo.tokens().refreshes).toBe(refreshes + 1)
  })

  it('notices a token of another OA', async () => {
    const other = bot.make({ oaId: '1000000000000000002', refreshToken: bot.sandbox.zalo.tokens().refreshToken })
    await other.start(bot.receiver.receive)
    expect(await other.check()).toMatch(/another OA/)
  })
})
