// Days of a round said in one sentence, at the question that chooses between its yearly dates and one's own.
import { describe, expect, it } from 'vitest'
import { saidDays } from '../../src/flows/round/days.js'
import { dayAt, isoDay } from '../../src/flows/vi/calendar.js'
import { NOON, play } from './play.js'

// Monday, 23 November 2026.
const TODAY = dayAt(NOON)
const iso = (days: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(days).map(([key, day]) => [key, typeof day === 'number' ? isoDay(day) : day]))

it.each<[string, Record<string, string>]>([
  ['20/1', { reviewBy: '2027-01-20' }],
  ['thứ sáu tuần sau', { reviewBy: '2026-12-04' }],
  ['hạn xét 20/1', { reviewBy: '2027-01-20' }],
  ['đến 20/1', { reviewBy: '2027-01-20' }],
  ['nhận hồ sơ đến 15/1', { submitBy: '2027-01-15' }],
  ['nhan ho so den 15/1, xet xong 20/1', { submitBy: '2027-01-15', reviewBy: '2027-01-20' }],
  ['15/1 và 20/1', { submitBy: '2027-01-15', reviewBy: '2027-01-20' }],
  ['từ 5/1 đến 20/1', { opens: '2027-01-05', reviewBy: '2027-01-20' }],
  ['5/1 - 20/1', { opens: '2027-01-05', reviewBy: '2027-01-20' }],
  ['mở 1/12, nhận đến 15/1, xét xong 20/1', { opens: '2026-12-01', submitBy: '2027-01-15', reviewBy: '2027-01-20' }],
  ['1/12, 15/1, 20/1', { opens: '2026-12-01', submitBy: '2027-01-15', reviewBy: '2027-01-20' }],
  [
    'mở hôm nay, nhận đến cuối tháng 12, xét xong 20-1-2027',
    { opens: '2026-11-23', submitBy: '2026-12-31', reviewBy: '2027-01-20' },
  ],
])('"%s"', (said, days) => {
  expect(iso(saidDays(said, TODAY)!)).toEqual(days)
})

it.each(['theo kỳ', 'ngày khác', 'tự chọn', '1', 'mai kia tính', '20/1, tùy chị', '1/12, 15/1, 20/1, 30/1'])(
  '"%s" is none of them, or not only',
  (said) => expect(saidDays(said, TODAY)).toBeUndefined(),
)

describe('at the question of dates', () => {
  const asked = (...chosen: string[]) => {
    const p = play()
    p.who = { personId: '1', roles: [{ role: 'administrator', unit: '31', unitName: 'Thành phố Hải Phòng' }] }
    p.feed({ kind: 'start' })
    const usual = ['Người tốt, việc thiện', 'Cấp cơ sở', 'Phường Lê Chân']
    for (const said of ['mở đợt xét', ...(chosen.length > 0 ? chosen : usual)]) {
      p.say(said)
      for (let n = 0; n < 5 && p.effects.some((effect) => effect.do !== 'say'); n++) p.tell()
    }
    if (chosen.length === 0) expect(p.last).toContain('Xét theo kỳ hằng năm hay tự chọn ngày')
    return p
  }

  it('a day is the deadline, and only the others are asked for', () => {
    const p = asked()
    p.say('20/1')
    expect(p.last).toContain('hạn xét: thứ Tư, 20/01/2027')
    expect(p.last).toContain('Mở đợt từ ngày nào')
    p.say('ngay')
    p.say('15/1')
    expect(p.last).toContain('Hạn xét: thứ Tư, 20/01/2027')
    expect(p.last).toContain('Thông tin đã đúng chưa')
  })

  it('all three lead to the summary, where each can be mended', () => {
    const p = asked()
    p.say('mở 1/12, nhận đến 15/1, xét xong 20/1')
    expect(p.last).toMatch(
      /Ngày mở: thứ Ba, 01\/12\/2026[\s\S]*Hạn nhận hồ sơ: thứ Sáu, 15\/01\/2027[\s\S]*Hạn xét: thứ Tư, 20\/01\/2027/,
    )
  })

  it('all three are taken where there are no yearly dates to choose', () => {
    const p = asked('Văn hóa công sở', 'Phường Lê Chân')
    expect(p.last).toContain('Mở đợt từ ngày nào')
    p.say('từ 1/12, nhận đến 15/1, xét xong 20/1')
    expect(p.last).toContain('Thông tin đã đúng chưa')
    const again = asked('Văn hóa công sở', 'Phường Lê Chân')
    again.say('5/1 đến 20/1')
    expect(again.last).toContain('Nhận hồ sơ đến hết ngày nào')
    again.say('25/1')
    expect(again.last).toContain('Hạn nhận hồ sơ phải trước hạn xét (20/01/2027)')
  })

  it.each([
    ['1/1/2020', 'đã qua'],
    ['31/2', 'Lịch không có ngày ấy'],
    ['nhận đến 20/1, xét xong 15/1', 'Hạn xét phải từ hạn nhận hồ sơ'],
    ['từ 20/1 đến 5/1', 'Ngày mở phải trước'],
  ])('"%s" says what is wrong and chooses nothing', (said, why) => {
    const p = asked()
    p.say(said)
    expect(p.last).toContain(why)
    expect(p.last).toContain('Xét theo kỳ hằng năm hay tự chọn ngày')
  })
})
