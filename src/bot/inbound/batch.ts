// What the turns of a batch come to: what is to be written of them, and once that is committed, what is to be done.
import type { Inbound } from '../../flows/message.js'
import type { Session } from '../../flows/session.js'
import type { OutboxRow } from '../../store/outbox.js'
import type { LockedPerson } from '../../store/people.js'
import type { Owed, TurnWrites } from '../../store/turns.js'
import type { After } from '../effects/effect.js'
import type { Known } from './known.js'
import { isOurs, type Reply, type Talk } from './talk.js'

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

/** What a batch made and what is still to be written of it; the replies are the rows of `writes.outbox`. */
export type Batch = Omit<Conversed, 'outbox'> & {
  writes: TurnWrites
  replies: Reply[]
  people: { person: LockedPerson; session: Session }[]
}

// Zalo's windows are days long: no need to write the time of every word.
const SEEN_STEP_MS = 60_000

/** What these talks came to. */
export function batchOf(all: Talk[], duplicates: number): Batch {
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

/** A batch that is committed; `rows` are those of its `writes.outbox`, in order. */
export function conversed({ writes, replies, people, ...made }: Batch, rows: Owed[], known: Known): Conversed {
  const seen = new Map(
    writes.seen.map(({ contactId, at }) => [contactId, { lastInboundAt: new Date(at), unreachableAt: null }]),
  )
  for (const { person, session } of people) known.learn({ ...person, ...seen.get(person.contactId) }, session)
  return { ...made, outbox: rows.map((owed, n) => ({ ...replies[n]!, ...owed })) }
}
