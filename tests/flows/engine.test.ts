import { describe, expect, it } from 'vitest'
import { answer, answerUntil, LONG_STORY, NOON, play, REPLIES } from './play.js'

const DAY = 24 * 3_600_000

describe('consent', () => {
  it('comes before the first question, and its proof is an effect', () => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    expect(p.last).toContain('Hội là bên kiểm soát dữ liệu')
    expect(p.session.drafts).toEqual([])
    p.say('đồng ý')
    expect(p.effects).toContainEqual(
      expect.objectContaining({ do: 'recordConsent', purpose: 'nominate', version: '2026-11-1', reply: 'đồng ý' }),
    )
    expect(p.key).toBe('kind')
  })

  it.each(['dạ', 'ừ', 'ok', '👍', 'vâng', 'có'])('is not given by "%s"', (word) => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    p.say(word)
    expect(p.effects.map((e) => e.do)).toEqual(['say'])
    expect(p.session.drafts).toEqual([])
  })

  it('refused, it leaves nothing', () => {
    const p = play()
    p.feed({ kind: 'start', payload: 'nominate' })
    p.press('Tôi không đồng ý')
    expect(p.effects.map((e) => e.do)).toEqual(['forget', 'say'])
    expect(p.session).toMatchObject({ drafts: [], consents: {} })
  })

  it('is asked once per version', () => {
    const p = play().begin()
    answerUntil(p)
    p.press('Gửi đi')
    p.say('giới thiệu người tốt')
    expect(p.key).toBe('kind')
  })
})

describe('the place in the conversation', () => {
  it('is the first question without an answer; back drops the latest and offers it again', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('quay lại')
    expect(p.key).toBe('deed')
    expect(p.answers).not.toHaveProperty('deed')
    p.press('Giữ như cũ')
    expect(p.key).toBe('story')
  })

  it('is kept by everything the bot cannot use', () => {
    const p = play().begin()
    answerUntil(p, 'effect')
    const before = p.answers
    for (const what of ['sticker', 'voice', 'video', 'location', 'other'] as const) {
      p.feed({ kind: 'unusable', what })
      expect(p.last).toContain('Việc ấy đã giúp bà con về mặt nào')
    }
    p.say('trời hôm nay đẹp quá')
    p.feed({ kind: 'tap', token: 'nonsense' })
    p.feed({ kind: 'tap', token: 'q.ffffffff.effect.material' })
    expect(p.answers).toEqual(before)
    expect(p.key).toBe('effect')
  })

  it('survives a week and a change of mind', () => {
    const p = play().begin()
    answerUntil(p, 'helped')
    p.say('để sau')
    expect(p.draft).toBeUndefined()
    p.now += 7 * DAY
    p.say('có ai không')
    expect(p.last).toContain('chưa hiểu')
    p.say('tiếp tục')
    expect(p.key).toBe('helped')
    expect(p.answers.story).toBe(LONG_STORY)
  })

  it('is a choice when there is more than one draft', () => {
    const p = play().begin()
    answerUntil(p, 'unit')
    p.say('giới thiệu người tốt')
    p.press('Kể về người khác')
    answer(p)
    p.say('Trần Văn Bình')
    p.say('để sau')
    p.say('tiếp tục')
    expect(p.last).toContain('2 bản kể dở')
    p.press('Kể tiếp câu chuyện về Nguyễn Thị Hoa')
    expect(p.key).toBe('unit')
  })
})

describe('names that are also commands', () => {
  it.each(['Huy', 'Dung', 'Dũng', 'Thôi Hữu', 'Tiếp'])('"%s" is a name where a name is asked', (name) => {
    const p = play().begin()
    answer(p)
    p.say(`Nguyễn Văn ${name}`)
    expect(p.answers.name).toBe(`Nguyễn Văn ${name}`)
    const q = play().begin()
    answer(q)
    q.say(name.toLowerCase() === 'thôi hữu' ? 'Thoi Huu' : name.normalize('NFD').replace(/\p{M}/gu, ''))
    expect(q.draft).toBeDefined()
    expect(q.key).toBe('name')
  })

  it('"dung" alone is asked back where yes and no are answers', () => {
    const p = play().begin()
    answerUntil(p, 'law')
    p.say('dung')
    expect(p.last).toContain('"đúng" hay "dừng lại"')
    p.press('Đúng')
    expect(p.key).toBe('law')
    expect(p.last).toContain('ví dụ')
  })
})

describe('criteria', () => {
  const at = () => {
    const p = play().begin()
    answerUntil(p, 'law')
    return p
  }
  it.each([
    ['có', { note: { answer: 'yes' } }],
    ['Có, vì cô gương mẫu trong phố', { answer: { answer: 'yes', reason: 'cô gương mẫu trong phố' } }],
    ['không, hay cãi nhau với hàng xóm', { answer: { answer: 'no', reason: 'hay cãi nhau với hàng xóm' } }],
    ['em không rõ ạ', { answer: { answer: 'unknown', reason: '' } }],
    ['chị không rõ', { answer: { answer: 'unknown', reason: '' } }],
    ['bác cũng không biết ạ', { answer: { answer: 'unknown', reason: '' } }],
    ['con khong biet', { answer: { answer: 'unknown', reason: '' } }],
    ['bà không biết chữ', undefined],
    ['có lẽ không', undefined],
    ['không chỉ gương mẫu mà còn giúp mọi người', undefined],
    ['chưa thấy ai làm theo cả', undefined],
  ])('"%s"', (said, wanted) => {
    const p = at()
    p.say(said)
    const law = p.draft!
    if (!wanted) expect([law.answers.law, law.notes.law]).toEqual([undefined, undefined])
    else if ('answer' in wanted) expect(law.answers.law).toEqual(wanted.answer)
    else expect(law.notes.law).toEqual(wanted.note)
  })

  it('"back" takes a mistaken answer back before its reason', () => {
    const p = at()
    p.say('không')
    p.say('quay lại')
    expect(p.draft!.notes).not.toHaveProperty('law')
    expect(p.key).toBe('law')
  })
})

describe('several short messages', () => {
  it('a late piece of a name is joined to it', () => {
    const p = play().begin()
    answer(p)
    p.say('Nguyễn Thị')
    expect(p.key).toBe('unit')
    p.now -= 15_000
    p.say('Hoa')
    expect(p.answers.name).toBe('Nguyễn Thị Hoa')
    expect(p.key).toBe('unit')
  })

  it('a story keeps every piece, whole', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    const pieces = [LONG_STORY.slice(0, 50), LONG_STORY.slice(50, 90), LONG_STORY.slice(90)]
    for (const piece of pieces) p.say(piece)
    p.say('xong')
    expect(p.answers.story).toBe(pieces.join('\n'))
  })

  it('a story that would grow too long loses nothing that was kept', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('a'.repeat(1400))
    p.say('b'.repeat(200))
    expect(p.last).toContain('chưa được ghi')
    p.press('Xong')
    expect(p.answers.story).toBe('a'.repeat(1400))
  })
})

describe('the summary', () => {
  it('edits one answer and comes back', () => {
    const p = play().begin()
    answerUntil(p)
    p.press('Sửa')
    p.press('Số người được giúp')
    expect(p.key).toBe('count')
    p.say('350')
    expect(p.key).toBe('summary')
    expect(p.last).toContain('350 người')
  })

  it('an edit taken back restores the old answer', () => {
    const p = play().begin()
    answerUntil(p)
    const before = p.answers
    p.press('Sửa')
    p.press('Người được giới thiệu')
    p.press('Thôi, giữ như cũ')
    expect(p.key).toBe('summary')
    expect(p.answers).toEqual(before)
  })

  it('sends once: a second tap is no second nomination', () => {
    const p = play().begin()
    answerUntil(p)
    const send = p.said.at(-1)!.buttons!.find((b) => b.label === 'Gửi đi')!
    p.press('Gửi đi')
    expect(p.effects.filter((e) => e.do === 'submitNomination')).toHaveLength(1)
    p.feed({ kind: 'tap', token: (send as { token: string }).token })
    expect(p.effects).toEqual([])
  })

  it('a change of kind asks the questions of the other kind and sends only those', () => {
    const p = play().begin()
    answerUntil(p)
    p.press('Sửa')
    p.press('Giới thiệu ai')
    p.press('Một cộng đồng nhân ái')
    answerUntil(p, 'summary', { ...REPLIES, kind: ['Một cộng đồng nhân ái'] })
    p.press('Gửi đi')
    const sent = p.effects.find((e) => e.do === 'submitNomination')!
    expect(sent.nomination.kind).toBe('community')
    expect(sent.nomination.answers).not.toHaveProperty('story')
    expect(sent.nomination.answers).toMatchObject({ group: 'Tổ dân phố số 5', hardship: { value: 12 } })
  })
})

describe('files', () => {
  const photo = { kind: 'photo', ref: 'r' } as const

  it('are kept whenever they come, ten at most, 20 MB each', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.feed({ kind: 'files', files: [photo], caption: LONG_STORY })
    expect(p.effects[0]).toMatchObject({ do: 'keepFile' })
    p.say('xong')
    expect(p.answers.story).toBe(LONG_STORY)
    answerUntil(p, 'evidence')
    for (let n = 0; n < 10; n++) p.feed({ kind: 'files', files: [photo] })
    expect(p.last).toContain('đủ 10 ảnh')
    p.feed({ kind: 'files', files: [{ ...photo, size: 21 * 1024 * 1024 }] })
    expect(p.last).toContain('20 MB')
    p.say('xong')
    expect((p.answers.evidence as { files: unknown[] }).files).toHaveLength(10)
  })

  it('lost on the way are told and no longer counted', () => {
    const p = play().begin()
    answerUntil(p, 'evidence')
    p.feed({ kind: 'files', files: [photo] })
    const kept = p.effects.find((e) => e.do === 'keepFile')!
    p.feed({ kind: 'fileLost', file: kept.file, reason: 'gone' })
    expect(p.last).toContain('không tải về được')
    p.press('Chưa có')
    expect(p.answers.evidence).toEqual({ files: [], links: [] })
  })

  it('go with the draft that is deleted', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.feed({ kind: 'files', files: [photo] })
    p.say('xóa bản nháp')
    p.press('Xóa hẳn')
    expect(p.effects.map((e) => e.do)).toContain('dropFile')
    expect(p.session.drafts).toEqual([])
  })
})

describe('a reminder', () => {
  function quietDraft() {
    const p = play().begin()
    answerUntil(p, 'story')
    return { p, id: p.draft!.id }
  }

  it('comes after 24 h and 72 h of silence, then never again', () => {
    const { p, id } = quietDraft()
    const quietSince = p.now
    p.now = quietSince + DAY
    p.feed({ kind: 'nudge', draft: id })
    expect(p.last).toContain('câu chuyện về Nguyễn Thị Hoa')
    expect(p.effects).toContainEqual({ do: 'watchDraft', draft: id, at: quietSince + 3 * DAY })
    p.now = quietSince + 3 * DAY
    p.feed({ kind: 'nudge', draft: id })
    expect(p.said).toHaveLength(1)
    p.now = quietSince + 30 * DAY
    p.feed({ kind: 'nudge', draft: id })
    expect(p.effects).toEqual([])
    p.say('tiếp tục')
    expect(p.key).toBe('story')
  })

  it('waits for the morning, and for silence', () => {
    const { p, id } = quietDraft()
    p.now = NOON + DAY + 11 * 3_600_000
    p.feed({ kind: 'nudge', draft: id })
    expect(p.said).toEqual([])
    expect(p.effects).toEqual([{ do: 'watchDraft', draft: id, at: Date.parse('2026-11-25T08:00:00+07:00') }])
  })

  it('never comes to somebody who said stop', () => {
    const { p, id } = quietDraft()
    p.say('dừng nhận tin')
    expect(p.effects).toContainEqual({ do: 'setProactive', on: false })
    p.now += 2 * DAY
    p.feed({ kind: 'nudge', draft: id })
    expect(p.effects).toEqual([])
  })

  it('is answered by "có" without answering the question behind it', () => {
    const { p, id } = quietDraft()
    p.now += DAY
    p.feed({ kind: 'nudge', draft: id })
    const before = p.session.drafts[0]!.answers
    p.say('có')
    expect(p.key).toBe('story')
    expect(p.answers).toEqual(before)
  })
})

describe('always understood', () => {
  it.each([
    ['trợ giúp', 'quay lại'],
    ['gặp cán bộ', 'báo cán bộ'],
    ['quyền của tôi', 'Xem dữ liệu'],
    ['dừng nhận tin', 'không gửi tin chủ động'],
    ['/quyen', 'Dữ liệu là của anh/chị'],
  ])('"%s" at every question, and the answers stay', (said, wanted) => {
    const p = play().begin()
    for (let n = 0; n < 40 && p.key !== 'summary'; n++) {
      const before = p.answers
      const { key } = p
      p.say(said)
      const shown = p.said.map((m) => `${m.text} ${(m.buttons ?? []).map((b) => b.label)}`).join('\n')
      expect(shown).toContain(wanted)
      if (p.session.panel) p.say('quay lại')
      expect(p.key).toBe(key)
      expect(p.answers).toEqual(before)
      answer(p)
    }
    expect(p.key).toBe('summary')
  })

  it('an officer who writes is not talked over', () => {
    const p = play().begin()
    answerUntil(p, 'helped')
    p.feed({ kind: 'officerWrote' })
    p.say('dạ em đây chị ơi')
    expect(p.last).toContain('tạm giữ im lặng')
    p.say('em đang ở nhà ạ')
    expect(p.effects).toEqual([])
    p.say('tiếp tục')
    expect(p.last).toContain('Ai đã được giúp')
  })

  it('an officer who writes through us is answered through us', () => {
    const p = play().begin()
    answerUntil(p, 'helped')
    p.say('gặp cán bộ')
    p.say('Cho tôi hỏi bao giờ có kết quả')
    expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', note: 'Cho tôi hỏi bao giờ có kết quả' })
    expect(p.key).toBe('helped')
    p.feed({ kind: 'officerWrote', text: 'Trong tháng này ạ' })
    expect(p.last).toContain('Trong tháng này ạ')
    p.say('Cảm ơn chị')
    expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', note: 'Cảm ơn chị' })
    expect(p.answers).not.toHaveProperty('helped')
    p.press('Tiếp tục với Trợ lý')
    p.say('các cụ già')
    expect(p.answers.helped).toBe('các cụ già')
  })

  it('consent withdrawn erases drafts and tells officers', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say('quyền của tôi')
    p.press('Rút lại đồng ý')
    p.press('Rút lại đồng ý')
    expect(p.effects.map((e) => e.do)).toEqual(
      expect.arrayContaining(['unwatchDraft', 'withdrawConsent', 'openTicket', 'say']),
    )
    expect(p.session).toMatchObject({ drafts: [], consents: {} })
  })
})
