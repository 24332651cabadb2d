import { describe, expect, it } from 'vitest'
import type { HeldRole, Role } from '../../src/flows/roles.js'
import { answerUntil, type Play, play } from './play.js'

const held = (role: Role): HeldRole => ({ role, unit: '11383', unitName: 'Phường Lê Chân' })
const done = (p: Play) => p.effects.map((effect) => effect.do)
const labels = (p: Play) => p.said.flatMap((message) => message.buttons ?? []).map(({ label }) => label)

function settled(p: Play): Play {
  for (let n = 0; n < 5 && p.effects.some((effect) => effect.do !== 'say'); n++) p.tell()
  return p
}
function at(role: Role, ...acts: string[]): Play {
  const p = play()
  p.who = { personId: '1', roles: [held(role)] }
  p.feed({ kind: 'start' })
  for (const act of acts) {
    if (/^[cp]\./.test(act)) p.feed({ kind: 'tap', token: act })
    else p.say(act)
    settled(p)
  }
  return p
}
function ended(p: Play): Play {
  p.who = { personId: '1', roles: [] }
  return p
}
const written = () => {
  const p = at('officer', 'gửi tin', 'Mời cả nhà kể một việc tốt quanh mình trong tuần này nhé.')
  answerUntil(p, 'summary', { file: ['không'], buttons: ['Không cần nút'], when: ['Gửi ngay'] })
  return p
}

describe('once their role has ended', () => {
  it.each(['đóng', '😀', 'trợ giúp'])('a list is not shown once more to "%s"', (said) => {
    const p = ended(at('reviewer', 'c.reviews'))
    p.say(said)
    expect(labels(p).join()).not.toContain('Nguyễn Thị Mẫu')
    expect(p.session.panel?.name).toBe('home')
  })

  it('words that were read back decide nothing', () => {
    const ticks = ['law', 'part', 'example'].map((key) => `c.reviewTick.1-n-${key}`)
    const p = at('reviewer', ...ticks, 'c.reviewRefuse.1', 'Chưa có giấy tờ gì kèm theo')
    expect(p.session.panel?.name).toBe('refuseWhy')
    ended(p).press('Ghi kết luận')
    expect(done(p)).toEqual(['refused', 'say'])
  })

  it.each(['c.absentWith.7', 'c.inviteFor.1', 'c.tellStory.NT-2026-000007'])(
    'the way back of %s leads home',
    (door) => {
      const p = at('officer', door)
      expect(p.session.panel?.name).not.toBe('list')
      ended(p).press('Thôi')
      expect(done(p)).toEqual(['refused', 'say'])
    },
  )

  it('a form that is complete is not sent, and waits for the role to come back', () => {
    const p = ended(written())
    const { id } = p.draft!
    p.press('Xem trước')
    expect(done(p)).toEqual(['refused', 'say'])
    p.say('tiếp tục')
    expect(p.last).toContain('dành cho người được Hội phân công')
    expect(labels(p).join()).not.toContain('tiếp')
    p.who = { personId: '1', roles: [held('officer')] }
    p.say('tiếp tục')
    expect(p.draft?.id).toBe(id)
  })

  it.each(['quay lại', 'xong', 'gửi đi'])('"%s" asks nothing of a form', (said) => {
    const p = ended(written())
    p.say(said)
    expect(done(p).filter((deed) => !['refused', 'say'].includes(deed))).toEqual([])
    expect(p.session.panel?.name).toBe('home')
  })

  it('no further form of it is begun', () => {
    const p = written()
    p.feed({ kind: 'tap', token: 'c.writeBroadcast' })
    expect(p.session.panel?.name).toBe('drafts')
    ended(p).feed({ kind: 'tap', token: 'p.drafts.new.campaign' })
    expect(p.session.drafts).toHaveLength(1)
  })

  it('an officer is heard all the same by who wishes for one', () => {
    const p = ended(at('reviewer', 'c.reviews'))
    p.say('gặp cán bộ')
    expect(done(p)).toContain('openTicket')
  })
})
