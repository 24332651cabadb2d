import { expect, it } from 'vitest'
import type { Kit } from './contract-kit.js'
import { noisyJpeg } from './support.js'

/** Every SendErrorKind, provoked at the platform. */
export function itSaysWhyNot(kit: Kit): void {
  it('stopped: nobody we know, and who has left', async () => {
    expect((await kit.failure(kit.subject.channel.send('7999999999', { text: 'x' }))).kind).toBe('stopped')
    const who = await kit.person()
    kit.subject.leave(who)
    expect((await kit.failure(kit.send(who, { text: 'x' }))).kind).toBe('stopped')
  })

  it('as its table has it', async () => {
    const who = await kit.person()
    for (const { why, fault: given, kind, ms } of kit.subject.refusals) {
      kit.fault({ method: kit.subject.sendMethod, ...given })
      const error = await kit.failure(kit.send(who, { text: 'Lời riêng tư 0912345678' }))
      expect([why, error.kind]).toEqual([why, kind])
      if (ms !== undefined) expect([why, error.ms]).toEqual([why, ms])
      expect(error.message).not.toMatch(/Lời riêng tư|0912345678/)
      kit.subject.sandbox.faults.clear()
    }
    expect(kit.bubbles(who)).toHaveLength(0)
  })

  it('unknown: a lost answer, whether or not it was carried out', async () => {
    const who = await kit.person()
    kit.fault({ method: kit.subject.sendMethod, drop: 'before' })
    expect((await kit.failure(kit.send(who, { text: 'một' }))).kind).toBe('unknown')
    kit.fault({ method: kit.subject.sendMethod, drop: 'after' })
    expect((await kit.failure(kit.send(who, { text: 'hai' }))).kind).toBe('unknown')
    expect(kit.bubbles(who).map(({ text }) => text)).toEqual(['hai'])
  })

  it('unknown: a gateway that answers with a page', async () => {
    const who = await kit.person()
    kit.fault({ method: kit.subject.sendMethod, status: 502 })
    expect((await kit.failure(kit.send(who, { text: 'x' }))).kind).toBe('unknown')
  })

  it('retry: nobody at the other end', async () => {
    const channel = await kit.subject.unreachable()
    expect((await kit.failure(channel.send('1', { text: 'x' }))).kind).toBe('retry')
    expect(await channel.check()).toEqual(expect.any(String))
  })

  it('a lost upload does no harm', async () => {
    const who = await kit.person()
    kit.subject.pictures.set('lost', await noisyJpeg(65))
    kit.fault({ method: kit.subject.uploadMethod, drop: 'before' })
    const { kind } = await kit.failure(kit.send(who, { text: '', photo: 'lost' }))
    // Telegram uploads and sends in one call, Zalo in two.
    expect(kind).toBe(kit.subject.name === 'telegram' ? 'unknown' : 'retry')
    await kit.send(who, { text: '', photo: 'lost' })
    expect(kit.bubbles(who)).toHaveLength(1)
  })
}

/** At least once, and never twice under two ids. */
export function itLosesNothing(kit: Kit): void {
  it('acknowledges nothing that is not stored: it comes again under the same id', async () => {
    const who = await kit.person()
    kit.subject.receiver.refuse(1)
    kit.subject.say(who, 'Đừng quên tôi')
    expect((await kit.heard(who, 'text'))[0]!.body).toMatchObject({ kind: 'text', text: 'Đừng quên tôi' })
  })

  it('gives a redelivered event the id it had', async () => {
    const who = await kit.person()
    // Stored, but we die before the platform hears of it.
    kit.subject.receiver.dieAfter(1)
    kit.subject.say(who, 'Hai lần')
    const events = await kit.heard(who, 'text', 2)
    expect(events[0]!.eventId).toBe(events[1]!.eventId)
  })

  it('tells apart what a person says twice, in the order of its time', async () => {
    const who = await kit.person()
    for (const text of ['Có', 'Có', 'Không']) kit.subject.say(who, text)
    const events = await kit.heard(who, 'text', 3)
    expect(new Set(events.map((event) => event.eventId)).size).toBe(3)
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted((a, b) => a - b))
  })

  it('hears who leaves', async () => {
    const who = await kit.person()
    kit.subject.leave(who)
    await kit.heard(who, 'left')
  })
}
