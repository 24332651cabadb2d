import { describe, expect, it } from 'vitest'
import { isHardship } from '../../src/flows/vi/hardship.js'
import { play } from './play.js'

const TOLD = [
  'nhà bên cạnh nghèo lắm',
  'nha ben canh ngheo lam',
  'Gần nhà tôi có cụ già neo đơn',
  'xóm em có bé mồ côi, nhà dột nát',
  'hàng xóm nhà tôi khó khăn quá',
  'tôi biết một gia đình rất khó khăn',
  'muốn giới thiệu một hoàn cảnh khó khăn',
  'bà cụ cuối ngõ sống một mình, hết gạo rồi',
  'chú bên cạnh bị tai nạn, không có tiền',
]

describe('somebody who tells of others in need', () => {
  it.each(TOLD)('"%s" is asked on', (said) => {
    const p = play()
    p.feed({ kind: 'start' })
    p.say(said)
    expect(p.session.panel).toEqual({ name: 'consent', about: 'suggest' })
    p.press('Tôi đồng ý')
    expect(p.key).toBe('whose')
  })

  it.each([
    'cô Hoa gần nhà tôi nấu cháo cho bệnh nhân nghèo',
    'hàng xóm tôi giúp nhiều hoàn cảnh khó khăn',
    'tôi muốn giới thiệu một người tốt',
    'nhà tôi khó khăn quá',
    'khó quá',
    'gần nhà tôi có ai cần giúp không?',
  ])('"%s" is something else', (said) => expect(isHardship(said)).toBe(false))

  it.each(['không biết', 'Tôi không biết tên ạ', 'chưa rõ', 'ko nho ten', 'chịu'])('"%s" is nobody’s name', (said) => {
    const p = play()
    p.feed({ kind: 'start' })
    p.say('nhà bên cạnh nghèo lắm')
    p.press('Tôi đồng ý')
    p.press('Người khác')
    p.say('Phường Lê Chân')
    p.say('Cụ sống một mình, mái nhà dột, thiếu gạo')
    expect(p.key).toBe('family')
    p.say(said)
    expect(p.answers.family).toBe('')
    expect(p.key).toBe('place')
  })

  it('of their own family, in distress, may ask for a visit at once', () => {
    const p = play()
    p.feed({ kind: 'start' })
    p.say('nhà tôi hết gạo rồi')
    p.press('Nhờ Hội tới thăm nhà')
    p.press('Tôi đồng ý')
    expect(p.answers.whose).toBe('own')
    expect(p.last).toContain('Nhà mình ở phường, xã nào')
  })
})
