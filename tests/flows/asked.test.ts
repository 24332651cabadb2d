import { describe, expect, it } from 'vitest'
import { readCommand } from '../../src/flows/vi/keywords.js'
import { answerUntil, play } from './play.js'

const QUESTIONS: [word: RegExp, asked: string[]][] = [
  [
    /không thu tiền/,
    [
      'có mất tiền không',
      'Có mất phí không ạ?',
      'co mat tien khong?',
      'có phải đóng tiền ko em',
      'mất bao nhiêu tiền',
    ].concat([
      'miễn phí không',
      'mat phi k',
      'cho hỏi có mất tiền không',
      'giới thiệu có mất tiền không',
      'lừa đảo à?',
    ]),
  ],
  [
    /không hứa trước/,
    [
      'bao giờ có kết quả',
      'bao gio co ket qua',
      'Khi nào có kết quả vậy em?',
      'bao lâu thì có kết quả',
      'được gì',
    ].concat(['có được thưởng không', 'co dc thuong ko', 'tôi được gì', 'em ơi khi nào thì có kết quả']),
  ],
  [
    /không bán/,
    [
      'ai đọc được',
      'ai doc duoc cai nay',
      'ai xem được vậy',
      'ai hỏi vậy',
      'ai hoi vay',
      'ai đấy',
      'Bạn là ai?',
      'ban la ai',
    ].concat(['thông tin có bị lộ không', 'có an toàn không', 'co an toan k']),
  ],
  [
    /chương trình trả lời tự động/,
    [
      'máy à',
      'robot à',
      'may la robot a',
      'có phải máy không',
      'người thật hay máy',
      'nguoi that hay may',
      'em là robot à',
    ].concat(['bạn là người hay máy vậy']),
  ],
  [
    /chưa có số điện thoại/,
    [
      'cho hỏi số điện thoại hội',
      'cho hoi so dien thoai hoi',
      'số điện thoại của hội',
      'xin sđt hội',
      'địa chỉ hội ở đâu',
    ].concat(['dia chi hoi o dau', 'cho tôi xin số điện thoại của hội với']),
  ],
]
const ALL = QUESTIONS.flatMap(([word, asked]) => asked.map((said): [string, RegExp] => [said, word]))
const UNCLEAR = [
  'là sao',
  'nghĩa là sao',
  'gì cơ',
  'không hiểu',
  'chưa hiểu',
  'Em không hiểu',
  'em khong hieu',
  'khong hieu',
]

describe('a question people ask', () => {
  it.each(ALL)('"%s" is answered in the middle of a form, which stays where it was', (said, word) => {
    const p = play().begin()
    for (const key of ['kind', 'name', 'unit', 'story', 'helped', 'law', 'byName', 'byPhone', 'summary']) {
      answerUntil(p, key)
      const before = p.draft
      p.say(said)
      expect(p.last, key).toMatch(word)
      expect(p.last, key).toContain('?')
      expect(p.draft).toEqual(before)
      expect(p.effects.map((e) => e.do)).toEqual(['say'])
    }
  })

  it.each(ALL)('"%s" is answered by somebody new, at home, at consent', (said, word) => {
    const p = play()
    expect(p.say(said)).toMatch(word)
    p.feed({ kind: 'start' })
    expect(p.say(said)).toMatch(word)
    p.feed({ kind: 'start', payload: 'nominate' })
    expect(p.say(said)).toMatch(word)
    expect(p.effects.map((e) => e.do)).toEqual(['say'])
    // The long words stand just above.
    expect(p.last.length).toBeLessThan(400)
    p.press('Tôi đồng ý')
    expect(p.key).toBe('kind')
  })

  it('goes to the officer who is talking, or who was asked for', () => {
    const p = play()
    p.say('gặp cán bộ')
    p.say('cho hỏi số điện thoại hội')
    expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', note: 'cho hỏi số điện thoại hội' })
    p.feed({ kind: 'officerWrote', text: 'Chào chị.' })
    p.say('bao giờ có kết quả')
    expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', note: 'bao giờ có kết quả' })
  })

  it('never promises an award and gives no number', () => {
    const p = play()
    for (const [said] of ALL) {
      p.say(said)
      expect(p.last).not.toMatch(/sẽ được (khen|thưởng)|\d{4}/)
    }
  })
})

describe('who does not understand', () => {
  it.each(UNCLEAR)('"%s" has the question said in other words', (said) => {
    const p = play().begin()
    for (const [key, word] of [
      ['kind', 'một người'],
      ['name', 'họ tên'],
      ['unit', 'Lê Chân'],
      ['story', 'Ví dụ'],
      ['helped', 'Ví dụ'],
      ['law', 'không rõ'],
      ['evidence', 'bỏ qua'],
      ['byPhone', '0912'],
    ] as const) {
      answerUntil(p, key)
      const before = p.draft
      p.say(said)
      expect(p.draft).toEqual(before)
      expect(p.last.toLowerCase(), key).toContain(word.toLowerCase())
    }
  })

  it.each(UNCLEAR)('"%s" is helped where nothing is open', (said) => {
    const p = play()
    expect(p.say(said)).toContain('gặp cán bộ')
    p.feed({ kind: 'start' })
    expect(p.say(said)).toContain('gặp cán bộ')
  })
})

describe('what is no question', () => {
  it.each([
    'Ai',
    'Bà Máy',
    'ba may',
    'May A',
    'Lã Sao',
    'La Sao',
    'Ái Đấy',
    'Ai Day',
    'Từ Từ Ái',
    'Tu Tu',
    'Dang Ban',
    'Em Dang Ban',
    'Đội Bà Tí',
    'doi ba ti',
    'em là Máy ạ',
    'miễn phí ạ',
    'mien phi a',
    'tra tien a',
    'Robot',
    'Câu lạc bộ Robot',
    'không mất tiền',
    'cô ấy hỏi có mất tiền không',
    'ai đọc được cũng khóc',
    'bà con hỏi ai đấy mà tốt thế',
    'trụ sở Hội Chữ thập đỏ',
    'Số điện thoại của cô ấy là 0912345678',
    'không biết',
    'Nguyễn Văn Hà',
    'Hà Há',
  ])('"%s" is what they write', (said) => expect(readCommand(said, 'free')).toBeUndefined())
})

describe('small talk', () => {
  it.each([
    ['đợi tí', 'thong thả'],
    ['chờ tí', 'thong thả'],
    ['đợi xíu', 'thong thả'],
    ['doi ti', 'thong thả'],
    ['từ từ', 'thong thả'],
    ['đợi chị tí', 'thong thả'],
    ['Em đang bận', 'thong thả'],
    ['chị đang bận ạ', 'thong thả'],
    ['hihi', 'Dạ vâng'],
    ['Haha', 'Dạ vâng'],
    ['huhu', 'Dạ vâng'],
    ['hehe', 'Dạ vâng'],
    ['thật à', 'Dạ vâng'],
    ['thế à', 'Dạ vâng'],
    ['chán quá', 'xin lỗi'],
    ['lam an chan qua', 'xin lỗi'],
    ['lằng nhằng quá', 'câu hỏi'],
    ['dài quá', 'câu hỏi'],
    ['hỏi nhiều thế', 'câu hỏi'],
    ['sao hỏi nhiều thế', 'câu hỏi'],
  ])('"%s" is no name, no place, no story', (said, word) => {
    const p = play().begin()
    for (const key of ['kind', 'name', 'unit', 'story', 'byName']) {
      answerUntil(p, key)
      const before = p.draft
      p.say(said)
      expect(p.last).toContain(word)
      expect(p.draft).toEqual(before)
    }
  })

  it('of who is impatient has how many questions are left, and that nothing is lost', () => {
    const p = play().begin()
    answerUntil(p, 'law')
    p.say('dài quá')
    expect(p.last).toContain('chỉ còn 8 câu hỏi')
    expect(p.last).toContain('"để sau"')
  })
})
