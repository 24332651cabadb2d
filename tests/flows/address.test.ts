// An officer enters an address: what may be kept of it, and what everybody reads.
import { describe, expect, it } from 'vitest'
import { givesAway } from '../../src/flows/address/anonymous.js'
import { type Play, play } from './play.js'

function officer(): Play {
  const p = play()
  p.who = { personId: '1', roles: [{ role: 'officer', unit: '31' }] } as typeof p.who
  return p
}

describe('an address', () => {
  it('is begun by its name; its place is one that there is, not words', () => {
    const p = officer()
    p.say('nhập địa chỉ nhân đạo')
    expect(p.key).toBe('unit')
    p.say('xóm chài bến đò xa lắm')
    expect(p.last).not.toContain('Ghi đúng như tôi gõ')
    p.say('Ghi đúng như tôi gõ')
    expect(p.key).toBe('unit')
    p.say('không biết')
    expect(p.last).not.toContain('bấm nút')
    p.say('phường lê chân')
    expect(p.key).toBe('group')
  })

  it('says nothing in public of who the family is', () => {
    const p = officer()
    p.say('nhập địa chỉ nhân đạo')
    p.say('phường lê chân')
    for (const said of ['Người cao tuổi neo đơn', 'Phạm Thị Ngâu', '1948', 'Không có', 'Không', 'số 7 ngõ 12 Cát Cụt'])
      p.say(said)
    p.say('Cụ sống một mình, đau khớp, không đi lại được')
    expect(p.key).toBe('summary')
    p.say('Cụ PHAM THI NGAU sống một mình, đi lại khó khăn, cần gạo.')
    expect(p.last).toContain('có họ tên của gia đình')
    p.say('Cụ bà sống một mình ở số 7, ngõ 12 Cát Cụt, cần gạo hằng tháng.')
    expect(p.last).toContain('có nơi ở của gia đình')
    p.say('Cụ bà sống một mình, ai giúp xin gọi 0912 345 678 ạ.')
    expect(p.last).toContain('có số điện thoại của gia đình')
    p.say('Cụ bà sống một mình, đi lại khó khăn, cần gạo hằng tháng.')
    expect(p.key).toBe('form')
  })
})

it('a public text gives away only what can be found in it', () => {
  const family = { name: 'Nguyễn Thị Hoa', place: 'số 5, tổ 3' }
  expect(givesAway('Một gia đình ở tổ 3, cần 500.000 đồng mỗi tháng', family)).toBeUndefined()
  expect(givesAway('Hoa sen nở; cụ 75 tuổi', { name: 'Hoa' })).toBeUndefined()
})

describe('a button of one address', () => {
  const open = (p: Play, door: string, code: string) => p.feed({ kind: 'tap', token: `c.${door}.${code}` })
  const done = (p: Play) => p.effects.filter((effect) => effect.do !== 'say')

  it('never acts on another that is open now', () => {
    const p = officer()
    open(p, 'publicCard', 'DCND-2026-0001')
    p.say('Nhóm')
    const old = p.session.shown!.find(({ label }) => label === 'Người cao tuổi neo đơn')!
    open(p, 'publicCard', 'DCND-2026-0002')
    p.say('Nhóm')
    p.feed({ kind: 'tap', token: old.token })
    expect(done(p)).toEqual([])
  })
})

describe('the guardian who agreed for a child', () => {
  it.each(['chưa hỏi', 'không có', 'chưa có ai', 'Không'])('is nobody where an officer writes "%s"', (said) => {
    const p = officer()
    const asked = { do: 'setFamilyConsent', code: 'DCND-2026-0001', agreed: true } as const
    p.feed({ kind: 'told', asked, result: 'guardian' })
    expect(p.last).toContain('Họ tên người đã đồng ý')
    p.say(said)
    expect(p.effects).toEqual([{ do: 'openAddressFile', code: asked.code }])
    p.feed({ kind: 'told', asked, result: 'guardian' })
    p.say('Khổng Thị Có')
    expect(p.effects).toContainEqual(expect.objectContaining({ do: 'setFamilyConsent', guardian: 'Khổng Thị Có' }))
  })
})
