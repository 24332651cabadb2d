// What officers call what they may choose, and how they write amounts: in the form of a family, its needs, and help that happened.
import { describe, expect, it } from 'vitest'
import type { HeldRole } from '../../src/flows/roles.js'
import { OFFICERS, until } from './field/forms.js'
import { type Play, play } from './play.js'

let deeds: { do: string }[] = []
function settled(p: Play): Play {
  deeds = p.effects.filter((effect) => effect.do !== 'say')
  for (let n = 0; n < 5 && p.effects.some((effect) => effect.do !== 'say'); n++) p.tell()
  return p
}
const says = (p: Play, ...all: string[]) =>
  all.reduce((q, said) => {
    q.say(said)
    return settled(q)
  }, p)
function at(token: string, ...said: string[]): Play {
  const p = play()
  const held: HeldRole = { role: 'officer', unit: '11383', unitName: 'Phường Lê Chân' }
  p.who = { personId: '1', roles: [held] }
  p.feed({ kind: 'start' })
  p.feed({ kind: 'tap', token })
  return says(settled(p), ...said)
}
const form = (key: string, said: string) => says(until('address', key, OFFICERS.address).p, said).answers

describe('in the form of a family', () => {
  it.each([
    ['group', 'hộ nghèo', 'poor'],
    ['group', 'can ngheo', 'poor'],
    ['group', 'người già neo đơn', 'elder'],
    ['group', 'trẻ mồ côi', 'orphan'],
    ['group', 'tàn tật', 'disabled'],
    ['group', 'da cam', 'orange'],
    ['group', 'ung thư', 'sick'],
    ['group', 'cháy nhà', 'disaster'],
    ['form', 'tiền và gạo', 'material'],
    ['form', 'ngày công', 'labour'],
    ['form', 'thăm hỏi', 'spiritual'],
    ['rhythm', '1 lần thôi', 'once'],
    ['rhythm', 'mỗi tháng', 'monthly'],
    ['rhythm', 'năm học', 'schoolYear'],
    ['rhythm', 'lâu dài', undefined],
    ['rhythm', 'hàng quý', undefined],
    ['neededBy', 'không hẹn', ''],
    ['neededBy', 'khi nào cũng được', ''],
    ['neededBy', 'gấp', undefined],
    ['neededBy', '15/11', undefined],
    ['urgency', 'vừa', undefined],
    ['urgency', 'gấp lắm', '3'],
    ['urgency', 'khẩn cấp', '3'],
    ['urgency', 'không gấp', '1'],
    ['urgency', 'bình thường', '1'],
    ['visited', 'chưa khảo sát', 'no'],
    ['visited', 'mai đi', 'no'],
    ['visited', 'xác minh rồi', 'yes'],
    // Having been there is not having seen the papers.
    ['visited', 'đến rồi', undefined],
    ['consent', 'đồng ý rồi', 'yes'],
    ['consent', 'hỏi rồi chưa đồng ý', 'no'],
    ['consent', 'gia đình không đồng ý', 'no'],
    ['consent', 'chắc là đồng ý', undefined],
    ['hasPhone', 'không có đt', 'no'],
  ])('%s: "%s" is %s', (key, said, wanted) => expect(form(key, said)[key]).toBe(wanted))

  it('a number is the answer to whether there is one, too', () => {
    expect(form('hasPhone', 'có, số 0912 345 678')).toMatchObject({ hasPhone: 'yes', phone: '+84912345678' })
  })

  it.each([
    ['500k', 500_000, 'đồng'],
    ['1tr5', 1_500_000, 'đồng'],
    ['2 triệu', 2_000_000, 'đồng'],
    ['1 triệu rưỡi', 1_500_000, 'đồng'],
    ['2tr250', 2_250_000, 'đồng'],
    ['500k/tháng', 500_000, 'đồng/tháng'],
    ['hai suất', 2, 'suất'],
    ['mười suất quà', 10, 'suất quà'],
    ['khoảng 10 suất', 10, 'suất'],
    ['tầm 10 kg', 10, 'kg'],
  ])('"%s" are %i %s', (said, count, measure) => {
    expect(form('quantity', said).quantity).toEqual({ thousandths: count * 1000, measure })
  })
  it.each(['vài suất', '5-7 suất', 'gấp đôi', 'một nửa', '10', 'càng nhiều càng tốt'])('"%s" is asked about', (said) =>
    expect(form('quantity', said).quantity).toBeUndefined(),
  )
})

describe('a need', () => {
  const NEED = 'c.need.1~DCND-2026-0101'
  it.each(['gấp đôi', 'một nửa', 'thêm 5', 'giảm 3'])('"%s" is not the number that is needed now', (said) => {
    says(at(NEED, 'Số lượng'), said)
    expect(deeds).toEqual([])
  })
  it.each([
    ['500k', 500_000_000, 'đồng'],
    ['hai suất', 2_000, 'suất'],
  ])('is added as "%s", every month', (said, quantity, measure) => {
    says(at('c.newNeed.DCND-2026-0101', 'tiền', 'học phí', said), 'mỗi tháng')
    expect(deeds).toMatchObject([{ do: 'addNeed', need: { form: 'material', quantity, measure, rhythm: 'monthly' } }])
  })
  it('its family is of another group', () => {
    says(at('c.publicCard.DCND-2026-0101', 'Nhóm'), 'người già neo đơn')
    expect(deeds).toMatchObject([{ do: 'changeCard', change: { group: 'elder' } }])
  })
})

describe('help that happened', () => {
  const helped = (key: string, said: string) => {
    const p = at('c.pledge.DK-2026-000101', 'đồng ý', 'Ghi một lần giúp')
    const before: Record<string, string> = { given: '2', day: 'hôm qua', worth: '500k', changed: 'Chưa rõ' }
    for (let n = 0; n < 6 && p.key !== key; n++) says(p, before[p.key]!)
    return says(p, said).answers[key]
  }
  it.each([
    ['trao 2 suất', 2_000],
    ['em trao 2 suất rồi ạ', 2_000],
    ['da trao 2 suat roi', 2_000],
    ['được 2 suất', 2_000],
    ['đã trao đủ', 3_000],
    ['như đã đăng ký', 3_000],
    ['đủ cả', 3_000],
  ])('"%s" of three: %i thousandths', (said, thousandths) =>
    expect(helped('given', said)).toMatchObject({ thousandths }),
  )
  it.each(['trao 5 suất gạo', 'chưa trao', 'còn thiếu 1'])('"%s" is asked about', (said) =>
    expect(helped('given', said)).toBeUndefined(),
  )

  it.each([
    ['1tr5', 1_500_000],
    ['1 triệu rưỡi', 1_500_000],
    ['khoảng 500k', 500_000],
    ['tầm 2 triệu', 2_000_000],
    ['hơn 1 triệu', 1_000_000],
    ['500 nghìn đồng', 500_000],
    ['500 đồng', 500],
    ['2 triệu tiền gạo', 2_000_000],
  ])('"%s" is worth %i đồng', (said, worth) =>
    expect(helped('worth', said)).toMatchObject({ thousandths: worth * 1000 }),
  )
  it.each([
    '10kg gạo',
    '3 suất x 500k',
    '500k một suất',
    '500 nghìn đồng một suất',
    '500k/suất',
    '2 củ',
    '500',
    '5-7 triệu',
  ])('"%s" is no sum', (said) => expect(helped('worth', said)).toBeUndefined())

  it.each([
    ['không gửi', 'no'],
    ['không có ảnh', 'no'],
    ['gia đình không đồng ý', 'no'],
    ['đồng ý rồi', 'yes'],
  ])('its pictures: "%s" is %s', (said, wanted) => expect(helped('agreed', said)).toBe(wanted))
})
