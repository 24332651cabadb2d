// A place that is told where only the name of somebody is asked for.
import { describe, expect, it } from 'vitest'
import { answerUntil, play, REPLIES } from '../play.js'

const at = (key: string, replies = REPLIES) => {
  const p = play().begin()
  answerUntil(p, key, replies)
  return p
}

describe('a ward behind the name', () => {
  it.each([
    ['Nguyễn Thị Hoa, phường Lê Chân', 'Nguyễn Thị Hoa', 'Phường Lê Chân'],
    ['Nguyễn Thị Hoa ở phường Lê Chân', 'Nguyễn Thị Hoa', 'Phường Lê Chân'],
    ['Nguyễn Thị Hoa - xã An Lão', 'Nguyễn Thị Hoa', 'Xã An Lão'],
    ['chị Hoa phường Lê Chân', 'Chị Hoa', 'Phường Lê Chân'],
    ['cô Hoa (xã An Lão)', 'Cô Hoa', 'Xã An Lão'],
    ['Nguyễn Thị Hoa, làm ở KCN Tràng Duệ', 'Nguyễn Thị Hoa', 'KCN Tràng Duệ'],
    ['Nguyễn Thị Hoa\nphường Lê Chân', 'Nguyễn Thị Hoa', 'Phường Lê Chân'],
    ['Nguyễn Thị Hoa, p. Lê Chân', 'Nguyễn Thị Hoa', 'Phường Lê Chân'],
    ['Nguyễn Thị Hoa tổ 5, phường Lê Chân', 'Nguyễn Thị Hoa', 'Phường Lê Chân'],
    ['Nguyễn Thị Hoa, số 5 ngõ 12 Cát Cụt, phường Lê Chân', 'Nguyễn Thị Hoa', 'Phường Lê Chân'],
  ])('"%s" tells both, and both are said back', (said, name, place) => {
    const p = at('name')
    p.say(said)
    expect(p.answers).toMatchObject({ name, unit: { name: place } })
    expect(p.key).toBe('story')
    expect(p.last).toContain(place)
  })

  it.each(['cô Hoa ở Lê Chân', 'cô Hoa, Lê Chân', 'cô Hoa quận Lê Chân', 'cô Hoa, tổ 5 phường Lê Chân'])(
    '"%s" leaves only to choose which place is meant',
    (said) => {
      const p = at('name')
      p.say(said)
      expect(p.answers.name).toBe('Cô Hoa')
      expect(p.key).toBe('unit')
      expect(p.last).not.toContain('đang sống hoặc làm việc ở phường')
      p.say('Phường Lê Chân')
      expect(p.answers.unit).toMatchObject({ name: 'Phường Lê Chân' })
    },
  )

  it.each(['nguyen thi hoa, phuong le chan', 'Nguyen Thi Hoa o phuong Le Chan', 'Nguyen Thi Hoa - xa An Lao'])(
    'is known without marks: "%s"',
    (said) => {
      const p = at('name')
      p.say(said)
      p.say('Nguyễn Thị Hoa')
      expect(p.answers).toMatchObject({ name: 'Nguyễn Thị Hoa' })
      expect(p.answers.unit).toMatchObject({ name: said.includes('An Lao') ? 'Xã An Lão' : 'Phường Lê Chân' })
    },
  )

  it('goes with the name when they go back', () => {
    const p = at('name')
    p.say('Nguyễn Thị Hoa, phường Lê Chân')
    p.say('quay lại')
    expect(p.answers).toEqual({ kind: 'individual' })
    p.say('quay lại')
    expect(p.key).toBe('kind')
  })

  it('is kept while the name is asked about', () => {
    const p = at('name')
    expect(p.say('Nguyễn Thị Hoa, 60 tuổi, ở xã An Lão')).toContain('"Nguyễn Thị Hoa"')
    p.press('Đúng rồi')
    expect(p.answers).toMatchObject({ name: 'Nguyễn Thị Hoa', unit: { name: 'Xã An Lão' } })
  })

  it.each(['Nguyễn Thị Hoa quê ở Thái Bình', 'Nguyễn Thị Hoa, quê ở xã An Lão'])(
    '"%s" says where somebody comes from, not where they are',
    (said) => {
      const p = at('name')
      p.say(said)
      p.press('Đúng rồi')
      expect(p.answers).toMatchObject({ name: 'Nguyễn Thị Hoa' })
      expect(p.key).toBe('unit')
      expect(p.last).toContain('đang sống hoặc làm việc ở phường')
    },
  )

  it.each(['Nguyễn Thị Phường', 'Nguyễn Văn Xã', 'Nguyễn Thị An Dương', 'Lê Chân Trần'])('"%s" is a name', (said) => {
    const p = at('name')
    p.say(said)
    expect(p.answers.name).toBe(said)
  })
})

describe('a ward in the stead of the name', () => {
  it.each(['Phường Lê Chân', 'phường lê chân', 'ở phường Lê Chân', 'nhà ở phường Lê Chân', 'phuong le chan'])(
    '"%s" is kept, and the name asked for',
    (said) => {
      const p = at('name')
      p.say(said)
      expect(p.key).toBe('name')
      expect(p.answers).not.toHaveProperty('name')
      p.say('Nguyễn Thị Hoa')
      expect(p.answers).toMatchObject({ name: 'Nguyễn Thị Hoa', unit: { name: 'Phường Lê Chân' } })
    },
  )

  it.each(['quận Ngô Quyền', 'ở Kiến An', 'phường Vĩnh Niệm'])('"%s" is asked about once the name is there', (said) => {
    const p = at('name')
    p.say(said)
    expect(p.answers).not.toHaveProperty('name')
    p.say('Nguyễn Thị Hoa')
    expect(p.key).toBe('unit')
    expect(p.last).not.toContain('đang sống hoặc làm việc ở phường')
  })

  it('"An Lão" may be somebody or the place: asked', () => {
    const p = at('name')
    expect(p.say('An Lão')).toContain('"An Lão", đúng không ạ?')
    p.press('Đúng rồi')
    expect(p.answers.name).toBe('An Lão')
    expect(p.last).toContain('đang sống hoặc làm việc ở phường')
    const q = at('name')
    q.say('An Lão')
    q.say('Nguyễn Thị Hoa')
    expect(q.answers.name).toBe('Nguyễn Thị Hoa')
    expect(q.said.flatMap((m) => m.buttons ?? []).map((b) => b.label)).toContainEqual(expect.stringContaining('An Lão'))
  })
})

it.each(['Ở phường Lê Chân có cô Hoa', 'phường Lê Chân có cô Hoa hay giúp người', 'ở Lê Chân có bà Tư'])(
  '"%s" is more than a place',
  (said) => {
    const p = at('name')
    p.say(said)
    expect(p.draft!.notes.name).not.toMatchObject({ place: {} })
  },
)

it('a ward behind the name of who tells is no part of it', () => {
  const p = at('byName')
  expect(p.say('Phạm Thị Lan, phường Lê Chân')).toContain('"Phạm Thị Lan"')
})
