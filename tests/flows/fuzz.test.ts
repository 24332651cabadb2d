import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Effect } from '../../src/flows/effects.js'
import { flows } from '../../src/flows/index.js'
import { currentQuestion } from '../../src/flows/interview/form.js'
import type { Inbound, Outbound } from '../../src/flows/message.js'
import { createStandIn } from '../../src/flows/rehearsal/stand-in.js'
import { activeDraft, type Draft, newSession, openSession, type Session } from '../../src/flows/session.js'
import { turn } from '../../src/flows/turn/turn.js'
import { checkAnswers, checkConsent, checkMessage, isAct, isHushed, SENDS } from './fuzz-rules.js'
import { ours, type Step, step } from './fuzz-steps.js'
import { NOON, places, REPLIES } from './play.js'

// Never more than the people in hardship, however many those are.
const SAID: Record<string, string[]> = { ...REPLIES, covered: ['0'] }

/** Plays the steps one after the other; every turn is looked at by the rules below. */
function live(steps: Step[]): void {
  let session: Session = newSession()
  const store = createStandIn()
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
  const sent = () => done.some((e) => SENDS.includes(e.do))
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
    const who = { personId: '1', roles: [] }
    const done = turn(structuredClone(before), structuredClone(input), { now, places: places(), who, id }, flows)
    session = openSession(JSON.parse(JSON.stringify(done.session)))
    const says = done.effects.flatMap((e) => (e.do === 'say' ? [e.message] : []))
    const where = `${JSON.stringify(input).slice(0, 200)} at ${JSON.stringify(before.panel)} ${JSON.stringify(activeDraft(before)?.order)}`

    for (const message of says) checkMessage(message, where)
    // What Postgres refuses in JSON: half a surrogate pair, a zero.
    expect(JSON.stringify(done), where).not.toMatch(/\\ud[89a-f]|\\u0000/i)
    checkAnswers(before, session, done.effects, input, where)
    checkConsent(session, where)
    keepCount(done.effects, input)
    const inDrafts = new Set(session.drafts.flatMap(filesOf))
    for (const f of held) expect(inDrafts.has(f), `${f} is held by nobody after ${where}`).toBe(true)
    if (s.do === 'press') expect(says.map((m) => m.text).join(), where).not.toContain('Nút này')
    if (says.length > 0 || input.kind === 'withdrew') shown = says
    buttons.push(...says.flatMap(tokensOf))

    const told = done.effects.flatMap((asked) => {
      const found = store.carryOut(asked, now)
      return found ? take({ do: 'act', inbound: { kind: 'told', asked, ...found } }) : []
    })
    const effects = [...done.effects, ...told]
    if (isAct(input) && !isHushed(before, input, now))
      expect(
        effects.map((e) => e.do),
        where,
      ).toContain('say')
    return effects
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
        return ours('draftWaits', due?.id ?? 'gone')
      }
      case 'lose':
        return ours('fileLost', everHeld[s.nth % Math.max(1, everHeld.length)] ?? 'gone', { reason: 'gone' })
      case 'wait':
        now += s.ms
        return undefined
    }
  }

  function keepCount(effects: Effect[], input: Inbound): void {
    for (const e of effects) {
      // What goes to an officer belongs to no draft.
      if (e.do === 'keepFile' && !effects.some((o) => o.do === 'openTicket')) {
        held.add(e.file)
        everHeld.push(e.file)
      }
      if (e.do === 'dropFile') held.delete(e.file)
      if (e.do === 'submitNomination') for (const f of e.nomination.files) held.delete(f)
    }
    if (input.kind === 'ours' && input.what === 'fileLost') held.delete(input.about)
  }
}

function keyOf(draft: Draft): string {
  const form = flows.all[draft.flow]!.form!
  // A movement has a form of its own.
  return currentQuestion(form.of?.(draft.answers) ?? form, draft.answers)?.key ?? 'summary'
}

function tokensOf(message: Outbound): string[] {
  return (message.buttons ?? []).flatMap((b) => ('token' in b ? [b.token] : []))
}

function filesOf(draft: Draft): string[] {
  const filesKey = flows.all[draft.flow]!.form!.filesKey!
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
