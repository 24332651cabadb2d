import { describe, expect, it } from 'vitest'
import { answerUntil, play } from './play.js'

function asked() {
  const p = play().begin()
  answerUntil(p, 'name')
  return p
}

describe('what may be no name', () => {
  it.each(['Trời mưa', 'Sao phải nhập tên', 'Hằng'])('"%s" is shown before it counts', (said) => {
    const p = asked()
    expect(p.say(said)).toContain('đúng không ạ?')
    expect(p.answers.name).toBeUndefined()
    p.say('Nguyễn Thị Hoa')
    expect(p.answers.name).toBe('Nguyễn Thị Hoa')
  })

  it('counts when it is one', () => {
    const p = asked()
    p.say('Hằng')
    p.press('Đúng rồi')
    expect(p.answers.name).toBe('Hằng')
    const q = asked()
    q.say('Hằng')
    q.say('Hằng')
    expect(q.answers.name).toBe('Hằng')
  })

  it('is not taken because something else was said before it', () => {
    const p = asked()
    p.say('Trời mưa')
    p.say('Mệt lắm')
    expect(p.answers.name).toBeUndefined()
  })

  it('who is known by what they do is described as it was typed', () => {
    const p = asked()
    expect(p.say('Bà bán xôi đầu ngõ')).toContain('"Bà bán xôi đầu ngõ"')
    p.press('Đúng rồi')
    expect(p.answers.name).toBe('Bà bán xôi đầu ngõ')
  })
})

it.each(['không', 'không phải', 'sai rồi'])('"%s" to a name that was shown asks for it anew', (no) => {
  const p = asked()
  p.say('Abc')
  expect(p.soon(no)).toContain('gõ lại cả họ và tên')
  expect(p.last).not.toContain('Abc')
  p.soon('Nguyễn Thị Hòa')
  expect(p.answers.name).toBe('Nguyễn Thị Hòa')
})

it('a whole name right after a slip is no rest of it', () => {
  const p = asked()
  p.say('Abc')
  p.soon('Nguyễn Thị Hòa')
  expect(p.answers.name).toBe('Nguyễn Thị Hòa')
})

it('what was said around a name is left to the questions it belongs to, and the name shown', () => {
  const p = asked()
  expect(p.say('Nguyễn Thị Lan, 60 tuổi, ở Lê Chân')).toContain('"Nguyễn Thị Lan"')
  p.say('đúng rồi')
  expect(p.answers.name).toBe('Nguyễn Thị Lan')
})

it.each([
  ['bố em', 'họ và tên của người ấy'],
  ['Nguyễn Văn An và Trần Thị Bình', 'Mỗi lần mình kể về một người'],
])('"%s" is asked about kindly', (said, words) => {
  const p = asked()
  expect(p.say(said)).toContain(words)
  expect(p.key).toBe('name')
})

it.each(['đúng cả', 'dung ca roi', 'đúng tên đó rồi', 'ừ đúng'])(
  '"%s" confirms a name that was typed without marks',
  (said) => {
    const p = asked()
    p.say('nguyen thi hoa')
    p.say(said)
    expect(p.answers.name).toBe('Nguyen Thi Hoa')
  },
)

describe('right after a whole name', () => {
  it.each(['o xom tren', 'Hà Nội', 'chợ Con', 'Núi Đèo', 'ai hỏi vậy'])('"%s" is no piece of it', (said) => {
    const p = asked()
    p.say('Nguyễn Thị Lan')
    p.soon(said)
    expect(p.answers.name).toBe('Nguyễn Thị Lan')
  })

  it('the same again is nothing new', () => {
    const p = asked()
    p.say('Nguyễn Thị Lan')
    const next = p.last
    expect(p.soon('nguyễn thị lan')).toBe(next)
    expect(p.answers.name).toBe('Nguyễn Thị Lan')
    expect(p.draft!.misses).toBe(0)
  })

  it('one more given name is', () => {
    const p = asked()
    p.say('Nguyễn Thị Hồng')
    p.soon('Hạnh')
    expect(p.answers.name).toBe('Nguyễn Thị Hồng Hạnh')
  })
})

describe('what is no name, whatever may be read into it', () => {
  it.each(['bỏ qua', 'bo qua', 'Bỏ qua', 'xong', 'gửi đi', 'gui di'])('"%s" is told that a name is needed', (said) => {
    const p = asked()
    expect(p.say(said)).toContain('cần họ và tên ạ. Nếu không biết tên')
    expect(p.say(said)).not.toContain('đúng không ạ?')
    p.say('Lê Thị Mai')
    expect(p.answers.name).toBe('Lê Thị Mai')
  })

  it.each(['phuong le chan', 'Phường Lê Chân', 'xã An Lão'])('"%s" is a place', (said) => {
    const p = asked()
    expect(p.say(said)).toContain('tên địa bàn')
    p.say('Lê Thị Mai')
    expect(p.answers.name).toBe('Lê Thị Mai')
  })

  it.each(['phuong le chan', 'Phuong Le Chan', 'bỏ qua', 'gửi đi'])(
    '"%s" is no piece of a name without marks',
    (said) => {
      const p = asked()
      p.say('Nguyen Thi Hoa')
      expect(p.soon(said)).not.toContain('Hoa Phuong')
      expect(p.last).toContain('"Nguyen Thi Hoa"')
      p.say('Nguyễn Thị Hoa')
      expect(p.answers.name).toBe('Nguyễn Thị Hoa')
    },
  )

  it.each(['Phuong Hong An', 'Phương Hồng An', 'phương anh', 'Xa Thi Lan'])('"%s" is somebody', (said) => {
    const p = asked()
    expect(p.say(said)).not.toContain('địa bàn')
    p.say(said)
    expect(p.answers.name).toBe(said.replace('phương anh', 'Phương Anh'))
  })
})
