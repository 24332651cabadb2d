// A ladder of one's own: typed, read back, set; what cannot be read is said.
import { expect, it } from 'vitest'
import { play } from './play.js'

function keeper() {
  const p = play()
  p.who = { personId: '1', roles: [{ role: 'approver', unit: '11383', unitName: 'Phường Lê Chân' }] }
  p.feed({ kind: 'start' })
  const settle = () => {
    const deeds = p.effects.filter((effect) => effect.do !== 'say')
    for (let n = 0; n < 5 && p.effects.some((effect) => effect.do !== 'say'); n++) p.tell()
    return deeds
  }
  const taps = (token: string) => {
    p.feed({ kind: 'tap', token })
    return settle()
  }
  const says = (text: string) => {
    p.say(text)
    return settle()
  }
  return { p, taps, says }
}
const WORDS = 'trước 5 ngày, 2 giờ; quá hạn 2 ngày lên cấp trên'

it('is read back before it is set', () => {
  const { p, taps, says } = keeper()
  taps('c.roundLadder.1')
  says('tự đặt lịch nhắc')
  expect(p.last).toContain('Anh/chị gõ như nói')
  expect(says(WORDS)).toEqual([])
  expect(p.last).toContain('trước hạn 5 ngày, 2 giờ nhắc người xét; quá hạn 2 ngày chuyển cấp trên')
  expect(says('đúng rồi')).toEqual([{ do: 'changeLadder', round: '1', to: { own: 'T-5d,T-2h,T+2d:above' } }])
  expect(p.last).toMatch(/đã đổi.*trước hạn 5 ngày, 2 giờ/)
})

it('is typed again where it was misread, and nothing is set by an older button', () => {
  const { p, taps, says } = keeper()
  taps('c.ownLadder.1')
  says('gọi tôi khi gần hạn')
  expect(p.last).toContain('Trợ lý chưa hiểu "goi toi khi gan han"')
  says('trước 3 ngày')
  expect(p.last).toContain('Hồ sơ quá hạn sẽ không tự chuyển cho ai')
  const old = p.session.shown!.find(({ label }) => label === 'Đặt lịch này')!.token
  says(WORDS)
  expect(taps(old)).toEqual([])
  expect(taps(p.session.shown!.find(({ label }) => label === 'Đặt lịch này')!.token)).toHaveLength(1)
})

it('leaves all as it was', () => {
  const { p, taps, says } = keeper()
  taps('c.ownLadder.1')
  says(WORDS)
  expect(says('thôi')).toEqual([{ do: 'showRound', round: '1' }])
  expect(p.last).toContain('trước hạn 7 ngày')
})

it('the table of a round comes to who keeps it, with a word of care', () => {
  const { p, taps, says } = keeper()
  taps('c.round.1')
  expect(says('xuất excel')).toEqual([{ do: 'takeRound', round: '1' }])
  expect(p.said.at(-1)).toMatchObject({
    file: { name: 'dot-xet-1.xlsx' },
    text: expect.stringContaining('xin anh/chị giữ kín'),
  })
})
