import { describe, expect, it } from 'vitest'
import { wordsOfNote } from '../../src/flows/turn/note.js'
import { readPhone } from '../../src/flows/vi/phones.js'
import { isPlea } from '../../src/flows/vi/plea.js'
import { answerUntil, LONG_STORY, type Play, play } from './play.js'

const PLEAS = [
  'cuu toi voi',
  'Cứu tôi với!',
  'cứu em với ạ',
  'gia dinh toi dang rat kho khan, chong mat, 2 con nho',
  'tôi khó khăn quá, giúp tôi với',
  'Nhà em đang rất khó khăn ạ',
  'hoàn cảnh của tôi khó khăn lắm',
  'em xin hỗ trợ ạ',
  'Tôi muốn được giúp đỡ',
  'con tôi bị ung thư, không có tiền chữa bệnh',
  'nhà tôi hết gạo rồi',
  'em không muốn sống nữa',
  'tôi bị chồng đánh',
  'làm ơn giúp mẹ con em với',
  'ai giúp tôi với',
  'tôi cần giúp',
  'em cần giúp với',
]

it.each(['Em Đói', 'chau doi', 'Minh Danh', 'Con Danh', 'Cuu Minh', 'Cửu Em', 'Vo Minh Doi', 'Em Kho Lam'])(
  '"%s" is a name',
  (said) => expect(isPlea(said)).toBe(false),
)

function at(key: string): Play {
  const p = play().begin()
  answerUntil(p, key)
  return p
}

describe('a plea for help', () => {
  it.each(PLEAS)('"%s" is heard, and nothing is stored', (said) => {
    for (const key of ['kind', 'name', 'unit', 'byName']) {
      const p = at(key)
      const before = p.draft
      p.say(said)
      expect(p.last, key).toContain('cán bộ Hội')
      expect(p.last).toContain('số điện thoại')
      expect(p.draft).toEqual(before)
      expect(p.effects.map((e) => e.do)).toEqual(['openTicket', 'say'])
      expect(p.said[0]?.buttons?.map((b) => b.label)).toEqual(['Nhờ Hội tới thăm nhà', 'Tiếp tục kể'])
      p.press('Tiếp tục kể')
      expect(p.key).toBe(key)
      expect(p.last).toContain('?')
    }
  })

  it.each(PLEAS)('"%s" is heard from somebody new, at home and at consent', (said) => {
    const p = play()
    expect(p.say(said)).toContain('số điện thoại')
    p.feed({ kind: 'start' })
    expect(p.say(said)).toContain('số điện thoại')
    p.feed({ kind: 'start', payload: 'nominate' })
    expect(p.say(said)).toContain('số điện thoại')
    expect(p.effects.map((e) => e.do)).toEqual(['openTicket', 'say'])
    p.press('Trang chính')
    p.press('Tôi đồng ý')
    expect(p.key).toBe('kind')
  })

  it('in words we do not know finds its way: how to say it plainly is told where a whole sentence was not understood', () => {
    const p = play()
    p.feed({ kind: 'start' })
    for (const at of ['home', 'consent']) {
      if (at === 'consent') p.feed({ kind: 'start', payload: 'nominate' })
      expect(p.say('bố em thì vậy, ngoài viện người ta cho về')).toContain('"tôi cần giúp"')
      p.say('tôi cần giúp')
      expect(p.effects.map((e) => e.do)).toEqual(['openTicket', 'say'])
      p.press('Trang chính')
    }
  })

  it('what is added goes to the officers with it, and the question waits', () => {
    const p = at('name')
    p.say('cuu toi voi')
    p.say('Chồng tôi mất, tôi khó khăn quá')
    expect(p.effects).toContainEqual({
      do: 'openTicket',
      kind: 'human',
      urgent: true,
      note: 'Chồng tôi mất, tôi khó khăn quá',
    })
    p.say('gặp cán bộ')
    expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', urgent: true })
    p.press('Không cần ghi thêm')
    expect(p.key).toBe('name')
  })

  it.each(['story', 'helped'])('is part of what is told at "%s"', (key) => {
    const p = at(key)
    p.say(PLEAS[3]!)
    expect(p.last).not.toContain('số điện thoại')
    expect(p.draft?.notes[key] ?? p.answers[key]).toBeDefined()
  })

  it('is none where others are meant', () => {
    for (const said of [
      'Người đã cứu tôi ở cầu Rào',
      'Chị bán xôi hay giúp gia đình tôi lúc khó khăn',
      'Anh thanh niên cứu người đuối nước',
      'Cựu chiến binh Hoàng Văn Cứu',
      'Tôi muốn giúp đỡ bà con khó khăn',
      'Tôi muốn hỗ trợ',
      'xin giúp đỡ một hoàn cảnh khó khăn',
      'tìm giúp tôi với',
      'Nguyễn Thị Khó',
      'Em nghèo học giỏi ở xóm',
      'cháu bị ung thư vẫn đi phát cơm',
      LONG_STORY,
    ]) {
      const p = at('name')
      p.say('không biết tên')
      p.say(said)
      expect(p.last, said).not.toContain('số điện thoại')
    }
  })
})

it('a picture has no telephone number, whatever can be read in its id', () => {
  const note = '(ảnh a7602432-81b9-4661-8e8b-15c5581e067d)'
  expect(readPhone(note).ok).toBe(true)
  expect(readPhone(wordsOfNote(note)).ok).toBe(false)
  expect(wordsOfNote(`${note}\nsố tôi 0912 345 678`)).toBe('số tôi 0912 345 678')
})
