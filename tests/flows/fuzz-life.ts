// One person's life with the assistant: plays step after step, and has every turn looked at by the rules.
import { expect } from 'vitest'
import type { Effect } from '../../src/flows/effects.js'
import { flows } from '../../src/flows/index.js'
import { currentQuestion } from '../../src/flows/interview/form.js'
import type { Inbound, Outbound, Told } from '../../src/flows/message.js'
import { createStandIn } from '../../src/flows/rehearsal/stand-in.js'
import { answers, type HeldRole } from '../../src/flows/roles.js'
import { activeDraft, type Draft, newSession, openSession, type Session } from '../../src/flows/session.js'
import { turn } from '../../src/flows/turn/turn.js'
import { checkAlways } from './fuzz-always.js'
import { checkFinal, finals } from './fuzz-final.js'
import {
  checkAnswers,
  checkConsent,
  checkHelpIsOffered,
  checkMessage,
  checkTheirs,
  isAct,
  isHushed,
  SENDS,
} from './fuzz-rules.js'
import { ours, type Step } from './fuzz-steps.js'
import { NOON, places, REPLIES } from './play.js'

/** A button somebody was shown, and the conversation as it was then. */
export interface Shown {
  token: string
  session: Session
}

/** `said`: what is typed for a question, by its key. */
export function newLife(said: Record<string, string[]>, roles: HeldRole[] = []) {
  let session: Session = newSession()
  const store = createStandIn()
  let now = NOON
  let turns = 0
  let who = { personId: '1', roles }
  let shown: Outbound[] = []
  let shownAs = who
  const buttons: Shown[] = []
  // Every file that was kept, until it is dropped, lost or sent.
  const held = new Set<string>()
  const everHeld: string[] = []
  const events: Inbound[] = []
  const past: Session[] = []
  let waiting: string[] = []
  let unheard: string[] = []

  /** What a turn from this state would be; the same turn twice is the same. */
  function run(from: Session, input: Inbound) {
    const id = (k: number) => `${(turns * 64 + k).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
    const once = () => {
      const before = JSON.stringify(from)
      const done = JSON.stringify(turn(from, structuredClone(input), { now, places: places(), who, id }, flows))
      expect(JSON.stringify(from), 'a turn changed what it was given').toBe(before)
      return done
    }
    const done = once()
    return { json: done, again: once, ...(JSON.parse(done) as { session: Session; effects: Effect[] }) }
  }

  function take(s: Step): Effect[] {
    now += 20_000
    if (s.do === 'probe') {
      checkAlways(session, who, now, (input) => run(session, input))
      return []
    }
    if (s.do === 'past') {
      const earlier = past[s.nth % Math.max(1, past.length)]
      if (earlier) run(earlier, s.inbound)
      return []
    }
    const input = inboundOf(s)
    return input ? hear(input, s) : []
  }

  function hear(input: Inbound, s: Step): Effect[] {
    turns++
    const before = session
    const done = run(before, input)
    session = openSession(done.session)
    const says = done.effects.flatMap((e) => (e.do === 'say' ? [e.message] : []))
    const where = `${JSON.stringify(input).slice(0, 200)} at ${JSON.stringify(before.panel)} ${JSON.stringify(activeDraft(before)?.order)}`
    if (turns % 4 === 0) expect(done.again(), `not the same twice: ${where}`).toBe(done.json)

    for (const message of says) checkMessage(message, where)
    // What Postgres refuses in JSON: half a surrogate pair, a zero.
    expect(done.json, where).not.toMatch(/\\ud[89a-f]|\\u0000/i)
    checkAnswers(before, session, done.effects, input, where)
    checkConsent(session, where)
    // What was found is told in the transaction that looked for it: a role ends before or after.
    // Who recorded help is known to the store, which goes by their role.
    const byStore = input.kind === 'ours' || (input.kind === 'told' && input.asked.do === 'recordDelivery')
    if (s.do !== 'again' && !byStore) checkTheirs(done.effects, who, session, where)
    if (finals(done.effects).length > 0) {
      const pressed = s.do === 'pressOld' ? buttons[s.nth % buttons.length] : undefined
      checkFinal(
        { before, effects: done.effects, input, buttons, pressed, run: (from, act) => run(from, act).effects },
        where,
      )
    }
    keepCount(done.effects, input)
    const inDrafts = new Set(session.drafts.flatMap(filesOf))
    for (const f of held) expect(inDrafts.has(f), `${f} is held by nobody after ${where}`).toBe(true)
    if (s.do === 'press' && shownAs === who) expect(says.map((m) => m.text).join(), where).not.toContain('Nút này')
    // What was taken, or passed on, is no answer in vain.
    if (toldIn(before) !== toldIn(session) || done.effects.some((e) => e.do !== 'say')) unheard = []
    unheard = checkHelpIsOffered(unheard, input, says, where)
    if (says.length > 0 || input.kind === 'withdrew') {
      shown = says
      shownAs = who
    }
    for (const token of says.flatMap(tokensOf)) buttons.push({ token, session })
    if (turns % 5 === 0) past.push(session)
    if (input.kind === 'told' || input.kind === 'ours') events.push(input)

    const told = done.effects.flatMap((asked) => {
      const found = store.carryOut(asked, now)
      return found ? take({ do: 'act', inbound: { kind: 'told', asked, ...found } as Told }) : []
    })
    const effects = [...done.effects, ...told]
    if (isAct(input) && !isHushed(before, input, now))
      expect(
        effects.map((e) => e.do),
        where,
      ).toContain('say')
    return effects
  }

  function inboundOf(s: Exclude<Step, { do: 'probe' | 'past' }>): Inbound | undefined {
    const draft = activeDraft(session)
    switch (s.do) {
      case 'act':
        return forThem(s.inbound)
      case 'press': {
        const tokens = shown.slice(-1).flatMap(tokensOf)
        const token = tokens[s.nth % Math.max(1, tokens.length)]
        return token === undefined ? undefined : { kind: 'tap', token }
      }
      case 'pressOld': {
        const token = buttons[s.nth % Math.max(1, buttons.length)]?.token
        return token === undefined ? undefined : { kind: 'tap', token }
      }
      case 'forge': {
        if (!draft) return undefined
        const key = s.key === '?' ? keyOf(draft) : s.key
        return { kind: 'tap', token: `q.${draft.id.slice(0, 8)}.${key}.${s.value}` }
      }
      case 'answer':
        return answerOf(draft)
      case 'nudge': {
        const due = session.drafts[s.nth % Math.max(1, session.drafts.length)]
        return ours('draftWaits', due?.id ?? 'gone')
      }
      case 'lose':
        return ours('fileLost', everHeld[s.nth % Math.max(1, everHeld.length)] ?? 'gone', { reason: 'gone' })
      case 'again':
        return forThem(events[s.nth % Math.max(1, events.length)])
      case 'roles':
        who = { ...who, roles: s.roles }
        return undefined
      case 'wait':
        now += s.ms
        return undefined
    }
  }

  /** News of work goes to whoever does it. */
  function forThem(inbound: Inbound | undefined): Inbound | undefined {
    const isWork = inbound?.kind === 'ours' && inbound.flow !== 'always'
    return isWork && !answers(who) ? undefined : inbound
  }

  function answerOf(draft: Draft | undefined): Inbound {
    if (waiting.length > 0) return { kind: 'text', text: waiting.shift()! }
    const [token] = shown.slice(-1).flatMap(tokensOf)
    if (session.panel || !draft)
      return token === undefined ? { kind: 'start', payload: 'nominate' } : { kind: 'tap', token }
    waiting = [...(said[keyOf(draft)] ?? ['gửi đi'])]
    return { kind: 'text', text: waiting.shift()! }
  }

  function keepCount(effects: Effect[], input: Inbound): void {
    for (const e of effects) {
      // What goes to an officer belongs to no draft.
      if (e.do === 'keepFile' && !effects.some((o) => o.do === 'openTicket')) {
        held.add(e.file)
        everHeld.push(e.file)
      }
      if (e.do === 'dropFile') held.delete(e.file)
      if (SENDS.includes(e.do)) for (const f of held) if (JSON.stringify(e).includes(f)) held.delete(f)
    }
    if (input.kind === 'ours' && input.what === 'fileLost') held.delete(input.about)
  }

  return {
    take,
    get session() {
      return session
    },
  }
}

// Never more than the people in hardship, however many those are.
export const SAID: Record<string, string[]> = { ...REPLIES, covered: ['0'] }

export const OFFICERS: Record<string, string[]> = {
  ...SAID,
  text: ['Mời cả nhà kể một việc tốt quanh mình trong tuần này nhé.'],
  file: ['không'],
  buttons: ['Không cần nút'],
  when: ['Gửi ngay'],
}

function keyOf(draft: Draft): string {
  const form = flows.all[draft.flow]!.form!
  // A movement has a form of its own.
  return currentQuestion(form.of?.(draft.answers) ?? form, draft.answers)?.key ?? 'summary'
}

/** What they have told so far. */
const toldIn = ({ drafts }: Session) => JSON.stringify(drafts.map(({ answers, notes }) => [answers, notes]))

function tokensOf(message: Outbound): string[] {
  return (message.buttons ?? []).flatMap((b) => ('token' in b ? [b.token] : []))
}

function filesOf(draft: Draft): string[] {
  const filesKey = flows.all[draft.flow]!.form!.filesKey
  if (filesKey === undefined) return []
  const places = [draft.answers[filesKey], draft.notes[filesKey], draft.kept[filesKey]]
  return places.flatMap((at) => (at as { files?: { id: string }[] } | undefined)?.files ?? []).map((f) => f.id)
}
