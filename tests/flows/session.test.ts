import { describe, expect, it } from 'vitest'
import { newSession, openSession } from '../../src/flows/session.js'
import { answerUntil, play } from './play.js'

function broken() {
  const p = play().begin()
  answerUntil(p, 'unit')
  return { ...JSON.parse(JSON.stringify(p.session)), drafts: 'gone wrong' }
}

describe('a stored conversation that cannot be read', () => {
  it.each([['text'], [['x']], [null], [{ v: 1 }], [{ v: 1, drafts: [{}], consents: {} }], [7]])(
    '%j is kept aside',
    (json) => {
      const session = openSession(json)
      expect(session).toEqual({ ...newSession(), aside: { state: json, why: expect.any(String) } })
      expect(openSession(JSON.parse(JSON.stringify(session)))).toEqual(session)
    },
  )

  it('of a later version is left alone', () => {
    expect(() => openSession({ v: 3, drafts: {} })).toThrow()
  })

  it('of the first version opens in today\'s shape: what its panel is about, the hour left to an officer', () => {
    const stored = { v: 1, drafts: [], consents: {}, panel: { name: 'nudged', draft: 'd1' }, officerAt: 5 }
    expect(openSession({ ...stored, officerByUs: true })).toEqual({
      ...newSession(),
      panel: { name: 'nudged', about: 'd1' },
      talk: { flow: 'always', about: 'here', until: 5 + 3_600_000 },
    })
    expect(openSession(stored).talk?.about).toBe('console')
    expect(openSession({ v: 1, drafts: [], consents: {} })).toEqual(newSession())
  })

  it('is apologised for once, and officers know', () => {
    const p = play()
    const state = broken()
    p.session = state
    p.say('chào em')
    expect(p.said[0]!.text).toContain('không mở lại được')
    expect(p.last).toContain('Hôm nay anh/chị muốn làm gì')
    expect(p.effects).toContainEqual(expect.objectContaining({ do: 'openTicket', kind: 'human' }))
    p.say('chào em')
    expect(p.said).toHaveLength(1)
    expect(p.effects).toHaveLength(1)
    expect(p.session.aside?.state).toEqual(state)
    p.begin()
    expect(p.key).toBe('kind')
  })

  it('waits for an act of theirs before it is apologised for', () => {
    const p = play()
    p.session = broken()
    p.feed({ kind: 'left' })
    expect(p.said).toEqual([])
    p.say('alo')
    expect(p.said[0]!.text).toContain('không mở lại được')
  })

  it('goes when they have their data erased', () => {
    const p = play()
    p.session = broken()
    p.say('quyền của tôi')
    p.press('Xóa')
    p.press('Xóa dữ liệu của tôi')
    expect(p.session.aside).toBeUndefined()
  })
})
