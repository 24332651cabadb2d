// Most messages are answered with words alone, in a conversation this process knows from the message before. Such a turn is
// run before the database is asked anything; one exchange then checks what it rested on, and writes it.
import type { Pool, Tx } from '../../store/database.js'
import { writeForeseen } from '../../store/foreseen.js'
import type { StoredEvent } from '../../store/inbox.js'
import type { PlacesSource } from '../../store/units.js'
import type { Handlers } from '../effects/effect.js'
import { batchOf, type Conversed, conversed } from './batch.js'
import type { Known } from './known.js'
import type { Limits } from './limits.js'
import { type Registers, type Talk, talk, type World } from './talk.js'

interface Deps extends Pick<Registers, 'flows'> {
  pool: Pool
  known: Known
  limits: Limits
  places: PlacesSource
  instance(): number
}

/** Turns that only talk, run and not yet written. */
export interface Foresight {
  events: StoredEvent[]
  /** Throws what the database throws; undefined where something was not as foreseen. Then nothing happened. */
  write(): Promise<Conversed | undefined>
}

// Whoever reaches for it needs more than words: that turn is run where it has a transaction.
const OUT_OF_REACH = new Proxy(
  {},
  {
    get() {
      throw new Error('a turn before its transaction')
    },
  },
)

/**
 * Runs the turns of those events, one of a person at most, that the database need not be asked about. Nothing of the rest
 * is done. Never throws.
 */
export async function foresee(deps: Deps, events: StoredEvent[], now: number): Promise<Foresight | undefined> {
  const { known, limits, flows } = deps
  const latest = deps.places.latest()
  if (!latest) return undefined
  const world: World = {
    flows,
    places: latest.places,
    hand: known.hand(),
    limits: { ...limits, message: async () => undefined, deeds: async () => undefined },
    handlers: OUT_OF_REACH as Handlers,
    tx: OUT_OF_REACH as Tx,
    now,
  }
  const talks = new Map<string, Talk>()
  for (const event of events) {
    const { person, session } = known.person(event) ?? {}
    if (!person || person.unreachableAt || talks.has(person.personId) || !limits.isCalm(person.personId, now)) continue
    // A bug too is met again where it can be recorded.
    const said = await talk(person, [event], session!, world).catch(() => undefined)
    if (said) talks.set(person.personId, said)
  }
  return talks.size > 0 ? { events: eventsOf(talks), write: () => write(deps, talks, latest.version, now) } : undefined
}

const eventsOf = (talks: Map<string, Talk>) => [...talks.values()].flatMap(({ events }) => events)

async function write(
  { pool, known, limits, instance }: Deps,
  talks: Map<string, Talk>,
  places: number,
  now: number,
): Promise<Conversed | undefined> {
  const batch = batchOf([...talks.values()], 0)
  const people = batch.people.map(({ person }) => person)
  const foreseen = { people, places, events: eventsOf(talks), writes: batch.writes }
  const done = await writeForeseen(pool, foreseen, instance(), now)
  if (!done) return undefined
  for (const person of people) {
    limits.count(person.personId, now)
    person.nextVersion = done.version
  }
  return conversed(batch, done.owed, known)
}
