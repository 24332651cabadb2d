// The turns of one contact within a batch: each event heard, its effects carried out, what they find told.
import { createHash } from 'node:crypto'
import { type Effect, merged, type Say } from '../../flows/effects.js'
import type { Flows } from '../../flows/flow.js'
import { type Inbound, isAct, openInbound } from '../../flows/message.js'
import type { Session } from '../../flows/session.js'
import { apology } from '../../flows/turn/apology.js'
import { slower } from '../../flows/turn/slower.js'
import { turn } from '../../flows/turn/turn.js'
import type { Places } from '../../flows/vi/places.js'
import { type Pool, type Tx, together } from '../../store/database.js'
import { failEvents, type StoredEvent } from '../../store/inbox.js'
import { noteOrigin } from '../../store/link/settle.js'
import type { Notes } from '../../store/notes.js'
import { type OutboxRow, saidAt } from '../../store/outbox.js'
import type { LockedPerson } from '../../store/people.js'
import type { PlacesSource } from '../../store/units.js'
import type { After, Handlers } from '../effects/effect.js'
import { isUnanswered } from '../effects/index.js'
import type { Hand, Known } from './known.js'
import type { Limits } from './limits.js'

/** The conversations of a release and who carries out their effects. */
export interface Registers {
  flows: Flows
  handlers: Handlers
}

/** What the turns of a process rest on, with a transaction and ahead of one. */
export interface TalkDeps extends Registers {
  pool: Pool
  known: Known
  limits: Limits
  places: PlacesSource
  /** The number this process holds its claims by. */
  instance(): number
}

/** What is said, as rows that have no id yet. */
export type Reply = Omit<OutboxRow, 'id'>

/** What every turn of a batch has. */
export interface World extends Registers {
  hand: Hand
  limits: Limits
  places: Places
  tx: Tx
  /** What is to be sent before anything else that is asked. */
  notes: Notes
  now: number
}

/** What the turns of one contact came to. */
export interface Talk {
  person: LockedPerson
  events: StoredEvent[]
  session: Session
  replies: Reply[]
  after: Required<After>
  failed: { event: StoredEvent; error: unknown }[]
  /** Why their stored conversation could not be read, the first time. */
  unread: string | undefined
}

/** Turns of one contact, one after the other, each with what its effects find. A bug in one fails that event alone, loudly. */
export async function talk(person: LockedPerson, events: StoredEvent[], opened: Session, world: World): Promise<Talk> {
  const { aside } = opened
  const unread = aside && !aside.told ? `a conversation cannot be read: ${aside.why}` : undefined
  const run = createRun(person, opened, world)
  const failed: Talk['failed'] = []
  for (const event of events) {
    try {
      await run.event(event)
    } catch (error) {
      // What the database refused ends the transaction: only a turn's own bug fails its event alone.
      if (!(error instanceof TurnFailed)) throw error
      failed.push({ event, error: error.cause })
      run.says.push({ do: 'say', message: apology(run.session.salutation) })
    }
  }
  // Somebody with two accounts gets back what came by each when they part.
  if (run.did && run.session.link) await inOrder(world, () => noteOrigin(world.tx, run.session, person.channel))
  if (failed.length > 0)
    await failEvents(
      world.tx,
      failed.map(({ event }) => event),
      nameOf(failed[0]!.error),
    )
  return {
    person,
    events,
    session: run.session,
    replies: repliesTo(person, events, run.says, world.now),
    after: run.after,
    failed,
    unread,
  }
}

class TurnFailed extends Error {}

/** Asks something behind what was noted. */
async function inOrder<T>({ tx, notes }: World, ask: () => Promise<T>): Promise<T> {
  const sent = notes.send(tx)
  const [answer] = await together([ask(), ...sent])
  return answer
}

/** One conversation as it goes on: its session, what was said, what is to be done after the commit. */
function createRun(person: LockedPerson, opened: Session, world: World) {
  const { flows, handlers, limits, places, tx, notes, now } = world
  const run = {
    session: opened,
    says: [] as Say[],
    /** What is being told is ours: nobody asked for it here. */
    ours: false,
    after: { fetch: [], revisit: [], broadcast: [], settle: [] } as Required<After>,
    /** Something was done that leaves rows. */
    did: false,
    async event(event: StoredEvent): Promise<void> {
      // What its effects find is told in further turns, whose ids are others.
      run.ours = isOurs(event)
      if (!run.ours && (await isTooFast())) return
      let next: Inbound[] = [await whole(openInbound(event.body))]
      for (let round = 0; next.length > 0; round++) {
        const found: Inbound[] = []
        for (const inbound of next) {
          const before = run.session
          const effects = step(inbound, (n) => idOf(event, n + round * IDS))
          if (round === 0 && !run.ours && (await isTooMuch(effects, before))) return
          for (const effect of effects) found.push(...(await carryOut(effect)))
        }
        next = found
      }
    },
  }

  /** Zalo tells of a message they reply to only its id: when it was ours, and when we said it, is in what we sent. */
  async function whole(inbound: Inbound): Promise<Inbound> {
    if (inbound.kind !== 'text' || !inbound.quotes) return inbound
    const { quotes } = inbound
    const isKnown = quotes.ours || quotes.text || run.session.heard?.some(({ msg }) => msg === quotes.msg)
    const at = isKnown ? undefined : await inOrder(world, () => saidAt(tx, person.contactId, quotes.msg))
    return at === undefined ? inbound : { ...inbound, quotes: { ...quotes, ours: true, at } }
  }

  /** Their words come faster than anybody types: none is taken until they slow down, which they hear once. */
  async function isTooFast(): Promise<boolean> {
    const over = await limits.message(tx, person.personId, now)
    if (over?.first) slow('messages', over.until)
    return over !== undefined
  }

  /** They do too much of something: nothing of this turn is, and their conversation is as before. */
  async function isTooMuch(effects: Effect[], before: Session): Promise<boolean> {
    const until = await limits.deeds(tx, person.personId, effects, now)
    if (until === undefined) return false
    run.session = before
    slow('deeds', until)
    return true
  }

  function slow(what: 'messages' | 'deeds', until: number): void {
    run.says.push({ do: 'say', message: slower(what, until, now, run.session.salutation) })
  }

  function step(inbound: Inbound, id: (n: number) => string): Effect[] {
    try {
      const done = turn(run.session, inbound, { now, places, id, who: person }, flows)
      run.session = done.session
      return done.effects
    } catch (cause) {
      throw new TurnFailed('a turn failed', { cause })
    }
  }

  async function carryOut(effect: Effect): Promise<Inbound[]> {
    if (effect.do === 'say') {
      run.says.push(run.ours ? { ...effect, ours: true } : effect)
      return []
    }
    run.did = true
    const handle = handlers[effect.do] as Handle
    if (isUnanswered(effect.do)) {
      await handle(notes.tx, person, effect, now)
      return []
    }
    const answer = await inOrder(world, () => handle(tx, person, effect, now))
    run.after.fetch.push(...(answer?.after?.fetch ?? []))
    run.after.revisit.push(...(answer?.after?.revisit ?? []))
    run.after.broadcast.push(...(answer?.after?.broadcast ?? []))
    run.after.settle.push(...(answer?.after?.settle ?? []))
    return answer && 'result' in answer ? [{ kind: 'told', asked: effect, result: answer.result }] : []
  }
  return run
}

type Handle = (
  tx: Tx,
  who: LockedPerson,
  effect: Effect,
  now: number,
) => Promise<{ result?: unknown; after?: After } | undefined>

/** Ids one turn may make. */
const IDS = 1_000

/** What is said to the contact, in order. */
function repliesTo(person: LockedPerson, events: StoredEvent[], says: Say[], now: number): Reply[] {
  const { contactId, channel, address } = person
  // An act of theirs, this very moment, opens every window and ends a refusal.
  const acted = !events.every(isOurs)
  const { lastInboundAt, unreachableAt } = acted ? { lastInboundAt: new Date(now), unreachableAt: null } : person
  return merged(says).map(({ message: body, unasked, ours }) => ({
    contactId,
    channel,
    address,
    kind: unasked ? 'nudge' : ours ? 'news' : 'reply',
    body,
    attempts: 0,
    lastInboundAt,
    unreachableAt,
  }))
}

/** Whether an event is no act of the person: ours, or what happened to them. */
export function isOurs(event: StoredEvent): boolean {
  return !isAct(openInbound(event.body))
}

/** The n-th id of an event, as a UUID: the same however often its turn is run. */
function idOf(event: StoredEvent, n: number): string {
  const hash = createHash('sha256').update(`${event.channel}\n${event.eventId}\n${n}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

// The class of the error and where it was thrown; its message may quote what a person wrote.
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  const frame = error.stack?.split('\n').find((line) => line.trim().startsWith('at '))
  return `${error.name} ${frame?.trim().replace(/\(.*\/(src|dist)\//, '($1/') ?? ''}`.trim()
}
