// A help that was chosen before consent was asked for waits behind it, whichever way somebody comes back to it.
import { describe, expect, it } from 'vitest'
import { answerUntil, type Play, play } from './play.js'

const PHOTO = { kind: 'files', files: [{ ref: 'ref', kind: 'photo' }] } as const

function chosen(): Play {
  const p = play()
  p.say('đăng ký trợ giúp')
  p.press('Nơi đang cần nhất')
  p.tell()
  p.press('Tôi muốn giúp: gạo và sữa')
  p.tell()
  expect(p.last).toContain('Trước khi đăng ký')
  return p
}

const WAYS: Record<string, (p: Play) => unknown> = {
  'a picture, then the button that goes on'(p) {
    p.feed({ ...PHOTO, files: [...PHOTO.files] })
    return p.press('Làm tiếp')
  },
  '"quay lại"': (p) => p.say('quay lại'),
  '"tiếp tục"': (p) => p.say('tiếp tục'),
  'a word to an officer, thought better of'(p) {
    p.say('gặp cán bộ')
    return p.say('quay lại')
  },
  'the main page'(p) {
    p.say('trang chính')
    return p.press('Làm tiếp')
  },
  'their rights'(p) {
    p.say('quyền của tôi')
    return p.press('Quay về')
  },
  'another door, and back'(p) {
    p.feed({ kind: 'start', payload: 'nominate' })
    return p.say('tiếp tục')
  },
}

describe('a yes to news that came between', () => {
  const news = (p: Play) =>
    p.feed({
      kind: 'ours',
      flow: 'support',
      what: 'proposed',
      about: 'DK-2026-000001',
      more: { quantity: '5' },
    } as never)
  const YES = ['có', 'ok', 'đồng ý', 'đúng']

  it.each(YES)('deletes nothing: "%s"', (said) => {
    const p = play().begin()
    answerUntil(p, 'helped')
    p.say('xóa bản nháp')
    news(p)
    expect(p.say(said)).toContain('xóa hẳn')
    expect(p.session.drafts).toHaveLength(1)
    p.say(said)
    expect(p.session.drafts).toEqual([])
  })

  it.each(YES)('sends nothing: "%s"', (said) => {
    const p = play().begin()
    answerUntil(p)
    news(p)
    expect(p.say(said)).toContain('Thông tin đã đúng chưa')
    expect(p.effects.map((effect) => effect.do)).toEqual(['say'])
    p.say(said)
    expect(p.effects.map((effect) => effect.do)).toContain('submitNomination')
  })
})

describe('what was chosen before consent', () => {
  it.each(Object.entries(WAYS))('waits behind it after %s', (_, way) => {
    const p = chosen()
    way(p)
    expect(p.session.panel).toMatchObject({ name: 'consent', about: 'support' })
    expect(p.last).toContain('Trước khi đăng ký')
    p.say('Cho tôi')
    expect(p.session.drafts[0]?.answers).not.toHaveProperty('who')
    p.press('Tôi đồng ý')
    expect(p.key).toBe('who')
  })

  it('waits behind it although something else was looked at, and nothing asked', () => {
    const p = chosen()
    p.say('quyền của tôi')
    p.press('Xem dữ liệu của tôi')
    p.tell()
    p.say('Cho tôi')
    expect(p.session.drafts[0]?.answers).not.toHaveProperty('who')
    p.press('Tôi đồng ý')
    expect(p.key).toBe('who')
  })

  it.each(['đồng ý', 'Tôi đồng ý'])('is agreed to by "%s" only where its words stand above', (said) => {
    const p = chosen()
    p.say('quyền của tôi')
    p.press('Xem dữ liệu của tôi')
    p.tell()
    p.say(said)
    expect(p.session.consents).toEqual({})
    expect(p.last).toContain('Trước khi đăng ký')
    p.say(said)
    expect(p.session.consents).toHaveProperty('support')
  })

  it.each(['đồng ý', 'Tôi đồng ý'])('is not agreed to by "%s" to news that came after it', (said) => {
    const p = chosen()
    p.feed({
      kind: 'ours',
      flow: 'support',
      what: 'proposed',
      about: 'DK-2026-000001',
      more: { quantity: '5' },
    } as never)
    p.say(said)
    expect(p.session.consents).toEqual({})
    expect(p.last).toContain('Trước khi đăng ký')
  })

  it('is not agreed to by what is said to an officer', () => {
    const p = chosen()
    p.say('quyền của tôi')
    p.press('Xem dữ liệu của tôi')
    p.tell()
    p.feed({ kind: 'officerWrote' })
    p.say('Tôi đồng ý')
    expect(p.session.consents).toEqual({})
  })

  it('does not go by a no to something else that was shown', () => {
    const p = chosen()
    p.say('quyền của tôi')
    p.press('Xem dữ liệu của tôi')
    p.tell()
    p.say('không')
    expect(p.session.drafts).toHaveLength(1)
    expect(p.last).toContain('Trước khi đăng ký')
    p.say('không')
    expect(p.session.drafts).toEqual([])
  })

  it('goes with a refusal', () => {
    const p = chosen()
    p.say('quay lại')
    p.press('Tôi không đồng ý')
    expect(p.session.drafts).toEqual([])
  })
})

it('"tiếp tục" at the question for consent, with nothing half done, leads nowhere else', () => {
  const p = play()
  p.feed({ kind: 'start', payload: 'nominate' })
  p.say('tiếp tục')
  expect(p.last).toContain('Trước khi bắt đầu')
  p.say('Tôi đồng ý')
  expect(p.key).toBe('kind')
})
