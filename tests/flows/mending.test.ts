import { describe, expect, it } from 'vitest'
import { answerUntil, LONG_STORY, type Play, play } from './play.js'

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
    expect(p.last).toContain(LONG_STORY.slice(0, 100))
    expect(labels(p)).toEqual(['Kể thêm', 'Thôi, giữ như cũ'])
    p.press('Kể thêm')
    p.say('Cô còn dạy chữ cho trẻ nhỏ.')
    p.press('Xong')
    expect(p.key).toBe('summary')
    expect(p.answers.story).toBe(`${LONG_STORY}\nCô còn dạy chữ cho trẻ nhỏ.`)
  })

  it('is replaced by one told anew', () => {
    const p = editing()
    p.say(AGAIN)
    p.press('Xong')
    expect(p.answers.story).toBe(AGAIN)
  })

  it('stays as it was, also after "Kể thêm"', () => {
    const p = editing()
    p.press('Kể thêm')
    p.say('Cô còn dạy chữ cho trẻ nhỏ.')
    p.press('Thôi, giữ như cũ')
    expect(p.key).toBe('summary')
    expect(p.answers.story).toBe(LONG_STORY)
  })
})
