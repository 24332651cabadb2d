// The door: events of many people at once, two at a time of one person never. What waits together is handled together,
// in one transaction; a lone message never waits for company.

import type { Logger } from 'pino'
import { apology } from '../../flows/turn/apology.js'
import { type Pool, transactionAgain } from '../../store/database.js'
import { failPending, keepEvents, type StoredEvent } from '../../store/inbox.js'
import { owe } from '../../store/outbox.js'
import type { Address } from '../../store/people.js'
import { isAway, isPassing } from '../../store/trouble.js'
import type { InboundEvent, Receive } from '../channel.js'
import { groupBy } from '../group-by.js'
import { createAlbums } from './albums.js'
import type { Conversed } from './batch.js'
import type { Foresight } from './foresee.js'
import { createLine, type Line, type Waiting } from './line.js'
import { isOurs, nameOf } from './talk.js'

interface Deps {
  pool: Pool
  converse(events: StoredEvent[], only: Address[], now: number): Promise<Conversed>
  /** Runs the turns that need no transaction of their own. */
  foresee(events: StoredEvent[], now: number): Promise<Foresight | undefined>
  /** After commit: what has to leave, what has to be fetched. */
  committed(done: Conversed): void
  now(): number
  log: Logger
}

export interface Receiver {
  /** Resolves when every event is durable and handled, and may be acknowledged. */
  receive: Receive
  /** Handles what earlier trouble left waiting for these people. */
  revisit(people: Address[]): Promise<void>
  /** The same a moment later, together with what comes until then. */
  revisitSoon(people: Address[]): void
  /** Resolves when nothing is being handled. */
  idle(): Promise<void>
}

// More in flight only makes them wait for each other's locks; more in a batch only makes the first wait for the last.
const BATCHES = 2
const BATCH_SIZE = 128

export function createReceiver(deps: Deps): Receiver {
  const line = createLine(BATCH_SIZE)
  const idlers: (() => void)[] = []
  let inFlight = 0
  let soon = false

  function enter(who: Address, event?: StoredEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      line.add({ key: keyOf(who), who, event, resolve, reject })
      pumpSoon()
    })
  }

  // What arrives in one breath goes into one batch.
  function pumpSoon(): void {
    if (soon) return
    soon = true
    setImmediate(() => {
      soon = false
      pump()
    })
  }

  function pump(): void {
    while (inFlight < BATCHES) {
      const batch = line.take(BATCHES - inFlight)
      if (batch.length === 0) break
      const parted = part(deps, batch).then(({ quick, rest }) => {
        if (quick.items.length > 0) underWay(quick.items, handleQuickly(deps, line, quick))
        if (rest.length > 0) underWay(rest, handle(deps, line, rest))
      })
      underWay([], parted)
    }
  }

  function underWay(batch: Waiting[], done: Promise<void>): void {
    inFlight++
    void done.finally(() => {
      inFlight--
      line.free(batch)
      pumpSoon()
      if (isIdle()) for (const idle of idlers.splice(0)) idle()
    })
  }

  const isIdle = () => inFlight === 0 && line.isEmpty()
  const albums = createAlbums({
    keep: (events) => keepEvents(deps.pool, events, deps.now()),
    revisit: (who) => enter(who),
  })
  return {
    receive: async (events: InboundEvent[]) => {
      // What comes beside other words of theirs is answered with them.
      const mixed = new Set(events.filter((event) => !mayBeOneOfMany(event)).map(keyOf))
      const inAlbums = events.filter((event) => mayBeOneOfMany(event) && !mixed.has(keyOf(event)))
      const others = events.filter((event) => !inAlbums.includes(event))
      await Promise.all([albums.take(inAlbums), ...others.map((event) => enter(event, event))])
    },
    revisit: async (people) => {
      await Promise.all(people.map((who) => enter(who)))
    },
    revisitSoon: albums.soon,
    async idle() {
      await albums.idle()
      if (!isIdle()) await new Promise<void>((resolve) => idlers.push(resolve))
    },
  }
}

/** Stickers, videos and voice messages come in rows as pictures do. */
function mayBeOneOfMany({ album, body }: InboundEvent): boolean {
  return album !== undefined || body.kind === 'unusable'
}

function keyOf({ channel, address }: Address): string {
  return `${channel} ${address}`
}

interface Quick {
  items: Waiting[]
  write: Foresight['write']
}

/** Whose turn has been run already, and who is left. */
async function part(deps: Deps, batch: Waiting[]): Promise<{ quick: Quick; rest: Waiting[] }> {
  const alone = [...groupBy(batch, (item) => item.key).values()].filter(({ length }) => length === 1)
  const foresight = await deps.foresee(
    alone.flatMap(([item]) => item!.event ?? []),
    deps.now(),
  )
  const run = new Set(foresight?.events)
  const isRun = ({ event }: Waiting) => event !== undefined && run.has(event)
  const none = async () => undefined
  return {
    quick: { items: batch.filter(isRun), write: foresight?.write ?? none },
    rest: batch.filter((item) => !isRun(item)),
  }
}

/** Writes turns that have been run; as they were not run, where that fails. Never rejects. */
async function handleQuickly(deps: Deps, line: Line, { items, write }: Quick): Promise<void> {
  const done = await write().catch((error) => {
    if (!isPassing(error)) deps.log.error({ err: error }, 'turns that had been run could not be written')
    return undefined
  })
  if (!done) return handle(deps, line, items)
  deps.committed(done)
  for (const item of items) item.resolve()
}

/** Everybody of the batch hears how it ended; never rejects. */
async function handle(deps: Deps, line: Line, batch: Waiting[]): Promise<void> {
  try {
    await attempt(deps, batch)
  } catch (error) {
    const people = groupBy(batch, (item) => item.key)
    if (people.size === 1 || isAway(error)) return fail(deps, line, batch, error)
    // One person's trouble must not become everybody's: each alone.
    for (const mine of people.values())
      await attempt(deps, mine).catch((reason: unknown) => fail(deps, line, mine, reason))
  }
}

async function attempt(deps: Deps, batch: Waiting[]): Promise<void> {
  const events = batch.flatMap((item) => item.event ?? [])
  const done = await deps.converse(
    events,
    batch.map((item) => item.who),
    deps.now(),
  )
  for (const { person, error } of done.failed)
    deps.log.error({ person, err: error }, 'a conversation met a bug: nothing is lost (npm run admin -- failed)')
  deps.committed(done)
  for (const item of batch) item.resolve()
}

/**
 * Nothing of the batch happened. A passing trouble of the database leaves the events for tick; a bug of ours keeps them as
 * failed rows; and when not even that can be written, the platform keeps them and comes again.
 */
async function fail(deps: Deps, line: Line, batch: Waiting[], error: unknown): Promise<void> {
  deps.log.error({ err: error }, 'events could not be handled')
  const events = batch.flatMap((item) => item.event ?? [])
  try {
    if (events.length > 0 && isPassing(error))
      // Whoever these events waited for may have them too, in another order.
      await transactionAgain(deps.pool, (tx) => keepEvents(tx, events, deps.now()))
    else if (!isPassing(error)) await giveUp(deps, batch, events, nameOf(error))
    for (const item of batch) item.resolve()
  } catch {
    // What people said later must not be taken before what comes again.
    for (const item of [...batch, ...line.leaveOut(batch)]) item.reject(error)
  }
}

async function giveUp({ pool, now }: Deps, batch: Waiting[], events: StoredEvent[], name: string): Promise<void> {
  if (events.length > 0) await keepEvents(pool, events, now(), name)
  const [{ who }] = batch as [Waiting]
  await failPending(pool, [who], name)
  // Nobody is left without a word; this one is not worth the events.
  if (!events.every(isOurs)) await owe(pool, [who], apology(), now()).catch(() => {})
}
