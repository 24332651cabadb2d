// Faces and Zalo's icon codes: warmth, never a name, a place or an answer.
import { expect, it } from 'vitest'
import { iconsShown, isFace, withoutFaces } from '../../../src/flows/vi/faces.js'
import { answerUntil, play } from '../play.js'

it.each(['cóoooo', 'dạaaa cóooo', 'okkkk 😊', 'coooo', '✅', 'có /-strong', 'có 👍', 'có :>', 'có :)', 'Có ạ 🥰🥰'])(
  '"%s" is a yes',
  (said) => {
    const p = play().begin()
    answerUntil(p, 'part')
    p.say(said)
    expect(JSON.stringify([p.answers.part, p.draft?.notes.part])).toContain('yes')
  },
)

it.each(['khôngggg', 'khonggg', '❌', '👎🏻'])('"%s" is a no', (said) => {
  const p = play().begin()
  answerUntil(p, 'part')
  p.say(said)
  expect(JSON.stringify([p.answers.part, p.draft?.notes.part])).toContain('no')
})

it.each([
  ['❤️ người già neo đơn ❤️', 'người già neo đơn'],
  ['bệnh nhân nghèo 👍', 'bệnh nhân nghèo'],
  ['trẻ em :>', 'trẻ em'],
])('of "%s" the words are kept', (said, kept) => {
  const p = play().begin()
  answerUntil(p, 'helped')
  p.say(said)
  expect(p.answers.helped).toBe(kept)
})

it.each([
  'ok 👍',
  '👍 oke',
  ':-b',
  '8-)',
  'B-)',
  '/-heart',
  ':))',
  '😊😊',
  ':D',
  '❤️',
  ':v',
  '^^',
  '/-heart /-heart',
  '=))',
  ':-((',
  '<3',
])('"%s" answers no question in free words', (said) => {
  for (const key of ['helped', 'name', 'unit', 'byName']) {
    const p = play().begin()
    answerUntil(p, key)
    p.say(said)
    expect(p.answers[key], key).toBeUndefined()
    expect(p.key).toBe(key)
  }
})

it.each(['Nguyễn Thị Hương /-heart', 'Nguyễn Thị Hương ❤️', '🌹 Nguyễn Thị Hương 🌹🌹', 'Nguyễn Thị Hương :))'])(
  'the name in "%s" is Nguyễn Thị Hương',
  (said) => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.say(said)
    expect(p.answers.name).toBe('Nguyễn Thị Hương')
  },
)

it('shows icons as what they are, and leaves addresses alone', () => {
  expect(iconsShown('có /-strong')).toBe('có 👍')
  expect(iconsShown('/-heart/-heart cảm ơn :>')).toBe('❤️❤️ cảm ơn 😊')
  expect(iconsShown('https://a.vn/-heart')).toBe('https://a.vn/-heart')
  expect(isFace('👍')).toBe(true)
  expect(isFace('12')).toBe(false)
  expect(withoutFaces('👍')).toBe('👍')
  expect(withoutFaces('lúc 7:30 sáng')).toBe('lúc 7:30 sáng')
})
