// One transaction: lock the people, take their events in order, run the turns, write everything. Then it is durable,
// handled, and may be acknowledged.
import { createHash } from 'node:crypto'
import { type Effect, merged, type Say } from '../../flows/effects.js'
import type { Flows } from '../../flows/flow.js'
import { type Inbound, isAct, openInbound } from '../../flows/message.js'
import { openSession, type Session } from '../../flows/session.js'
import { apology } from '../../flows/turn/apology.js'
import { turn } from '../../flows/turn/turn.js'
import type { Places } from '../../flows/vi/places.js'
import { type Pool, type Tx, together, transactionEnding } from '../../store/database.js'
import { failEvents, type PendingEvent, type StoredEvent, takeEvents } from '../../store/inbox.js'
import { noteOrigin } from '../../store/link/settle.js'
import type { OutboxRow } from '../../store/outbox.js'
import { type Address, type LockedPerson, lockPeople } from '../../store/people.js'
import { type Owed, type TurnWrites, writeTurns } from '../../store/turns.js'
import type { After, Handlers } from '../effects/effect.js'

/** What a batch made. */
export interface Conversed {
  /** Rows to deliver now, in order; `behind` are the older ones of their contact still owed. */
  outbox: (OutboxRow & { behind: string[] })[]
  /** What is to be done now that it is durable. */
  after: Required<After>
  /** Turns run, duplicates met, events that our bug failed. */
  turns: number
  duplicates: number
  failed: { person: string; error: unknown }[]
}

/** The conversations of a release and who carries out their effects. */
export interface Registers {
  flows: Flows
  handlers: Handlers
}

interface Deps extends Registers {
  pool: Pool
  /** The search by name as it stands for the transaction. */
  places(tx: Tx): Promise<Places>
  /** The number this process holds its claims by. */
  instance(): number
}

// Zalo's windows are days long: no need to write the time of every word.
const SEEN_STEP_MS = 60_000

/**
 * Handles new events together with whatever these people still had waiting. `only` lists people without new events.
 * Throws when the transaction failed; then nothing of it happened.
 */
export async function converse(deps: Deps, events: StoredEvent[], only: Address[], now: number): Promise<Conversed> {
  const { done, rows } = await transactionEnding<Batch, Owed>(deps.pool, async (tx) => {
    const batch = await inTransaction(deps, tx, events, only, now)
    const { writes } = batch
    return { done: batch, last: writes.sessions.length > 0 ? writeTurns(writes, deps.instance(), now) : undefined }
  })
  const { writes, replies, ...made } = done
  return { ...made, outbox: rows.map((owed, n) => ({ ...replies[n]!, ...owed })) }
}

/** What a batch made and what is still to be written of it; the replies are the rows of `writes.outbox`. */
type Batch = Omit<Conversed, 'outbox'> & { writes: TurnWrites; replies: Omit<OutboxRow, 'id'>[] }

async function inTransaction(deps: Deps, tx: Tx, events: StoredEvent[], only: Address[], now: number): Promise<Batch> {
  const who = distinct([...events, ...only])
  const [people, taken, places] = await together([
    lockPeople(tx, who, now),
    takeEvents(tx, events, who, now),
    deps.places(tx),
  ])
  // Nobody held a newcomer's lock when what waits for them was read.
  const { pending } = taken.pending.length > 0 ? await takeEvents(tx, [], who, now) : taken
  const fresh = events.filter(taken.isNew)
  const world = { ...deps, places, tx, now }
  const all = await together(talksOf(people, (person) => inOrder(person, pending, fresh), world))
  return written(all.flat(), events.length - fresh.length)
}

/** Contacts with something to say; people at the same time, the contacts of one person, who share a conversation, in turn. */
function talksOf(
  people: LockedPerson[],
  eventsOf: (person: LockedPerson) => StoredEvent[],
  world: World,
): Promise<Talk[]>[] {
  const last = new Map<string, Promise<Talk[]>>()
  for (const person of people) {
    const events = eventsOf(person)
    if (events.length === 0) continue
    const before = last.get(person.personId)
    const next = before
      ? before.then(async (talks) => [...talks, await talk(person, events, talks.at(-1)!.session, world)])
      : talk(person, events, openSession(person.state), world).then((first) => [first])
    last.set(person.personId, next)
  }
  return [...last.values()]
}

/** What is to be written of these talks. */
function written(all: Talk[], duplicates: number): Batch {
  const replies = all.flatMap((each) => each.replies)
  const sessions = new Map(all.map(({ person, session }) => [person.personId, session]))
  const batch: Batch = {
    after: {
      fetch: all.flatMap(({ after }) => after.fetch),
      revisit: all.flatMap(({ after }) => after.revisit),
      broadcast: all.flatMap(({ after }) => after.broadcast),
      settle: all.flatMap(({ after }) => after.settle),
    },
    turns: 0,
    duplicates,
    failed: [],
    replies,
    writes: {
      sessions: [...sessions].map(([personId, state]) => ({ personId, state })),
      seen: [],
      handled: [],
      outbox: replies,
    },
  }
  for (const { person, events: mine, failed, unread } of all) {
    batch.turns += mine.length - failed.length
    if (unread) batch.failed.push({ person: person.personId, error: new Error(unread) })
    batch.failed.push(...failed.map(({ error }) => ({ person: person.personId, error })))
    const bad = new Set(failed.map((f) => f.event))
    for (const event of mine) if ('id' in event && !bad.has(event)) batch.writes.handled.push(event.id as string)
    const seenAt = Math.max(...mine.filter((e) => !isOurs(e)).map((e) => e.at), 0)
    const gone = (mine.at(-1)!.body as Inbound).kind === 'left'
    if (!gone && seenAt > 0 && (person.unreachableAt || seenAt > (person.lastInboundAt?.getTime() ?? 0) + SEEN_STEP_MS))
      batch.writes.seen.push({ contactId: person.contactId, at: seenAt })
  }
  return batch
}

interface World extends Registers {
  places: Places
  tx: Tx
  now: number
}

/** What the turns of one contact came to. */
interface Talk {
  person: LockedPerson
  events: StoredEvent[]
  session: Session
  replies: Batch['replies']
  after: Required<After>
  failed: { event: StoredEvent; error: unknown }[]
  /** Why their stored conversation could not be read, the first time. */
  unread: string | undefined
}

/** Turns of one contact, one after the other, each with what its effects find. A bug in one fails that event alone, loudly. */
async function talk(person: LockedPerson, events: StoredEvent[], opened: Session, world: World): Promise<Talk> {
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
  if (run.did && run.session.link) await noteOrigin(world.tx, run.session, person.channel)
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

/** One conversation as it goes on: its session, what was said, what is to be done after the commit. */
function createRun(person: LockedPerson, opened: Session, { flows, handlers, places, tx, now }: World) {
  const run = {
    session: opened,
    says: [] as Spoken[],
    /** What is being told is ours: nobody asked for it here. */
    ours: false,
    after: { fetch: [], revisit: [], broadcast: [], settle: [] } as Required<After>,
    /** Something was done that leaves rows. */
    did: false,
    async event(event: StoredEvent): Promise<void> {
      // What its effects find is told in further turns, whose ids are others.
      run.ours = isOurs(event)
      let next: Inbound[] = [openInbound(event.body)]
      for (let round = 0; next.length > 0; round++) {
        const found: Inbound[] = []
        for (const inbound of next) {
          for (const effect of step(inbound, (n) => idOf(event, n + round * IDS)))
            found.push(...(await carryOut(effect)))
        }
        next = found
      }
    },
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
    const answer = await handle(tx, person, effect, now)
    run.after.fetch.push(...(answer?.after?.fetch ?? []))
    run.after.revisit.push(...(answer?.after?.revisit ?? []))
    run.after.broadcast.push(...(answer?.after?.broadcast ?? []))
    run.after.settle.push(...(answer?.after?.settle ?? []))
    return answer && 'result' in answer ? [{ kind: 'told', asked: effect, result: answer.result }] : []
  }
  return run
}

type Spoken = Say & { ours?: true }

type Handle = (
  tx: Tx,
  who: LockedPerson,
  effect: Effect,
  now: number,
) => Promise<{ result?: unknown; after?: After } | undefined>

/** Ids one turn may make. */
const IDS = 1_000

/** What is said to the contact, in order. */
function repliesTo(person: LockedPerson, events: StoredEvent[], says: Spoken[], now: number): Batch['replies'] {
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

/** Earlier trouble first, then what just came; Zalo promises no order, so there the platform's time decides. */
function inOrder(person: LockedPerson, pending: PendingEvent[], fresh: StoredEvent[]): StoredEvent[] {
  const isTheirs = (e: StoredEvent) => e.channel === person.channel && e.address === person.address
  const mine: StoredEvent[] = [...pending.filter(isTheirs), ...fresh.filter(isTheirs)]
  return person.channel === 'zalo' ? mine.sort((a, b) => a.at - b.at) : mine
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

function distinct(addresses: Address[]): Address[] {
  const seen = new Map(addresses.map(({ channel, address }) => [`${channel} ${address}`, { channel, address }]))
  return [...seen.values()]
}

// The class of the error and where it was thrown; its message may quote what a person wrote.
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  const frame = error.stack?.split('\n').find((line) => line.trim().startsWith('at '))
  return `${error.name} ${frame?.trim().replace(/\(.*\/(src|dist)\//, '($1/') ?? ''}`.trim()
}
