// One transaction: lock the people, take their events in order, run the turns, write everything. Then it is durable,
// handled, and may be acknowledged.
import { createHash } from 'node:crypto'
import type { Form } from '../../flows/interview/form.js'
import { type Effect, type Inbound, merged } from '../../flows/message.js'
import { openSession, type Session } from '../../flows/session.js'
import { FORMS, turn } from '../../flows/turn/turn.js'
import type { Places } from '../../flows/vi/places.js'
import { type Pool, type Tx, together, transactionEnding } from '../../store/database.js'
import { failEvents, type PendingEvent, type StoredEvent, takeEvents } from '../../store/inbox.js'
import type { OutboundKind, OutboxRow } from '../../store/outbox.js'
import { type Address, type LockedPerson, lockPeople } from '../../store/people.js'
import { type Owed, type TurnWrites, writeTurns } from '../../store/turns.js'
import { doEffect } from '../effects/index.js'

/** What a batch made. */
export interface Conversed {
  /** Rows to deliver now, in order; `behind` are the older ones of their contact still owed. */
  outbox: (OutboxRow & { behind: string[] })[]
  /** Files to fetch now. */
  files: string[]
  /** Turns run, duplicates met, events that our bug failed. */
  turns: number
  duplicates: number
  failed: { person: string; error: unknown }[]
}

interface Deps {
  pool: Pool
  /** The search by name as it stands for the transaction. */
  places(tx: Tx): Promise<Places>
  /** The number this process holds its claims by. */
  instance(): number
  /** The forms of this release, unless a test or a benchmark brings its own. */
  forms?: Record<string, Form>
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

/** What the turns of one contact came to. */
interface Ran {
  person: LockedPerson
  events: StoredEvent[]
  session: Session
  effects: Effect[]
  failed: { event: StoredEvent; error: unknown }[]
  /** Why their stored conversation could not be read, the first time. */
  unread: string | undefined
  kind: OutboundKind
  /** The person did something, it was not all ours. */
  acted: boolean
}

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

  // Two contacts of one person share a conversation.
  const sessions = new Map<string, Session>()
  const all: Ran[] = []
  for (const person of people) {
    const mine = inOrder(person, pending, fresh)
    if (mine.length === 0) continue
    const ran = runTurns(person, sessions.get(person.personId) ?? person.state, mine, { ...deps, places }, now)
    sessions.set(person.personId, ran.session)
    all.push(ran)
  }
  const replies = (await together(carryOutAll(tx, all, now))).flat()

  const batch: Batch = {
    files: [],
    turns: 0,
    duplicates: events.length - fresh.length,
    failed: [],
    replies,
    writes: {
      sessions: [...sessions].map(([personId, state]) => ({ personId, state })),
      seen: [],
      handled: [],
      outbox: replies,
    },
  }
  for (const { person, events: mine, effects, failed, unread } of all) {
    batch.turns += mine.length - failed.length
    if (unread) batch.failed.push({ person: person.personId, error: new Error(unread) })
    batch.failed.push(...failed.map(({ error }) => ({ person: person.personId, error })))
    for (const effect of effects) if (effect.do === 'keepFile') batch.files.push(effect.file)
    const bad = new Set(failed.map((f) => f.event))
    for (const event of mine) if ('id' in event && !bad.has(event)) batch.writes.handled.push(event.id as string)
    const seenAt = Math.max(...mine.filter((e) => !isOurs(e)).map((e) => e.at), 0)
    const gone = (mine.at(-1)!.body as Inbound).kind === 'left'
    if (!gone && seenAt > 0 && (person.unreachableAt || seenAt > (person.lastInboundAt?.getTime() ?? 0) + SEEN_STEP_MS))
      batch.writes.seen.push({ contactId: person.contactId, at: seenAt })
  }
  return batch
}

/** Turns of one contact, one after the other. A bug in one of them fails that event alone, loudly. */
function runTurns(
  person: LockedPerson,
  state: unknown,
  events: StoredEvent[],
  { places, forms = FORMS }: { places: Places; forms?: Record<string, Form> },
  now: number,
): Ran {
  let session = openSession(state)
  const { aside } = session
  const unread = aside && !aside.told ? `a conversation cannot be read: ${aside.why}` : undefined
  const effects: Effect[] = []
  const failed: Ran['failed'] = []
  for (const event of events) {
    try {
      const ctx = { now, places, id: (n: number) => idOf(event, n) }
      const next = turn(session, event.body as Inbound, ctx, forms)
      session = next.session
      effects.push(...next.effects)
    } catch (error) {
      failed.push({ event, error })
      effects.push({ do: 'say', message: { text: APOLOGY } })
    }
  }
  const isNudge = events.every((event) => (event.body as Inbound).kind === 'nudge')
  const kind: OutboundKind = isNudge ? 'nudge' : 'reply'
  return { person, events, session, effects: merged(effects), failed, unread, kind, acted: !events.every(isOurs) }
}

/** Effects of different people travel together, those of one person go one after the other. */
function carryOutAll(tx: Tx, all: Ran[], now: number): Promise<Batch['replies']>[] {
  const last = new Map<string, Promise<unknown>>()
  return all.map((ran) => {
    const { personId } = ran.person
    const work = Promise.resolve(last.get(personId)).then(() => carryOut(tx, ran, now))
    last.set(personId, work)
    return work
  })
}

/** Gives what is said to the contact, in order. */
async function carryOut(tx: Tx, ran: Ran, now: number): Promise<Batch['replies']> {
  const { person, kind, failed } = ran
  const { contactId, channel, address } = person
  const who = { ...person, salutation: ran.session.salutation, now }
  // An act of theirs, this very moment, opens every window and ends a refusal.
  const { lastInboundAt, unreachableAt } = ran.acted ? { lastInboundAt: new Date(now), unreachableAt: null } : person
  const replies: Batch['replies'] = []
  for (const effect of ran.effects) {
    const body = await doEffect(tx, who, effect)
    if (body) replies.push({ contactId, channel, address, kind, body, attempts: 0, lastInboundAt, unreachableAt })
  }
  if (failed.length > 0) {
    const events = failed.map(({ event }) => event)
    await failEvents(tx, events, nameOf(failed[0]!.error))
  }
  return replies
}

export const APOLOGY =
  'Rất tiếc, hệ thống đang trục trặc nên tin vừa rồi chưa xử lý được. Những gì anh/chị kể vẫn được giữ nguyên; mong anh/chị thử lại sau ít phút.'

/** Earlier trouble first, then what just came; Zalo promises no order, so there the platform's time decides. */
function inOrder(person: LockedPerson, pending: PendingEvent[], fresh: StoredEvent[]): StoredEvent[] {
  const isTheirs = (e: StoredEvent) => e.channel === person.channel && e.address === person.address
  const mine: StoredEvent[] = [...pending.filter(isTheirs), ...fresh.filter(isTheirs)]
  return person.channel === 'zalo' ? mine.sort((a, b) => a.at - b.at) : mine
}

/** Our own events (nudge, fileLost) are no act of the person. */
export function isOurs(event: StoredEvent): boolean {
  const kind = (event.body as Inbound).kind
  return kind === 'nudge' || kind === 'fileLost' || kind === 'officerWrote' || kind === 'left'
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
