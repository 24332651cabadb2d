// What we owe people leaves here: rows claimed, sent in order per contact, their outcome recorded.

import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Outbound } from '../../flows/message.js'
import { mayReach } from '../../flows/reach.js'
import { claimFor, markOver, markSent, type OutboxRow, postpone } from '../../store/outbox.js'
import { setReachable } from '../../store/people.js'
import { type ChannelName, type Channels, SendError } from '../channel.js'

interface Deps {
  pool: Pool
  channels: Channels
  /** The number this process holds its claims by. */
  instance(): number
  now(): number
  log: Logger
  /** Asks for a delivery later; may be lost, tick finds the row again. */
  later(contactId: string, delayMs: number): void
  count(channel: string, outcome: 'sent' | 'failed' | 'skipped' | 'postponed'): void
}

export interface Delivery {
  /** Sends rows this process holds the claim of, fresh from a turn. */
  send(rows: (OutboxRow & { behind: string[] })[]): void
  /** Claims and sends all that is owed to a contact. */
  contact(contactId: string): Promise<void>
  idle(): Promise<void>
}

// Waits between tries; after the last the row is given up, visibly.
const BACKOFF_MS = [2_000, 10_000, 60_000, 300_000, 900_000, 3_600_000, 3_600_000, 7_200_000]
const MISCONFIGURED_MS = 60_000
// More than can leave while one turn is being written.
const REMEMBERED = 10_000

export function createDelivery(deps: Deps): Delivery {
  // One chain per contact: replies of one person never overtake each other.
  const chains = new Map<string, Promise<void>>()
  // The platform said wait: nobody of that channel is written to until then.
  const stoppedUntil = new Map<string, number>()
  const record = createRecorder(deps)
  // Rows on their way from here or just gone: what follows need not wait until they are recorded.
  const ours = new Set<string>()

  function chain(contactId: string, work: () => Promise<void>): Promise<void> {
    const before = chains.get(contactId) ?? Promise.resolve()
    const next = before.then(work).catch((err) => deps.log.error({ err, contact: contactId }, 'delivery failed'))
    chains.set(contactId, next)
    void next.finally(() => {
      if (chains.get(contactId) === next) chains.delete(contactId)
    })
    return next
  }

  /** Sends rows in order; false as soon as one has to wait, the rest waiting behind it. */
  async function sendAll(rows: OutboxRow[]): Promise<boolean> {
    for (const [n, row] of rows.entries()) {
      const rest = rows.slice(n)
      const left = await sendOne(row, rest).catch((error) => {
        // Whoever finds them again may send them.
        for (const { id } of rest) ours.delete(id)
        throw error
      })
      if (!left) return false
    }
    return true
  }

  async function sendOwed(contactId: string): Promise<void> {
    await record.flush()
    const rows = takeOver(await claimFor(deps.pool, contactId, deps.instance(), deps.now()))
    await sendAll(rows)
  }

  /**
   * Gives the rows that are not on their way from here already. Claims are void while the database does not know of us:
   * then a sweep may find what a turn has just written and is about to send.
   */
  function takeOver<Row extends OutboxRow>(rows: Row[]): Row[] {
    const others = rows.filter((row) => !ours.has(row.id))
    for (const row of others) ours.add(row.id)
    return others
  }

  async function sendOne(row: OutboxRow, rest: OutboxRow[]): Promise<boolean> {
    const channel = deps.channels[row.channel as ChannelName]
    const now = deps.now()
    const wait = (stoppedUntil.get(row.channel) ?? 0) - Date.now()
    if (wait > 0) return hold(rest, wait, 'the platform asked to wait', false)
    if (!channel) return hold(rest, MISCONFIGURED_MS, 'channel is off', false)
    const reach = mayReach(reachOf(row), row.kind, now)
    if (reach !== 'yes') return over(row, 'skipped', reach)
    try {
      const ids = await channel.send(row.address, row.body as Outbound)
      record(row.id, ids.join(','))
      deps.count(row.channel, 'sent')
      return true
    } catch (error) {
      if (error instanceof SendError) return settle(row, rest, error)
      await over(row, 'failed', 'a bug of ours')
      throw error
    }
  }

  async function settle(row: OutboxRow, rest: OutboxRow[], error: SendError): Promise<boolean> {
    const reason = `${error.kind}: ${error.message}`
    switch (error.kind) {
      case 'slowDown':
        stoppedUntil.set(row.channel, Date.now() + error.ms)
        return hold(rest, error.ms, reason, false)
      case 'misconfigured':
        deps.log.error({ channel: row.channel, reason }, 'the platform does not take our credentials')
        return hold(rest, MISCONFIGURED_MS, reason, false)
      // A reply sent twice is a small nuisance, one lost is a person left waiting.
      case 'unknown':
      case 'retry': {
        const backoff = BACKOFF_MS[row.attempts]
        const attempt = row.attempts + 1
        deps.log.warn({ channel: row.channel, outbox: row.id, attempt, reason }, 'a message did not leave')
        if (backoff === undefined) return over(row, 'failed', reason)
        return hold(rest, backoff, reason, true)
      }
      case 'stopped':
        await setReachable(deps.pool, row.contactId, false, deps.now())
        for (const each of rest) await over(each, 'skipped', reason)
        return false
      case 'refused':
        deps.log.error({ channel: row.channel, outbox: row.id, reason }, 'the platform refused a message')
        return over(row, 'failed', reason)
      default:
        return error.kind satisfies never
    }
  }

  async function hold(rows: OutboxRow[], ms: number, reason: string, counts: boolean): Promise<false> {
    const [first, ...others] = rows
    for (const row of rows) ours.delete(row.id)
    const until = deps.now() + ms
    if (first) await postpone(deps.pool, [first.id], until, reason, counts)
    if (others.length > 0)
      await postpone(
        deps.pool,
        others.map((row) => row.id),
        until,
        'waits for an earlier one',
        false,
      )
    if (first) deps.later(first.contactId, ms + 50)
    if (first) deps.count(first.channel, 'postponed')
    return false
  }

  async function over(row: OutboxRow, state: 'failed' | 'skipped', reason: string): Promise<true> {
    await markOver(deps.pool, [row.id], state, reason)
    // Tried again one day, it is no longer on its way from here.
    ours.delete(row.id)
    deps.count(row.channel, state)
    return true
  }

  return {
    send(rows) {
      for (const [contactId, mine] of byContact(takeOver(rows))) {
        void chain(contactId, async () => {
          if (mine[0]!.behind.every((id) => ours.has(id))) return void (await sendAll(mine))
          // Something older is owed and has not left from here, or failed just now: it goes first, if it may go.
          await hold(mine, 0, 'waits for an earlier one', false)
          await sendOwed(contactId)
        })
      }
      for (const oldest of ours) {
        if (ours.size <= REMEMBERED) break
        ours.delete(oldest)
      }
    },
    contact: (contactId) => chain(contactId, () => sendOwed(contactId)),
    async idle() {
      while (chains.size > 0) await Promise.all(chains.values())
      await record.flush()
    },
  }
}

/** Outcomes are written together: whatever has left while the last write was under way. */
function createRecorder({ pool, now, log }: Deps) {
  let sent: { id: string; externalId: string }[] = []
  let writing: Promise<void> | undefined

  async function write(): Promise<void> {
    while (sent.length > 0) {
      const batch = sent
      sent = []
      try {
        await markSent(pool, batch, now())
      } catch (err) {
        // They have left: keep them for the next write rather than send them again.
        sent = [...batch, ...sent]
        log.error({ err }, 'could not record what was sent, trying again')
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
    writing = undefined
  }

  const record = (id: string, externalId: string) => {
    sent.push({ id, externalId })
    writing ??= write()
  }
  record.flush = async () => {
    await writing
  }
  return record
}

function reachOf(row: OutboxRow) {
  return {
    channel: row.channel as ChannelName,
    lastInboundAt: row.lastInboundAt?.getTime(),
    unreachableAt: row.unreachableAt?.getTime(),
  }
}

function byContact<T extends OutboxRow>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.contactId)
    if (group) group.push(row)
    else groups.set(row.contactId, [row])
  }
  return groups
}
