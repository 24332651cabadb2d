import { describe, expect, it } from 'vitest'
import { answerUntil, BARE_STORY, LONG_STORY, type Play, play } from './play.js'

const AGAIN = `${LONG_STORY} Lần này tôi xin kể lại từ đầu.`

function summary(): Play {
  const p = play().begin()
  answerUntil(p)
  return p
}

const labels = (p: Play) => p.said.flatMap((m) => m.buttons ?? []).map((b) => b.label)

describe('a story mended from the summary', () => {
  function editing(): Play {
    const p = summary()
    p.press('Sửa')
    p.press('Câu chuyện')
    return p
  }

  it('stands there to be read, and is added to', () => {
    const p = editing()
    expect(p.last).toContain(BARE_STORY.slice(0, 100))
    expect(labels(p)).toEqual(['Kể lại từ đầu', 'Thôi, giữ như cũ'])
    p.say('Cô còn dạy chữ cho trẻ nhỏ.')
    p.press('Xong')
    expect(p.key).toBe('summary')
    expect(p.answers.story).toBe(`${BARE_STORY}\nCô còn dạy chữ cho trẻ nhỏ.`)
  })

  it('is replaced by one told anew', () => {
    const p = editing()
    p.press('Kể lại từ đầu')
    p.say(AGAIN)
    p.press('Xong')
    expect(p.answers.story).toBe(AGAIN)
  })

  it('stays as it was, also after something was added', () => {
    const p = editing()
    p.say('Cô còn dạy chữ cho trẻ nhỏ.')
    p.press('Thôi, giữ như cũ')
    expect(p.key).toBe('summary')
    expect(p.answers.story).toBe(BARE_STORY)
  })
})

describe('the buttons of my data', () => {
  it.each(['with nothing begun', 'in the middle of a story'])('still work after a look, %s', (where) => {
    const p = play()
    if (where !== 'with nothing begun') answerUntil(p.begin(), 'story')
    p.say('quyền của tôi')
    const menu = p.said
    p.press('Xem dữ liệu của tôi')
    p.said = menu
    p.press('Sửa')
    expect(p.last).toContain('mã hồ sơ và điều cần sửa')
    p.press('Không sửa nữa')
    p.said = menu
    p.press('Xóa')
    expect(p.last).toContain('có chắc không')
  })

  it('answer a double tap once', () => {
    const p = play()
    p.say('quyền của tôi')
    const menu = p.said
    p.press('Xem dữ liệu của tôi')
    p.said = menu
    p.press('Xem dữ liệu của tôi')
    expect(p.effects).toEqual([])
  })

  it('never act while something else is to be confirmed', () => {
    const p = play()
    p.say('quyền của tôi')
    const menu = p.said
    p.press('Xóa')
    p.said = menu
    p.press('Rút lại đồng ý')
    expect(p.last).toContain('Nút này của câu trước')
    expect(p.session.panel?.name).toBe('erase')
  })
})

describe('the list of answers to mend', () => {
  function list(): Play {
    const p = summary()
    p.press('Sửa')
    return p
  }

  it.each(['cau chuyen', 'Cau Chuyen', 'câu chuyện'])('understands "%s"', (said) => {
    const p = list()
    p.say(said)
    expect(p.key).toBe('story')
  })

  it('asks for a number instead of being told again', () => {
    const p = list()
    p.say('cái gì đó')
    expect(p.last).toContain('trả lời bằng số')
    expect(p.last).not.toContain('nút')
    expect(labels(p)).toEqual([])
    p.say('1')
    expect(p.key).toBe('kind')
  })
})

it('a label without marks counts among my data', () => {
  const p = play()
  p.say('quyền của tôi')
  p.say('rut lai dong y')
  expect(p.last).toContain('Anh/chị chưa đồng ý việc nào')
})

describe('back', () => {
  it('offers the old answer on one button, not on two', () => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.say('quay lại')
    expect(labels(p).filter((label) => label.endsWith('Một người'))).toEqual(['Giữ như cũ: Một người'])
    p.say('Một người')
    expect(p.key).toBe('name')
  })

  it('from what a changed answer led to restores the old one and the summary', () => {
    const p = play().begin()
    p.press('Một nhóm')
    answerUntil(p)
    const before = p.answers
    p.press('Sửa')
    p.press('Giới thiệu ai')
    p.press('Một người')
    expect(p.key).toBe('name')
    p.say('quay lại')
    expect(p.key).toBe('summary')
    expect(p.answers).toEqual(before)
    p.press('Gửi đi')
    expect(p.effects).toContainEqual(
      expect.objectContaining({ nomination: expect.objectContaining({ kind: 'collective' }) }),
    )
  })
})
