// One transaction: lock the people, take their events in order, run the turns, write everything. Then it is durable,
// handled, and may be acknowledged.
import type { Inbound } from '../../flows/message.js'
import type { Session } from '../../flows/session.js'
import type { Places } from '../../flows/vi/places.js'
import { type Pool, type Tx, together, transactionEnding } from '../../store/database.js'
import { type PendingEvent, type StoredEvent, takeEvents } from '../../store/inbox.js'
import type { OutboxRow } from '../../store/outbox.js'
import { type Address, type LockedPerson, lockPeople } from '../../store/people.js'
import { type Owed, type TurnWrites, writeTurns } from '../../store/turns.js'
import type { After } from '../effects/effect.js'
import type { Known } from './known.js'
import type { Limits } from './limits.js'
import { isOurs, type Registers, type Reply, type Talk, talk, type World } from './talk.js'

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

interface Deps extends Registers {
  pool: Pool
  known: Known
  limits: Limits
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
    return { done: batch, last: writeTurns(tx, batch.writes, deps.instance(), now) }
  })
  const { writes, replies, people, ...made } = done
  for (const { person, session } of people) deps.known.learn(person, session)
  return { ...made, outbox: rows.map((owed, n) => ({ ...replies[n]!, ...owed })) }
}

/** What a batch made and what is still to be written of it; the replies are the rows of `writes.outbox`. */
type Batch = Omit<Conversed, 'outbox'> & {
  writes: TurnWrites
  replies: Reply[]
  people: { person: LockedPerson; session: Session }[]
}

async function inTransaction(deps: Deps, tx: Tx, events: StoredEvent[], only: Address[], now: number): Promise<Batch> {
  const who = distinct([...events, ...only])
  const hand = deps.known.hand()
  const [people, taken, places] = await together([
    lockPeople(tx, who, now, hand.version),
    takeEvents(tx, events, who, now),
    deps.places(tx),
  ])
  // Nobody held a newcomer's lock when what waits for them was read.
  const { pending } = taken.pending.length > 0 ? await takeEvents(tx, [], who, now) : taken
  const fresh = events.filter(taken.isNew)
  const world = { ...deps, hand, places, tx, now }
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
      : talk(person, events, world.hand.session(person), world).then((first) => [first])
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
    people: all.map(({ person }) => ({ person, session: sessions.get(person.personId)! })),
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

/** Earlier trouble first, then what just came; Zalo promises no order, so there the platform's time decides. */
function inOrder(person: LockedPerson, pending: PendingEvent[], fresh: StoredEvent[]): StoredEvent[] {
  const isTheirs = (e: StoredEvent) => e.channel === person.channel && e.address === person.address
  const mine: StoredEvent[] = [...pending.filter(isTheirs), ...fresh.filter(isTheirs)]
  return person.channel === 'zalo' ? mine.sort((a, b) => a.at - b.at) : mine
}

function distinct(addresses: Address[]): Address[] {
  const seen = new Map(addresses.map(({ channel, address }) => [`${channel} ${address}`, { channel, address }]))
  return [...seen.values()]
}
