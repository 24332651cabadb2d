// A story told first is never thrown away.
import { expect, it } from 'vitest'
import { answerUntil, BARE_STORY, LONG_STORY, play } from '../play.js'

const FIRST = 'Có anh grab cứu người đuối nước ở cầu Bính hôm qua'

it.each([FIRST, 'hang xom nha toi co ba cu nau chao tu thien cho benh vien', LONG_STORY])(
  '"%s" is held until they agree, and is the story then',
  (said) => {
    const p = play()
    p.say(said)
    expect(p.session.panel?.name).toBe('consent')
    expect(p.session.drafts).toEqual([])
    p.press('Tôi đồng ý')
    answerUntil(p, 'story')
    expect(p.last).toContain(said.slice(0, 40))
    p.press('Dùng lời này')
    expect(p.answers.story).toBe(said)
    expect(p.draft!.notes.told).toBeUndefined()
  },
)

it('is forgotten on a no, and after a day', () => {
  const p = play()
  p.say(FIRST)
  p.press('Tôi không đồng ý')
  expect(JSON.stringify(p.session)).not.toContain('grab')
  p.say(FIRST)
  p.now += 25 * 3_600_000
  p.say('menu')
  expect(JSON.stringify(p.session)).not.toContain('grab')
})

it('is added to in the face of consent, and told anew where they wish', () => {
  const p = play()
  p.say('giới thiệu người tốt')
  p.say(LONG_STORY)
  p.say(`${FIRST}, ai cũng khen anh ấy cứu người không nghĩ tới mình`)
  p.say('dong y nhe chau')
  answerUntil(p, 'story')
  p.press('Kể lại từ đầu')
  p.say(LONG_STORY)
  p.say('xong')
  expect(p.answers.story).toBe(LONG_STORY)
})

it('"thế thôi" always ends a story; talk about the talk is no part of it', () => {
  const p = play().begin()
  answerUntil(p, 'story')
  p.say('Chú Hùng nhặt được ví có hai mươi triệu, chú mang trả tận nhà.')
  for (const talk of ['hết giờ nghỉ rồi, mai kể tiếp', 'hôm qua kể đến đâu rồi nhỉ', 'để mai em kể tiếp nhé']) {
    p.say(talk)
    expect(p.key).toBe('story')
  }
  expect(p.last).not.toContain('đã ghi lại')
  p.say('chỉ có thế thôi ạ, hết rồi')
  expect(p.answers.story).toBe('Chú Hùng nhặt được ví có hai mươi triệu, chú mang trả tận nhà.')
})

it('four sentences are enough', () => {
  const p = play().begin()
  answerUntil(p, 'story')
  p.say('Bạn ấy cõng em bị đau chân. Ngày nào cũng cõng. Trời mưa cũng cõng đi. Cả lớp ai cũng quý.')
  expect(p.said.flatMap((m) => m.buttons ?? []).map((b) => b.label)).toContain('Xong, tiếp tục')
})

it('editing adds, and replaces only where they say so', () => {
  const p = play().begin()
  answerUntil(p)
  p.press('Sửa')
  p.press('Câu chuyện')
  p.say('Cô còn dạy chữ cho trẻ nhỏ.')
  p.press('Xong')
  expect(p.answers.story).toBe(`${BARE_STORY}\nCô còn dạy chữ cho trẻ nhỏ.`)
})

it.each(['Tôi kể tiếp đây', 'Vâng, để em kể nhé', 'tối nay tôi kể tiếp', 'tối em viết nốt ạ'])(
  '"%s" is talk about the talk',
  (said) => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say(said)
    expect(p.key).toBe('story')
    expect(p.draft!.notes.story).toBeUndefined()
    expect(p.last.includes('giữ nguyên')).toBe(said.startsWith('tối'))
  },
)

it('"tôi kể tiếp" with more behind it is the story', () => {
  const p = play().begin()
  answerUntil(p, 'story')
  p.say('Tôi kể tiếp là cô ấy còn đưa các cháu đi học')
  expect(p.draft!.notes.story).toEqual({ pieces: ['Tôi kể tiếp là cô ấy còn đưa các cháu đi học'] })
})

it('who comes back to half a story sees what they had told', () => {
  const p = play().begin()
  answerUntil(p, 'story')
  p.say('Cô Hoa nấu cháo cho bệnh nhân nghèo')
  p.say('để sau')
  p.say('tiếp tục')
  expect(p.last).toContain('kể tới: “Cô Hoa nấu cháo cho bệnh nhân nghèo”')
})
