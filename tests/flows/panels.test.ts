import { describe, expect, it } from 'vitest'
import { merged } from '../../src/flows/effects.js'
import { answer, answerUntil, COMMUNITY, type Play, play } from './play.js'

const DAY = 24 * 3_600_000

/** Two half-done drafts: the second is open. */
function twoDrafts(): { p: Play; first: string; second: string } {
  const p = play().begin()
  answerUntil(p, 'unit')
  const first = p.draft!.id
  p.say('giới thiệu người tốt')
  p.press('Kể về người khác')
  answer(p)
  p.say('Trần Văn Bình')
  return { p, first, second: p.draft!.id }
}

function tokenOf(p: Play, label: string): string {
  const button = p.said.flatMap((m) => m.buttons ?? []).find((b) => b.label.startsWith(label))
  return (button as { token: string }).token
}

describe('a label that is typed', () => {
  it.each([
    ['Xem dữ liệu của tôi', 'showData'],
    ['xem dữ liệu của tôi', 'showData'],
  ])('"%s" counts like its button among my data', (label, effect) => {
    const p = play().begin()
    p.say('quyền của tôi')
    p.say(label)
    expect(p.effects.map((e) => e.do)).toEqual([effect])
  })

  it('withdraws consent and confirms it, without a single tap', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('quyền của tôi')
    p.say('Rút lại đồng ý')
    expect(p.last).toContain('Anh/chị có chắc không')
    p.say('Rút lại đồng ý')
    expect(p.effects).toContainEqual({ do: 'withdrawConsent', purpose: 'nominate' })
  })

  it('erases my data, without a single tap', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('quyền của tôi')
    p.say('xóa')
    p.say('Xóa dữ liệu của tôi')
    expect(p.effects).toContainEqual(expect.objectContaining({ do: 'openTicket', kind: 'erase' }))
    expect(p.session.drafts).toEqual([])
  })
})

describe('"dung" while something is to be confirmed', () => {
  it.each([
    ['quyền của tôi', 'Xóa', 'erase'],
    ['quyền của tôi', 'Rút lại đồng ý', 'withdraw'],
  ])('%s, %s: "Đúng" confirms that and never sends the nomination', (open, choose, kind) => {
    const p = play().begin()
    answerUntil(p)
    p.say(open)
    p.press(choose)
    p.say('dung')
    expect(p.last).toContain('"đúng" hay "dừng lại"')
    p.press('Đúng')
    expect(p.effects.map((e) => e.do)).not.toContain('submitNomination')
    expect(p.effects).toContainEqual(expect.objectContaining({ do: 'openTicket', kind }))
  })

  it('answers no question behind the panel', () => {
    const p = play().begin()
    answerUntil(p, 'law')
    p.say('quyền của tôi')
    p.press('Xóa')
    p.say('dung')
    p.press('Dừng lại')
    p.say('tiếp tục')
    expect(p.session.drafts).toHaveLength(1)
    expect(p.last).toContain('sống gương mẫu chứ ạ')
    expect(p.draft?.notes).not.toHaveProperty('law')
  })
})

it('"dung" over a list: "Đúng" answers nothing there, and the list shows its own buttons again', () => {
  const p = play().begin()
  p.feed({ kind: 'tap', token: 'c.myUnits' })
  p.tell()
  const buttons = p.said.at(-1)!.buttons
  p.say('dung')
  p.press('Đúng')
  expect(p.said.at(-1)!.buttons).toEqual(buttons)
  p.press('Trang chính')
  expect(p.session.panel?.name).toBe('home')
})

describe('a button of an older panel', () => {
  it('never deletes another draft than the one it spoke of', () => {
    const { p, first, second } = twoDrafts()
    p.say('xóa bản nháp')
    expect(p.last).toContain('Trần Văn Bình')
    const remove = tokenOf(p, 'Xóa hẳn')
    p.press('Giữ lại')
    p.say('giới thiệu người tốt')
    p.press('Kể tiếp câu chuyện về Nguyễn Thị Hoa')
    p.say('xóa bản nháp')
    expect(p.last).toContain('Nguyễn Thị Hoa')
    p.feed({ kind: 'tap', token: remove })
    expect(p.session.drafts.map((d) => d.id).sort()).toEqual([first, second].sort())
    expect(p.last).toContain('Nguyễn Thị Hoa')
  })

  it('of a reminder opens no other draft', () => {
    const { p, first, second } = twoDrafts()
    p.now += DAY
    p.feed({ kind: 'nudge', draft: second })
    expect(p.last).toContain('Trần Văn Bình')
    const resume = tokenOf(p, 'Kể tiếp')
    p.say('giới thiệu người tốt')
    p.press('Kể tiếp câu chuyện về Nguyễn Thị Hoa')
    p.say('Phường Lê Chân')
    p.now += 4 * DAY
    p.feed({ kind: 'nudge', draft: first })
    p.feed({ kind: 'tap', token: resume })
    expect(p.last).toContain('Nút này của câu trước rồi')
    expect(p.last).toContain('Nguyễn Thị Hoa')
  })
})

describe('"xóa bản nháp"', () => {
  it.each(['1', '1.', '2'])('is not confirmed by the number "%s"', (number) => {
    const p = play().begin()
    answerUntil(p, 'members', COMMUNITY)
    p.say('xóa bản nháp')
    p.say(number)
    expect(p.session.drafts).toHaveLength(1)
    expect(p.last).toContain('Anh/chị muốn xóa hẳn')
  })

  it('speaks of the draft that was just put aside', () => {
    const { p } = twoDrafts()
    p.say('giới thiệu người tốt')
    p.press('Kể tiếp câu chuyện về Nguyễn Thị Hoa')
    p.say('để sau')
    p.press('Xóa bản nháp')
    expect(p.last).toContain('Nguyễn Thị Hoa')
  })

  it('speaks of the draft somebody was reminded of', () => {
    const { p, first } = twoDrafts()
    p.say('giới thiệu người tốt')
    p.press('Kể tiếp câu chuyện về Nguyễn Thị Hoa')
    p.now += DAY
    p.feed({ kind: 'nudge', draft: first })
    p.say('xóa nháp')
    expect(p.last).toContain('Trần Văn Bình')
  })
})

describe('consent', () => {
  it.each(['1', '1.', '2'])('is not given by the number "%s": no number is shown there', (number) => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    p.say(number)
    expect(p.effects.map((e) => e.do)).toEqual(['say'])
    expect(p.session.drafts).toEqual([])
  })

  it.each([
    'không ạ',
    'Không.',
    'dạ không',
    'từ chối',
    'ko',
    'em không đồng ý',
    'Bác không đồng ý ạ.',
    'chi ko dong y',
  ])('is refused by "%s"', (word) => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    p.say(word)
    expect(p.effects.map((e) => e.do)).toEqual(['forget', 'say'])
  })
})

describe('a word to the officers', () => {
  it.each(['gặp cán bộ', 'sửa'])('after "%s": politeness is no request', (said) => {
    for (const word of ['dạ', 'vâng', 'không', 'không ạ', 'bỏ qua', 'xong']) {
      const p = play().begin()
      answerUntil(p, 'unit')
      if (said === 'sửa') p.say('quyền của tôi')
      p.say(said)
      p.say(word)
      expect(p.effects.map((e) => e.do)).toEqual(['say'])
    }
    const p = play().begin()
    p.say('quyền của tôi')
    p.say('Sửa')
    p.say('NT-2026-000001: tên là Nguyễn Thị Hòa')
    expect(p.effects).toContainEqual({
      do: 'openTicket',
      kind: 'correct',
      note: 'NT-2026-000001: tên là Nguyễn Thị Hòa',
    })
  })
})

describe('a reminder answered with "để sau"', () => {
  it('puts the draft aside: what is said next is no answer to its question', () => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.now += DAY
    p.feed({ kind: 'nudge', draft: p.draft!.id })
    p.press('Để sau')
    p.say('Cảm ơn em')
    expect(p.session.drafts[0]!.answers).not.toHaveProperty('name')
    p.say('tiếp tục')
    expect(p.key).toBe('name')
  })
})

describe('a forged button', () => {
  it.each(['c.withdraw', 'p.withdraw.yes', 'p.erase.yes', 'p.remove.yes'])('"%s" takes nothing away', (token) => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.feed({ kind: 'tap', token })
    expect(p.session.drafts).toHaveLength(1)
    expect(p.session.consents).not.toEqual({})
    expect(p.said).toHaveLength(1)
  })

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('value "%s" is no answer', (value) => {
    const p = play().begin()
    answerUntil(p, 'law')
    p.feed({ kind: 'tap', token: `q.${p.draft!.id.slice(0, 8)}.law.${value}` })
    expect(p.draft?.notes).not.toHaveProperty('law')
    expect(p.last).toContain('sống gương mẫu chứ ạ')
  })

  it('at home is answered', () => {
    const p = play()
    p.feed({ kind: 'start' })
    p.feed({ kind: 'tap', token: 'p.home.nominate' })
    expect(p.said).toHaveLength(1)
  })
})

it.each([
  ['c.need.1~DCND-2026-0001', 'Số lượng'],
  ['c.need.1~DCND-2026-0001', 'Lời ghi nhu cầu'],
  ['c.family.DCND-2026-0001', 'Điện thoại'],
  ['c.family.DCND-2026-0001', 'Hoàn cảnh'],
])('pictures where an officer corrects (%s, "%s") are told of once, and it is asked on', (token, choice) => {
  const p = play()
  p.who = { personId: '1', roles: [{ role: 'officer', unit: '31', unitName: 'Thành phố Hải Phòng' }] }
  p.feed({ kind: 'tap', token })
  const asked = p.press(choice)
  p.feed({ kind: 'files', files: [{ kind: 'photo', ref: 'r' }] })
  expect(p.last).toBe(`Ở đây Trợ lý chỉ nhận chữ, nên chưa lưu ảnh hay tệp này ạ.\n\n${asked}`)
  expect(merged([...p.effects, ...p.effects])).toHaveLength(1)
})

describe('an edited message where words are read back before they count', () => {
  function paused() {
    const p = play()
    p.who = { personId: '1', roles: [{ role: 'officer', unit: '31', unitName: 'Thành phố Hải Phòng' }] }
    p.feed({ kind: 'tap', token: 'c.addressState.DCND-2026-0001~paused' })
    return p
  }

  it('replaces its own words alone', () => {
    const p = paused()
    p.feed({ kind: 'text', text: 'gia đình đi vắng', msg: '1' })
    p.feed({ kind: 'edited', msg: '1', text: 'gia đình đi vắng một tháng' })
    expect(p.last).toContain('“gia đình đi vắng một tháng”')
    p.feed({ kind: 'text', text: 'xin chờ tới tết', msg: '2' })
    p.feed({ kind: 'edited', msg: '1', text: 'gia đình về quê' })
    expect(p.last).toContain('“gia đình về quê\nxin chờ tới tết”')
    p.feed({ kind: 'edited', msg: '2', text: 'xin chờ tới rằm' })
    expect(p.last).toContain('“gia đình về quê\nxin chờ tới rằm”')
    p.press('Ghi lý do')
    // None of them is kept once it counts.
    expect(JSON.stringify(p.session)).not.toContain('về quê')
  })

  it('is no reason where it says nothing any more', () => {
    const p = paused()
    p.feed({ kind: 'text', text: 'gia đình đi vắng', msg: '1' })
    p.feed({ kind: 'edited', msg: '1', text: 'ok' })
    expect(p.last).toContain('cần vài chữ')
    expect(p.session.panel?.said).toBeUndefined()
  })
})
