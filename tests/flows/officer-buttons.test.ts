// What officers and reviewers type for a button they see, and what must press none.
import { describe, expect, it } from 'vitest'
import type { HeldRole, Role } from '../../src/flows/roles.js'
import { type Play, play } from './play.js'

let deeds: { do: string }[] = []
/** What the last act did, without what was only shown or noted. */
const done = () => deeds.map((effect) => effect.do)

function settled(p: Play): Play {
  deeds = p.effects.filter((effect) => effect.do !== 'say')
  for (let n = 0; n < 5 && p.effects.some((effect) => effect.do !== 'say'); n++) p.tell()
  return p
}
const tap = (p: Play, token: string) => {
  p.feed({ kind: 'tap', token })
  return settled(p)
}
const says = (p: Play, ...all: string[]) =>
  all.reduce((q, said) => {
    q.say(said)
    return settled(q)
  }, p)
function at(role: Role, token: string): Play {
  const p = play()
  const held: HeldRole = { role, unit: '11383', unitName: 'Phường Lê Chân' }
  p.who = { personId: '1', roles: [held] }
  p.feed({ kind: 'start' })
  return tap(p, token)
}
const verdict = () =>
  ['part', 'example'].reduce((p, key) => tap(p, `c.reviewTick.1-y-${key}`), at('reviewer', 'c.reviewTick.1-y-law'))

describe('nothing is done', () => {
  const SURE = {
    'a deadline that was read back': () => says(at('administrator', 'c.moveRound.1'), '20/12'),
    'an absence that was read back': () => says(at('officer', 'c.desk'), 'ủy quyền cho chị Lan đến thứ 6'),
    'a criterion': () => at('reviewer', 'c.reviewTick.1'),
  }
  describe.each(Object.entries(SURE))('over %s', (_name, open) => {
    it.each(['dừng', 'đừng', 'dừng lại', 'dừng nhé'])('by "%s"', (said) => {
      says(open(), said)
      expect(deeds).toEqual([])
    })

    it('by "dung" before it is known to be "đúng"', () => {
      const p = says(open(), 'dung')
      expect(deeds).toEqual([])
      says(p, 'Đúng')
      expect(deeds).toHaveLength(1)
    })
  })

  it.each(['ok', 'đúng', 'xóa', 'xoá đi', 'dừng', 'đừng xóa'])('over a family that may be erased, by "%s"', (said) => {
    says(at('officer', 'c.eraseFamily.DCND-2026-0101'), said)
    expect(done()).not.toContain('eraseAddress')
  })

  it('by the part of a label that its first word denies', () => {
    expect(says(at('officer', 'c.pledge.DK-2026-000101'), 'nhận').session.panel?.name).toBe('list')
    says(verdict(), 'đủ điều kiện')
    expect(deeds).toEqual([])
  })
})

describe('a label', () => {
  it.each(['xoá thông tin gia đình', 'Xóa thông tin gia đình'])('"%s" is one wherever the mark stands', (said) => {
    const p = says(at('officer', 'c.addressFile.DCND-2026-0101'), said)
    expect(p.session.panel?.name).toBe('erase-family')
  })

  it.each(['người tốt việc thiện', 'nguoi tot viec thien', 'Người tốt - việc thiện'])(
    '"%s" is one without its comma',
    (said) => {
      const p = says(at('administrator', 'c.openRound'), said)
      expect(p.draft!.flow).toBe('round')
      expect(p.answers.programme).toBe('nguoi-tot-viec-thien')
    },
  )
})
