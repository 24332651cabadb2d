import { describe, expect, it } from 'vitest'
import { newSession, openSession } from '../../src/flows/session.js'
import { answerUntil, NOON, play } from './play.js'

function broken() {
  const p = play().begin()
  answerUntil(p, 'unit')
  return { ...JSON.parse(JSON.stringify(p.session)), drafts: 'gone wrong' }
}

describe('a stored conversation that cannot be read', () => {
  it.each([
    ['text'],
    [['x']],
    [null],
    [{ v: 1 }],
    [{ v: 1, drafts: [{}], consents: {} }],
    [{ v: 2, drafts: [{}], consents: {} }],
    [7],
  ])('%j is kept aside', (json) => {
    const session = openSession(json)
    expect(session).toEqual({ ...newSession(), aside: { state: json, why: expect.any(String) } })
    expect(openSession(JSON.parse(JSON.stringify(session)))).toEqual(session)
  })

  it('of a later version is left alone', () => {
    expect(() => openSession({ v: 3, drafts: {} })).toThrow()
  })

  it("of the first version opens in today's shape: what its panel is about, the hour left to an officer", () => {
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

describe('a conversation stored by the first release', () => {
  const draft = {
    id: '00000101-0000-4000-8000-000000000000',
    flow: 'nominate',
    answers: { kind: 'individual', name: 'Nguyễn Thị Hoa' },
    order: ['kind', 'name'],
    notes: {},
    kept: {},
    misses: 0,
    startedAt: NOON,
    updatedAt: NOON,
    nudges: 0,
  }
  const kept = { drafts: [draft], active: draft.id, consents: { nominate: '2026-11-1' }, salutation: 'co' }
  const stored = {
    v: 1,
    ...kept,
    panel: { name: 'unsure', draft: draft.id, over: 'remove', missed: true },
    officerAt: NOON,
    officerByUs: true,
    hushTold: true,
  }

  it('is read in the shape of this one', () => {
    expect(openSession(stored)).toEqual({
      v: 2,
      ...kept,
      panel: { name: 'unsure', about: draft.id, over: 'remove', missed: true },
      talk: { flow: 'always', about: 'here', until: NOON + 3_600_000 },
      hushTold: true,
    })
    const { talk } = openSession({ ...stored, officerByUs: undefined })
    expect(talk).toEqual({ flow: 'always', about: 'console', until: NOON + 3_600_000 })
  })

  it('has no panel and no talk where there was none', () => {
    const session = openSession({ v: 1, ...kept })
    expect(session).toEqual({ v: 2, ...kept })
    expect(Object.keys(session)).not.toContain('panel')
    expect(Object.keys(session)).not.toContain('talk')
  })

  it('goes on where it was: the officer is answered, then the draft that was asked about is deleted', () => {
    const p = play()
    p.session = openSession({ ...stored, panel: { name: 'remove', draft: draft.id } })
    p.say('dạ cô đây')
    expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', note: 'dạ cô đây' })
    p.feed({ kind: 'tap', token: `p.remove.yes.${draft.id.slice(0, 8)}` })
    expect(p.session.drafts).toEqual([])
  })

  it('understands a number as the button that waits, though none was remembered as shown', () => {
    const p = play()
    p.session = openSession({ v: 1, drafts: [], consents: {}, panel: { name: 'data' } })
    p.say('3')
    expect(p.session.panel?.name).toBe('erase')
  })
})
