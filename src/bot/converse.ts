// One transaction: lock the people, take their events in order, run the turns, write everything. Then it is durable,
// handled, and may be acknowledged.
import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { FORMS, turn } from '../flows/engine.js'
import type { Form } from '../flows/interview.js'
import type { Effect, Inbound } from '../flows/message.js'
import { openSession, type Session } from '../flows/session.js'
import type { Places } from '../flows/vi/places.js'
import { transaction } from '../store/database.js'
import { failEvents, type PendingEvent, type StoredEvent, takeEvents } from '../store/inbox.js'
import type { OutboundKind, OutboxRow } from '../store/outbox.js'
import { type Address, type LockedPerson, lockPeople } from '../store/people.js'
import { type TurnWrites, writeTurns } from '../store/turns.js'
import { doEffect } from './effects.js'

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
  places: Places
  instance: number
  /** The forms of this release, unless a test or a benchmark brings its own. */
  forms?: Record<string, Form>
}

// Zalo's windows are days long: no need to write the time of every word.
const SEEN_STEP_MS = 60_000

/**
 * Handles new events together with whatever these people still had waiting. `only` lists people without new events.
 * Throws when the transaction failed; then nothing of it happened.
 */
export function converse(deps: Deps, events: StoredEvent[], only: Address[], now: number): Promise<Conversed> {
  return transaction(deps.pool, (tx) => inTransaction(deps, tx, events, only, now))
}

async function inTransaction(deps: Deps, tx: PoolClient, events: StoredEvent[], only: Address[], now: number) {
  const people = await lockPeople(tx, distinct([...events, ...only]))
  const { isNew, pending } = await takeEvents(tx, events, people, now)
  const fresh = events.filter(isNew)
  const done: Conversed = { outbox: [], files: [], turns: 0, duplicates: events.length - fresh.length, failed: [] }
  const writes: TurnWrites = { sessions: [], seen: [], handled: [], outbox: [] }
  const bound: LockedPerson[] = []
  // Two contacts of one person share a conversation.
  const sessions = new Map<string, Session>()
  for (const person of people) {
    const mine = inOrder(person, pending, fresh)
    if (mine.length === 0) continue
    const session = sessions.get(person.personId) ?? person.state
    const ran = runTurns(session, mine, deps, now)
    done.turns += mine.length - ran.failed.length
    sessions.set(person.personId, ran.session)
    for (const effect of merged(ran.effects)) {
      const said = await doEffect(tx, { ...person, now }, effect)
      if (effect.do === 'keepFile') done.files.push(effect.file)
      if (!said) continue
      writes.outbox.push({ contactId: person.contactId, kind: ran.kind, body: said })
      // An act of theirs, this very moment, opens every window and ends a refusal.
      bound.push(ran.acted ? { ...person, lastInboundAt: new Date(now), unreachableAt: null } : person)
    }
    if (ran.failed.length > 0) {
      await failEvents(
        tx,
        ran.failed.map((f) => f.event),
        nameOf(ran.failed[0]!.error),
        now,
      )
      done.failed.push(...ran.failed.map((f) => ({ person: person.personId, error: f.error })))
    }
    const bad = new Set(ran.failed.map((f) => f.event))
    for (const event of mine) if ('id' in event && !bad.has(event)) writes.handled.push(event.id as string)
    const seenAt = Math.max(...mine.filter((e) => !isOurs(e)).map((e) => e.at), 0)
    const gone = (mine.at(-1)!.body as Inbound).kind === 'left'
    if (!gone && seenAt > 0 && (person.unreachableAt || seenAt > (person.lastInboundAt?.getTime() ?? 0) + SEEN_STEP_MS))
      writes.seen.push({ contactId: person.contactId, at: seenAt })
  }
  for (const [personId, state] of sessions) writes.sessions.push({ personId, state })
  if (sessions.size === 0) return done
  const ids = await writeTurns(tx, writes, deps.instance, now)
  done.outbox = ids.map(({ id, behind }, n) => outboxRow(id, behind, bound[n]!, writes.outbox[n]!))
  return done
}

/** Turns of one person, one after the other. A bug in one of them fails that event alone, loudly. */
function runTurns(state: unknown, events: StoredEvent[], { places, forms = FORMS }: Deps, now: number) {
  let session = openSession(state)
  const effects: Effect[] = []
  const failed: { event: StoredEvent; error: unknown }[] = []
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
  return { session, effects, failed, kind, acted: !events.every(isOurs) }
}

export const APOLOGY =
  'Rất tiếc, hệ thống đang trục trặc nên tin vừa rồi chưa xử lý được. Những gì anh/chị kể vẫn được giữ nguyên; mong anh/chị thử lại sau ít phút.'

/** Earlier trouble first, then what just came; Zalo promises no order, so there the platform's time decides. */
function inOrder(person: LockedPerson, pending: PendingEvent[], fresh: StoredEvent[]): StoredEvent[] {
  const isTheirs = (e: StoredEvent) => e.channel === person.channel && e.address === person.address
  const mine: StoredEvent[] = [...pending.filter(isTheirs), ...fresh.filter(isTheirs)]
  return person.channel === 'zalo' ? mine.sort((a, b) => a.at - b.at) : mine
}

/** Of several says of one kind in a row only the last matters: ten photos get one answer. */
function merged(effects: Effect[]): Effect[] {
  return effects.filter((effect, n) => {
    if (effect.do !== 'say' || !effect.merge) return true
    const next = effects.slice(n + 1).find((e) => e.do === 'say')
    return !(next?.do === 'say' && next.merge === effect.merge)
  })
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

function outboxRow(id: string, behind: string[], person: LockedPerson, row: TurnWrites['outbox'][number]) {
  const { contactId, channel, address, lastInboundAt, unreachableAt } = person
  const { kind, body } = row
  return {
    id,
    contactId,
    channel,
    address,
    kind,
    body,
    attempts: 0,
    behind,
    lastInboundAt,
    unreachableAt,
  }
}
