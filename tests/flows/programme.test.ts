// Movements as data: what a file may say, and when its rounds fall.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nextCycle } from '../../src/flows/cycle.js'
import { readProgramme } from '../../src/flows/programme.js'
import { showMoment } from '../../src/flows/vi/calendar.js'

const sample = readFileSync('data/sample_programme.json', 'utf8')
const house = readProgramme(readFileSync('data/programmes/nguoi-tot-viec-thien.json', 'utf8'))
const changed = (change: (p: Record<string, unknown>) => void) => {
  const raw = JSON.parse(sample)
  change(raw)
  return () => readProgramme(JSON.stringify(raw))
}

describe('a file of a movement', () => {
  it.each([
    ['no JSON', () => readProgramme('{'), 'không phải JSON'],
    [
      'a criterion named like a question',
      changed((p) =>
        Object.assign(p.titles as object[], [
          { ...(p.titles as object[])[0], criteria: [{ key: 'office', text: 'x' }] },
        ]),
      ),
      '"office" có hai lần',
    ],
    [
      'a question that every nomination has',
      changed((p) => ((p.nomination as { questions: { key: string }[] }).questions[0]!.key = 'unit')),
      'câu hỏi chung',
    ],
    [
      'a choice of nothing',
      changed((p) => delete (p.nomination as { questions: { options?: unknown }[] }).questions[0]!.options),
      'options',
    ],
    ['a word that is none of its own', changed((p) => Object.assign(p, { colour: 'red' })), 'colour'],
  ])('with %s is told so', (_what, read, says) => {
    expect(read).toThrow(says)
  })
})

describe('the yearly round', () => {
  const at = (iso: string) => Date.parse(`${iso}+07:00`)
  const shown = (now: string, holidays: string[] = []) => {
    const days = new Map(holidays.map((day) => [Math.floor(at(`${day}T12:00`) / 86_400_000), 'holiday' as const]))
    const cycle = nextCycle(house, at(now), days)!
    return [cycle.opensAt, cycle.submitBy, cycle.reviewBy, cycle.publishAt!].map(showMoment).join(' | ')
  }

  it('is that of the next May, honoured on the next founding day', () => {
    expect(shown('2026-11-28T09:00')).toBe(
      '00:00 ngày 01/05/2027 | 17:00 ngày 15/05/2027 | 17:00 ngày 31/05/2027 | 00:00 ngày 23/11/2027',
    )
  })
  it('is this one’s while it lasts, and ends on its last working day', () => {
    expect(shown('2026-05-20T09:00', ['2026-05-29'])).toContain('| 17:00 ngày 28/05/2026 |')
  })
})
