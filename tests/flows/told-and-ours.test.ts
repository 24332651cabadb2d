import { describe, expect, it } from 'vitest'
import { openInbound } from '../../src/flows/message.js'
import { answerUntil, play } from './play.js'

const DAY = 24 * 3_600_000

describe('what an effect found', () => {
  it('is told after the turn that asked, and what was open stays open', () => {
    const p = play().begin()
    answerUntil(p, 'deed')
    const before = p.session.drafts
    p.say('hồ sơ của tôi')
    expect(p.effects).toEqual([
      { do: 'showRecords', drafts: [{ title: expect.any(String), left: expect.any(Number) }] },
    ])
    expect(p.said).toEqual([])
    expect(p.tell()).toContain('Đang kể dở: câu chuyện về Nguyễn Thị Hoa')
    expect(p.session.drafts).toEqual(before)
    expect(p.key).toBe('deed')
  })

  it('is told of a nomination with its code, and offers what can be done next', () => {
    const p = play().begin()
    answerUntil(p)
    p.press('Gửi đi')
    expect(p.said).toEqual([])
    expect(p.tell()).toContain('NT-2026-000001')
    p.press('Hồ sơ của tôi')
    expect(p.tell()).toContain('Nguyễn Thị Hoa')
  })

  it('makes no second act of a button pressed twice in one movement', () => {
    const p = play().begin()
    answerUntil(p)
    const send = p.said.at(-1)!.buttons!.find((b) => b.label === 'Gửi đi')!
    p.press('Gửi đi')
    p.tell()
    p.feed({ kind: 'tap', token: (send as { token: string }).token })
    expect(p.effects).toEqual([])
  })

  it.each(['say', 'keepFile', 'constructor', 'toString', '__proto__'])('by "%s" is told by nobody', (effect) => {
    const p = play().begin()
    const before = p.session
    p.feed({ kind: 'told', asked: { do: effect }, result: {} })
    expect(p.effects).toEqual([])
    expect(p.session).toEqual(before)
  })
})

describe('news of ours', () => {
  const quiet = () => {
    const p = play().begin()
    answerUntil(p, 'story')
    return p
  }

  it('that was not asked for says so, and what was asked for does not', () => {
    const p = quiet()
    p.now += DAY
    p.feed({ kind: 'ours', flow: 'always', what: 'draftWaits', about: p.draft!.id })
    expect(p.effects.filter((e) => e.do === 'say')).toEqual([expect.objectContaining({ unasked: true })])
    p.feed({ kind: 'ours', flow: 'always', what: 'withdrawn', about: '', more: { codes: ['NT-2026-000001'] } })
    expect(p.effects.filter((e) => e.do === 'say')).toEqual([expect.not.objectContaining({ unasked: true })])
    expect(p.last).toContain('NT-2026-000001')
  })

  it.each([
    ['always', 'gone'],
    ['always', 'constructor'],
    ['always', '__proto__'],
    ['gone', 'draftWaits'],
    ['constructor', 'draftWaits'],
    ['__proto__', 'draftWaits'],
  ])('that no conversation knows is dropped: %s, %s', (flow, what) => {
    const p = quiet()
    const before = p.session
    p.feed({ kind: 'ours', flow, what, about: p.draft!.id })
    expect(p.effects).toEqual([])
    expect(p.session).toEqual({ ...before, tapped: undefined, tappedAt: undefined })
  })

  it('is no act of theirs: an apology waits', () => {
    const p = play()
    p.session = { v: 1 } as never
    p.feed({ kind: 'ours', flow: 'always', what: 'erased', about: '', more: { shared: false } })
    expect(p.said).toHaveLength(1)
    expect(p.last).toContain('Hội đã xóa')
  })

  it.each([
    [
      { kind: 'nudge', draft: 'd' },
      { kind: 'ours', flow: 'always', what: 'draftWaits', about: 'd' },
    ],
    [
      { kind: 'fileLost', file: 'f', reason: 'tooBig' },
      { kind: 'ours', flow: 'always', what: 'fileLost', about: 'f', more: { reason: 'tooBig' } },
    ],
  ])('is read by the names earlier releases gave it: %j', (stored, opened) => {
    expect(openInbound(stored)).toEqual(opened)
  })

  it('of earlier releases: an officer who writes from the console is left as it is', () => {
    expect(openInbound({ kind: 'officerWrote' })).toEqual({ kind: 'officerWrote' })
    expect(openInbound({ kind: 'text', text: 'nudge' })).toEqual({ kind: 'text', text: 'nudge' })
  })
})
