import { describe, expect, it } from 'vitest'
import type { Inbound } from '../../src/flows/message.js'
import { answerUntil, type Play, play } from './play.js'

const PHOTO: Inbound = { kind: 'files', files: [{ ref: 'a', kind: 'photo' }], caption: 'Nhà văn hóa đây ạ' }
const SAID: Inbound[] = [
  PHOTO,
  { kind: 'unusable', what: 'sticker' },
  { kind: 'unusable', what: 'voice' },
  { kind: 'details', name: 'Phạm Thị Lan', phone: '+84912345678' },
]

function talking(through?: string): Play {
  const p = play().begin()
  answerUntil(p, 'evidence')
  p.feed({ kind: 'officerWrote', text: through })
  return p
}

describe('while an officer talks from the console of the platform', () => {
  it.each(SAID)('$kind $what is left to them', (said) => {
    const p = talking()
    const before = p.draft
    p.feed(said)
    expect(p.said).toHaveLength(1)
    expect(p.last).toContain('tạm giữ im lặng')
    p.feed(said)
    expect(p.effects).toEqual([])
    expect(p.draft).toEqual(before)
    p.say('tiếp tục')
    p.feed(PHOTO)
    expect(p.last).toContain('đã nhận 1 ảnh')
  })
})

describe('while an officer talks through us', () => {
  it('a picture is kept and passed on with its words, and is no evidence', () => {
    const p = talking('Chị gửi ảnh giúp em ạ')
    p.feed(PHOTO)
    const kept = p.effects.find((e) => e.do === 'keepFile')!
    expect(p.effects).toContainEqual({
      do: 'openTicket',
      kind: 'human',
      note: `(ảnh ${(kept as { file: string }).file})\nNhà văn hóa đây ạ`,
    })
    expect(p.last).toContain('đã chuyển ảnh')
    p.say('tiếp tục')
    expect(p.effects.map((e) => e.do)).not.toContain('dropFile')
    expect(p.draft!.notes).not.toHaveProperty('evidence')
  })

  it('a picture that is too large is named, not kept', () => {
    const p = talking('Dạ')
    p.feed({ kind: 'files', files: [{ ref: 'a', kind: 'file', size: 30 * 1024 * 1024 }] })
    expect(p.effects.map((e) => e.do)).toEqual(['openTicket', 'say'])
  })

  it('a contact card, a sticker and a voice message reach them as what they are', () => {
    const p = talking('Chị cho em số điện thoại ạ')
    const note = () => p.effects.flatMap((e) => (e.do === 'openTicket' ? [e.note] : []))
    p.feed(SAID[3]!)
    expect(note()).toEqual(['Phạm Thị Lan, +84912345678'])
    p.feed(SAID[1]!)
    expect(note()).toEqual(['(nhãn dán)'])
    p.feed(SAID[2]!)
    expect(note()).toEqual(['(tin thoại)'])
    expect(p.last).toContain('chưa chuyển được tin thoại')
  })

  it('is over after an hour', () => {
    const p = talking('Dạ')
    p.now += 3_600_000
    p.feed(PHOTO)
    expect(p.last).toContain('đã nhận 1 ảnh')
  })
})

describe('a talk that passes through us', () => {
  const taken = { kind: 'ours', flow: 'talk', what: 'taken', about: '5', more: { unit: 'Phường Lê Chân' } } as const

  it('takes every word but the few that are for us, and leaves the form as it was', () => {
    const p = play().begin()
    const { draft } = p
    p.feed(taken)
    for (const word of ['hủy', '1', 'Một người', 'cảm ơn em', 'quay lại']) {
      p.say(word)
      expect(p.effects).toEqual([{ do: 'relay', ticket: '5', text: word }])
    }
    expect(p.draft).toEqual(draft)
    p.say('kết thúc trò chuyện')
    expect(p.effects).toEqual([{ do: 'endTalk', ticket: '5' }])
  })

  it('is over after a day in which nobody said anything', () => {
    const p = play().begin()
    p.feed(taken)
    p.now += 23 * 3_600_000
    p.say('còn đó không cháu')
    p.now += 23 * 3_600_000
    p.say('vẫn chờ')
    expect(p.effects).toMatchObject([{ do: 'relay' }])
    p.now += 25 * 3_600_000
    p.say('Một người')
    expect(p.answers).toEqual({ kind: 'individual' })
  })
})
