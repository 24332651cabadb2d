// An officer's form that was merely opened leaves nothing half-done; what was begun waits as ever.
import { expect, it } from 'vitest'
import { play } from './play.js'

function officer() {
  const p = play()
  p.who = { personId: '1', roles: [{ role: 'officer', unit: '11383', unitName: 'Phường Lê Chân' }] }
  return p
}

it.each(['address', 'writeBroadcast'])(
  'the door %s opened and left leaves no draft, and opened again begins at once',
  (door) => {
    const p = officer()
    p.feed({ kind: 'tap', token: `c.${door}` })
    if (p.said.some((m) => m.buttons?.some((b) => b.label === 'Tôi đồng ý'))) p.press('Tôi đồng ý')
    expect(p.session.drafts).toHaveLength(1)
    const [asked = ''] = p.last.split('\n')
    p.feed({ kind: 'tap', token: `c.${door}` })
    expect(p.last).toContain(asked)
    expect(p.session.drafts).toHaveLength(1)
    p.feed({ kind: 'tap', token: 'c.desk' })
    p.tell()
    expect(p.session.drafts).toEqual([])
    expect(p.effects.concat().some((effect) => effect.do === 'say')).toBe(true)
  },
)

it('a citizen who opens the door of a story finds it waiting', () => {
  const p = play().begin()
  p.say('menu')
  expect(p.session.drafts).toHaveLength(1)
})

it('an empty list of files to decide leads somewhere', () => {
  const p = officer()
  p.say('hồ sơ chờ tôi')
  p.feed({ kind: 'told', asked: { do: 'showQueue' }, result: { total: 0, overdue: 0, files: [] } })
  expect(p.said.at(-1)!.buttons!.length).toBeGreaterThan(0)
})
