// Reviewers and officers in their own words, and what comes astray: nothing is decided, asked or handed on that was not meant.
import { describe, expect, it } from 'vitest'
import type { HeldRole } from '../../src/flows/roles.js'
import { NOON, type Play, play } from './play.js'

const OFFICER: HeldRole = { role: 'officer', unit: '11383', unitName: 'Phường Lê Chân' }
const REVIEWER: HeldRole = { role: 'reviewer', unit: '11383', unitName: 'Phường Lê Chân' }

function reviewing(role = REVIEWER): Play {
  const p = play()
  p.who = { personId: '1', roles: [role] }
  p.feed({ kind: 'start' })
  return p
}
/** Taps a button and hears what its effect finds. */
function tap(p: Play, token: string): Play {
  p.feed({ kind: 'tap', token })
  return settled(p)
}
function says(p: Play, text: string): Play {
  p.say(text)
  return settled(p)
}
/** The deeds of the last act, without what was only shown. */
let deeds: { do: string }[] = []
function settled(p: Play): Play {
  deeds = p.effects.filter((effect) => effect.do !== 'say')
  for (let n = 0; n < 5 && p.effects.some((effect) => effect.do !== 'say'); n++) p.tell()
  return p
}
const marked = (p: Play, ...marks: string[]) => {
  for (const [n, key] of ['law', 'part', 'example'].entries()) tap(p, `c.reviewTick.1-${marks[n] ?? 'y'}-${key}`)
  return p
}
const labels = (p: Play) => (p.said.at(-1)?.buttons ?? []).map(({ label }) => label)

/** Each question for a reason, and the deed that its words lead to. */
const REASONS = {
  refuse: { open: () => tap(marked(reviewing(), 'n'), 'c.reviewRefuse.1'), send: 'Ghi kết luận', deed: 'decideReview' },
  pass: { open: () => tap(marked(reviewing(), 'u'), 'c.reviewPass.1'), send: 'Ghi kết luận', deed: 'decideReview' },
  ask: { open: () => tap(reviewing(), 'c.reviewAsk.1'), send: 'Gửi câu hỏi', deed: 'askNominator' },
  recuse: { open: () => tap(reviewing(), 'c.reviewRecuse.1'), send: 'Xác nhận xin rút', deed: 'recuse' },
  // Officers' reasons, read by who pledged and who told.
  pledge: {
    open: () => tap(reviewing(OFFICER), 'c.refusePledge.DK-2026-000101'),
    send: 'Ghi lý do',
    deed: 'decidePledge',
  },
  address: {
    open: () => tap(reviewing(OFFICER), 'c.addressState.DCND-2026-0101~paused'),
    send: 'Ghi lý do',
    deed: 'setAddressState',
  },
  consent: {
    open: () => {
      const p = tap(marked(reviewing()), 'c.reviewPass.1')
      tap(p, 'c.consentYes.1')
      return says(p, 'Đã đủ 16 tuổi')
    },
    send: 'Ghi lại',
    deed: 'noteConsent',
  },
}

describe.each(Object.entries(REASONS))('the reason: %s', (_name, { open, send, deed }) => {
  it.each(['ok', 'dạ', 'vâng ạ', 'ừ', 'có', 'xong', '1', '9', '👍', '🌸', '...', 'NT-2026-000203'])(
    '"%s" is none',
    (said) => {
      const p = says(open(), said)
      expect(deeds).toEqual([])
      expect(labels(p)).not.toContain(send)
      expect(p.last).toMatch(/vài chữ/)
    },
  )

  it.each([
    'cho toi xem lai',
    'cho tôi xem lại hồ sơ',
    'xem lại',
    'nhầm rồi',
    'bấm nhầm',
    'hoàn tác',
    'hoan tac',
    'không',
    'thôi không',
    'bỏ qua',
    'quay lại',
    'để sau',
    'thôi',
  ])('"%s" writes nothing and leads back', (said) => {
    const p = says(open(), said)
    expect(deeds.map((effect) => effect.do)).not.toContain(deed)
    expect(labels(p)).not.toContain(send)
    expect(String(p.session.panel?.name)).not.toMatch(/Why|What|How|pledge|reason/)
  })

  it('is read back before it counts, in as many messages as it comes', () => {
    const p = says(open(), 'gọi điện cho')
    expect(deeds).toEqual([])
    says(p, 'tổ trưởng dân phố')
    says(p, 'chiều qua')
    expect(p.last).toContain('gọi điện cho')
    expect(p.last).toContain('chiều qua')
    says(p, send)
    expect(deeds.map((effect) => effect.do)).toEqual([deed])
    expect(JSON.stringify(deeds)).toContain('gọi điện cho\\ntổ trưởng dân phố\\nchiều qua')
  })

  it('can be written anew, and a typed yes sends it', () => {
    const p = says(open(), 'câu viết hỏng')
    says(p, 'Viết lại')
    expect(p.last).not.toContain('câu viết hỏng')
    says(p, 'Người ấy ở phường khác')
    says(p, 'đúng rồi')
    expect(deeds.map((effect) => effect.do)).toEqual([deed])
    expect(JSON.stringify(deeds)).not.toContain('hỏng')
  })

  it.each([
    { kind: 'files' as const, files: [{ ref: 'r', kind: 'photo' as const, size: 1000 }] },
    { kind: 'unusable' as const, what: 'voice' as const },
    { kind: 'unusable' as const, what: 'sticker' as const },
  ])('no $kind is one: asked again, nothing kept, nobody sent elsewhere', (inbound) => {
    const p = open()
    const { panel } = p.session
    p.feed(inbound)
    expect(p.effects.filter((effect) => effect.do !== 'say')).toEqual([])
    expect(p.session.panel).toEqual(panel)
    expect(p.last).not.toContain('Giới thiệu người tốt')
  })
})

describe('buttons in a reviewer’s own words', () => {
  const card = () => tap(reviewing(), 'c.reviewFile.1')
  it.each([
    ['rút', 'recuseWhy'],
    ['toi xin rut', 'recuseWhy'],
    ['người nhà tôi', 'recuseWhy'],
    ['bo sung', 'askWhat'],
    ['cần bổ sung thêm', 'askWhat'],
    ['hỏi thêm', 'askWhat'],
    ['chuyen phuong', 'moveWhere'],
    ['chuyển sang phường khác', 'moveWhere'],
    ['không thuộc phường tôi', 'moveWhere'],
  ])('on a card "%s" opens %s', (said, panel) => {
    expect(says(card(), said).session.panel?.name).toBe(panel)
  })

  it.each([
    ['gop', 'mergeFiles'],
    ['trùng hồ sơ', 'mergeFiles'],
    ['uy quyen cho chi Lan den thu 6', 'showAbsence'],
    ['tôi vắng 3 ngày', 'showAbsence'],
    ['chấm tiêu chí', 'tick'],
    ['quay lại', 'showQueue'],
    ['hồ sơ tiếp theo', 'showQueue'],
    ['tiếp', 'showQueue'],
  ])('on a card "%s" is %s', (said, deed) => {
    says(card(), said)
    expect(deeds.map((effect) => effect.do)).toEqual([deed])
  })

  it.each([
    ['khong dat', 'no'],
    ['chưa', 'no'],
    ['không', 'no'],
    ['có', 'yes'],
    ['đạt ạ', 'yes'],
    ['không rõ', 'unclear'],
    ['chua biet', 'unclear'],
  ])('at a criterion "%s" is %s', (said, value) => {
    says(tap(reviewing(), 'c.reviewTick.1'), said)
    expect(deeds).toEqual([{ do: 'tick', review: '1', key: 'law', value }])
  })

  it.each([
    ['dat', 'passed'],
    ['đạt', 'passed'],
    ['duyệt', 'passed'],
    ['thông qua', 'passed'],
    ['khong du', 'refused'],
    ['không đạt', 'refused'],
    ['chưa đủ điều kiện', 'refused'],
    ['loại', 'refused'],
  ])('at the verdict "%s" is %s', (said, verdict) => {
    says(marked(reviewing()), said)
    expect(deeds).toEqual([{ do: 'decideReview', review: '1', verdict }])
  })

  it('at the verdict "cho toi xem lai" shows the file', () => {
    says(marked(reviewing()), 'cho toi xem lai')
    expect(deeds).toEqual([{ do: 'showFile', review: '1' }])
  })

  it.each(['vâng', 'ok', 'dạ', '9', 'không xin rút', 'chưa chắc đã đạt', 'sao hồ sơ này dài thế', 'tôi đặt cơm'])(
    'at the verdict "%s" decides nothing',
    (said) => {
      const p = says(marked(reviewing()), said)
      expect(deeds).toEqual([])
      expect(labels(p)).toContain('Đạt – chuyển bước')
    },
  )

  it.each(['nhầm rồi', 'hoan tac', 'tôi bấm nhầm'])('after a decision "%s" takes it back', (said) => {
    says(tap(marked(reviewing()), 'c.reviewPass.1'), said)
    expect(deeds).toEqual([{ do: 'undoDecision', decision: '10' }])
  })

  it('part of a name opens the file that has it; of two, neither', () => {
    says(says(reviewing(), 'hồ sơ chờ tôi'), 'ví dụ')
    expect(deeds).toEqual([{ do: 'showFile', review: '3' }])
    says(says(reviewing(), 'hồ sơ chờ tôi'), 'mẫu')
    expect(deeds).toEqual([])
  })

  it('a name with its title finds who stands in', () => {
    const p = tap(reviewing(), 'c.absence')
    says(p, 'chị Lan')
    expect(p.session.panel?.name).toBe('absent-until')
  })

  it.each(['ủy quyền', 'uy quyen cho chi Lan den thu 6', 'tôi vắng 3 ngày'])(
    'with nothing open "%s" is understood',
    (said) => {
      says(reviewing(), said)
      expect(deeds).toMatchObject([{ do: 'showAbsence' }])
    },
  )

  it('who stands in and until when are taken from one sentence, read back, and done by one word', () => {
    const p = says(reviewing(), 'ủy quyền cho chị Lan đến thứ 6')
    expect(p.last).toMatch(/đến hết ngày 27\/11\/2026, .*Phạm Thị Lan.* làm thay/)
    says(p, 'đúng rồi')
    expect(deeds).toEqual([{ do: 'setAbsence', deputy: '7', until: Date.parse('2026-11-28T00:00+07:00') }])
  })

  it('with a name alone the day is asked for, with a day alone the name, and another name is not taken for hers', () => {
    expect(says(reviewing(), 'ủy quyền cho chị Lan').session.panel).toMatchObject({ name: 'absent-until', about: '7' })
    const p = says(reviewing(), 'tôi vắng 3 ngày')
    expect(p.last).toContain('đến hết ngày 25/11/2026. Ai làm thay')
    says(p, 'chị Lan')
    expect(deeds).toEqual([{ do: 'setAbsence', deputy: '7', until: Date.parse('2026-11-26T00:00+07:00') }])
    for (const other of ['chị Lân', 'anh Minh']) {
      expect(says(reviewing(), `ủy quyền cho ${other} đến thứ 6`).last).toContain(`chưa rõ "${other}" là ai`)
      expect(deeds.map((effect) => effect.do)).toEqual(['showAbsence'])
    }
  })

  it('to somebody who reviews nothing these words mean nothing', () => {
    const p = play(undefined, NOON)
    p.feed({ kind: 'start' })
    p.say('tôi vắng 3 ngày')
    expect(p.effects.map((effect) => effect.do)).toEqual(['say'])
  })
})

describe('buttons of another file', () => {
  it.each(['c.reviewAsk.3', 'c.reviewRecuse.3', 'c.reviewMove.3', 'c.reviewPass.3'])('%s names it', (token) => {
    const p = tap(tap(reviewing(), 'c.reviewFile.1'), token)
    expect(p.last).toContain('NT-2026-000203')
  })

  it.each(['c.reviewAsk.2', 'c.reviewRecuse.2', 'c.reviewMove.2'])(
    '%s asks nothing of one that is decided',
    (token) => {
      const p = reviewing()
      for (const key of ['law', 'part', 'example']) tap(p, `c.reviewTick.2-y-${key}`)
      tap(p, 'c.reviewPass.2')
      tap(p, token)
      expect(p.last).toContain('không còn chờ xét')
      expect(String(p.session.panel?.name)).not.toMatch(/Why|What|Where/)
    },
  )
})

it('a picture on a list is not sent to tell of somebody', () => {
  const p = says(reviewing(), 'hồ sơ chờ tôi')
  p.feed({ kind: 'files', files: [{ ref: 'r', kind: 'photo', size: 1000 }] })
  expect(p.last).not.toContain('Giới thiệu người tốt')
  expect(labels(p)[0]).toContain('Nguyễn Thị Mẫu')
})
