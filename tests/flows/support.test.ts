// What a supporter's conversation keeps, offers and never loses.
import { describe, expect, it } from 'vitest'
import { readDayOfMonth } from '../../src/flows/interview/day-of-month.js'
import { nextMonthly } from '../../src/flows/months.js'
import { dayOf } from '../../src/flows/vi/calendar.js'
import { answer, answerUntil, type Play, play, REPLIES } from './play.js'

function chooses(what: string): Play {
  const p = play()
  p.say('đăng ký trợ giúp')
  p.press('Nơi đang cần nhất')
  p.tell()
  p.press(`Tôi muốn giúp: ${what}`)
  p.tell()
  p.press('Tôi đồng ý')
  return p
}

function pledges(what: string): Play {
  const p = chooses(what)
  answerUntil(p)
  p.press('Gửi đi')
  p.tell()
  return p
}

describe('somebody who was a moment too late', () => {
  it('keeps what they answered for another choice', () => {
    const p = chooses('sửa mái nhà')
    answerUntil(p)
    p.press('Gửi đi')
    const asked = p.effects.find(({ do: deed }) => deed === 'pledge')!
    const other = { ...card, need: '2', address: 'DCND-2026-0002', what: 'xe đạp đi học', measure: 'chiếc', left: 1000 }
    p.feed({ kind: 'told', asked, result: { is: 'full', others: [other] } })
    expect(p.last).toContain('vừa có người nhận đủ')
    expect(p.session.drafts.map(({ answers }) => answers)).toMatchObject([
      { name: 'Nguyễn Thị Hoa', starts: 'tuần này' },
    ])
    p.press('Tôi muốn giúp: xe đạp đi học')
    p.tell()
    // One bicycle: nothing is left to ask.
    expect(p.key).toBe('summary')
    expect(p.last).toContain('xe đạp đi học')
  })
})

const card = {
  group: 'pupil',
  unit: 'Thành phố Hải Phòng',
  summary: 'Một học sinh lớp 6 ham học.',
  urgency: 2,
  form: 'material',
  rhythm: 'once',
  invented: true,
}

it('an organisation says where it is, help that comes again says how often and when', () => {
  const p = chooses('gạo và sữa')
  const keys: string[] = []
  while (p.key !== 'summary') {
    keys.push(p.key)
    answer(p, { ...REPLIES, who: ['Cho tổ chức, đơn vị'], often: ['Đều đặn, đúng như cần'] })
  }
  expect(keys).toEqual([
    ...['who', 'organisation', 'unit', 'position', 'quantity'],
    ...['often', 'monthDay', 'starts', 'note', 'name', 'phone'],
  ])
  p.press('Gửi đi')
  expect(p.effects).toContainEqual(
    expect.objectContaining({
      do: 'pledge',
      pledge: expect.objectContaining({ place: 'Phường Hải Dương', monthDay: 5, position: 'Chủ tịch công đoàn' }),
    }),
  )
})

describe('the addresses somebody helps', () => {
  it('are offered where a nomination asks for one, until they are given up', () => {
    const p = pledges('sửa mái nhà')
    p.feed({ kind: 'start', payload: 'nominate' })
    p.press('Tôi đồng ý')
    answerUntil(p, 'address')
    p.press('DCND-2026-0001')
    expect(p.answers.address).toBe('DCND-2026-0001')
    p.say('để sau')
    p.feed({ kind: 'tap', token: 'c.dropPledge.DK-2026-000001' })
    p.press('Hủy, không ghi lý do')
    p.tell()
    expect(p.session.addresses).toEqual([])
  })

  it('are forgotten with everything else', () => {
    const p = pledges('sửa mái nhà')
    expect(p.session.addresses).toEqual(['DCND-2026-0001'])
    p.say('quyền của tôi')
    p.press('Xóa')
    p.press('Xóa dữ liệu của tôi')
    expect(p.session.addresses).toBeUndefined()
  })
})

describe('a proposal', () => {
  const answered = (effect: 'acceptProposal' | 'declineProposal', state: string) => {
    const p = pledges('sửa mái nhà')
    const code = 'DK-2026-000001'
    const result = {
      ...{ code, state, address: 'DCND-2026-0001', unit: 'Thành phố Hải Phòng', what: 'sửa mái nhà', rhythm: 'once' },
      ...{ measure: 'ngày công', needRhythm: 'once', quantity: 3000, proposed: 5000, delivered: 0 },
    }
    p.feed({ kind: 'told', asked: { do: effect, code } as { do: string }, result })
    return p.said.at(-1)!
  }

  it.each(['acceptProposal', 'declineProposal'] as const)('that was answered by %s is thanked for', (effect) => {
    expect(answered(effect, 'agreed').text).toContain('Cảm ơn anh/chị đã trả lời')
  })
  it('that others have taken the room of says so, and can still be declined', () => {
    const { text, buttons } = answered('acceptProposal', 'proposed')
    expect(text).toContain('Đề nghị này chưa nhận được')
    expect(buttons?.map(({ label }) => label)).toContain('Giữ như tôi đăng ký')
  })
  it('is found by words as well', () => {
    const p = pledges('sửa mái nhà')
    p.say('xem dang ky cua toi')
    p.tell()
    expect(p.said.at(-1)!.text).toContain('DK-2026-000001')
  })
})

it.each([
  ['5', 5],
  ['ngày 5', 5],
  ['mùng 1 hằng tháng', 1],
  ['Ngày 31.', 31],
  ['32', undefined],
  ['0', undefined],
  ['cuối tháng', undefined],
  ['5/12', undefined],
  ['ngày mùng 5', 5],
  ['mùng một', 1],
  ['ngày mười lăm', 15],
  ['mỗi tháng ngày 10', 10],
  ['khoảng mùng 10 nhé', 10],
  ['10 tây', 10],
  ['hôm 15', 15],
  ['mùng 1 âm', undefined],
  ['ngày rằm', undefined],
  ['ngày 5 và 20', undefined],
])('"%s" is the day %s of a month', (said, day) => expect(readDayOfMonth(said)).toBe(day))

it.each([
  ['2026-11-20', 5, '2026-12-05'],
  ['2026-12-05', 5, '2027-01-05'],
  ['2027-01-31', 31, '2027-02-28'],
  ['2028-02-01', 30, '2028-02-29'],
  ['2026-12-31', 31, '2027-01-31'],
])('after %s the next day %s is %s', (after, monthDay, next) => {
  const day = (iso: string) => dayOf(...(iso.split('-').map(Number) as [number, number, number]))!
  expect(nextMonthly(day(after), monthDay)).toBe(day(next))
})

it('another place to help is chosen from the list: no form is begun without a need', () => {
  const p = play().begin()
  p.say('đăng ký trợ giúp')
  p.press('Nơi đang cần nhất')
  p.tell()
  p.press('Tôi muốn giúp: sửa mái nhà')
  p.tell()
  p.say('hủy')
  p.say('tiếp tục')
  p.press('Đăng ký giúp nơi khác')
  expect(p.last).toContain('tìm hoàn cảnh cần giúp theo cách nào')
  expect(p.session.drafts.map(({ flow }) => flow)).toEqual(['nominate', 'support'])
})

it('a code copied from a leaflet opens its address, where no free words are asked for; an officer theirs', () => {
  const p = play()
  p.say('DCND-2026-0002')
  expect(p.effects).toContainEqual({ do: 'openCard', code: 'DCND-2026-0002' })
  p.say('mã số: dk 2026 000001.')
  expect(p.effects).toContainEqual({ do: 'openMyPledge', code: 'DK-2026-000001' })
  const officer = play()
  officer.who = { personId: '1', roles: [{ role: 'officer', unit: '31' }] } as typeof officer.who
  officer.say('dcnd-2026-0002')
  expect(officer.effects).toContainEqual({ do: 'openAddressFile', code: 'DCND-2026-0002' })
  officer.say('DK-2026-000001')
  expect(officer.effects).toContainEqual({ do: 'openPledge', code: 'DK-2026-000001' })
})

const bicycle = { need: '2', address: 'DCND-2026-0002', what: 'xe đạp đi học', measure: 'chiếc', left: 1000 }

describe('somebody who looks near where they live', () => {
  const near = (unit: string) => {
    const p = play()
    p.say('đăng ký trợ giúp')
    p.press('Gần nơi tôi ở')
    p.say('Phường Lê Chân')
    const asked = p.effects.find(({ do: deed }) => deed === 'findNeeds')!
    return p.feed({ kind: 'told', asked, result: { cards: [{ ...card, ...bicycle, unit }], more: false } })
  }

  it('reads which place was understood', () => expect(near('Phường Lê Chân')).toContain('Gần Phường Lê Chân nhất'))

  it('is told where no card may say so', () =>
    expect(near('Thành phố Hải Phòng')).toContain('Ở Phường Lê Chân hiện chưa có hoàn cảnh nào ghi rõ phường, xã'))
})
