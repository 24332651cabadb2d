import { describe, expect, it } from 'vitest'
import { fitButtons } from '../../src/bot/outbound/render.js'
import { FLOWS } from '../../src/flows/index.js'
import { answerUntil, COMMUNITY, type Play, play as playAll } from './play.js'

/** The menu of a person who may tell of somebody, and no more. */
const play = () => playAll({ always: FLOWS.always, nominate: FLOWS.nominate })

/** The number a person on Zalo reads before this label: with more than five buttons they are a list in the text. */
function numberOf(p: Play, label: string): string {
  const { text } = fitButtons(p.said.at(-1)!, 5)
  const line = text.split('\n').find((each) => each.replace(/^\d+\. /, '').startsWith(label) && /^\d/.test(each))
  return line!.split('.')[0]!
}

/** "Hồ sơ của tôi", as it comes with what was found. */
function records(p: Play): void {
  p.say('hồ sơ của tôi')
  p.tell()
}

const labels = (p: Play) => p.said.at(-1)!.buttons!.map((b) => b.label)

describe('a typed number', () => {
  it('presses a button of what was told last, not of the menu before', () => {
    const p = play()
    p.feed({ kind: 'start' })
    expect(labels(p)[1]).toBe('Hồ sơ của tôi')
    records(p)
    expect(labels(p)).toEqual(['Giới thiệu người tốt', 'Trang chính'])
    p.say('2')
    expect(p.last).toContain('Hôm nay anh/chị muốn làm gì')
    expect(p.effects.map((e) => e.do)).toEqual(['say'])
  })

  it.each(['1', '1.', '1)'])('"%s" does as well', (said) => {
    const p = play()
    p.feed({ kind: 'start' })
    records(p)
    p.say(said)
    expect(p.session.panel?.name).toBe('consent')
  })

  it('beyond the last button presses none', () => {
    const p = play()
    p.feed({ kind: 'start' })
    records(p)
    p.say('3')
    expect(p.last).toContain('chưa hiểu')
    expect(p.session.panel?.name).toBe('home')
  })

  it('still presses those when a message without buttons comes between', () => {
    const p = play()
    p.feed({ kind: 'start' })
    records(p)
    p.say('dừng nhận tin')
    expect(p.said.at(-1)!.buttons).toBeUndefined()
    p.say('2')
    expect(p.last).toContain('Hôm nay anh/chị muốn làm gì')
  })

  it('presses the button of the question again once that is asked again', () => {
    const p = play().begin()
    answerUntil(p, 'deed')
    records(p)
    p.say('1')
    expect(p.key).toBe('deed')
    p.say('1')
    expect(p.answers.deed).toBe('action')
  })

  it('answers no question behind what was told last', () => {
    const p = play().begin()
    answerUntil(p, 'deed')
    records(p)
    expect(labels(p)).toEqual(['Kể tiếp', 'Trang chính'])
    p.say('2')
    expect(p.last).toContain('Hôm nay anh/chị muốn làm gì')
    expect(p.answers).not.toHaveProperty('deed')
  })

  it.each(['2', '12'])('%s that answers a question for a number stays its answer', (said) => {
    const p = play().begin()
    answerUntil(p, 'members', COMMUNITY)
    records(p)
    p.say(said)
    expect(p.answers.members).toEqual({ value: Number(said), approx: false })
  })

  it('never deletes a draft or gives consent, whatever was told last', () => {
    const p = play().begin()
    answerUntil(p, 'deed')
    p.say('xóa bản nháp')
    p.say('1')
    expect(p.session.drafts).toHaveLength(1)
    const q = play()
    q.feed({ kind: 'start', payload: 'nominate' })
    q.say('1')
    expect(q.session.drafts).toEqual([])
  })
})

describe('a list of numbers, where the platform has no room for the buttons', () => {
  function editing(): Play {
    const p = play().begin()
    answerUntil(p)
    p.press('Sửa')
    return p
  }

  it.each([
    ['Người được giới thiệu', 'name'],
    ['Số người được giúp', 'count'],
    ['Minh chứng', 'evidence'],
  ])('is read as it is shown: %s', (label, key) => {
    const p = editing()
    p.say(numberOf(p, label))
    expect(p.key).toBe(key)
  })

  it('is read so in the words of who has a salutation', () => {
    const p = play().begin()
    p.say('xưng hô')
    const number = numberOf(p, 'Cô')
    p.say(number)
    expect(p.session.salutation).toBe('co')
    answerUntil(p)
    p.press('Sửa')
    p.say(numberOf(p, 'Điện thoại của cô'))
    expect(p.key).toBe('byPhone')
  })

  it('gives way to what was told after it', () => {
    const p = editing()
    records(p)
    p.say('2')
    expect(p.last).toContain('Hôm nay anh/chị muốn làm gì')
    expect(p.draft!.editing).toBeUndefined()
  })

  it('names a number that is not in it', () => {
    const p = editing()
    p.say('99')
    expect(p.last).toContain('bằng số thứ tự')
  })
})
