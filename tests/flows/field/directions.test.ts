// Who gives and who needs may say the same word or two, with nothing open: the two are never taken for each other.
import { describe, expect, it } from 'vitest'
import { answerUntil, BARE_STORY, type Play, play } from '../play.js'

const home = (said: string) => {
  const p = play()
  p.say('xin chào')
  p.say(said)
  return p
}
const tickets = (p: Play) => p.effects.filter((e) => e.do === 'openTicket')
const HELP = [
  ...[
    'giúp đỡ',
    'hỗ trợ',
    'nhờ giúp đỡ',
    'giúp đỡ tôi',
    'được giúp',
    'xin gạo',
    'xin tiền',
    'cứu trợ',
    'từ thiện',
    'giup do',
  ],
  ...['mong giúp đỡ', 'tôi cần ủng hộ', 'xin trợ cấp', 'cho gạo'],
]

describe.each(HELP)('"%s"', (said) => {
  it('is asked about', () => {
    const p = home(said)
    expect(p.last).toContain('muốn giúp người khác, hay đang cần được giúp')
    expect(tickets(p)).toEqual([])
  })

  it.each([
    ['Tôi muốn giúp', 'chung tay'],
    ['Tôi cần được giúp', 'vất vả quá'],
  ])('leads on by "%s"', (label, words) => {
    const p = home(said)
    p.press(label)
    expect(p.said.map((m) => m.text).join('\n')).toContain(words)
  })
})

it('somebody they know of who needs help is told of', () => {
  const p = home('giúp đỡ')
  p.press('Người tôi biết cần giúp')
  p.press('Tôi đồng ý')
  expect(p.draft!.flow).toBe('suggest')
})

describe('"hiến máu"', () => {
  it.each(['hiến máu', 'hien mau', 'việc hiến máu', 'hiến máu nhân đạo', 'máu'])(
    '"%s" alone is asked about',
    (said) => {
      const p = home(said)
      expect(p.last).toContain('muốn hiến máu, đang cần máu')
      expect(tickets(p)).toEqual([])
    },
  )

  it('leads to the officers, to help, or to a story', () => {
    const donor = home('hiến máu')
    donor.press('Tôi muốn hiến máu')
    expect(tickets(donor)).toMatchObject([{ note: 'Tôi muốn hiến máu' }])
    const need = home('hiến máu')
    need.press('Đang cần máu')
    expect(tickets(need)).toMatchObject([{ urgent: true, note: 'Đang cần máu' }])
    const told = home('hiến máu')
    told.press('Kể về người hiến máu')
    told.press('Tôi đồng ý')
    expect(told.draft!.flow).toBe('nominate')
  })

  it('is no wish of theirs within a story', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('hiến máu')
    expect(p.draft!.notes.story).toEqual({ pieces: ['hiến máu'] })
    expect(tickets(p)).toEqual([])
  })
})

it.each(['cần máu gấp', 'cần người hiến máu', 'mẹ tôi cần máu', 'đang cần máu nhóm O', 'can nguoi hien mau gap'])(
  '"%s" is somebody in need',
  (said) => expect(tickets(home(said))).toMatchObject([{ urgent: true }]),
)

it.each(['cần mẫu', 'xin mẫu', 'cần màu'])('"%s" has nothing to do with blood', (said) => {
  const p = home(said)
  expect(tickets(p)).toEqual([])
  expect(p.last).not.toContain('máu')
})

it.each(['tôi muốn giúp', 'tôi muốn giúp đỡ', 'muốn giúp đỡ', 'giúp người nghèo', 'tôi muốn ủng hộ'])(
  '"%s" can only be an offer',
  (said) => expect(home(said).last).toContain('chung tay'),
)

it.each(['cần giúp đỡ', 'xin giúp đỡ', 'tôi cần giúp đỡ', 'muốn được giúp đỡ', 'can giup do'])(
  '"%s" can only be a plea',
  (said) => expect(tickets(home(said))).toMatchObject([{ urgent: true }]),
)

it('a story told instead of an answer is heard as one', () => {
  const p = home('giúp đỡ')
  p.say(`Cô Nguyễn Thị Hoa ở ngõ tôi. ${BARE_STORY}`)
  expect(p.last).toContain('đồng ý')
  const q = home('giúp đỡ')
  q.say('thế à')
  expect(q.last).toContain('muốn giúp người khác')
})
