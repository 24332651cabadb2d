// People put right what they said: by editing the message, by quoting it, by saying it once more.
import { describe, expect, it } from 'vitest'
import { answerUntil, LONG_STORY, type Play, play } from '../play.js'

let id = 50
const say = (p: Play, text: string, more: object = {}) => p.feed({ kind: 'text', text, msg: String(++id), ...more })

function named(name: string): { p: Play; msg: string } {
  const p = play().begin()
  answerUntil(p, 'name')
  say(p, name)
  return { p, msg: String(id) }
}

describe('an edited message', () => {
  it('changes the answer it gave, and says so', () => {
    const { p, msg } = named('Nguyễn Thị Hươg')
    p.feed({ kind: 'edited', msg, text: 'Nguyễn Thị Hương' })
    expect(p.answers.name).toBe('Nguyễn Thị Hương')
    expect(p.last).toContain('Nguyễn Thị Hương')
    expect(p.key).toBe('unit')
  })

  it('changes a piece of the story, and nothing beside it', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    say(p, LONG_STORY)
    const first = String(id)
    if (p.key === 'story') say(p, 'Cô làm việc này từ năm 2021 đến nay.')
    p.feed({ kind: 'edited', msg: first, text: LONG_STORY.replace('ba giờ', 'bốn giờ') })
    if (p.key === 'story') p.say('xong')
    expect(p.answers.story).toContain('bốn giờ nấu cháo')
    expect(p.answers.story).not.toContain('ba giờ')
  })

  it('of a telephone number that was refused is taken as a new try', () => {
    const p = play().begin()
    answerUntil(p, 'byPhone')
    say(p, '091234567')
    expect(p.key).toBe('byPhone')
    p.feed({ kind: 'edited', msg: String(id), text: '0912345678' })
    expect(p.answers.byPhone).toBe('+84912345678')
  })

  it('says what is wrong, and keeps the answer, where the new words cannot be one', () => {
    const { p, msg } = named('Nguyễn Thị Hương')
    p.feed({ kind: 'edited', msg, text: '12345' })
    expect(p.answers.name).toBe('Nguyễn Thị Hương')
    expect(p.last).toContain('vẫn giữ')
  })

  it('of something sent already, or unknown, tells how to correct it', () => {
    const { p, msg } = named('Nguyễn Thị Hương')
    answerUntil(p)
    p.say('gửi đi')
    p.feed({ kind: 'edited', msg, text: 'Nguyễn Thị Hường' })
    expect(p.last).toContain('sửa dữ liệu')
    p.feed({ kind: 'edited', msg: '1', text: 'gì đó' })
    expect(p.last).toContain('tin mới')
    expect(JSON.stringify(p.session.heard)).not.toContain('Hương')
  })

  it('of half an answer begins it anew: "có" that becomes "không" is no reason', () => {
    const p = play().begin()
    answerUntil(p, 'example')
    say(p, 'có')
    expect(p.key).toBe('example')
    p.feed({ kind: 'edited', msg: String(id), text: 'không' })
    expect(p.answers.example).toBeUndefined()
    p.say('bỏ qua')
    expect(p.answers.example).toEqual({ answer: 'no', reason: '' })
  })

  it('of "chưa có" to an address is the address, and of an address to another only that one', () => {
    const p = play().begin()
    answerUntil(p, 'evidence')
    say(p, 'chưa có')
    expect(p.key).toBe('knows')
    p.feed({ kind: 'edited', msg: String(id), text: 'bài ở https://bao.example.vn/1.html' })
    expect(p.answers.evidence).toEqual({ files: [], links: ['https://bao.example.vn/1.html'] })
    expect(p.last).toContain('1 đường dẫn')
    expect(p.last).not.toContain('dưới ảnh')
    p.feed({ kind: 'edited', msg: String(id), text: 'bài ở https://bao.example.vn/2.html' })
    expect(p.answers.evidence).toEqual({ files: [], links: ['https://bao.example.vn/2.html'] })
  })

  it('of a story to next to nothing is said to be too short', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    say(p, LONG_STORY)
    const first = String(id)
    if (p.key === 'story') p.say('xong')
    p.feed({ kind: 'edited', msg: first, text: 'x' })
    expect(p.last).toContain('ngắn quá')
    expect(p.answers.story).toContain('ba giờ')
  })

  it('that says the same (a link preview, a reaction) is no act', () => {
    const { p, msg } = named('Nguyễn Thị Hương')
    p.feed({ kind: 'edited', msg, text: 'Nguyễn Thị Hương' })
    expect(p.effects).toEqual([])
  })
})

describe('a reply that quotes', () => {
  it('belongs to the name it quotes, whatever is asked meanwhile', () => {
    for (const [at, text] of [
      ['helped', 'Nguyễn Thị Hương mới đúng'],
      ['story', 'tên là Nguyễn Thị Hương mới đúng'],
      ['effect', 'Nguyễn Thị Hương'],
    ] as const) {
      const { p, msg } = named('Nguyễn Thị Hươg')
      answerUntil(p, at)
      say(p, text, { quotes: { msg, text: 'Nguyễn Thị Hươg' } })
      expect(p.answers.name, at).toBe('Nguyễn Thị Hương')
      expect(p.key).toBe(at)
      expect(JSON.stringify([p.answers.helped, p.draft?.notes.story])).not.toContain('Hương')
    }
  })

  it('of our question answers that question; by words alone where the id is not known', () => {
    const { p } = named('Nguyễn Thị Hươg')
    answerUntil(p, 'helped')
    const question = 'Người tốt mà anh/chị muốn kể tên là gì ạ? Nếu được, anh/chị ghi đủ họ tên có dấu giúp Trợ lý.'
    say(p, 'Nguyễn Thị Hương', { quotes: { msg: '7', ours: true, text: question } })
    expect(p.answers.name).toBe('Nguyễn Thị Hương')
    say(p, 'Nguyễn Thị Hường', { quotes: { msg: '99999', text: 'Nguyễn Thị Hương' } })
    expect(p.answers.name).toBe('Nguyễn Thị Hường')
  })

  it.each([
    ['example', 'không', { answer: 'no' }],
    ['part', 'có', { answer: 'yes' }],
    ['law', 'tôi không rõ', { answer: 'unknown', reason: '' }],
    ['effect', '1', 'material'],
    ['deed', '1', 'action'],
  ] as const)(
    'of %s with a short word or a number is its answer, not that of the buttons below',
    (key, text, wanted) => {
      const p = play().begin()
      answerUntil(p, key)
      const ours = p.last
      answerUntil(p, 'evidence')
      say(p, text, { quotes: { msg: '7', ours: true, text: ours } })
      const now = p.answers[key] ?? p.draft?.notes[key]
      if (typeof wanted === 'string') expect(now).toBe(wanted)
      else expect(now).toMatchObject(wanted)
      expect(p.answers.evidence).toBeUndefined()
    },
  )

  it('with a command or thanks stays what it is', () => {
    const { p, msg } = named('Nguyễn Thị Hương')
    answerUntil(p, 'helped')
    say(p, 'cảm ơn em', { quotes: { msg } })
    expect(p.answers.name).toBe('Nguyễn Thị Hương')
    say(p, 'gặp cán bộ', { quotes: { msg } })
    expect(p.effects.some((e) => e.do === 'openTicket')).toBe(true)
  })
})

describe('an answer sent once more', () => {
  it.each([
    ['Nguyễn Thị Hương', '*Hường', 'Nguyễn Thị Hường'],
    ['Nguyễn Thị Hương', 'Hường*', 'Nguyễn Thị Hường'],
    ['Nguyễn Thị Hương', 'không phải Hương mà là Hường', 'Nguyễn Thị Hường'],
    ['Nguyễn Thị Hương', 'xin lỗi, là Nguyễn Thị Hường', 'Nguyễn Thị Hường'],
    ['Nguyễn Thị Hương', 'quên, Nguyễn Thị Hường', 'Nguyễn Thị Hường'],
    ['Nguyễn Thị Hương', 'đổi lại là Nguyễn Thị Hường giúp tôi', 'Nguyễn Thị Hường'],
    ['Trần Văn Tiên', 'Tiến có dấu sắc nhé', 'Trần Văn Tiến'],
  ])('%s, then "%s"', (first, second, name) => {
    const { p } = named(first)
    p.say(second)
    expect(p.answers.name).toBe(name)
    expect(p.key).toBe('unit')
  })

  it.each(['đánh nhầm tên rồi', 'em gõ sai tên mất rồi', 'viết nhầm tên rồi ạ'])(
    '"%s" asks for the name again',
    (said) => {
      const { p } = named('Nguyễn Thị Hương')
      p.say(said)
      expect(p.key).toBe('name')
    },
  )

  it.each([
    ['Nguyễn Thị Hương', 'Nguyễn Thị Hường'],
    ['Trần Văn Tien', 'Trần Văn Tiến'],
    ['Nguyễn Thị', 'Nguyễn Thị Hương'],
    ['Nguyễn Thị Hương', 'À nhầm, Nguyễn Thị Hường'],
    ['Nguyễn Thị Hương', 'nhầm rồi, Nguyễn Thị Hường mới đúng ạ'],
    ['Nguyễn Thị Hương', 'ý tôi là Nguyễn Thị Hường'],
    ['Phạm Văn Ngọc', 'xin lỗi, gõ nhầm: Phạm Văn Ngộc'],
  ])('%s, then %s: the second counts, at once and later', (first, second) => {
    for (const soon of [true, false]) {
      const { p } = named(first)
      if (soon) p.soon(second)
      else {
        p.now += 600_000
        p.say(second)
      }
      expect(p.answers.name).toBe(
        /(?:\p{Lu}\p{Ll}+ ?){2,4}/u.exec(second.replace(/^.*(?=Nguyễn|Trần|Phạm)/, ''))![0].trim(),
      )
      expect(p.key).toBe('unit')
      expect(p.last).toContain(p.answers.name as string)
    }
  })

  it('at another question and of another field', () => {
    const p = play().begin()
    answerUntil(p, 'effect')
    p.say('à nhầm, các cụ già neo đơn')
    expect(p.answers.helped).toBe('các cụ già neo đơn')
    answerUntil(p)
    p.say('số điện thoại phải là 0987654321')
    expect(p.answers.byPhone).toBe('+84987654321')
    p.say('Tên bị sai rồi, phải là Đặng Thị Minh Nguyệt')
    expect(p.answers.name).toBe('Đặng Thị Minh Nguyệt')
    p.say('số người phải là 80')
    expect(p.answers.count).toMatchObject({ value: 80 })
    p.say('sửa tên')
    expect(p.key).toBe('name')
  })

  it('leaves what only looks like it alone', () => {
    const { p } = named('Nguyễn Thị Hương')
    p.say('phường Lê Chân')
    expect(p.answers.name).toBe('Nguyễn Thị Hương')
    answerUntil(p, 'byName')
    p.say('Nguyễn Thị Hường')
    expect(p.answers.name).toBe('Nguyễn Thị Hương')
    expect(p.answers.byName).toBe('Nguyễn Thị Hường')
  })
})

describe('a paste that the phone cuts in two', () => {
  const long = `${'Ngày nào cô cũng nấu cháo cho bệnh nhân nghèo. '.repeat(100)}`.slice(0, 4096)
  const tail = `nghèo. ${'Ai cũng quý cô. '.repeat(26)}`

  it('is refused as one whole, its tail is no story', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say(long)
    expect(p.last).toContain('4096')
    p.soon(tail)
    expect(p.last).toContain(String(4096 + tail.length))
    expect(p.draft?.notes.story).toBeUndefined()
    expect(p.said.flatMap((m) => m.buttons ?? []).map((b) => b.label)).not.toContain('Xong, tiếp tục')
  })

  it('at a short question as well, and only right after', () => {
    const p = play().begin()
    answerUntil(p, 'helped')
    p.say(long)
    p.soon('các cụ già neo đơn')
    expect(p.answers.helped).toBeUndefined()
    p.say('các cụ già neo đơn')
    expect(p.answers.helped).toBe('các cụ già neo đơn')
  })
})

describe('a row of sighs', () => {
  it.each(['a', 'à', 'ay', 'dạ'])(
    '"%s …" is read in one way, not in every way its spaces can be shared out',
    (sigh) => {
      const { p } = named('Nguyễn Thị Hương')
      say(p, `${sigh} `.repeat(90).trim())
      expect(p.answers.name).toBe('Nguyễn Thị Hương')
    },
  )
})
