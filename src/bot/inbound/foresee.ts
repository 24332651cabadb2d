// Most messages are answered with words alone, in a conversation this process knows from the message before. Such a turn is
// run before the database is asked anything; one exchange then checks what it rested on, and writes it with what it noted.
import type { Tx } from '../../store/database.js'
import type { Statement } from '../../store/flight.js'
import { writeForeseen } from '../../store/foreseen.js'
import type { StoredEvent } from '../../store/inbox.js'
import { createNotes } from '../../store/notes.js'
import type { Handlers } from '../effects/effect.js'
import { isUnanswered } from '../effects/index.js'
import { batchOf, type Conversed, conversed } from './batch.js'
import { type Talk, type TalkDeps, talk } from './talk.js'

/** Turns that have been run and not yet written. */
export interface Foresight {
  events: StoredEvent[]
  /** Throws what the database throws; undefined where something was not as foreseen. Then nothing happened. */
  write(): Promise<Conversed | undefined>
}

/** A turn that needs more than words and what is written down with them. */
class NeedsMore extends Error {}

/**
 * Runs the turns of those events, one of a person at most, that the database need not be asked about. Nothing of the rest
 * is done. Never throws.
 */
export async function foresee(deps: TalkDeps, events: StoredEvent[], now: number): Promise<Foresight | undefined> {
  const { known, limits, flows } = deps
  const latest = deps.places.latest()
  if (!latest) return undefined
  const notes: Statement[] = []
  const world = {
    flows,
    places: latest.places,
    hand: known.hand(),
    limits: { ...limits, message: async () => undefined, deeds: async () => undefined },
    handlers: unanswered(deps.handlers),
    tx: ASKS,
    now,
  }
  const talks = new Map<string, Talk>()
  for (const event of events) {
    const { person, session } = known.person(event) ?? {}
    if (!person || person.unreachableAt || session!.link || talks.has(person.personId)) continue
    if (!limits.isCalm(person.personId, now)) continue
    const noted = createNotes()
    // A bug too is met again where it can be recorded.
    const said = await talk(person, [event], session!, { ...world, notes: noted }).catch(() => undefined)
    if (!said) continue
    talks.set(person.personId, said)
    notes.push(...noted.take())
  }
  return talks.size > 0
    ? { events: eventsOf(talks), write: () => write(deps, talks, notes, latest.version, now) }
    : undefined
}

/** The handlers of what can be sent later; any other ends its turn. */
function unanswered(handlers: Handlers): Handlers {
  return new Proxy(handlers, {
    get(all, name: keyof Handlers) {
      if (isUnanswered(name)) return all[name]
      throw new NeedsMore()
    },
  })
}

/** Whoever asks anything ends their turn. */
const ASKS = {
  query() {
    throw new NeedsMore()
  },
} as unknown as Tx

const eventsOf = (talks: Map<string, Talk>) => [...talks.values()].flatMap(({ events }) => events)

async function write(
  { pool, known, limits, instance }: TalkDeps,
  talks: Map<string, Talk>,
  notes: Statement[],
  places: number,
  now: number,
): Promise<Conversed | undefined> {
  const batch = batchOf([...talks.values()], 0)
  const people = batch.people.map(({ person }) => person)
  const foreseen = { people, places, events: eventsOf(talks), writes: batch.writes, notes }
  const done = await writeForeseen(pool, foreseen, instance(), now)
  if (!done) return undefined
  for (const person of people) {
    limits.count(person.personId, now)
    person.nextVersion = done.version
  }
  return conversed(batch, done.owed, known)
}
