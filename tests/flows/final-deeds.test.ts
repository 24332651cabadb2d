import { describe, expect, it } from 'vitest'
import type { HeldRole, Role } from '../../src/flows/roles.js'
import { type Play, play } from './play.js'

const held = (role: Role): HeldRole => ({ role, unit: '11383', unitName: 'Phường Lê Chân' })
const deeds = (p: Play) => p.effects.filter((effect) => effect.do !== 'say')

function settled(p: Play): Play {
  for (let n = 0; n < 5 && deeds(p).length > 0; n++) p.tell()
  return p
}
function at(role: Role, ...tokens: string[]): Play {
  const p = play()
  p.who = { personId: '1', roles: [held(role)] }
  p.feed({ kind: 'start' })
  for (const token of tokens) {
    p.feed({ kind: 'tap', token })
    settled(p)
  }
  return p
}
const marked = ['law', 'part', 'example'].map((key) => `c.reviewTick.1-y-${key}`)
const approve = (p: Play) => {
  const more = { unit: 'Phường Lê Chân', text: 'Mời cả nhà' }
  p.feed({ kind: 'ours', flow: 'campaign', what: 'approve', about: '7', more })
  return p
}

describe('what cannot be taken back', () => {
  it.each([
    ['a verdict', () => at('reviewer', ...marked)],
    ['a message to be approved', () => approve(at('officer'))],
    ['a whole campaign', () => at('officer', 'c.template.humanitarian-month')],
    ['sending again', () => at('officer', 'c.sendAgain.1')],
  ])('is not done by the number of a button that shows none: %s', (_name, open) => {
    const p = open()
    p.say('1')
    expect(deeds(p)).toEqual([])
  })

  it('is done by a number where more buttons than fit are a list', () => {
    const p = at('officer', 'c.preview.1')
    expect(p.said.at(-1)!.buttons!.length).toBeGreaterThan(5)
    p.say('1')
    expect(deeds(p)).toMatchObject([{ do: 'steerBroadcast', deed: 'send' }])
  })

  it.each(['gửi đi', 'xong', 'đúng'])('is not done by "%s" where something else was shown since', (said) => {
    const p = at('reviewer', 'c.reviewRecuse.1')
    p.say('Người này là họ hàng bên vợ tôi')
    p.feed({ kind: 'ours', flow: 'review', what: 'answered', about: '2', more: { code: 'NT-2026-000202' } })
    p.say(said)
    expect(deeds(p)).toEqual([])
    expect(p.last).toContain('họ hàng bên vợ')
    p.say('xong')
    expect(deeds(p)).toMatchObject([{ do: 'recuse', review: '1' }])
  })
})

it('a yes to one change of a unit makes no other', () => {
  const p = at('administrator', 'c.renameUnit.11383')
  p.say('Phường Lê Chân Mới')
  const [yes] = p.said.at(-1)!.buttons!
  p.feed({ kind: 'tap', token: 'c.closeUnit.11383' })
  p.feed({ kind: 'tap', token: (yes as { token: string }).token })
  expect(deeds(p)).toEqual([])
  p.say('đúng')
  expect(deeds(p)).toMatchObject([{ do: 'changeUnit', change: { is: 'close' } }])
})

it('who types what no button says, once and again, is told of officers', () => {
  const p = play()
  p.feed({ kind: 'start' })
  p.say('Xóa dữ liệu của tôi')
  p.say('vẫn làm')
  expect(p.last).not.toContain('gặp cán bộ')
  p.say('vẫn làm')
  expect(p.last).toContain('gặp cán bộ')
})
