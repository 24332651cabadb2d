// What people really write where buttons stand.
import { describe, expect, it } from 'vitest'
import { answerUntil, COMMUNITY, play } from './play.js'

function at(key: string) {
  const p = play().begin()
  if (key !== 'kind') answerUntil(p, key)
  return p
}

it.each([
  ['kind', 'một người ạ', 'individual'],
  ['kind', 'cá nhân ạ', 'individual'],
  ['kind', 'số 1', 'individual'],
  ['kind', 'câu 2', 'collective'],
  ['kind', '1 người', 'individual'],
  ['kind', 'tập thể ạ', 'collective'],
  ['kind', 'chính tôi ạ', 'self'],
  ['kind', 'bản thân tôi', 'self'],
  ['effect', 'cả hai ạ', 'both'],
  ['effect', 'cả vật chất cả tinh thần', 'both'],
  ['when', 'tôi không rõ', { kind: 'vague', words: 'tôi không rõ' }],
  ['when', 'khong nho', { kind: 'vague', words: 'khong nho' }],
  ['when', 'lâu rồi không nhớ rõ', { kind: 'vague', words: 'lâu rồi không nhớ rõ' }],
  ['when', 'sáng nào cũng làm', { kind: 'vague', words: 'sáng nào cũng làm' }],
  ['law', 'rất gương mẫu', { answer: 'yes', reason: 'rất gương mẫu' }],
])('%s: "%s"', (key, said, answer) => {
  const p = at(key)
  p.say(said)
  if (p.key === key) p.say('đúng')
  expect(p.answers[key]).toEqual(answer)
})

it.each([
  ['chắc là có', 'yes'],
  ['có chứ ạ', 'yes'],
  ['rồi ạ', 'yes'],
  ['tốt lắm', 'yes'],
  ['không nốt', 'no'],
])('law: "%s" is "%s", and why is asked', (said, answer) => {
  const p = at('law')
  p.say(said)
  if (p.key === 'law') p.say('bỏ qua')
  expect(p.answers.law).toMatchObject({ answer })
})

describe('a story', () => {
  it.each(['thế là hết rồi đấy', 'tôi chỉ biết thế thôi', 'không còn gì để kể'])('holds no "%s"', (said) => {
    const p = at('story')
    p.say('Cô nấu cháo phát cho người nghèo.')
    p.say(said)
    expect(JSON.stringify(p.draft)).not.toContain(said)
  })
})

it.each(['Thế là đủ chưa?', 'đủ chưa cháu', 'được chưa em'])(
  '"%s" is asked of us: a story holds no such thing, and nothing is sent',
  (said) => {
    const p = at('story')
    p.say('Cô nấu cháo phát cho người nghèo.')
    p.say(said)
    expect(JSON.stringify(p.draft)).not.toContain(said)
    const q = play().begin()
    answerUntil(q)
    q.say(said)
    expect(q.effects.map((effect) => effect.do)).not.toContain('submitNomination')
  },
)

it.each(['đừng nhắn cho tôi nữa', 'phiền quá, đừng gửi nữa', 'dừng nhắn cho tôi'])('"%s" ends reminders', (said) => {
  const p = at('name')
  p.say(said)
  expect(p.effects).toContainEqual({ do: 'setProactive', on: false })
})

it.each(['sao phải đồng ý?', 'lưu đến bao giờ vậy', 'để làm gì'])('"%s" before consent is answered', (said) => {
  const p = play()
  p.feed({ kind: 'start', payload: 'nominate' })
  expect(p.say(said)).toContain('xác minh')
  expect(p.session.drafts).toEqual([])
})

describe('the name asked for with its marks', () => {
  it.each(['bo qua', 'xong', 'thoi', 'de sau'])('is not "%s"', (said) => {
    const p = at('name')
    p.say('nguyen thi lan')
    p.say(said)
    expect(p.answers.name).toBeUndefined()
  })

  it('is shown again where other words come without marks', () => {
    const p = at('name')
    p.say('tran thi tu')
    p.now += 60_000
    p.say('ban xoi dau ngo')
    expect(p.answers.name).toBeUndefined()
    expect(p.last).toContain('"Ban Xoi Dau Ngo", đúng không')
  })

  it('stays though they cannot type marks, or do not know the next thing', () => {
    const p = at('name')
    p.say('tran thi tu')
    p.now += 60_000
    p.say('khong biet go dau')
    expect(p.last).not.toContain('mô tả')
    const q = at('name')
    q.say('Nguyễn Sáu')
    q.soon('không nhớ')
    expect(q.answers.name).toBe('Nguyễn Sáu')
  })
})

it('households are not taken for people, and a number is no part of who was helped', () => {
  const p = play().begin()
  answerUntil(p, 'members', COMMUNITY)
  p.say('12 hộ')
  expect(p.key).toBe('members')
  expect(p.last).toContain('12 hộ là khoảng bao nhiêu người')
  p.say('12 hộ, 45 người')
  const q = at('helped')
  q.say('bà con nghèo')
  q.soon('12 hộ với 45 nhân khẩu')
  expect(q.answers.helped).toBe('bà con nghèo')
  const r = at('helped')
  r.say('bà con nghèo')
  r.soon('khoảng 45 người')
  expect(r.answers).toMatchObject({ helped: 'bà con nghèo khoảng 45 người', count: { value: 45, approx: true } })
})

it('a nomination that turns out to be of oneself asks for one’s own name', () => {
  const p = play().begin()
  answerUntil(p)
  p.press('Sửa')
  p.press('Giới thiệu ai')
  p.press('Chính tôi')
  expect(p.key).toBe('name')
  expect(p.draft!.kept.name).toBeUndefined()
})

it('a picture for an officer goes to the officer', () => {
  const p = at('story')
  p.say('gặp cán bộ')
  p.feed({ kind: 'files', files: [{ ref: 'r', kind: 'photo' }], caption: 'ảnh tôi muốn hỏi' })
  const ticket = p.effects.find((effect) => effect.do === 'openTicket')
  expect(ticket).toMatchObject({ kind: 'human', note: expect.stringContaining('ảnh tôi muốn hỏi') })
  expect(p.effects).toContainEqual(expect.objectContaining({ do: 'keepFile' }))
  expect(p.draft!.notes).not.toHaveProperty('evidence')
})
