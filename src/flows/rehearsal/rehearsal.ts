// Plays a conversation without a platform or a database: the golden tests and `npm run talk` share it.
import { type Effect, merged } from '../effects.js'
import type { Flows, Turn } from '../flow.js'
import { flows as FLOWS } from '../index.js'
import type { Ctx } from '../interview/form.js'
import { BOLD_OFF, BOLD_ON, type Inbound, type Ours, type Outbound, openInbound } from '../message.js'
import type { Role, Who } from '../roles.js'
import { activeDraft, newSession, openSession, type Session } from '../session.js'
import { type Prompt, promptOf } from '../turn/say.js'
import { turn } from '../turn/turn.js'
import type { Places } from '../vi/places.js'
import { createStandIn } from './stand-in.js'

/** A conversation as the golden tests keep it. */
export interface Transcript {
  name: string
  /** Epoch ms. */
  start: number
  /** What the person is, where they are more than a citizen: of one ward. */
  as?: Role
  turns: PlayedTurn[]
}

export interface PlayedTurn {
  /** Epoch ms. */
  at: number
  in: Inbound
  out: Said[]
  /** What else the turn wants done, without the words already found in `out` or `draft`. */
  effects: Record<string, unknown>[]
  /** The active draft where this turn changed it: new answers (null: taken back) and the order of all. */
  draft?: { answers: Record<string, unknown>; order: string[] }
}

/** A message by lines; bold stands between ** and **. */
export interface Said {
  text: string[]
  buttons?: string[]
}

export interface Rehearsal {
  /** Runs one turn at `at` (epoch ms): what it showed (with tokens), and what a transcript keeps of it. */
  send(inbound: Inbound, at: number): { shown: Outbound[]; played: PlayedTurn }
  /** Takes the first reminder that is due at `until` (epoch ms): for which draft, and when. */
  takeNudge(until: number): { draft: string; at: number } | undefined
  session(): Session
  /** What is being asked, as of `now`. */
  prompt(now: number): Prompt | undefined
}

/** Somebody who plays; an officer's unit is a ward. */
export function player(as?: Role): Who {
  return { personId: '1', roles: as ? [{ role: as, unit: '11383', unitName: 'Phường Lê Chân' }] : [] }
}

/** A conversation of one person, from the first word on. What the shell would store is played by a stand-in. */
export function createRehearsal(places: Places, flows: Flows = FLOWS, who: Who = player()): Rehearsal {
  const store = createStandIn()
  let session = newSession()
  let turns = 0

  /** One turn and what follows from it: what its effects find is told in further ones. */
  function run(inbound: Inbound, ctx: Ctx): Effect[] {
    // Through JSON both ways, as a real session goes between two turns.
    const next = turn(openSession(overTheWire(session)), overTheWire(inbound), ctx, flows)
    session = openSession(overTheWire(next.session))
    const effects = merged(overTheWire(next.effects))
    return effects.flatMap((effect) => {
      const found = store.carryOut(effect, ctx.now)
      return [effect, ...(found ? run({ kind: 'told', asked: effect, result: found.result }, ctx) : [])]
    })
  }

  return {
    send(inbound, at) {
      const body = openInbound(inbound)
      if (body.kind === 'ours') {
        store.happens(body)
        session = linked(session, body, at)
      }
      const before = activeDraft(session)?.answers ?? {}
      const effects = run(body, {
        now: at,
        places,
        who: { ...who, roles: [...who.roles, ...store.roles()] },
        id: idsOf(turns++),
      })
      const shown = effects.flatMap((effect) => (effect.do === 'say' ? [effect.message] : []))
      const played: PlayedTurn = {
        at,
        in: inbound,
        out: shown.map(said),
        effects: effects.filter((effect) => effect.do !== 'say').map(essence),
      }
      const draft = activeDraft(session)
      const answers = changes(before, draft?.answers ?? before)
      if (draft && Object.keys(answers).length > 0) played.draft = { answers, order: draft.order }
      return { shown, played }
    },
    takeNudge: store.takeNudge,
    session: () => session,
    prompt(now) {
      const t: Turn = { session, effects: [], ctx: { now, places, who, id: idsOf(turns) }, flows, letGo: [] }
      return promptOf(t)
    },
  }
}

/** Plays a whole conversation again, from what came in and when. */
export function play(
  { name, start, as, turns }: Pick<Transcript, 'name' | 'start' | 'as'> & { turns: { at: number; in: Inbound }[] },
  places: Places,
): Transcript {
  const rehearsal = createRehearsal(places, FLOWS, player(as))
  return { name, start, ...(as && { as }), turns: turns.map((step) => rehearsal.send(step.in, step.at).played) }
}

/** Two accounts joined or parted have their conversations written anew, which then say so. */
function linked(session: Session, { flow, what, about }: Ours, now: number): Session {
  if (flow !== 'link' || (what !== 'joined' && what !== 'parted')) return session
  return { ...session, link: what === 'joined' ? { id: about, since: now } : undefined }
}

function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** Ids as the shell gives them: different in every turn, the same in every replay, told apart by their first eight. */
function idsOf(turn: number): Ctx['id'] {
  return (n) => `${(turn * 256 + n + 1).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
}

function said({ text, buttons }: Outbound): Said {
  const lines = text.replaceAll(BOLD_ON, '**').replaceAll(BOLD_OFF, '**').split('\n')
  return buttons?.length ? { text: lines, buttons: buttons.map((button) => button.label) } : { text: lines }
}

/** The words of the consent are shown in `out` already. */
function essence(effect: Effect): Record<string, unknown> {
  if (effect.do !== 'recordConsent') return { ...effect }
  const { text: _shown, ...rest } = effect
  return rest
}

function changes(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  return Object.fromEntries(changed.map((key) => [key, after[key] ?? null]))
}
