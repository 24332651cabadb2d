// What we owe people leaves here: rows claimed, sent in order per contact, their outcome recorded.
import type { Logger } from 'pino'
import type { Outbound } from '../../flows/message.js'
import { mayReach } from '../../flows/reach.js'
import { afterQuiet } from '../../flows/schedule.js'
import { silence } from '../../store/campaign/chunks.js'
import type { Pool } from '../../store/database.js'
import { keepLive } from '../../store/live.js'
import { claimFor, markOver, type OutboxRow, passOn, postpone, setAside } from '../../store/outbox.js'
import { setReachable } from '../../store/people.js'
import { type ChannelName, type Channels, SendError } from '../channel.js'
import { groupBy } from '../group-by.js'
import type { Brake } from './brake.js'
import { createChains } from './chain.js'
import { createRecent, type Recent } from './recent.js'
import { createRecorder, type Recorder } from './record.js'
import { MISCONFIGURED_MS, verdict } from './verdict.js'

interface Deps {
  pool: Pool
  channels: Channels
  brake: Brake
  /** The number this process holds its claims by. */
  instance(): number
  /** Epoch ms. */
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

interface Sender extends Deps {
  record: Recorder
  /** Rows on their way from here or just gone: what follows need not wait until they are recorded. */
  ours: Recent<true>
}

// More than can leave while one turn is being written.
const REMEMBERED = 10_000

export function createDelivery(deps: Deps): Delivery {
  const sender: Sender = { ...deps, record: createRecorder(deps), ours: createRecent({ most: REMEMBERED }) }
  // One chain per contact: replies of one person never overtake each other.
  const chains = createChains((err, contact) => deps.log.error({ err, contact }, 'delivery failed'))
  return {
    send(rows) {
      for (const [contactId, mine] of groupBy(takeOver(sender, rows), (row) => row.contactId)) {
        void chains.run(contactId, async () => {
          if (mine[0]!.behind.every((id) => sender.ours.get(id))) return sendAll(sender, mine)
          // Something older is owed and has not left from here, or failed just now: it goes first, if it may go.
          await hold(sender, mine, 0, 'waits for an earlier one')
          await sendOwed(sender, contactId)
        })
      }
    },
    contact: (contactId) => chains.run(contactId, () => sendOwed(sender, contactId)),
    async idle() {
      await chains.idle()
      await sender.record.flush()
    },
  }
}

/**
 * Gives the rows that are not on their way from here already. Claims are void while the database does not know of us:
 * then a sweep may find what a turn has just written and is about to send.
 */
function takeOver<Row extends OutboxRow>({ ours }: Sender, rows: Row[]): Row[] {
  const others = rows.filter((row) => !ours.get(row.id))
  for (const row of others) ours.set(row.id, true)
  return others
}

async function sendOwed(sender: Sender, contactId: string): Promise<void> {
  const { pool, instance, now, record } = sender
  await record.flush()
  await sendAll(sender, takeOver(sender, await claimFor(pool, contactId, instance(), now())))
}

/** Sends rows in order; as soon as one has to wait, the rest waits behind it. */
async function sendAll(sender: Sender, rows: OutboxRow[]): Promise<void> {
  for (const [n, row] of rows.entries()) {
    const rest = rows.slice(n)
    const next = await sendOne(sender, row, rest).catch((error) => {
      // Whoever finds them again may send them.
      for (const { id } of rest) sender.ours.delete(id)
      throw error
    })
    if (next === 'stop') return
  }
}

/** Whether the next row of the contact may go. */
type Next = 'go on' | 'stop'

/** `rest`: the row and everything that waits behind it. */
async function sendOne(sender: Sender, row: OutboxRow, rest: OutboxRow[]): Promise<Next> {
  const { brake, channels, record, count, now } = sender
  const channel = channels[row.channel as ChannelName]
  const wait = brake.wait(row.channel)
  if (wait > 0) return hold(sender, rest, wait, 'the platform asked to wait')
  if (!channel) return hold(sender, rest, MISCONFIGURED_MS, 'channel is off')
  const reach = mayReach(reachOf(row), row.kind, now())
  if (reach === 'quietHours') return holdUntilMorning(sender, row)
  if (reach !== 'yes') {
    const passed = (await byOther(sender, [row])).length > 0
    return passed ? 'go on' : over(sender, row, 'skipped', reach)
  }
  try {
    const message = row.body as Outbound
    const ids = await channel.send(row.address, message)
    const last = ids.at(-1)
    if (message.live && channel.edit && last)
      await keepLive(sender.pool, message.live, row.contactId, last).catch(() => {})
    record.sent(row.id, ids.join(','))
    count(row.channel, 'sent')
    return 'go on'
  } catch (error) {
    if (error instanceof SendError) return settle(sender, row, rest, error)
    await over(sender, row, 'failed', 'a bug of ours')
    throw error
  }
}

async function settle(sender: Sender, row: OutboxRow, rest: OutboxRow[], error: SendError): Promise<Next> {
  const reason = `${error.kind}: ${error.message}`
  logFailure(sender.log, row, error, reason)
  const found = verdict(error, row.attempts)
  switch (found.do) {
    case 'brake':
      sender.brake.stop(row.channel, found.ms)
      // Broadcasts go out from other processes too. Where it cannot be written, the platform tells them itself.
      await silence(sender.pool, row.channel, found.ms).catch(() => {})
      return hold(sender, rest, found.ms, reason)
    case 'hold':
      return hold(sender, rest, found.ms, reason, found.counts)
    case 'giveUp':
      return over(sender, row, 'failed', reason)
    case 'leave': {
      await setReachable(sender.pool, row.contactId, false, sender.now())
      const passed = await byOther(sender, rest)
      for (const each of rest) if (!passed.includes(each)) await over(sender, each, 'skipped', reason)
      return 'stop'
    }
    default:
      return found satisfies never
  }
}

/** News of one contact goes to the person by their other account, where they have one; gives what does. */
async function byOther(sender: Sender, rows: OutboxRow[]): Promise<OutboxRow[]> {
  const news = rows.filter(({ kind }) => kind !== 'reply')
  const other = news[0] && (await passOn(sender.pool, news[0].contactId, news, sender.now()))
  if (!other) return []
  for (const { id } of news) sender.ours.delete(id)
  sender.later(other, 0)
  return news
}

function logFailure(
  log: Logger,
  { channel, id: outbox, attempts }: OutboxRow,
  { kind }: SendError,
  reason: string,
): void {
  if (kind === 'misconfigured') log.error({ channel, reason }, 'the platform does not take our credentials')
  else if (kind === 'refused') log.error({ channel, outbox, reason }, 'the platform refused a message')
  else if (kind === 'unknown' || kind === 'retry')
    log.warn({ channel, outbox, attempt: attempts + 1, reason }, 'a message did not leave')
}

/** The rows, one contact's, stay owed for `ms`; `counts`: the first of them was tried. */
async function hold(sender: Sender, rows: OutboxRow[], ms: number, reason: string, counts = false): Promise<Next> {
  const { pool, ours, now, later, count } = sender
  const [first, ...others] = rows
  if (!first) return 'stop'
  for (const row of rows) ours.delete(row.id)
  const until = now() + ms
  await postpone(pool, [first.id], until, reason, counts)
  const behind = others.map((row) => row.id)
  if (behind.length > 0) await postpone(pool, behind, until, 'waits for an earlier one', false)
  later(first.contactId, ms + 50)
  count(first.channel, 'postponed')
  return 'stop'
}

/** What we say of our own accord waits for the day; what people ask for meanwhile does not wait behind it. */
async function holdUntilMorning({ pool, ours, now, count }: Sender, row: OutboxRow): Promise<Next> {
  ours.delete(row.id)
  await setAside(pool, row.id, afterQuiet(now()), 'quietHours')
  count(row.channel, 'postponed')
  return 'go on'
}

async function over(sender: Sender, row: OutboxRow, state: 'failed' | 'skipped', reason: string): Promise<Next> {
  await markOver(sender.pool, [row.id], state, reason)
  // Tried again one day, it is no longer on its way from here.
  sender.ours.delete(row.id)
  sender.count(row.channel, state)
  return 'go on'
}

function reachOf(row: OutboxRow) {
  return {
    channel: row.channel as ChannelName,
    lastInboundAt: row.lastInboundAt?.getTime(),
    unreachableAt: row.unreachableAt?.getTime(),
  }
}
