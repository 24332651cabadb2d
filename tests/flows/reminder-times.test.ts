import { describe, expect, it } from 'vitest'
import { answerUntil, NOON, play } from './play.js'

const DAY = 24 * 3_600_000

describe('a reminder', () => {
  function quietDraft() {
    const p = play().begin()
    answerUntil(p, 'story')
    return { p, id: p.draft!.id }
  }

  it('comes after 24 h and 72 h of silence, then never again', () => {
    const { p, id } = quietDraft()
    const quietSince = p.now
    p.now = quietSince + DAY
    p.feed({ kind: 'nudge', draft: id })
    expect(p.last).toContain('câu chuyện về Nguyễn Thị Hoa')
    expect(p.effects).toContainEqual({ do: 'watchDraft', draft: id, at: quietSince + 3 * DAY })
    p.now = quietSince + 3 * DAY
    p.feed({ kind: 'nudge', draft: id })
    expect(p.said).toHaveLength(1)
    p.now = quietSince + 30 * DAY
    p.feed({ kind: 'nudge', draft: id })
    expect(p.effects).toEqual([])
    p.say('tiếp tục')
    expect(p.key).toBe('story')
  })

  it('waits for the morning, and for silence', () => {
    const { p, id } = quietDraft()
    p.now = NOON + DAY + 11 * 3_600_000
    p.feed({ kind: 'nudge', draft: id })
    expect(p.said).toEqual([])
    expect(p.effects).toEqual([{ do: 'watchDraft', draft: id, at: Date.parse('2026-11-25T08:00:00+07:00') }])
  })

  it('never comes to somebody who said stop', () => {
    const { p, id } = quietDraft()
    p.say('dừng nhận tin')
    expect(p.effects).toContainEqual({ do: 'setProactive', on: false })
    p.now += 2 * DAY
    p.feed({ kind: 'nudge', draft: id })
    expect(p.effects).toEqual([])
  })

  it('is answered by "có" without answering the question behind it', () => {
    const { p, id } = quietDraft()
    p.now += DAY
    p.feed({ kind: 'nudge', draft: id })
    const before = p.session.drafts[0]!.answers
    p.say('có')
    expect(p.key).toBe('story')
    expect(p.answers).toEqual(before)
  })
})
