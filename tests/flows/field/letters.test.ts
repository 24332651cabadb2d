// Letters that look like ours, and text of before Unicode.
import { describe, expect, it } from 'vitest'
import { agreesToConsent } from '../../../src/flows/vi/keywords.js'
import { nameKey } from '../../../src/flows/vi/names.js'
import { readOldEncoding } from '../../../src/flows/vi/old-encodings.js'
import { searchPlaces } from '../../../src/flows/vi/places.js'
import { clean, fold } from '../../../src/flows/vi/text.js'
import { answerUntil, places, play } from '../play.js'

describe('letters that look like Đ and the like', () => {
  it.each([
    ['Ðồng ý', 'Đồng ý'],
    ['Ɖỗ Thị Ɖào', 'Đỗ Thị Đào'],
    ['₫ồng ý', 'đồng ý'],
    ['500.000₫', '500.000₫'],
    ['D\u0335ào', 'Đào'],
    ['Nguyễn Văn Аn', 'Nguyễn Văn Аn'.replace('А', 'A')],
    ['Привет', 'Привет'],
  ])('%j enters as %j', (typed, ours) => expect(clean(typed)).toBe(ours))

  it('count as what they mean: consent, one person, one place', () => {
    expect(agreesToConsent(clean('Ðồng ý'))).toBe(true)
    expect(agreesToConsent('Ðồng ý')).toBe(true)
    expect(nameKey('Ðỗ Thị Ðào')).toBe(nameKey('Đỗ Thị Đào'))
    expect(fold('ÐẠI AN')).toBe('dai an')
    expect(searchPlaces(places(), clean('Ðại An')).matches[0]?.unit.name).toContain('Đại An')
  })
})

const TCVN3 =
  'Suèt ba n¨m nay, cø bèn giê s¸ng lµ c« Êy dËy nÊu ch¸o råi chë ®Õn cæng bÖnh viÖn, ph¸t miÔn phÝ cho bÖnh nh©n nghÌo'
const STORY =
  'Suốt ba năm nay, cứ bốn giờ sáng là cô ấy dậy nấu cháo rồi chở đến cổng bệnh viện, phát miễn phí cho bệnh nhân nghèo'

describe('text of before Unicode', () => {
  it.each([
    ['Nguyeãn Thò Höông', 'Nguyễn Thị Hương'],
    ['Traàn Vaên Huøng', 'Trần Văn Hùng'],
    ['Leâ Thò Hoa', 'Lê Thị Hoa'],
    ['Phaïm Thò Ñaøo', 'Phạm Thị Đào'],
    ['NguyÔn ThÞ H\u00ADưng'.replace('ưng', '¬ng'), 'Nguyễn Thị Hương'],
    ['TrÇn V¨n Hïng', 'Trần Văn Hùng'],
    ['§ç ThÞ §µo', 'Đỗ Thị Đào'],
    [TCVN3, STORY],
    ['Nguyá»…n Thá»‹ Hoa', 'Nguyễn Thị Hoa'],
  ])('%j is %j', (typed, meant) => expect(readOldEncoding(clean(typed))).toBe(meant))

  it.each([
    'Nguyễn Thị Hương',
    'cô ấy nấu cháo cho bệnh nhân nghèo',
    'nguyeenx thij huowng',
    'José Müller',
    'Café Trung Nguyên',
    'H’Hen Niê',
    'Bác sĩ Đặng Thùy Trâm',
    'lúc 30°C, 5m², ½ cân',
    'Thò',
    'Hỏi ý kiến · NT-2026-000201',
    '5 × 3 = 15',
    '£100',
    '10 ÷ 2',
    'tiền ½ tháng',
  ])('%j is left as it is', (typed) => expect(readOldEncoding(clean(typed))).toBeUndefined())

  it('is shown before it counts, at every question', () => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.say('Nguyeãn Thò Höông')
    expect(p.last).toContain('Nguyễn Thị Hương')
    expect(p.answers.name).toBeUndefined()
    p.press('Đúng rồi')
    expect(p.answers.name).toBe('Nguyễn Thị Hương')
    answerUntil(p, 'byName')
    p.say(clean('TrÇn V¨n Hïng'))
    p.say('đúng')
    expect(p.answers.byName).toBe('Trần Văn Hùng')
  })

  it('told as a story, and refused: the question waits as before', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say(clean(TCVN3))
    p.press('Để tôi gõ lại')
    expect(p.key).toBe('story')
    expect(p.draft?.notes.story).toBeUndefined()
    p.say(clean(TCVN3))
    p.press('Đúng rồi')
    expect(JSON.stringify([p.draft?.notes.story, p.answers.story])).toContain('Suốt ba năm nay, cứ bốn giờ sáng')
  })
})
