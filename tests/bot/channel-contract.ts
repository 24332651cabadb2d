import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Channel, type InboundEvent, SendError, type SendErrorKind } from '../../src/bot/channel.js'
import { bold, type Outbound } from '../../src/flows/message.js'
import type { Sandbox } from '../../src/sandbox/server.js'
import { type createReceiver, noisyJpeg, until } from './support.js'

type Fault = Parameters<Sandbox['faults']['add']>[0]
type Bubble = ReturnType<Sandbox['bubbles']['list']>[number]

/** What differs between the platforms. Persons are sandbox ids. */
export interface Subject {
  name: 'telegram' | 'zalo'
  sandbox: Sandbox
  channel: Channel
  receiver: ReturnType<typeof createReceiver>
  /** Stored pictures by hash, as `readFile` finds them. */
  pictures: Map<string, Buffer>
  logged: () => string
  address(person: string): string
  /** The person opens the chat. */
  arrive(person: string): void
  leave(person: string): void
  say(person: string, text: string): void
  tap(person: string, bubble: string, index: number): void
  sendPhoto(person: string, bytes: Buffer, caption: string): void
  textLimit: number
  mostButtons: number
  /** How the platform shows `A & <b>"c"</b> 'd'` when "B" is bold in it. */
  escaped: Partial<Bubble>
  /** Which call of the platform sends a text, and what goes wrong with it. */
  sendMethod: string
  uploadMethod: string
  refusals: { why: string; fault: Omit<Fault, 'platform' | 'method'>; kind: SendErrorKind; ms?: number }[]
  /** A channel whose platform cannot be reached at all. */
  unreachable(): Promise<Channel>
}

/** What every channel must do. `open` starts a sandbox with a bot that receives; `close` stops both. */
export function describeChannel(name: string, open: () => Promise<Subject>, close: () => Promise<void>): void {
  let subject: Subject
  const send = (person: string, message: Outbound) => subject.channel.send(subject.address(person), message)
  const bubbles = (person: string) =>
    subject.sandbox.bubbles.list(subject.name, person).filter(({ from }) => from === 'bot')
  const fault = (given: Omit<Fault, 'platform'>) => subject.sandbox.faults.add({ platform: subject.name, ...given })
  const heard = (person: string, kind: InboundEvent['body']['kind']) =>
    until(() => subject.receiver.of(subject.address(person)).find(({ body }) => body.kind === kind))

  /** Somebody new, so that no test sees another one's messages. */
  async function person(): Promise<string> {
    const { id } = subject.sandbox.people.add(`Người ${randomUUID()}`)
    subject.arrive(id)
    await until(() => subject.receiver.of(subject.address(id)).length > 0)
    return id
  }

  async function failure(sending: Promise<unknown>): Promise<SendError> {
    const error = await sending.then(
      () => undefined,
      (thrown) => thrown,
    )
    expect(error).toBeInstanceOf(SendError)
    return error
  }

  describe(`${name} channel`, () => {
    beforeAll(async () => {
      subject = await open()
    })
    afterAll(() => close())
    afterEach(() => subject.sandbox.faults.clear())

    it('answers where it was written from', async () => {
      const who = await person()
      subject.say(who, 'Chào Trợ lý')
      const event = await heard(who, 'text')
      expect(event).toMatchObject({
        channel: subject.name,
        address: subject.address(who),
        body: { text: 'Chào Trợ lý' },
      })
      expect(typeof event.address).toBe('string')
      expect(Math.abs(event.at - subject.sandbox.clock.now())).toBeLessThan(60_000)
      const ids = await subject.channel.send(event.address, { text: 'Dạ, chào anh/chị.' })
      expect(ids).toEqual([expect.stringMatching(/^.+$/)])
      expect(bubbles(who).at(-1)).toMatchObject({ text: 'Dạ, chào anh/chị.' })
    })

    it('cleans what comes in', async () => {
      const who = await person()
      subject.say(who, `${'Hải Phòng'.normalize('NFD')}\u200b \uE000`)
      expect((await heard(who, 'text')).body).toEqual({ kind: 'text', text: 'Hải Phòng' })
    })

    it('brings a tap back as its token', async () => {
      const who = await person()
      const buttons = [
        { label: 'Có', token: 'q.ab12cd34.again.yes' },
        { label: 'Trang của Hội', url: 'https://example.vn/hoi?a=1&b=2' },
      ]
      await send(who, { text: 'Tiếp tục chứ ạ?', buttons })
      const shown = bubbles(who).at(-1)!
      expect(shown.buttons).toMatchObject([
        { label: 'Có', kind: 'tap' },
        { label: 'Trang của Hội', kind: 'url', url: 'https://example.vn/hoi?a=1&b=2' },
      ])
      subject.tap(who, shown.id, 0)
      expect((await heard(who, 'tap')).body).toEqual({ kind: 'tap', token: 'q.ab12cd34.again.yes' })
    })

    it('numbers what does not fit into buttons', async () => {
      const who = await person()
      const buttons = Array.from({ length: subject.mostButtons + 1 }, (_, at) => ({
        label: `Mục ${at + 1}`,
        token: `t${at}`,
      }))
      await send(who, { text: 'Chọn ạ', buttons: buttons.slice(1) })
      expect(bubbles(who).at(-1)?.buttons).toHaveLength(subject.mostButtons)
      await send(who, { text: 'Chọn ạ', buttons })
      const shown = bubbles(who).at(-1)!
      expect(shown.buttons ?? []).toHaveLength(0)
      expect(shown.text).toMatch(/^Chọn ạ\n\n1\. Mục 1\n2\. Mục 2\n[^]*\nTrả lời bằng số ạ\.$/)
    })

    it('splits a long text and puts the buttons under its last part', async () => {
      const who = await person()
      const sentence = 'Bà Hoa nấu cháo cho bệnh nhân nghèo mỗi sáng thứ Bảy. '
      const text = sentence.repeat(Math.ceil((subject.textLimit * 2.2) / sentence.length)).trim()
      const ids = await send(who, { text, buttons: [{ label: 'Đọc tiếp', token: 'c.more' }] })
      const shown = bubbles(who)
      expect(ids).toHaveLength(3)
      expect(shown.map((bubble) => bubble.text).join(' ')).toBe(text)
      expect(shown.map((bubble) => bubble.buttons?.length ?? 0)).toEqual([0, 0, 1])
      for (const bubble of shown.slice(0, -1)) expect(bubble.text).toMatch(/\.$/)
    })

    it('counts the limit in NFC', async () => {
      const who = await person()
      await send(who, { text: 'ộ'.repeat(subject.textLimit).normalize('NFD') })
      expect(bubbles(who)).toHaveLength(1)
    })

    it('goes on with a split message where it broke off', async () => {
      const who = await person()
      const text = `${'a'.repeat(subject.textLimit)} ${'b'.repeat(subject.textLimit)} c`
      fault({ method: subject.sendMethod, contains: 'bbbb', drop: 'before' })
      expect((await failure(send(who, { text }))).kind).toBe('unknown')
      expect(await send(who, { text })).toHaveLength(3)
      expect(bubbles(who).map((bubble) => bubble.text?.[0])).toEqual(['a', 'b', 'c'])
      expect(await send(who, { text })).toHaveLength(3)
      expect(bubbles(who)).toHaveLength(6)
    })

    it('shows every character as it is written, bold where it can', async () => {
      const who = await person()
      await send(who, { text: `A & <b>"c"</b> 'd' &amp; ${bold('<B>')}` })
      expect(bubbles(who).at(-1)).toMatchObject(subject.escaped)
    })

    it('brings a photo in', async () => {
      const who = await person()
      const bytes = await noisyJpeg(64)
      subject.sendPhoto(who, bytes, 'Bếp ăn của bà Hoa')
      const { body } = await heard(who, 'files')
      if (body.kind !== 'files') throw new Error('no files')
      expect(body).toMatchObject({ files: [{ kind: 'photo' }], caption: 'Bếp ăn của bà Hoa' })
      expect((await subject.channel.fetchFile(body.files[0]!.ref)).bytes.equals(bytes)).toBe(true)
    })

    it('does not fetch what is gone', async () => {
      const who = await person()
      subject.sendPhoto(who, await noisyJpeg(64), '')
      const { body } = await heard(who, 'files')
      const ref = body.kind === 'files' ? body.files[0]!.ref : ''
      const gone = await failure(subject.channel.fetchFile(ref.replace(/.{8}$/, 'nothing1')))
      expect([gone.kind, gone.message]).toEqual(['refused', 'gone'])
    })

    it('sends a photo with its caption, and uploads it once', async () => {
      const [one, two] = [await person(), await person()]
      subject.pictures.set('hash1', await noisyJpeg(64))
      expect(await send(one, { text: 'Bếp ăn', photo: 'hash1' })).toHaveLength(1)
      expect(bubbles(one)).toMatchObject([{ text: 'Bếp ăn', image: expect.any(String) }])
      subject.pictures.delete('hash1')
      await send(two, { text: 'Bếp ăn', photo: 'hash1' })
      expect(bubbles(two)).toMatchObject([{ text: 'Bếp ăn', image: expect.any(String) }])
    })

    it('sends a photo and then a text that is no caption', async () => {
      const who = await person()
      subject.pictures.set('hash2', await noisyJpeg(64))
      await send(who, { text: 'a '.repeat(1010), photo: 'hash2', buttons: [{ label: 'Xem', token: 'c.see' }] })
      const shown = bubbles(who)
      expect(shown[0]).toMatchObject({ image: expect.any(String) })
      expect(shown.length).toBeGreaterThan(1)
      expect(shown.at(-1)?.buttons).toHaveLength(1)
    })

    it('makes a heavy photo fit', async () => {
      const who = await person()
      const heavy = await noisyJpeg(2200)
      expect(heavy.length).toBeGreaterThan(2_000_000)
      subject.pictures.set('heavy', heavy)
      await send(who, { text: 'Ảnh lớn', photo: 'heavy' })
      expect(bubbles(who)).toMatchObject([{ image: expect.any(String) }])
    })

    it('refuses a photo that is not there, an empty message and an endless token', async () => {
      const who = await person()
      const token = 'x'.repeat(1100)
      expect((await failure(send(who, { text: 'Ảnh', photo: 'nowhere' }))).kind).toBe('refused')
      expect((await failure(send(who, { text: ' ' }))).kind).toBe('refused')
      expect((await failure(send(who, { text: 'Chọn', buttons: [{ label: 'Có', token }] }))).kind).toBe('refused')
      expect(bubbles(who)).toHaveLength(0)
    })

    describe('says why a message did not go out', () => {
      it('stopped: nobody we know, and who has left', async () => {
        expect((await failure(subject.channel.send('7999999999', { text: 'x' }))).kind).toBe('stopped')
        const who = await person()
        subject.leave(who)
        expect((await failure(send(who, { text: 'x' }))).kind).toBe('stopped')
      })

      it('as its table has it', async () => {
        const who = await person()
        for (const { why, fault: given, kind, ms } of subject.refusals) {
          fault({ method: subject.sendMethod, ...given })
          const error = await failure(send(who, { text: 'Lời riêng tư 0912345678' }))
          expect([why, error.kind]).toEqual([why, kind])
          if (ms !== undefined) expect([why, error.ms]).toEqual([why, ms])
          expect(error.message).not.toMatch(/Lời riêng tư|0912345678/)
          subject.sandbox.faults.clear()
        }
        expect(bubbles(who)).toHaveLength(0)
      })

      it('unknown: a lost answer, whether or not it was carried out', async () => {
        const who = await person()
        fault({ method: subject.sendMethod, drop: 'before' })
        expect((await failure(send(who, { text: 'một' }))).kind).toBe('unknown')
        fault({ method: subject.sendMethod, drop: 'after' })
        expect((await failure(send(who, { text: 'hai' }))).kind).toBe('unknown')
        expect(bubbles(who).map(({ text }) => text)).toEqual(['hai'])
      })

      it('unknown: a gateway that answers with a page', async () => {
        const who = await person()
        fault({ method: subject.sendMethod, status: 502 })
        expect((await failure(send(who, { text: 'x' }))).kind).toBe('unknown')
      })

      it('retry: nobody at the other end', async () => {
        const channel = await subject.unreachable()
        expect((await failure(channel.send('1', { text: 'x' }))).kind).toBe('retry')
        expect(await channel.check()).toEqual(expect.any(String))
      })

      it('a lost upload does no harm', async () => {
        const who = await person()
        subject.pictures.set('lost', await noisyJpeg(65))
        fault({ method: subject.uploadMethod, drop: 'before' })
        const { kind } = await failure(send(who, { text: '', photo: 'lost' }))
        expect(kind).toBe(
          subject.uploadMethod === subject.sendMethod ? 'unknown' : expect.stringMatching(/retry|unknown/),
        )
        await send(who, { text: '', photo: 'lost' })
        expect(bubbles(who)).toHaveLength(1)
      })
    })

    it('acknowledges nothing that is not stored: it comes again under the same id', async () => {
      const who = await person()
      subject.receiver.refuse(1)
      subject.say(who, 'Đừng quên tôi')
      expect((await heard(who, 'text')).body).toEqual({ kind: 'text', text: 'Đừng quên tôi' })
    })

    it('gives a redelivered event the id it had', async () => {
      const who = await person()
      // Stored, but we die before the platform hears of it.
      subject.receiver.dieAfter(1)
      subject.say(who, 'Hai lần')
      const events = await until(() => {
        const found = subject.receiver.of(subject.address(who)).filter(({ body }) => body.kind === 'text')
        return found.length === 2 && found
      })
      expect(events[0]!.eventId).toBe(events[1]!.eventId)
    })

    it('tells apart what a person says twice, in the order of its time', async () => {
      const who = await person()
      for (const text of ['Có', 'Có', 'Không']) subject.say(who, text)
      const events = await until(() => {
        const found = subject.receiver.of(subject.address(who)).filter(({ body }) => body.kind === 'text')
        return found.length === 3 && found
      })
      expect(new Set(events.map((event) => event.eventId)).size).toBe(3)
      expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted((a, b) => a - b))
    })

    it('hears who leaves', async () => {
      const who = await person()
      subject.leave(who)
      await heard(who, 'left')
    })

    it('is well', async () => {
      expect(await subject.channel.check()).toBeUndefined()
    })

    it('logs nothing that was said, and no secret', () => {
      expect(subject.logged()).not.toMatch(
        /Lời riêng tư|0912345678|Đừng quên|sandbox-token|app-secret|secret-key|sandbox-access|sandbox-refresh|first-refresh/,
      )
    })
  })
}
