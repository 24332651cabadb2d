import { describe, expect, it } from 'vitest'
import type { Outbound } from '../../src/flows/message.js'
import { addressed, inWords, SALUTATIONS, type Salutation, verbatim } from '../../src/flows/salutation.js'
import { answerUntil, play } from './play.js'

const THEIRS = 'các anh/chị em trong xóm'

describe('our words', () => {
  it.each(Object.entries(SALUTATIONS) as [Salutation, string][])('"%s" reads "%s"', (to, name) => {
    const text = 'Anh/chị ơi, mong anh/chị xem giúp. Anh/Chị rảnh chứ ạ?'
    const small = name.toLowerCase()
    expect(inWords(text, to)).toBe(`${name} ơi, mong ${small} xem giúp. ${name} rảnh chứ ạ?`)
  })

  it('stay "anh/chị" until somebody says', () => {
    expect(inWords('Cảm ơn anh/chị.', undefined)).toBe('Cảm ơn anh/chị.')
  })

  it('never change what a person wrote', () => {
    const text = `Anh/chị đã ghi: ${verbatim(`${THEIRS}, Anh/Chị`)}`
    expect(inWords(text, 'chu')).toBe(`Chú đã ghi: ${THEIRS}, Anh/Chị`)
    expect(inWords(text, undefined)).toBe(`Anh/chị đã ghi: ${THEIRS}, Anh/Chị`)
  })

  it('on buttons too', () => {
    const message: Outbound = { text: 'x', buttons: [{ label: 'Điện thoại của anh/chị', token: 'a' }] }
    expect(addressed(message, 'co').buttons).toEqual([{ label: 'Điện thoại của cô', token: 'a' }])
  })
})

describe('the form of address', () => {
  it.each([
    ['Cô', 'cô'],
    ['chú ạ', 'chú'],
    ['dạ, chị', 'chị'],
    ['ba', 'bà'],
    ['co', 'cô'],
    ['ba a', 'bà'],
    ['Goi toi la ba', 'bà'],
    ['chị nhé', 'chị'],
    ['chi nhe!', 'chị'],
    ['dạ gọi em là chị ạ', 'chị'],
    ['cứ gọi chị là cô nhé em', 'cô'],
    ['gọi chú đi', 'chú'],
    ['gọi anh', 'anh'],
    ['vâng, mình là ông', 'ông'],
    ['1', 'anh'],
  ])('is taken from "%s" and kept', (said, name) => {
    const p = play()
    p.say('xưng hô')
    p.say(said)
    expect(p.last).toContain(`xin được gọi là ${name}`)
    p.say('bắt đầu')
    expect(p.last).toContain(`Hôm nay ${name} muốn làm gì`)
  })

  it.each([
    ['Cháu ơi bác muốn kể về bà hàng xóm', 'bác'],
    ['bac dong y', 'bác'],
    ['cô đồng ý', 'cô'],
    ['chú không biết gõ dấu', 'chú'],
    ['gọi là bác nhé', 'bác'],
    ['cháu học lớp 9', 'em'],
  ])('is taken from their own words: "%s"', (said, name) => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    p.say(said)
    p.say('bắt đầu')
    expect(p.last).toContain(`Hôm nay ${name} muốn làm gì`)
  })

  it.each([
    'cô Hoa đồng ý cho kể',
    'bác ấy đồng ý',
    'co dong y',
    'bà cụ 80 tuổi',
    'chị kể chuyện cho các cháu nghe',
    'em tôi học lớp 9',
    'gọi bác sĩ',
  ])('is not taken from words of somebody else: "%s"', (said) => {
    const p = play()
    p.say(said)
    expect(p.session.salutation).toBeUndefined()
  })

  it('that was chosen stays, whatever they call themselves', () => {
    const p = play()
    p.say('xưng hô')
    p.say('chị')
    p.say('cô không hiểu')
    expect(p.session.salutation).toBe('chi')
    p.say('gọi là cô nhé')
    expect(p.session.salutation).toBe('co')
    expect(p.last).toContain('xin được gọi là cô')
  })

  it('can be changed at any time, in the middle of a story', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('/xungho')
    p.press('Bà')
    expect(p.last).toContain('Bà cứ kể tự nhiên')
    p.say('đổi xưng hô')
    p.press('Ông')
    expect(p.last).toContain('Ông cứ kể tự nhiên')
    expect(p.key).toBe('story')
  })

  it('stands in nobody’s way', () => {
    const p = play().begin()
    answerUntil(p, 'unit')
    p.say('xưng hô')
    p.say('Phường Hải Dương')
    expect(p.key).toBe('story')
    expect(p.session.panel).toBeUndefined()
    expect(p.session.salutation).toBeUndefined()
    p.say('xưng hô')
    p.say('gặp cán bộ')
    expect(p.effects).toContainEqual(expect.objectContaining({ do: 'openTicket', kind: 'human' }))
  })

  it('is asked once more where the answer was not understood, and no more', () => {
    const p = play()
    p.say('xưng hô')
    p.say('bác hai')
    expect(p.last).toContain('gọi anh/chị thế nào')
    p.say('gọi tôi là bà')
    expect(p.session.salutation).toBe('ba')
    p.say('xưng hô')
    p.say('bác hai')
    p.say('bác hai')
    expect(p.session.panel?.name).toBe('home')
  })

  it('"không" to it changes nothing', () => {
    const p = play().begin()
    p.say('xưng hô')
    p.say('không')
    expect(p.last).toMatch(/^\uE000Anh\/chị muốn kể về một người/)
    p.say('xưng hô')
    p.say('có')
    expect(p.session.salutation).toBeUndefined()
  })

  it('leaves what a person told as it is: shown, kept and sent', () => {
    const p = play().begin()
    p.say('xưng hô')
    p.press('Chị')
    answerUntil(p, 'helped')
    p.say(THEIRS)
    expect(p.answers.helped).toBe(THEIRS)
    p.say('quay lại')
    expect(p.said.flatMap((m) => m.buttons ?? []).map((b) => b.label)).toContain(`Giữ như cũ: ${THEIRS}`)
    p.say(`Giữ như cũ: ${THEIRS}`)
    answerUntil(p)
    expect(p.last).toContain(`Ai được giúp: ${THEIRS}`)
    expect(p.last).toContain('Chị xem lại giúp')
    p.press('Sửa')
    p.say('Điện thoại của chị')
    expect(p.key).toBe('byPhone')
    p.press('Thôi, giữ như cũ')
    p.press('Gửi đi')
    expect(p.effects).toContainEqual(
      expect.objectContaining({
        nomination: expect.objectContaining({ answers: expect.objectContaining({ helped: THEIRS }) }),
      }),
    )
  })

  it('leaves the name of a group as it is, wherever it is said again', () => {
    const p = play().begin()
    p.say('xưng hô')
    p.press('Chị')
    p.press('Một nhóm')
    p.say('Nhóm các anh/chị')
    p.soon('em trong xóm')
    expect(p.last).toContain('Nhóm các anh/chị em trong xóm')
    p.say('các anh/chị xóm Bờ Đê')
    expect(p.last).toContain('chưa tìm thấy "các anh/chị xóm Bờ Đê"')
    p.press('Ghi đúng')
    p.say('để sau')
    p.say('quyền của tôi')
    p.press('Xem dữ liệu')
    const text = p.tell()
    expect(text).toContain('Đang làm dở: câu chuyện về Nhóm các anh/chị em trong xóm')
    expect(text).toContain('các anh/chị xóm Bờ Đê')
    p.say('hồ sơ của tôi')
    p.say('bắt đầu')
    expect(p.said.map((m) => JSON.stringify(m)).join()).toContain('Nhóm các anh/chị em trong xóm')
  })

  it('is in the consent as it was shown', () => {
    const p = play()
    p.say('xưng hô')
    p.press('Chú')
    p.feed({ kind: 'start', payload: 'nominate' })
    const shown = p.last
    p.press('Tôi đồng ý')
    const consent = p.effects.find((e) => e.do === 'recordConsent')
    expect(shown).toContain('mong chú đọc giúp')
    expect(consent).toMatchObject({ text: shown })
  })

  it('does not change what an officer writes', () => {
    const p = play()
    p.say('xưng hô')
    p.press('Bạn')
    p.feed({ kind: 'officerWrote', text: 'Mời anh/chị qua trụ sở.' })
    expect(p.last).toContain('nhắn bạn:')
    expect(p.last).toContain('Mời anh/chị qua trụ sở.')
  })

  it('is offered with the thanks for a nomination until it is known', () => {
    const p = play()
    const result = { code: 'NT-2026-000001', joined: false, own: false }
    p.feed({ kind: 'told', asked: { do: 'submitNomination' }, result })
    expect(p.said[0]!.buttons).toContainEqual({ label: 'Chọn cách xưng hô', token: 'c.salutation' })
    p.press('Chọn cách xưng hô')
    p.press('Anh')
    p.feed({ kind: 'told', asked: { do: 'submitNomination' }, result })
    expect(p.said[0]!.buttons).toHaveLength(2)
  })

  it('is in the list of what they sent, the names in it as they are', () => {
    const p = play()
    p.say('xưng hô')
    p.press('Ông')
    const sent = {
      flow: 'nominate',
      code: 'NT-2026-000001',
      about: 'Nhóm anh/chị em',
      state: 'received',
      submittedAt: 0,
    }
    const asked = { do: 'showRecords', drafts: [] }
    const text = p.feed({ kind: 'told', asked, result: { records: [sent], older: 0 } })
    expect(text).toContain('Hồ sơ của ông')
    expect(text).toContain('Nhóm anh/chị em')
  })

  it('is part of what we hold of them', () => {
    const p = play()
    p.say('xưng hô')
    p.press('Chú')
    p.say('quyền của tôi')
    p.press('Xem dữ liệu')
    expect(p.tell()).toContain('Cách xưng hô: Chú')
  })

  it('goes with their data', () => {
    const p = play()
    p.say('xưng hô')
    p.press('Chú')
    p.say('quyền của tôi')
    p.press('Xóa')
    p.press('Xóa dữ liệu của tôi')
    expect(p.session.salutation).toBeUndefined()
  })
})
