// Replies that quote, and edited messages, in the forms of help and of officers.
import { describe, expect, it } from 'vitest'
import { clean } from '../../../src/flows/vi/text.js'
import { BEGIN, lastId, OFFICERS, say, until } from './forms.js'

const { address, campaign, round } = OFFICERS

type Case = [flow: string, at: string, given: Record<string, string>, key: string, text: string, value: unknown]

const SUPPORT = { quantity: '2', often: 'đều đặn', monthDay: '5', starts: 'từ 1/2', note: 'gạo nếp' }
const SUGGEST = { family: 'Cụ Teo', place: 'ngõ 5' }
const DELIVERY = { given: '2', day: '20/11/2026', worth: '500.000', changed: 'Mái nhà hết dột', agreed: 'không' }
const suat = (n: number) => ({ thousandths: n * 1000, measure: 'suất' })
const dong = (n: number) => ({ thousandths: n * 1000, measure: 'đồng' })

describe.each(['question', 'answer'])('a number or a yes or no that quotes an earlier %s', (what) => {
  it.each<Case>([
    ['support', 'often', SUPPORT, 'quantity', '1', suat(1)],
    ['support', 'summary', SUPPORT, 'quantity', '1', suat(1)],
    ['support', 'summary', SUPPORT, 'monthDay', '2', 2],
    ['support', 'summary', SUPPORT, 'note', 'không', ''],
    ['support', 'name', SUPPORT, 'note', 'không có', ''],
    ['suggest', 'byName', SUGGEST, 'family', 'không', ''],
    ['suggest', 'summary', SUGGEST, 'place', 'không', ''],
    ['delivery', 'agreed', DELIVERY, 'given', '1', suat(1)],
    ['delivery', 'agreed', DELIVERY, 'worth', 'không', dong(0)],
    ['delivery', 'agreed', DELIVERY, 'day', '1', '2026-11-20'],
    ['delivery', 'agreed', DELIVERY, 'given', 'có', suat(2)],
    ['delivery', 'summary', DELIVERY, 'given', 'đúng rồi', suat(2)],
    ['delivery', 'agreed', DELIVERY, 'day', 'không', undefined],
    ['address', 'hasPhone', address, 'guardian', 'không', ''],
    ['address', 'rhythm', address, 'quantity', '2', suat(2)],
    ['address', 'hasPhone', address, 'name', 'không', undefined],
    ['campaign', 'buttons', campaign, 'file', 'không', undefined],
    ['campaign', 'when', campaign, 'buttons', '1', undefined],
    ['round', 'reviewBy', round, 'submitBy', '1', 20_828],
  ])('%s, at "%s" of %o, quoting "%s": "%s"', (flow, at, given, key, text, value) => {
    const { p, ids, asked } = until(flow, at, given)
    const before = p.answers
    const quotes = what === 'answer' ? { msg: ids[key]!, text: given[key] } : { msg: '7', ours: true, text: asked[key] }
    say(p, text, { quotes })
    expect(p.answers[key]).toEqual(value)
    // Nothing else is answered by it, and nothing is sent.
    expect(p.answers).toEqual(
      Object.fromEntries(Object.entries({ ...before, [key]: value }).filter(([, one]) => one !== undefined)),
    )
    expect(p.key).toBe(value === undefined ? key : at)
  })
})

it.each<Case>([
  ['support', 'summary', SUPPORT, 'quantity', 'số lượng là 3', suat(3)],
  ['support', 'summary', SUPPORT, 'quantity', 'số lượng 3', suat(3)],
  ['suggest', 'summary', SUGGEST, 'family', 'tên cụ là Tèo', 'Cụ Tèo'],
  ['delivery', 'summary', DELIVERY, 'day', 'ngày giúp là hôm qua', '2026-11-22'],
  ['round', 'summary', round, 'reviewBy', 'hạn xét 20/2', 20_869],
  ['round', 'summary', round, 'submitBy', 'hạn nhận hồ sơ là 15/1', 20_833],
])('%s, at "%s" of %o: "%s" is put right by "%s"', (flow, at, given, key, text, value) => {
  const { p } = until(flow, at, given)
  say(p, text, { quotes: { msg: '7', ours: true, text: p.last } })
  expect(p.answers[key]).toEqual(value)
  expect(p.last).toContain('đã sửa')
})

it('a number put right at the end, and of which answer is not said, is asked about', () => {
  const { p } = until('delivery', 'summary', DELIVERY)
  const before = p.answers
  say(p, 'ý tôi là 1')
  expect(p.answers).toEqual(before)
  expect(p.last).toContain('sửa câu nào')
})

it('an amount edited to a number alone keeps its measure', () => {
  const { p, ids } = until('address', 'rhythm', address)
  p.feed({ kind: 'edited', msg: ids.quantity!, text: '12' })
  expect(p.answers.quantity).toEqual(suat(12))
})

describe('of a form that is over', () => {
  it.each(['3', '1', 'không', 'có', '0987654321', 'ý tôi là 3'])('a reply "%s" changes and presses nothing', (text) => {
    for (const next of [false, true]) {
      const { p, ids } = until('support', 'summary', SUPPORT)
      p.press('Gửi đi')
      p.tell()
      if (next) {
        p.feed({ kind: 'start', payload: 'nominate' })
        p.press('Tôi đồng ý')
      }
      const before = p.answers
      say(p, text, { quotes: { msg: ids.quantity!, text: '2' } })
      expect(p.last).toContain('đã gửi đi rồi')
      expect(p.effects.map((effect) => effect.do)).toEqual(['say'])
      expect(p.answers).toEqual(before)
    }
  })

  it('a reply that is a command or thanks stays what it is', () => {
    const { p, ids } = until('support', 'summary', SUPPORT)
    p.press('Gửi đi')
    p.tell()
    say(p, 'cảm ơn em', { quotes: { msg: ids.note! } })
    expect(p.last).not.toContain('đã gửi đi rồi')
    say(p, 'gặp cán bộ', { quotes: { msg: ids.note! } })
    expect(p.effects.some((effect) => effect.do === 'openTicket')).toBe(true)
  })
})

it('a day put right by an edit is read back, with what the same words answer beside it', () => {
  const { p, ids } = until('campaign', 'hour', { ...campaign, when: 'một ngày khác', day: '25/12' })
  p.feed({ kind: 'edited', msg: ids.when!, text: '26/12' })
  expect(p.last.split('\n')[0]).toContain('26/12/2026')
})

describe('a number that quotes what was said elsewhere presses no button of today', () => {
  it.each(['1', 'không', 'ngõ 7'])('"%s" to another form that waits', (text) => {
    const { p, ids } = until('support', 'often', SUPPORT)
    p.feed({ kind: 'start', payload: 'suggest' })
    p.press('Tôi đồng ý')
    const before = p.answers
    say(p, text, { quotes: { msg: ids.quantity!, text: '2' } })
    expect(p.answers).toEqual(before)
    expect(p.last).toContain('chưa biết ghi vào đâu')
  })

  it('to a change of what was sent', () => {
    const { p } = until('support', 'summary', SUPPORT)
    for (const said of ['Gửi đi', 'Xem đăng ký', 'Thay đổi', 'Số lượng', '3']) {
      say(p, said)
      p.tell()
    }
    say(p, '1', { quotes: { msg: lastId(), text: '3' } })
    expect(p.effects.map((effect) => effect.do)).toEqual(['say'])
    expect(p.last).toContain('chưa biết ghi vào đâu')
  })
})

describe('a reply to a question of ours, of a form that was sent', () => {
  /** What was asked there, as the platform quotes it. */
  function sent() {
    const { p, asked } = until('support', 'summary', SUPPORT)
    const shown: Record<string, string> = { ...asked, summary: p.last }
    say(p, 'Gửi đi')
    p.tell()
    return { p, quoting: (key: string) => ({ msg: '90000', ours: true, text: clean(shown[key]!) }) }
  }

  it.each([
    ['1', 'often'],
    ['không', 'note'],
    ['1', 'summary'],
    ['cả năm', 'starts'],
  ])('"%s" to "%s" presses nothing, and they hear that it was sent', (text, key) => {
    const { p, quoting } = sent()
    say(p, text, { quotes: quoting(key) })
    expect(p.effects.map((effect) => effect.do)).toEqual(['say'])
    expect(p.last).toContain('đã gửi đi rồi')
  })

  it('beside another form that is told by now, too', () => {
    const { p, quoting } = sent()
    p.feed({ kind: 'start', payload: 'suggest' })
    p.press('Tôi đồng ý')
    const before = p.answers
    say(p, '1', { quotes: quoting('often') })
    expect(p.answers).toEqual(before)
    expect(p.last).toContain('đã gửi đi rồi')
  })

  it('not one to the question that is asked now, or to what was said last', () => {
    const { p, quoting } = sent()
    say(p, '1', { quotes: { msg: '90001', ours: true, text: clean(p.last) } })
    expect(p.last).not.toContain('đã gửi đi rồi')
    say(p, 'cảm ơn em', { quotes: quoting('note') })
    expect(p.last).not.toContain('đã gửi đi rồi')
    p.feed({ kind: 'start', payload: 'nominate' })
    p.press('Tôi đồng ý')
    say(p, '1', { quotes: { msg: '90002', ours: true, text: clean(p.last) } })
    expect(p.answers.kind).toBeDefined()
  })
})

describe('an edited message from which nothing was taken', () => {
  it('is no answer to what is to be confirmed by now, and that is asked once more', () => {
    const { p } = until('support', 'phone', SUPPORT)
    p.say('quyền của tôi')
    say(p, 'Xóa')
    p.feed({ kind: 'edited', msg: lastId(), text: 'Xóa dữ liệu của tôi' })
    expect(p.effects.map((effect) => effect.do)).toEqual(['say'])
    expect(p.last).toMatch(/chưa biết sửa vào đâu[\s\S]*Anh\/chị có chắc không/)
  })

  it('is heard where the same is still asked, and answers nothing else', () => {
    const { p } = until('support', 'phone', SUPPORT)
    say(p, '091234567')
    const refused = lastId()
    p.feed({ kind: 'edited', msg: refused, text: '0912345678' })
    expect(p.answers.phone).toBe('+84912345678')

    const other = until('support', 'quantity', SUPPORT).p
    say(other, 'nhiều lắm')
    const old = lastId()
    say(other, '2')
    other.feed({ kind: 'edited', msg: old, text: '1' })
    expect(other.key).toBe('often')
    expect(other.answers.quantity).toEqual(suat(2))
    expect(other.last).toContain('chưa biết sửa vào đâu')
  })

  it('presses no button of another panel', () => {
    const p = BEGIN.suggest!()
    p.say('để sau')
    p.say('đơn vị của tôi')
    p.tell()
    say(p, 'xyz')
    const old = lastId()
    p.say('bắt đầu')
    p.feed({ kind: 'edited', msg: old, text: '1' })
    expect(p.last).toContain('chưa biết sửa vào đâu')
  })
})

describe('a word of talk at a question of a few words', () => {
  it.each([
    ['support', 'starts'],
    ['suggest', 'family'],
    ['delivery', 'changed'],
    ['address', 'what'],
    ['nominate', 'helped'],
  ])('%s, "%s": is asked about once', (flow, at) => {
    for (const said of ['chuẩn', 'Được', 'duoc']) {
      const { p } = until(flow, at, flow === 'address' ? address : {})
      say(p, said)
      expect(p.key).toBe(at)
      expect(p.last).toContain(said)
      p.now += 60_000
      say(p, said)
      expect(p.answers[at]).toBe(said)
    }
  })

  it.each([
    ['support', 'starts'],
    ['address', 'what'],
    ['nominate', 'helped'],
  ])('%s, "%s": "không" is no answer where there is no such', (flow, at) => {
    const { p } = until(flow, at, flow === 'address' ? address : {})
    say(p, 'không')
    expect(p.key).toBe(at)
    expect(p.last).toContain('gõ vài chữ')
  })
})
