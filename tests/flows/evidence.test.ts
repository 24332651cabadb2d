import { describe, expect, it } from 'vitest'
import { type Effect, merged } from '../../src/flows/effects.js'
import type { Evidence } from '../../src/flows/interview/evidence.js'
import { answerUntil, type Play, play, REPLIES } from './play.js'

const photo = { kind: 'photo', ref: 'r' } as const

/** At the summary, with two photos. */
function withPhotos(): { p: Play; files: string[] } {
  const p = play().begin()
  answerUntil(p, 'evidence')
  p.feed({ kind: 'files', files: [photo, photo] })
  const files = p.effects.flatMap((e) => (e.do === 'keepFile' ? [e.file] : []))
  p.say('xong')
  answerUntil(p)
  return { p, files }
}

const dropped = (p: Play) => p.effects.flatMap((e) => (e.do === 'dropFile' ? [e.file] : []))

describe('a link', () => {
  it.each([
    ['laodong.vn/bai-viet-123', ['https://laodong.vn/bai-viet-123']],
    ['www.baohaiphong.vn', ['https://www.baohaiphong.vn']],
    ['haiphong.gov.vn', ['https://haiphong.gov.vn']],
    ['youtu.be/abc', ['https://youtu.be/abc']],
    ['Bài ở Facebook.com/xyz?id=1, và http://vtv.vn/a nhé', ['https://Facebook.com/xyz?id=1', 'http://vtv.vn/a']],
    ['https://m.facebook.com/a?u=tuoitre.vn/b', ['https://m.facebook.com/a?u=tuoitre.vn/b']],
  ])('is found in %j', (text, links) => {
    const p = play().begin()
    answerUntil(p, 'evidence')
    p.say(text)
    expect(p.last).toContain(`${links.length} đường dẫn`)
    p.press('Xong')
    expect(p.answers.evidence).toEqual({ files: [], links })
  })

  it.each(['ok.thoi', 'a.b', 'a.b/c', 'vui.thôi/nhé', 'lan@gmail.com', '24/7', '5.kg/thang'])('is not %j', (text) => {
    const p = play().begin()
    answerUntil(p, 'evidence')
    p.say(text)
    expect(p.last).not.toContain('1 đường dẫn')
    expect(p.key).toBe('evidence')
  })
})

describe('whoever has no picture yet', () => {
  const at = () => {
    const p = play().begin()
    answerUntil(p, 'evidence')
    return p
  }

  it.each([
    ...[
      'để gửi sau',
      'gửi sau nhé',
      'mai gửi ảnh',
      'tối gửi',
      'tối tôi gửi ảnh',
      'lát gửi',
      'chưa có ảnh, mai gửi',
      'mai gui anh',
    ],
    ...['ảnh ở máy khác', 'ảnh trong máy con tôi', 'khi nào có tôi gửi', 'không chụp được', 'máy không chụp được ảnh'],
    ...['không biết gửi ảnh', 'mất ảnh rồi'],
  ])('goes on with "%s", and hears that it can come later', (said) => {
    const p = at()
    p.say(said)
    expect(p.answers.evidence).toEqual({ files: [], links: [] })
    expect(p.last).toContain('lúc nào')
    p.feed({ kind: 'files', files: [photo] })
    expect((p.answers.evidence as Evidence).files).toHaveLength(1)
  })

  it.each(['không có ảnh', 'chưa chụp', 'không'])('goes on with "%s"', (said) => {
    const p = at()
    p.say(said)
    expect(p.key).toBe('knows')
  })

  it.each(['để tôi tìm đã', 'tìm ảnh đã', 'tôi gửi ảnh', 'tôi gửi nhé', 'toi gui', 'có ảnh', 'đợi tí'])(
    'is waited for with "%s"',
    (said) => {
      const p = at()
      p.say(said)
      expect(p.key).toBe('evidence')
    },
  )
})

describe('photos of an answer that is being edited', () => {
  it('stay when more are sent', () => {
    const { p } = withPhotos()
    p.press('Sửa')
    p.press('Minh chứng')
    p.feed({ kind: 'files', files: [photo] })
    expect(p.last).toContain('3 ảnh')
    p.press('Xong')
    expect((p.answers.evidence as Evidence).files).toHaveLength(3)
  })

  it('stay when a link is sent', () => {
    const { p } = withPhotos()
    p.press('Sửa')
    p.press('Minh chứng')
    p.say('https://baohaiphong.vn/a')
    p.press('Xong')
    expect(p.answers.evidence).toMatchObject({ files: [{}, {}], links: ['https://baohaiphong.vn/a'] })
  })

  it('count towards the ten', () => {
    const { p } = withPhotos()
    p.press('Sửa')
    p.press('Minh chứng')
    p.feed({ kind: 'files', files: Array.from({ length: 9 }, () => photo) })
    expect(p.last).toContain('đã đủ 10')
    p.say('xong')
    expect((p.answers.evidence as Evidence).files).toHaveLength(10)
  })

  it('are erased when their owner says there are none', () => {
    const { p, files } = withPhotos()
    p.press('Sửa')
    p.press('Minh chứng')
    expect(p.last).toContain('đang giữ')
    p.press('Bỏ hết')
    expect(p.answers.evidence).toEqual({ files: [], links: [] })
    expect(dropped(p)).toEqual(files)
  })

  it.each(['Xong', 'chưa có', 'không'])('stay where "%s" ends the editing of them', (said) => {
    const { p, files } = withPhotos()
    p.press('Sửa')
    p.press('Minh chứng')
    p.say(said)
    expect(p.answers.evidence).toMatchObject({ files: files.map((id) => expect.objectContaining({ id })) })
    expect(dropped(p)).toEqual([])
  })

  it('are erased with the draft', () => {
    const { p, files } = withPhotos()
    p.press('Sửa')
    p.press('Minh chứng')
    p.say('xóa bản nháp')
    p.press('Xóa hẳn')
    expect(dropped(p)).toEqual(files)
  })

  it('are no longer offered once lost', () => {
    const { p, files } = withPhotos()
    p.press('Sửa')
    p.press('Minh chứng')
    for (const file of files) p.feed({ kind: 'fileLost', file, reason: 'gone' })
    p.say('xong')
    expect(p.answers.evidence).toEqual({ files: [], links: [] })
  })
})

describe('a nomination that is sent', () => {
  it('takes its photos along and drops none', () => {
    const { p, files } = withPhotos()
    p.press('Gửi đi')
    expect(p.effects.find((e) => e.do === 'submitNomination')?.nomination.files).toEqual(files)
    expect(dropped(p)).toEqual([])
  })

  it('whose photo is lost afterwards is not asked for it in a draft that is gone', () => {
    const { p, files } = withPhotos()
    p.press('Gửi đi')
    p.feed({ kind: 'fileLost', file: files[0]!, reason: 'gone' })
    expect(p.last).toContain('ảnh hoặc tệp anh/chị đã gửi')
    expect(p.last).not.toContain('gửi lại giúp')
  })
})

describe('an album', () => {
  it('of fifteen keeps ten and says so once', () => {
    const p = play().begin()
    answerUntil(p, 'evidence', REPLIES)
    p.feed({ kind: 'files', files: Array.from({ length: 15 }, () => photo) })
    expect(p.effects.filter((e) => e.do === 'keepFile')).toHaveLength(10)
    expect(p.said).toHaveLength(1)
    expect(p.last).toContain('đã đủ 10')
    expect(p.last).toContain('10 ảnh')
  })
})

describe('several messages with files at once', () => {
  const big = { kind: 'file', ref: 'b', size: 30 * 1024 * 1024 } as const

  /** What is said when all of it reaches us in one go. */
  function told(batch: (typeof photo | typeof big)[]): string[] {
    const p = play().begin()
    answerUntil(p, 'unit')
    const effects: Effect[] = []
    for (const file of batch) {
      p.feed({ kind: 'files', files: [file] })
      effects.push(...p.effects)
    }
    return merged(effects).flatMap((e) => (e.do === 'say' ? [e.message.text.split('\n')[0]!] : []))
  }

  it.each([[[big, photo]], [[photo, big]], [[photo, big, big, photo]]])(
    'name the one that was too large: %j',
    (batch) => {
      expect(told(batch).filter((text) => text.includes('lớn hơn 20 MB'))).toHaveLength(1)
    },
  )

  it('are answered once where nothing was refused, and once for all that are too many', () => {
    expect(told([photo, photo, photo])).toHaveLength(1)
    const many = told(Array.from({ length: 14 }, () => photo))
    expect(many.filter((text) => text.includes('đã đủ 10'))).toHaveLength(1)
  })
})
