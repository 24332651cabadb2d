// What fifteen people met in the sandbox and a fresh eye found wrong, said again.
import { describe, expect, it } from 'vitest'
import { answerUntil, BARE_STORY, play } from '../play.js'

const at = (key: string) => {
  const p = play().begin()
  answerUntil(p, key)
  return p
}
const TEACHER =
  'Năm ngoái lớp tôi có em mười một tuổi chưa biết mặt chữ, cô Đặng Thị Minh Nguyệt đã đến tận nhà dạy chữ cho em suốt một năm trời.'

describe('a story told at the question for the name', () => {
  it('is kept for its own question, and "chưa biết mặt chữ" is of no name', () => {
    const p = at('name')
    p.say(TEACHER)
    expect(p.key).toBe('name')
    expect(p.last).toContain('giữ lại')
    p.say('Tên cô ấy: Đặng Thị Minh Nguyệt')
    expect(p.answers.name).toBe('Đặng Thị Minh Nguyệt')
    answerUntil(p, 'story')
    expect(p.last).toContain('chưa biết mặt chữ')
  })

  it('a name told once more where a description was asked for is the name', () => {
    const p = at('name')
    p.say('không biết tên')
    p.say('Tôi vừa nói tên rồi mà: cô Đặng Thị Minh Nguyệt')
    expect(p.answers.name).toBe('Đặng Thị Minh Nguyệt')
  })
})

it('three short messages are not one name', () => {
  const p = at('name')
  p.say('ba Tho')
  p.soon('o cung ngo')
  p.soon('tot lam')
  p.say('đúng rồi')
  expect(p.answers.name).toBe('Ba Tho')
  const q = at('name')
  q.say('bac Hoa day')
  q.say('đúng rồi')
  expect(q.answers.name).not.toContain('Day')
})

describe('at the summary', () => {
  it.each([
    ['số người', 'count'],
    ['thêm ảnh', 'evidence'],
    ['tên', 'name'],
  ])('"%s" opens %s', (said, key) => {
    const p = at('summary')
    p.say(said)
    expect(p.key).toBe(key)
  })

  it.each(['thêm vào câu chuyện: cô còn dạy chữ', 'Cô còn giúp nhiều người khác nữa mà không ai biết.'])(
    '"%s" goes on with the story',
    (said) => {
      const p = at('summary')
      p.say(said)
      expect(p.answers.story).toBe(`${BARE_STORY}\n${said.replace(/^.*: /, '')}`)
      expect(p.key).toBe('summary')
    },
  )

  it('"ok gui di" sends, "chưa đúng" asks what to mend, a place is put right', () => {
    const p = at('summary')
    p.say('ok gui di')
    expect(p.effects.map((one) => one.do)).toContain('submitNomination')
    const q = at('summary')
    expect(q.say('chưa đúng')).toContain('muốn sửa câu nào')
    const r = at('summary')
    r.say('sai phường rồi, phải là phường Lê Chân')
    if (r.key !== 'summary') r.press('Phường Lê Chân')
    expect(r.answers.unit).toMatchObject({ name: 'Phường Lê Chân' })
  })
})

it.each([
  ['co nhieu nguoi lam theo lam', 'example'],
  ['Cô ấy luôn gương mẫu, là đảng viên 20 năm', 'law'],
  ['hay đi hiến máu', 'part'],
])('"%s" says which of the three it is', (said, key) => {
  const p = at('virtues')
  p.say(said)
  expect(p.answers[key]).toEqual({ answer: 'yes', reason: said })
})

it('"Cô chưa biết, tôi muốn giữ bất ngờ" is a no', () => {
  const p = at('knows')
  p.say('Cô chưa biết, tôi muốn giữ bất ngờ')
  expect(p.answers.knows).toBe('no')
})

describe('at home', () => {
  it.each([
    'tôi muốn ủng hộ gia đình chị Hạnh mã DCND-2026-015 thì làm thế nào cho tiện nhất với công việc của tôi ạ',
    'chúng tôi là công đoàn công ty muốn gửi thông báo tới hơn hai nghìn đoàn viên thì làm thế nào',
    'danh sách người tốt tháng này',
    'gioi thieu nguoi tot thi lam the nao',
  ])('"%s" is no story', (said) => {
    const p = play()
    p.say(said)
    expect(p.said.map((one) => one.text).join()).not.toContain('mới giữ tạm')
  })

  it.each(['Tháng Nhân đạo', 'thang nhan dao'])('"%s" is told to everybody', (said) => {
    const p = play()
    p.say(said)
    expect(p.last).toContain('Tháng Nhân đạo là từ 1/5')
  })

  it.each(['ai duyệt', 'tiêu chí'])('"%s" is answered', (said) => {
    const p = play()
    p.say(said)
    expect(p.last).toContain('Phong trào "Người tốt, việc thiện')
  })

  it('"xem các câu chuyện" reads one; a sent file is put right by way of its data', () => {
    const p = play()
    p.say('xem các câu chuyện')
    expect(p.effects).toContainEqual({ do: 'readStory', skip: 0 })
    const q = play()
    q.say('tôi muốn sửa lại tên trong hồ sơ vừa gửi')
    expect(q.last).not.toContain('chưa hiểu')
  })
})
