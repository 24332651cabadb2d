import { describe, expect, it } from 'vitest'
import { merged } from '../../src/flows/effects.js'
import { answerUntil, LONG_STORY, play } from './play.js'

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

  it('that are no pictures, with words under them, get one answer', () => {
    const p = play().begin()
    answerUntil(p, 'name')
    p.feed({ kind: 'unusable', what: 'video', words: 'Nguyễn Văn Minh' })
    expect(p.answers.name).toBe('Nguyễn Văn Minh')
    const said = merged(p.effects).flatMap((effect) => (effect.do === 'say' ? [effect.message.text] : []))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^Trợ lý chưa xem được video\.[^\n]*\n\n[^\n]*phường, xã/)
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
