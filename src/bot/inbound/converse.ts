// One transaction: lock the people, take their events in order, run the turns, write everything. Then it is durable,
// handled, and may be acknowledged.
import { together, transactionEnding } from '../../store/database.js'
import { type PendingEvent, type StoredEvent, takeEvents } from '../../store/inbox.js'
import { createNotes } from '../../store/notes.js'
import { type Address, type LockedPerson, lockPeople } from '../../store/people.js'
import { type Owed, writeTurns } from '../../store/turns.js'
import { type Batch, batchOf, type Conversed, conversed } from './batch.js'
import { type Talk, type TalkDeps, talk, type World } from './talk.js'

/**
 * Handles new events together with whatever these people still had waiting. `only` lists people without new events.
 * Throws when the transaction failed; then nothing of it happened.
 */
export async function converse(
  deps: TalkDeps,
  events: StoredEvent[],
  only: Address[],
  now: number,
): Promise<Conversed> {
  const { done, rows } = await transactionEnding<Batch, Owed>(deps.pool, async (tx) => {
    const notes = createNotes()
    const batch = await inTransaction({ ...deps, tx, notes, now }, events, only)
    return { done: batch, last: [...notes.take(), ...writeTurns(tx, batch.writes, deps.instance(), now)] }
  })
  return conversed(done, rows, deps.known)
}

async function inTransaction(
  deps: TalkDeps & Pick<World, 'tx' | 'notes' | 'now'>,
  events: StoredEvent[],
  only: Address[],
): Promise<Batch> {
  const { tx, now } = deps
  const who = distinct([...events, ...only])
  const hand = deps.known.hand()
  const [people, taken, places] = await together([
    lockPeople(tx, who, now, hand.version),
    takeEvents(tx, events, who, now),
    deps.places.at(tx),
  ])
  // Nobody held a newcomer's lock when what waits for them was read.
  const { pending } = taken.pending.length > 0 ? await takeEvents(tx, [], who, now) : taken
  const fresh = events.filter(taken.isNew)
  const world = { ...deps, hand, places }
  const all = await together(talksOf(people, (person) => inOrder(person, pending, fresh), world))
  return batchOf(all.flat(), events.length - fresh.length)
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
