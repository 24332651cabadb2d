import { describe, expect, it } from 'vitest'
import { answerUntil, play } from './play.js'

const STORIES = [
  'em muon gioi thieu co Lan o Le Chan nam nay 60 tuoi sang nao cung nau chao tu thien cho benh nhan ngheo',
  'Tôi muốn kể về bà Tư xóm tôi',
  'Ở xóm tôi có bác Ba, sáng nào cũng quét dọn cả con ngõ, mấy chục năm nay không nghỉ một ngày nào',
  'Ông Lê Văn Tám quanh năm dọn rác ngoài bờ đê cho cả thôn',
  'bac Hai xe om cho benh nhan ngheo di vien khong lay tien',
]

describe('a story that nobody has asked for yet', () => {
  it.each(STORIES)('"%s" leads to consent; it is held aside, in no draft', (said) => {
    for (const before of [[], ['bắt đầu'], ['xin chào']]) {
      const p = play()
      for (const each of before) p.say(each)
      p.say(said)
      expect(p.last).toContain('mới giữ tạm')
      expect(p.last).toContain('kiểm soát dữ liệu')
      expect(p.session.drafts).toEqual([])
      p.press('Tôi đồng ý')
      expect(p.key).toBe('kind')
    }
  })

  it('told in the face of consent is held as well', () => {
    const p = play()
    p.say('giới thiệu người tốt')
    expect(p.say(STORIES[0]!)).toContain('mới giữ tạm')
    expect(p.session.drafts).toEqual([])
  })

  it('of somebody who agreed before begins at once; with a half-told one they choose', () => {
    const p = play().begin()
    answerUntil(p)
    p.press('Gửi đi')
    p.say('bắt đầu')
    expect(p.say(STORIES[0]!)).toContain('giữ lời vừa rồi')
    expect(p.key).toBe('kind')
    p.say('để sau')
    p.say('menu')
    expect(p.say(STORIES[1]!)).toContain('giữ lời vừa rồi')
    expect(p.session.panel?.name).toBe('drafts')
  })
})

it.each([
  'abc',
  'hôm nay trời đẹp',
  'Lê Chân',
  'giới thiệu về hội là gì?',
  'Bà tôi già yếu cần người đưa đón đi viện hàng tuần',
  'anh ơi có ai thăm hỏi động viên gia đình em với',
])('"%s" is none', (said) => {
  const p = play()
  p.say('bắt đầu')
  expect(p.say(said)).not.toContain('mới giữ tạm')
})
