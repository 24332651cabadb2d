import { describe, expect, it } from 'vitest'
import { answerUntil, play } from './play.js'

const THANKS = ['cảm ơn', 'Cảm ơn em nhiều ạ!', 'cam on', 'Cám ơn trợ lý nhé 🌸', 'xin cảm ơn', 'thanks', 'carm own']
const HELLOS = ['xin chào', 'Chào em', 'alo', 'hello', 'Hi', 'chào trợ lý ạ', 'em chào ad']

describe('thanks', () => {
  it.each(THANKS)('"%s" is answered and changes nothing', (said) => {
    const p = play()
    p.feed({ kind: 'start' })
    const before = p.session
    p.say(said)
    expect(p.said).toEqual([{ text: 'Dạ, Trợ lý cảm ơn anh/chị ạ. 🌸' }])
    expect(p.session).toEqual(before)
  })

  it.each(['name', 'unit', 'story', 'when', 'law', 'helped'])('in the middle of "%s" are no answer', (key) => {
    const p = play().begin()
    answerUntil(p, key)
    const before = p.draft
    p.say('Cảm ơn em')
    expect(p.draft).toEqual(before)
    expect(p.last).toContain('Trợ lý cảm ơn anh/chị')
    expect(p.last).toContain('?')
  })

  it('for a reminder are no request and no refusal', () => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.now += 24 * 3_600_000
    p.feed({ kind: 'nudge', draft: p.draft!.id })
    p.say('cảm ơn em')
    expect(p.said).toHaveLength(1)
    expect(p.session.panel?.name).toBe('nudged')
  })

  it('are no request to an officer, but reach one who is talking', () => {
    const p = play()
    p.say('gặp cán bộ')
    p.say('cảm ơn em')
    expect(p.effects.map((e) => e.do)).toEqual(['say'])
    p.feed({ kind: 'officerWrote', text: 'Chào chị.' })
    p.say('cảm ơn cán bộ')
    expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', note: 'cảm ơn cán bộ' })
  })
})

describe('a greeting that is typed', () => {
  it.each(HELLOS)('"%s" opens the start for somebody new', (said) => {
    const p = play()
    p.say(said)
    expect(p.last).toContain('Đây là Trợ lý Nhân ái')
    p.press('Giới thiệu người tốt')
    expect(p.last).toContain('Trước khi bắt đầu')
  })

  it('is answered at home, each time', () => {
    const p = play()
    p.feed({ kind: 'start' })
    p.now -= 19_000
    p.say('alo')
    expect(p.last).toContain('Hôm nay anh/chị muốn làm gì')
    expect(p.last).not.toContain('chưa hiểu')
  })

  it.each(['kind', 'name', 'story', 'law', 'byPhone'])('keeps the place of somebody at "%s"', (key) => {
    const p = play().begin()
    answerUntil(p, key)
    const before = p.draft
    const asked = p.last.replace(/^[\s\S]*\n\n(?=\uE000)/, '')
    p.say('alo')
    expect(p.draft).toEqual(before)
    expect(p.last).toContain(asked)
    expect(p.last).toContain('Trợ lý chào anh/chị')
  })
})

describe('names like small talk', () => {
  it.each(['Cẩm Ơn', 'Trần Chào', 'Ngô Hi'])('"%s" is a name', (said) => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.say(said)
    expect(p.answers.name).toBe(said)
  })
})
