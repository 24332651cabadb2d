// A text longer than a message comes in two, at any question; what is too long is never lost without a word.
import { describe, expect, it } from 'vitest'
import { answer, type Play, play } from '../play.js'

const SENTENCE = 'Cô Hoa năm nào cũng đi từng nhà hỏi thăm người già neo đơn, mang cho bát cháo, tấm áo ấm. '
const long = (length: number) => SENTENCE.repeat(60).slice(0, length)

/** As Telegram's apps send it. */
function paste(p: Play, text: string) {
  for (let at = 0; at < text.length; at += 4096) {
    if (at > 0) p.now -= 19_500
    p.say(text.slice(at, at + 4096))
  }
}

function toStory(p: Play): Play {
  while (p.key !== 'story') answer(p)
  return p
}

describe('a story told first that is longer than can be taken', () => {
  it.each([2500, 4529])('of %i characters is offered by its beginning, in whole sentences', (length) => {
    const p = play()
    p.feed({ kind: 'start' })
    paste(p, long(length))
    p.press('Tôi đồng ý')
    toStory(p)
    expect(p.last).toContain(`dài ${length} ký tự`)
    p.press('Lấy phần đầu')
    expect(p.key).not.toBe('story')
    const story = String(p.answers.story)
    expect(story.length).toBeGreaterThan(1400)
    expect(long(length).startsWith(story)).toBe(true)
    expect(story).toMatch(/\.$/)
  })

  it('makes room for a shorter one', () => {
    const p = play().begin()
    answer(p)
    paste(p, long(3000))
    toStory(p)
    p.say(SENTENCE.repeat(4).trim())
    p.say('xong')
    expect(p.answers.story).toBe(SENTENCE.repeat(4).trim())
  })
})

it('the rest of long words to an officer goes to the officer too', () => {
  const p = play().begin()
  answer(p)
  p.say('gặp cán bộ')
  paste(p, long(4529))
  expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', note: long(4529).slice(4096) })
  expect(p.answers).toEqual({ kind: 'individual' })
  expect(p.draft?.notes).toEqual({})
  expect(p.key).toBe('name')
  p.say('Nguyễn Thị Hoa')
  expect(p.answers.name).toBe('Nguyễn Thị Hoa')
})

it.each(['evidence', 'when', 'example', 'byPhone'])('at "%s" the tail of it joins no answer given before', (key) => {
  const p = play().begin()
  for (let n = 0; p.key !== key && n < 60; n++) answer(p)
  expect(p.key).toBe(key)
  const before = JSON.stringify(p.answers)
  paste(p, long(4529))
  expect(JSON.stringify(p.answers)).toBe(before)
  expect(p.key).toBe(key)
})
