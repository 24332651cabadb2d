import { describe, expect, it } from 'vitest'
import { afterQuiet, isQuiet } from '../../src/flows/schedule.js'
import { answerUntil, COMMUNITY, type Play, play, REPLIES } from './play.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Lets timers fire as tick does, every hour until `until`; gives when reminders were said. */
function liveUntil(p: Play, until: number, watch: { id: string; at: number }, from = p.now): number[] {
  const said: number[] = []
  for (let now = from; now <= until; now += HOUR) {
    if (watch.at > now) continue
    p.now = now - 20_000
    watch.at = Number.POSITIVE_INFINITY
    p.feed({ kind: 'nudge', draft: watch.id })
    if (p.said.length > 0) said.push(now)
    for (const e of p.effects) if (e.do === 'watchDraft') watch.at = e.at
  }
  return said
}

function halfDone(start: number): { p: Play; watch: { id: string; at: number } } {
  const p = play(undefined, start).begin()
  const watch = { id: p.draft!.id, at: p.now + DAY }
  answerUntil(p, 'unit')
  return { p, watch }
}

describe('reminders that were held up', () => {
  it('do not come one right after the other when the system was down for a month', () => {
    const start = Date.parse('2026-11-02T10:00:00+07:00')
    const { p, watch } = halfDone(start)
    const said = liveUntil(p, start + 60 * DAY, watch, start + 30 * DAY)
    expect(said).toHaveLength(2)
    expect(said[1]! - said[0]!).toBeGreaterThanOrEqual(DAY)
  })

  it('do not come one right after the other when Tết is over', () => {
    const start = Date.parse('2027-02-02T15:00:00+07:00')
    const { p, watch } = halfDone(start)
    const said = liveUntil(p, start + 30 * DAY, watch)
    expect(said.every((at) => !isQuiet(at))).toBe(true)
    expect(said[0]).toBeGreaterThanOrEqual(Date.parse('2027-02-11T08:00:00+07:00'))
    expect(said[1]! - said[0]!).toBeGreaterThanOrEqual(DAY)
  })

  it('come at 24 and 72 hours in ordinary days', () => {
    const start = Date.parse('2026-11-02T10:00:00+07:00')
    const { p, watch } = halfDone(start)
    const answered = p.session.drafts[0]!.updatedAt
    const said = liveUntil(p, start + 30 * DAY, watch)
    expect(said.map((at) => Math.floor((at - answered) / HOUR))).toEqual([24, 72])
  })
})

describe('several stories told in part', () => {
  const start = Date.parse('2026-11-02T10:00:00+07:00')

  /** Three of them, a minute apart, and the timers that watch them. */
  function three(): { p: Play; watched: Map<string, number> } {
    const watched = new Map<string, number>()
    const p = play(undefined, start).begin()
    for (const name of ['Nguyễn Thị Hoa', 'Trần Văn Bình', 'Lê Thị Mai']) {
      if (name !== 'Nguyễn Thị Hoa') {
        p.say('giới thiệu người tốt')
        p.press('Kể về người khác')
      }
      answerUntil(p, 'unit', { ...REPLIES, name: [name] })
      watched.set(p.draft!.id, p.now + DAY)
      p.now += 60_000
    }
    return { p, watched }
  }

  /** Lets all that fell due meanwhile happen at one moment, as after an hour of ours that was missed. */
  function live({ p, watched }: ReturnType<typeof three>, now: number): string[] {
    p.now = now
    const said: string[] = []
    for (const [draft, at] of [...watched])
      if (at <= now) {
        watched.delete(draft)
        p.feed({ kind: 'nudge', draft })
        for (const e of p.effects) if (e.do === 'watchDraft') watched.set(e.draft, e.at)
        said.push(...p.said.map(({ text }) => text))
      }
    return said
  }

  it('are one reminder: of the last, with a word of the others', () => {
    const told = three()
    const [first, ...more] = live(told, start + DAY + HOUR)
    expect(more).toEqual([])
    expect(first).toContain('câu chuyện về Lê Thị Mai')
    expect(first).toContain('cũng đang giữ 2 bản kể dở khác; muốn xem, anh/chị nhắn "hồ sơ của tôi"')
    told.p.say('Kể tiếp')
    expect(told.p.draft!.answers.name).toBe('Lê Thị Mai')
  })

  it.each([1, 3])(
    'are reminded of twice in all, never within a day of the last time, also looked at every %i hours',
    (hours) => {
      const told = three()
      const at: number[] = []
      for (let now = start; now < start + 20 * DAY; now += hours * HOUR) at.push(...live(told, now).map(() => now))
      expect(at).toHaveLength(2)
      expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(DAY)
      expect(told.p.session.drafts.map(({ nudges }) => nudges)).toEqual([2, 2, 2])
    },
  )

  it('come a day apart after a month in which the system was down', () => {
    const told = three()
    const at: number[] = []
    for (let now = start + 30 * DAY; now < start + 50 * DAY; now += HOUR) at.push(...live(told, now).map(() => now))
    expect(at).toHaveLength(2)
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(DAY)
  })
})

describe('a draft that was begun and left empty', () => {
  it('is not reminded of, until something is told', () => {
    const start = Date.parse('2026-11-02T10:00:00+07:00')
    const p = play(undefined, start).begin()
    const watch = { id: p.draft!.id, at: p.now + DAY }
    expect(liveUntil(p, start + 5 * DAY, watch)).toEqual([])
    p.say('Một người')
    for (const e of p.effects) if (e.do === 'watchDraft') watch.at = e.at
    expect(liveUntil(p, start + 30 * DAY, watch)).toHaveLength(2)
  })
})

describe('what is said after a reminder', () => {
  function reminded(key: string): Play {
    const p = play().begin()
    answerUntil(p, key)
    p.now += DAY
    p.feed({ kind: 'nudge', draft: p.draft!.id })
    return p
  }

  it.each([
    ['name', 'Nguyễn Thị Hoa', 'Nguyễn Thị Hoa'],
    ['name', 'nguyễn thị hoa', 'Nguyễn Thị Hoa'],
    ['name', 'Mai Thị Lan', 'Mai Thị Lan'],
    ['deed', 'việc làm lâu dài', 'work'],
    ['helped', 'các em nhỏ trong xóm', 'các em nhỏ trong xóm'],
    ['when', 'lâu rồi không nhớ rõ', { kind: 'vague', words: 'lâu rồi không nhớ rõ' }],
    ['byPhone', '0912 345 678', '+84912345678'],
  ])('where it answers "%s" it is the answer: "%s"', (key, said, wanted) => {
    const p = reminded(key)
    p.say(said)
    expect(p.answers[key]).toEqual(wanted)
    expect(p.session.panel).toBeUndefined()
    expect(p.key).not.toBe(key)
  })

  it('goes on with a story', () => {
    const p = reminded('story')
    p.say('Cô Hoa nấu cháo cho bệnh nhân nghèo')
    expect(p.draft!.notes.story).toEqual({ pieces: ['Cô Hoa nấu cháo cho bệnh nhân nghèo'] })
    expect(p.last).toContain('đã ghi lại')
    p.now += 3 * DAY
    p.feed({ kind: 'nudge', draft: p.draft!.id })
    p.say(
      'Mưa bão cô cũng không nghỉ, ai cũng có một bát cháo nóng trước giờ khám bệnh, suốt năm năm liền không sót ngày nào.',
    )
    p.now += 20_000
    p.say('xong')
    expect(p.key).toBe('helped')
  })

  it.each(['name', 'group', 'story', 'helped'])('is no answer to "%s" where it is only talk', (key) => {
    for (const said of ['mai chị kể nhé', 'dạ cảm ơn em nhiều lắm nha', 'ai đấy?', 'chị bận lắm', 'được rồi']) {
      const p = play().begin()
      answerUntil(p, key, key === 'group' ? { ...REPLIES, kind: ['Một nhóm, câu lạc bộ'] } : undefined)
      const before = p.session.drafts
      p.now += DAY
      p.feed({ kind: 'nudge', draft: p.draft!.id })
      p.say(said)
      expect(p.session.drafts.map((d) => [d.answers, d.notes])).toEqual(before.map((d) => [d.answers, d.notes]))
      p.press('Kể tiếp')
      expect(p.key).toBe(key)
    }
  })

  it.each(['1', '2', '3'])('"%s" is an answer, or nothing: it never deletes a draft or puts it aside', (number) => {
    const p = play().begin()
    answerUntil(p, 'members', COMMUNITY)
    p.now += DAY
    p.feed({ kind: 'nudge', draft: p.draft!.id })
    p.say(number)
    expect(p.answers.members).toBeDefined()
    answerUntil(p, 'effect', COMMUNITY)
    p.now += DAY
    p.feed({ kind: 'nudge', draft: p.draft!.id })
    p.say(number)
    p.say('1')
    expect(p.session.drafts).toHaveLength(1)
    expect(p.session.active).toBe(p.draft!.id)
  })

  it('is no reason where it is only talk', () => {
    const p = play().begin()
    answerUntil(p, 'law')
    p.say('có')
    p.now += DAY
    p.feed({ kind: 'nudge', draft: p.draft!.id })
    p.say('mai chị kể nhé')
    expect(p.key).toBe('law')
    p.say('Cô là tổ trưởng gương mẫu trong phố')
    expect(p.answers.law).toEqual({ answer: 'yes', reason: 'Cô là tổ trưởng gương mẫu trong phố' })
  })

  it.each([
    ['Để sau', 'vẫn giữ'],
    ['không', 'vẫn giữ'],
    ['xóa bản nháp', 'xóa hẳn'],
    ['dừng nhận tin', 'không gửi tin chủ động'],
    ['gặp cán bộ', 'đã báo cán bộ'],
    ['có', 'tên là gì'],
  ])('"%s" is meant for the reminder', (said, wanted) => {
    const p = reminded('name')
    p.say(said)
    expect(p.last).toContain(wanted)
    expect(p.session.drafts[0]!.answers).not.toHaveProperty('name')
  })

  it('sends nothing before it has been seen again', () => {
    const p = reminded('summary')
    p.say('gửi đi')
    expect(p.effects.map((e) => e.do)).toEqual(['say'])
    expect(p.last).toContain('Thông tin đã đúng chưa')
  })

  it('is no answer to the question of another draft', () => {
    const p = play().begin()
    answerUntil(p, 'name')
    const first = p.draft!.id
    p.say('giới thiệu người tốt')
    p.press('Kể về người khác')
    p.say('để sau')
    p.now += DAY
    p.feed({ kind: 'nudge', draft: first })
    p.say('Nguyễn Thị Hoa')
    expect(p.session.drafts.every((d) => !('name' in d.answers))).toBe(true)
    expect(p.last).toContain('một trong các nút')
  })
})

describe('a reminder that comes due while an officer talks', () => {
  it('waits until their hour of silence is over', () => {
    const p = play().begin()
    answerUntil(p, 'unit')
    const id = p.draft!.id
    p.now += DAY
    p.feed({ kind: 'officerWrote' })
    const wrote = p.now
    p.feed({ kind: 'nudge', draft: id })
    expect(p.effects).toEqual([{ do: 'watchDraft', draft: id, at: wrote + HOUR }])
    expect(p.session.panel).toBeUndefined()
    p.now = wrote + HOUR - 20_000
    p.feed({ kind: 'nudge', draft: id })
    expect(p.last).toContain('Mình kể nốt nhé')
  })

  it('waits for the morning where that hour ends at night', () => {
    const p = play(undefined, Date.parse('2026-11-02T20:00:00+07:00')).begin()
    answerUntil(p, 'unit')
    const id = p.draft!.id
    p.now += DAY
    p.feed({ kind: 'officerWrote' })
    p.feed({ kind: 'nudge', draft: id })
    expect(p.effects).toEqual([{ do: 'watchDraft', draft: id, at: Date.parse('2026-11-04T08:00:00+07:00') }])
  })
})

describe('a file that is lost', () => {
  it('is no act of the person: their silence goes on counting', () => {
    const p = play().begin()
    answerUntil(p, 'evidence')
    p.feed({ kind: 'files', files: [{ ref: 'a', kind: 'photo' }] })
    const since = p.now
    const { id } = p.draft!
    const [file] = p.effects.flatMap((e) => (e.do === 'keepFile' ? [e.file] : []))
    p.now += HOUR
    p.feed({ kind: 'fileLost', file: file!, reason: 'gone' })
    expect(p.last).toContain('không tải về được')
    p.now = since + DAY - 20_000
    p.feed({ kind: 'nudge', draft: id })
    expect(p.last).toContain('Mình kể nốt nhé')
  })
})

describe('the quiet of the night', () => {
  it.each([
    ['2026-11-02T20:29:59+07:00', '2026-11-02T20:29:59+07:00'],
    ['2026-11-02T20:30:00+07:00', '2026-11-03T08:00:00+07:00'],
    ['2026-11-03T07:59:59+07:00', '2026-11-03T08:00:00+07:00'],
    ['2027-02-02T21:00:00+07:00', '2027-02-11T08:00:00+07:00'],
    ['2027-02-10T23:59:00+07:00', '2027-02-11T08:00:00+07:00'],
  ])('at %s the next moment is %s', (at, next) => {
    expect(new Date(afterQuiet(Date.parse(at))).toISOString()).toBe(new Date(next).toISOString())
  })
})
