// What is said of the asking, where an answer is asked for: none of it is taken for one unasked.
import { describe, expect, it } from 'vitest'
import { answerUntil, play, REPLIES } from '../play.js'
import { BEGIN } from './forms.js'

const at = (flow: string, key: string) => {
  const p = BEGIN[flow]!()
  answerUntil(p, key, { ...REPLIES, who: ['Cho tôi'], often: ['Chỉ một lần'] })
  return p
}

const ASIDES = [
  ...[
    'như trên',
    'giống trên',
    'kể rồi mà',
    'tôi nói rồi',
    'đã kể ở trên',
    'xem ở trên',
    'câu trước nói rồi',
    'nhu tren',
  ],
  ...[
    'gõ nhầm',
    'tôi gõ sai',
    'để tôi hỏi lại đã',
    'chờ tôi nhớ',
    'để nhớ đã',
    'mệt quá',
    'mỏi mắt quá',
    'chữ nhỏ quá',
  ],
  ...['hỏi khó thế', 'sao hỏi nhiều thế', 'sao phải hỏi'],
]

describe.each(ASIDES)('"%s"', (said) => {
  it('counts only where it is said twice', () => {
    const p = at('nominate', 'helped')
    p.say(said)
    expect(p.answers).not.toHaveProperty('helped')
    if (p.draft!.notes.helped === undefined) return
    p.say(said)
    expect(p.answers.helped).toBe(said)
  })
})

it.each(['như trên', 'lúc nãy nói rồi', 'để tôi hỏi lại', 'mỏi mắt quá', 'hỏi tên làm gì', 'khỏi ghi tên tôi'])(
  '"%s" is no name',
  (said) => {
    const p = at('nominate', 'byName')
    expect(p.say(said)).not.toContain('đúng không ạ?')
    expect(p.answers).not.toHaveProperty('byName')
  },
)

it.each([
  'không có tên',
  'chưa đặt tên',
  'nhóm không tên',
  'tôi không biết tên',
  'như trên',
  'để tôi hỏi lại',
  'chua co ten',
])('"%s" is no name of a group', (said) => {
  const p = play().begin()
  answerUntil(p, 'group', { ...REPLIES, kind: ['Một nhóm, câu lạc bộ'] })
  p.say(said)
  expect(p.key).toBe('group')
  p.say('Nhóm nấu cháo')
  expect(p.answers.group).toBe('Nhóm nấu cháo')
})

it.each(['Nhóm Không Tên', 'Không Gian Xanh', 'Tổ dân phố trên'])('"%s" is the name of a group', (said) => {
  const p = play().begin()
  answerUntil(p, 'group', { ...REPLIES, kind: ['Một nhóm, câu lạc bộ'] })
  p.say(said)
  expect(p.answers.group).toBe(said)
})

it('a class behind the name is no key of a mark', () => {
  const p = at('nominate', 'name')
  expect(p.say('em Nguyễn Thị Mai lớp 5A')).toContain('"Nguyễn Thị Mai"')
})

it.each(['đợi tôi xem', 'để tôi đọc lại', 'chờ tôi nhớ đã'])('"%s" is waited for under the summary', (said) => {
  const p = play().begin()
  answerUntil(p)
  expect(p.say(said)).toContain('thong thả')
  expect(p.key).toBe('summary')
})

it.each([
  ['tôi nghĩ là cả ba', 'yes'],
  ['đúng cả 3 em ơi', 'yes'],
  ['theo tôi thì đúng hết', 'yes'],
])('"%s" answers all of it', (said, answer) => {
  const p = at('nominate', 'virtues')
  p.say(said)
  expect(p.answers.law).toEqual({ answer, reason: '' })
})

it('where none of it is so, each is asked', () => {
  const p = at('nominate', 'virtues')
  p.say('không đúng cái nào')
  expect(p.key).toBe('law')
})

it.each(['Hoa Mơ', 'Trần Thị Mắt', 'Nguyễn Thị Hỏi', 'Bà Mơ', 'Lê Văn Trên'])('"%s" is a name', (said) => {
  const p = at('nominate', 'name')
  p.say(said)
  if (p.key === 'name') p.press('Đúng rồi')
  expect(p.answers.name).toBe(said)
})

it.each(['trẻ em nghèo', 'người mù', 'bà con trên phố', 'mọi người', 'cụ đau lưng', 'người già đau mắt'])(
  '"%s" answers whom it helped',
  (said) => {
    const p = at('nominate', 'helped')
    p.say(said)
    expect(p.answers.helped).toBe(said)
  },
)

it('who does not know how they are is asked for what they do know', () => {
  const p = at('suggest', 'details')
  expect(p.say('không biết')).toContain('biết tới đâu')
  expect(p.answers).not.toHaveProperty('details')
})

it.each(['không gì cả', 'không có lời gì', 'không ạ, cảm ơn em', 'thôi cảm ơn', 'xong', 'hết rồi', 'thế thôi'])(
  '"%s" leaves no word for the officer',
  (said) => {
    const p = at('support', 'note')
    p.say(said)
    expect(p.answers.note).toBe('')
  },
)

it.each(['không gọi buổi trưa', 'cảm ơn Hội đã giúp bà con', 'không cần giấy tờ gì'])(
  '"%s" is a word for them',
  (said) => {
    const p = at('support', 'note')
    p.say(said)
    expect(p.answers.note).toBe(said)
  },
)

it.each([
  ['một anh công an', 'individual'],
  ['một chị bán rau ở chợ', 'individual'],
  ['ông ngoại tôi', 'individual'],
  ['một gia đình', 'collective'],
  ['một cặp vợ chồng', 'collective'],
  ['nhóm của tôi', 'collective'],
  ['xóm tôi', 'community'],
  ['cả công ty em', 'community'],
])('who is told of: "%s", %s', (said, kind) => {
  const p = play().begin()
  p.say(said)
  expect(p.answers.kind).toBe(kind)
})

it.each([
  ...['một anh và một chị', 'một em với bạn', 'ai cũng được', 'người tốt'],
  ...[
    'một chi hội phụ nữ',
    '1 chi đoàn thanh niên',
    'mot chi hoi phu nu',
    'một ban nhạc đường phố',
    'một bà con lối xóm',
  ],
])('"%s" leaves it to be chosen', (said) => {
  const p = play().begin()
  p.say(said)
  expect(p.answers).not.toHaveProperty('kind')
})
