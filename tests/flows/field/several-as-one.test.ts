// A couple, sisters, friends: several people put forward where one is asked for.
import { describe, expect, it } from 'vitest'
import { answerUntil, BARE_STORY, play } from '../play.js'

const at = (key: string) => {
  const p = play().begin()
  answerUntil(p, key)
  return p
}
const SEVERAL = [
  ...[
    'vợ chồng ông Ba bà Tư',
    'hai chị em Lan và Huệ',
    'anh Hùng và chị Mai',
    'Anh Hùng với chị Mai',
    'mẹ con chị Lan',
  ],
  ...['gia đình bác Ba', 'nhà cô Hoa', 'anh Hùng, chị Mai', 'Hùng, Mai, Lan', 'Nguyễn Văn An, Trần Thị Bình'],
  ...['chị Lan cùng chồng', 'ba mẹ con cô Lan', 'vo chong ong Ba ba Tu'],
]

describe.each(SEVERAL)('"%s" where the name is asked for', (said) => {
  it('are told of together, by one touch', () => {
    const p = at('name')
    expect(p.say(said)).toContain('Mỗi lần mình kể về một người')
    expect(p.answers).not.toHaveProperty('name')
    p.press('Kể chung')
    expect(p.answers).toMatchObject({ kind: 'collective', group: said.charAt(0).toUpperCase() + said.slice(1) })
    expect(p.answers).not.toHaveProperty('name')
    expect(p.key).toBe('unit')
  })

  it('or one of them is', () => {
    const p = at('name')
    p.say(said)
    p.say('Nguyễn Thị Lan')
    expect(p.answers).toMatchObject({ kind: 'individual', name: 'Nguyễn Thị Lan' })
  })
})

it('keeps where they live, and reaches the summary', () => {
  const p = at('name')
  p.say('vợ chồng ông Ba bà Tư ở phường Lê Chân')
  p.press('Kể chung')
  expect(p.answers).toMatchObject({ group: 'Vợ chồng ông Ba bà Tư', unit: { name: 'Phường Lê Chân' } })
  answerUntil(p)
  expect(p.last).toContain('Vợ chồng ông Ba bà Tư')
  p.press('Gửi đi')
  expect(p.effects).toContainEqual(expect.objectContaining({ do: 'submitNomination' }))
})

it('goes back to their name, and to one person after all', () => {
  const p = at('name')
  p.say('anh Hùng và chị Mai')
  p.press('Kể chung')
  p.say('quay lại')
  expect(p.key).toBe('group')
  p.say('quay lại')
  expect(p.key).toBe('kind')
  p.press('Một người')
  expect(p.key).toBe('name')
  expect(p.said.flatMap((m) => m.buttons ?? []).map((b) => b.label)).not.toContain('Kể chung mọi người')
})

it('is possible when the name is put right at the end', () => {
  const p = at('summary')
  p.say('sửa tên')
  p.say('anh Hùng và chị Mai')
  p.press('Kể chung')
  answerUntil(p)
  expect(p.last).toContain('Anh Hùng và chị Mai')
  expect(p.last).not.toContain('Nguyễn Thị Hoa')
  p.press('Gửi đi')
  expect(p.effects).toContainEqual(expect.objectContaining({ do: 'submitNomination' }))
})

it.each(['vợ chồng ông Ba bà Tư', 'anh Hùng và chị Mai', 'gia đình bác Ba'])(
  '"%s", said where a kind is to be chosen, is a group called so',
  (said) => {
    const p = play().begin()
    p.say(said)
    expect(p.answers).toMatchObject({ kind: 'collective', group: said.charAt(0).toUpperCase() + said.slice(1) })
    expect(p.last).toContain('kể chung')
  },
)

it.each([
  BARE_STORY,
  'Cô Hoa nấu cháo và phát cho bệnh nhân',
  'gia đình khó khăn',
  'mấy anh em trong xóm',
  'gia đình tôi',
])('"%s" is no such name', (said) => {
  const p = play().begin()
  p.say(said)
  expect(p.answers.kind).not.toBe('collective')
  const q = at('name')
  q.say(said)
  expect(q.said.flatMap((m) => m.buttons ?? []).map((b) => b.label)).not.toContain('Kể chung mọi người')
})

it.each(['Nguyễn Thị Hoa, tổ trưởng', 'Trần Văn Nhã', 'Lê Gia Đình', 'Anh Thư', 'Bà Tư', 'Nguyễn Văn Và'])(
  '"%s" is one person',
  (said) => {
    const p = at('name')
    p.say(said)
    expect(p.said.flatMap((m) => m.buttons ?? []).map((b) => b.label)).not.toContain('Kể chung mọi người')
  },
)
