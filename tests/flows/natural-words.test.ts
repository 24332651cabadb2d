import { describe, expect, it } from 'vitest'
import { answerUntil, play } from './play.js'

function home() {
  const p = play()
  p.feed({ kind: 'start' })
  return p
}

describe('at home', () => {
  it.each(['cam on chau', 'chị cảm ơn nhé', 'Bác cảm ơn cháu nhiều nhé', 'co cam on con', 'cảm ơn con ạ'])(
    '"%s" is thanks',
    (said) => {
      const p = home()
      // Who calls themselves "bác" is called so.
      expect(p.say(said)).toBe(`Dạ, Trợ lý cảm ơn ${said.startsWith('Bác') ? 'bác' : 'anh/chị'} ạ. 🌸`)
    },
  )

  it.each(['chao chau', 'bác chào cháu nhé', 'chào con', 'co chao chau'])('"%s" is a greeting', (said) => {
    expect(home().say(said)).toContain(`Trợ lý chào ${said.startsWith('bác') ? 'bác' : 'anh/chị'}`)
  })

  it.each(['👍', 'ok', 'không', 'không ạ', 'khong', 'bỏ qua'])('"%s" is understood', (said) => {
    const p = home()
    p.say(said)
    expect(p.last).not.toContain('chưa hiểu')
    expect(p.said.at(-1)!.buttons?.map((b) => b.label)).toContain('Giới thiệu người tốt')
    expect(play().say(said)).not.toContain('chưa hiểu')
  })

  it.each([
    'toi muon ke ve mot nguoi tot',
    'Tôi muốn kể về một người tốt ạ',
    'muốn kể',
    'cho cô giới thiệu một người tốt',
  ])('"%s" begins', (said) => {
    expect(home().say(said)).toContain('Trước khi bắt đầu')
  })
})

it('"tôi muốn kể về một người" within a story is its beginning', () => {
  const p = play().begin()
  answerUntil(p, 'story')
  p.say('Tôi muốn kể về một người tốt')
  expect(p.draft!.notes.story).toEqual({ pieces: ['Tôi muốn kể về một người tốt'] })
})

describe('at the consent', () => {
  it.each(['chưa', 'chưa ạ', 'Dạ chưa', 'chua', 'chị chưa đọc xong', 'tui chưa đọc'])('"%s" is no refusal', (said) => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    p.say(said)
    expect(p.effects.map((e) => e.do)).toEqual(['say'])
    expect(p.last).toContain('thong thả')
    p.press('Tôi đồng ý')
    expect(p.key).toBe('kind')
  })

  it('a refusal leaves a way to begin again', () => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    p.say('không')
    expect(p.effects.map((e) => e.do)).toEqual(['forget', 'say'])
    p.press('Bắt đầu lại')
    p.press('Giới thiệu người tốt')
    expect(p.last).toContain('Trước khi bắt đầu')
  })
})
