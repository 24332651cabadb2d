import { expect, it } from 'vitest'
import type { InboundEvent } from '../../src/bot/channel.js'
import { bold } from '../../src/flows/message.js'
import type { Kit } from './contract-kit.js'
import { noisyJpeg } from './support.js'

/** Words and buttons, both ways. */
export function itTalks(kit: Kit): void {
  it('answers where it was written from', async () => {
    const who = await kit.person()
    kit.subject.say(who, 'Chào Trợ lý')
    const [event] = await kit.heard(who, 'text')
    expect(event).toMatchObject({
      channel: kit.subject.name,
      address: kit.subject.address(who),
      body: { text: 'Chào Trợ lý' },
    })
    expect(typeof event!.address).toBe('string')
    expect(Math.abs(event!.at - kit.subject.sandbox.clock.now())).toBeLessThan(60_000)
    const ids = await kit.subject.channel.send(event!.address, { text: 'Dạ, chào anh/chị.' })
    expect(ids).toEqual([expect.stringMatching(/^.+$/)])
    expect(kit.bubbles(who).at(-1)).toMatchObject({ text: 'Dạ, chào anh/chị.' })
  })

  it('cleans what comes in', async () => {
    const who = await kit.person()
    kit.subject.say(who, `${'Hải Phòng'.normalize('NFD')}\u200b \uE000`)
    expect((await kit.heard(who, 'text'))[0]!.body).toMatchObject({ kind: 'text', text: 'Hải Phòng' })
  })

  it('brings a tap back as its token', async () => {
    const who = await kit.person()
    const buttons = [
      { label: 'Có', token: 'q.ab12cd34.again.yes' },
      { label: 'Trang của Hội', url: 'https://example.vn/hoi?a=1&b=2' },
    ]
    await kit.send(who, { text: 'Tiếp tục chứ ạ?', buttons })
    const shown = kit.bubbles(who).at(-1)!
    expect(shown.buttons).toMatchObject([
      { label: 'Có', kind: 'tap' },
      { label: 'Trang của Hội', kind: 'url', url: 'https://example.vn/hoi?a=1&b=2' },
    ])
    kit.subject.tap(who, shown.id, 0)
    expect((await kit.heard(who, 'tap'))[0]!.body).toEqual({ kind: 'tap', token: 'q.ab12cd34.again.yes' })
  })

  it('numbers what does not fit into buttons', async () => {
    const who = await kit.person()
    const buttons = Array.from({ length: kit.subject.mostButtons + 1 }, (_, at) => ({
      label: `Mục ${at + 1}`,
      token: `t${at}`,
    }))
    await kit.send(who, { text: 'Chọn ạ', buttons: buttons.slice(1) })
    expect(kit.bubbles(who).at(-1)?.buttons).toHaveLength(kit.subject.mostButtons)
    await kit.send(who, { text: 'Chọn ạ', buttons })
    const shown = kit.bubbles(who).at(-1)!
    expect(shown.buttons ?? []).toHaveLength(0)
    expect(shown.text).toMatch(/^Chọn ạ\n\n1\. Mục 1\n2\. Mục 2\n[\s\S]*\nTrả lời bằng số ạ\.$/)
  })

  it('splits a long text and puts the buttons under its last part', async () => {
    const who = await kit.person()
    const sentence = 'Bà Hoa nấu cháo cho bệnh nhân nghèo mỗi sáng thứ Bảy. '
    const text = sentence.repeat(Math.ceil((kit.subject.textLimit * 2.2) / sentence.length)).trim()
    const ids = await kit.send(who, { text, buttons: [{ label: 'Đọc tiếp', token: 'c.more' }] })
    const shown = kit.bubbles(who)
    expect(ids).toHaveLength(3)
    expect(shown.map((bubble) => bubble.text).join(' ')).toBe(text)
    expect(shown.map((bubble) => bubble.buttons?.length ?? 0)).toEqual([0, 0, 1])
    for (const bubble of shown.slice(0, -1)) expect(bubble.text).toMatch(/\.$/)
  })

  it('counts the limit in NFC', async () => {
    const who = await kit.person()
    await kit.send(who, { text: 'ộ'.repeat(kit.subject.textLimit).normalize('NFD') })
    expect(kit.bubbles(who)).toHaveLength(1)
  })

  it('goes on with a split message where it broke off', async () => {
    const who = await kit.person()
    const text = `${'a'.repeat(kit.subject.textLimit)} ${'b'.repeat(kit.subject.textLimit)} c`
    kit.fault({ method: kit.subject.sendMethod, contains: 'bbbb', drop: 'before' })
    expect((await kit.failure(kit.send(who, { text }))).kind).toBe('unknown')
    expect(await kit.send(who, { text })).toHaveLength(3)
    expect(kit.bubbles(who).map((bubble) => bubble.text?.[0])).toEqual(['a', 'b', 'c'])
    expect(await kit.send(who, { text })).toHaveLength(3)
    expect(kit.bubbles(who)).toHaveLength(6)
  })

  it('shows every character as it is written, bold where it can', async () => {
    const who = await kit.person()
    await kit.send(who, { text: `A & <b>"c"</b> 'd' &amp; ${bold('<B>')}` })
    expect(kit.bubbles(who).at(-1)).toMatchObject(kit.subject.escaped)
  })
}

/** Pictures, both ways. */
export function itShowsPictures(kit: Kit): void {
  it('brings a photo in', async () => {
    const who = await kit.person()
    const bytes = await noisyJpeg(64)
    kit.subject.sendPhoto(who, bytes, 'Bếp ăn của bà Hoa')
    const [{ body }] = (await kit.heard(who, 'files')) as [InboundEvent]
    if (body.kind !== 'files') throw new Error('no files')
    expect(body).toMatchObject({ files: [{ kind: 'photo' }], caption: 'Bếp ăn của bà Hoa' })
    expect((await kit.subject.channel.fetchFile(body.files[0]!.ref)).bytes.equals(bytes)).toBe(true)
  })

  it('does not fetch what is gone', async () => {
    const who = await kit.person()
    kit.subject.sendPhoto(who, await noisyJpeg(64), '')
    const [{ body }] = (await kit.heard(who, 'files')) as [InboundEvent]
    const ref = body.kind === 'files' ? body.files[0]!.ref : ''
    const gone = await kit.failure(kit.subject.channel.fetchFile(ref.replace(/.{8}$/, 'nothing1')))
    expect([gone.kind, gone.message]).toEqual(['refused', 'gone'])
  })

  it('sends a photo with its caption, and uploads it once', async () => {
    const [one, two] = [await kit.person(), await kit.person()]
    kit.subject.pictures.set('hash1', await noisyJpeg(64))
    expect(await kit.send(one, { text: 'Bếp ăn', photo: 'hash1' })).toHaveLength(1)
    expect(kit.bubbles(one)).toMatchObject([{ text: 'Bếp ăn', image: expect.any(String) }])
    kit.subject.pictures.delete('hash1')
    await kit.send(two, { text: 'Bếp ăn', photo: 'hash1' })
    expect(kit.bubbles(two)).toMatchObject([{ text: 'Bếp ăn', image: expect.any(String) }])
  })

  it('sends a photo and then a text that is no caption', async () => {
    const who = await kit.person()
    kit.subject.pictures.set('hash2', await noisyJpeg(64))
    await kit.send(who, { text: 'a '.repeat(1010), photo: 'hash2', buttons: [{ label: 'Xem', token: 'c.see' }] })
    const shown = kit.bubbles(who)
    expect(shown[0]).toMatchObject({ image: expect.any(String) })
    expect(shown.length).toBeGreaterThan(1)
    expect(shown.at(-1)?.buttons).toHaveLength(1)
  })

  it('draws a picture of ours when it leaves', async () => {
    const who = await kit.person()
    const bars = [{ label: 'Vật chất', value: 3, of: 5, shown: '3 trên 5' }]
    await kit.send(who, { text: 'Đã giúp 3 trên 5', photo: { is: 'bars', title: 'Mức độ trợ giúp', bars } })
    expect(kit.bubbles(who)).toMatchObject([{ text: 'Đã giúp 3 trên 5', image: expect.any(String) }])
  })

  it('makes a heavy photo fit', async () => {
    const who = await kit.person()
    const heavy = await noisyJpeg(2200)
    expect(heavy.length).toBeGreaterThan(2_000_000)
    kit.subject.pictures.set('heavy', heavy)
    await kit.send(who, { text: 'Ảnh lớn', photo: 'heavy' })
    expect(kit.bubbles(who)).toMatchObject([{ image: expect.any(String) }])
  })

  it('refuses a photo that is not there, an empty message and an endless token', async () => {
    const who = await kit.person()
    const token = 'x'.repeat(1100)
    expect((await kit.failure(kit.send(who, { text: 'Ảnh', photo: 'nowhere' }))).kind).toBe('refused')
    expect((await kit.failure(kit.send(who, { text: ' ' }))).kind).toBe('refused')
    expect((await kit.failure(kit.send(who, { text: 'Chọn', buttons: [{ label: 'Có', token }] }))).kind).toBe('refused')
    expect(kit.bubbles(who)).toHaveLength(0)
  })
}
