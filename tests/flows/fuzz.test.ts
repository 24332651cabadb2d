import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plain, splitText } from '../../src/bot/render.js'
import { FORMS, turn } from '../../src/flows/engine.js'
import { currentQuestion } from '../../src/flows/interview.js'
import type { Effect, Inbound, Outbound } from '../../src/flows/message.js'
import { activeDraft, type Draft, newSession, openSession, type Session } from '../../src/flows/session.js'
import { NOON, places, REPLIES } from './play.js'

// Never more than the people in hardship, however many those are.
const SAID: Record<string, string[]> = { ...REPLIES, covered: ['0'] }

// What people do, as steps: what it becomes depends on what is on their screen.
type Step =
  | { do: 'act'; inbound: Inbound }
  | { do: 'press'; nth: number }
  | { do: 'pressOld'; nth: number }
  | { do: 'forge'; key: string; value: string }
  | { do: 'answer' }
  | { do: 'nudge'; nth: number }
  | { do: 'lose'; nth: number }
  | { do: 'wait'; ms: number }

const NONSENSE = [
  '',
  '😀'.repeat(40),
  '👨‍👩‍👧‍👦'.repeat(60),
  'مرحبا بالعالم',
  '\u202Eabc\u202C',
  '\u200B',
  'a'.repeat(10_000),
  'ế'.normalize('NFD').repeat(3000),
  `a${'\u0323\u0302'.repeat(400)}`,
  '<b>&"\'</b>',
  "'; DROP TABLE person; --",
  '\uE000đậm\uE001',
  '__proto__',
  'constructor',
  'toString',
  'hai mươi lăm',
  '0',
  '1',
  '2',
  '3',
  '7',
  '22',
  '99',
  '1.',
  'Nguyễn\nVăn\nA',
  'https://baohaiphong.vn/a?b=1&c=2',
  '/start',
  '/stop',
  '/abc xyz',
  '31/02/2026',
  'NT-2026-000001 sửa tên',
]
const WORDS = [
  ...[
    'có',
    'không',
    'dạ',
    'ừ',
    'thôi',
    'dung',
    'k',
    'ok',
    '👍',
    'đúng',
    'sai',
    'đồng ý',
    'không đồng ý',
    'xong',
    'bỏ qua',
  ],
  ...['quay lại', 'hủy', 'để sau', 'trợ giúp', 'gặp cán bộ', 'dừng nhận tin', 'nhận tin', 'quyền của tôi', 'tiếp tục'],
  ...['hồ sơ của tôi', 'giới thiệu người tốt', 'sửa', 'gửi đi', 'xóa bản nháp', 'bắt đầu', 'không có', 'không rõ'],
  ...['Xem dữ liệu của tôi', 'Rút lại đồng ý', 'Xóa', 'Xóa hẳn', 'Xóa dữ liệu của tôi', 'Giữ lại', 'Để tôi ghi lại'],
]
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'kind',
  'name',
  'law',
  'evidence',
  'summary',
  'yes',
  'keep',
  'known',
]
const FORGED = [
  ...['', '.', '...', 'c', 'c.', 'p', 'p.', 'q', 'q.', 'q..', 'x.y.z', 'c.withdraw', 'c.done', 'c.yes', 'c.start'],
  ...['c.__proto__', 'c.constructor', 'p.__proto__.yes', 'p.constructor.yes', 'p.erase.yes', 'p.withdraw.yes'],
  ...[
    'p.consent.yes',
    'p.remove.yes',
    'p.home.nominate',
    'p.unsure.yes',
    'p.edit.name',
    'p.data.erase',
    'a'.repeat(64),
  ],
]

const file = fc.record({
  ref: fc.constant('ref'),
  kind: fc.constantFrom('photo' as const, 'file' as const),
  size: fc.constantFrom(undefined, 1000, 19 * 1024 * 1024, 21 * 1024 * 1024),
})
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(...NONSENSE) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 80 }) },
)
const inbound: fc.Arbitrary<Inbound> = fc.oneof(
  { weight: 8, arbitrary: text.map((said): Inbound => ({ kind: 'text', text: said })) },
  { weight: 3, arbitrary: fc.constantFrom(...FORGED).map((token): Inbound => ({ kind: 'tap', token })) },
  {
    weight: 2,
    arbitrary: fc
      .record({ files: fc.array(file, { minLength: 1, maxLength: 15 }), caption: fc.option(text, { nil: undefined }) })
      .map((f): Inbound => ({ kind: 'files', ...f })),
  },
  fc.constantFrom<Inbound>(
    { kind: 'start' },
    { kind: 'start', payload: 'nominate' },
    { kind: 'start', payload: '__proto__' },
    { kind: 'details', name: 'Phạm Thị Lan', phone: '0912345678' },
    { kind: 'details' },
    { kind: 'unusable', what: 'voice' },
    { kind: 'arrived' },
    { kind: 'left' },
    { kind: 'officerWrote' },
    { kind: 'withdrew' },
  ),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Step>({ do: 'answer' }) },
  { weight: 6, arbitrary: inbound.map((i): Step => ({ do: 'act', inbound: i })) },
  { weight: 6, arbitrary: fc.nat(20).map((nth): Step => ({ do: 'press', nth })) },
  { weight: 2, arbitrary: fc.nat(200).map((nth): Step => ({ do: 'pressOld', nth })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ key: fc.constantFrom(...NAMES, '?'), value: fc.constantFrom(...NAMES) })
      .map((f): Step => ({ do: 'forge', ...f })),
  },
  fc.nat(5).map((nth): Step => ({ do: 'nudge', nth })),
  fc.nat(20).map((nth): Step => ({ do: 'lose', nth })),
  fc.constantFrom(0, 1, 2, 24, 72, 400).map((hours): Step => ({ do: 'wait', ms: hours * 3_600_000 })),
)

/** Plays the steps one after the other; every turn is looked at by the rules below. */
function live(steps: Step[]): void {
  let session: Session = newSession()
  let now = NOON
  let turns = 0
  let shown: Outbound[] = []
  const buttons: string[] = []
  // Every file that was kept, until it is dropped, lost or sent.
  const held = new Set<string>()
  const everHeld: string[] = []
  let waiting: string[] = []

  for (const s of steps) take(s)
  // However it went: who wants to can always tell a story to its end.
  take({ do: 'act', inbound: { kind: 'tap', token: 'c.resume' } })
  const sent = () => done.some((e) => e.do === 'submitNomination')
  let done: Effect[] = []
  for (let n = 0; n < 200 && !sent(); n++) done = take({ do: 'answer' })
  expect(sent(), `stuck at ${JSON.stringify(session.panel)} ${activeDraft(session)?.order}`).toBe(true)

  function take(s: Step): Effect[] {
    now += 20_000
    const input = inboundOf(s)
    if (!input) return []
    const n = ++turns
    const id = (k: number) => `${(n * 64 + k).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
    const before = session
    const done = turn(structuredClone(before), structuredClone(input), { now, places: places(), id })
    session = openSession(JSON.parse(JSON.stringify(done.session)))
    const says = done.effects.flatMap((e) => (e.do === 'say' ? [e.message] : []))
    const where = `${JSON.stringify(input).slice(0, 200)} at ${JSON.stringify(before.panel)} ${JSON.stringify(activeDraft(before)?.order)}`

    for (const message of says) checkMessage(message, where)
    // What Postgres refuses in JSON: half a surrogate pair, a zero.
    expect(JSON.stringify(done), where).not.toMatch(/\\ud[89a-f]|\\u0000/i)
    if (isAct(input) && !isHushed(before, input, now)) expect(answersOf(done.effects), where).toBeGreaterThan(0)
    checkAnswers(before, session, done.effects, input, where)
    keepCount(done.effects, input)
    const inDrafts = new Set(session.drafts.flatMap(filesOf))
    for (const f of held) expect(inDrafts.has(f), `${f} is held by nobody after ${where}`).toBe(true)
    if (s.do === 'press') expect(says.map((m) => m.text).join(), where).not.toContain('Nút này')
    if (says.length > 0 || input.kind === 'withdrew' || answersOf(done.effects) > 0) shown = says
    buttons.push(...says.flatMap(tokensOf))
    return done.effects
  }

  function inboundOf(s: Step): Inbound | undefined {
    const draft = activeDraft(session)
    switch (s.do) {
      case 'act':
        return s.inbound
      case 'press': {
        const tokens = shown.slice(-1).flatMap(tokensOf)
        const token = tokens[s.nth % Math.max(1, tokens.length)]
        return token === undefined ? undefined : { kind: 'tap', token }
      }
      case 'pressOld': {
        const token = buttons[s.nth % Math.max(1, buttons.length)]
        return token === undefined ? undefined : { kind: 'tap', token }
      }
      case 'forge': {
        if (!draft) return undefined
        const key = s.key === '?' ? keyOf(draft) : s.key
        return { kind: 'tap', token: `q.${draft.id.slice(0, 8)}.${key}.${s.value}` }
      }
      case 'answer': {
        if (waiting.length > 0) return { kind: 'text', text: waiting.shift()! }
        const [token] = shown.slice(-1).flatMap(tokensOf)
        if (session.panel || !draft)
          return token === undefined ? { kind: 'start', payload: 'nominate' } : { kind: 'tap', token }
        waiting = [...(SAID[keyOf(draft)] ?? ['gửi đi'])]
        return { kind: 'text', text: waiting.shift()! }
      }
      case 'nudge': {
        const due = session.drafts[s.nth % Math.max(1, session.drafts.length)]
        return { kind: 'nudge', draft: due?.id ?? 'gone' }
      }
      case 'lose':
        return { kind: 'fileLost', file: everHeld[s.nth % Math.max(1, everHeld.length)] ?? 'gone', reason: 'gone' }
      case 'wait':
        now += s.ms
        return undefined
    }
  }

  function keepCount(effects: Effect[], input: Inbound): void {
    for (const e of effects) {
      if (e.do === 'keepFile') {
        held.add(e.file)
        everHeld.push(e.file)
      }
      if (e.do === 'dropFile') held.delete(e.file)
      if (e.do === 'submitNomination') for (const f of e.nomination.files) held.delete(f)
    }
    if (input.kind === 'fileLost') held.delete(input.file)
  }
}

function keyOf(draft: Draft): string {
  return currentQuestion(FORMS[draft.flow]!, draft.answers)?.key ?? 'summary'
}

function tokensOf(message: Outbound): string[] {
  return (message.buttons ?? []).flatMap((b) => ('token' in b ? [b.token] : []))
}

/** Anything a person sees: said at once, or told by the shell from what it has stored. */
function answersOf(effects: Effect[]): number {
  return effects.filter((e) => ['say', 'submitNomination', 'showRecords', 'showData'].includes(e.do)).length
}

const OURS = ['left', 'officerWrote', 'withdrew', 'nudge', 'fileLost']
function isAct(input: Inbound): boolean {
  return !OURS.includes(input.kind)
}

/** An officer is talking with them, the same button came twice in a row, or they were greeted this moment. */
function isHushed(before: Session, input: Inbound, now: number): boolean {
  if (input.kind === 'text' && before.officerAt !== undefined && now - before.officerAt < 3_600_000) return true
  if (input.kind === 'tap' && before.tapped === input.token && now - (before.tappedAt ?? 0) < 60_000) return true
  return (input.kind === 'arrived' || input.kind === 'start') && now - (before.greetedAt ?? 0) < 5000
}

function checkMessage(message: Outbound, where: string): void {
  expect(plain(message.text).trim(), where).not.toBe('')
  for (const limit of [2000, 4096]) {
    const parts = splitText(message.text, limit)
    expect(
      parts.every((part) => plain(part).length <= limit),
      where,
    ).toBe(true)
  }
  for (const button of message.buttons ?? []) {
    expect(plain(button.label).trim(), where).not.toBe('')
    if ('token' in button) expect(button.token, where).toMatch(/^[\x21-\x7e]{1,64}$/)
  }
}

const ERASING = /^p\.(erase|withdraw|remove)\.yes/

function checkAnswers(before: Session, after: Session, effects: Effect[], input: Inbound, where: string): void {
  for (const draft of before.drafts) {
    const next = after.drafts.find((d) => d.id === draft.id)
    if (!next) {
      const sent = effects.some((e) => e.do === 'submitNomination' && e.draft === draft.id)
      const asked = input.kind === 'withdrew' || (input.kind === 'tap' && ERASING.test(input.token))
      const confirmed =
        input.kind === 'text' && ['erase', 'withdraw', 'remove', 'unsure'].includes(before.panel?.name ?? '')
      expect(sent || asked || confirmed, `draft gone by ${where}`).toBe(true)
      continue
    }
    for (const key of Object.keys(draft.answers))
      expect(key in next.answers || key in next.kept, `${key} lost by ${where}`).toBe(true)
    for (const [key, note] of Object.entries(draft.notes)) {
      const pieces = (note as { pieces?: string[] }).pieces
      if (!pieces || key in next.answers) continue
      const left = (next.notes[key] as { pieces?: string[] } | undefined)?.pieces ?? []
      expect(left.slice(0, pieces.length), `pieces of ${key} lost by ${where}`).toEqual(pieces)
    }
  }
}

function filesOf(draft: Draft): string[] {
  const { filesKey } = FORMS[draft.flow]!
  const places = [draft.answers[filesKey], draft.notes[filesKey], draft.kept[filesKey]]
  return places.flatMap((at) => (at as { files?: { id: string }[] } | undefined)?.files ?? []).map((f) => f.id)
}

const RUNS = Number(process.env.FUZZ_RUNS ?? 150)

describe('whatever people do', () => {
  it('they are answered, nothing they told is lost, no file is left behind', { timeout: RUNS * 1000 }, () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => live(steps)),
      { numRuns: RUNS },
    )
  })
})
