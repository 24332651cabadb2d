// What became of the sends of a chunk: written at least every 250 ms and before the chunk is given back, and what it means
// for the sends that follow.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type Chunk, silence } from '../../store/campaign/chunks.js'
import { type Outcome, recordOutcomes } from '../../store/campaign/recipients.js'
import type { Pool } from '../../store/database.js'
import { setReachable } from '../../store/people.js'
import type { Channels } from '../channel.js'
import type { Brake } from '../outbound/brake.js'
import type { Sent } from './send.js'

export interface RunDeps {
  pool: Pool
  channels: Channels
  brake: Brake
  /** Epoch ms. */
  now(): number
  log: Logger
  /** The same refusal came so often in a row that it must be our fault. */
  halt(broadcastId: string, reason: string): Promise<void>
  count(channel: string, outcome: Outcome['state']): void
}

const FLUSH_MS = 250
const EQUAL_REFUSALS = 5
// While the database is away: what has left must not be forgotten, or nobody would know that it did.
const AGAIN_MS = 500
const TRIES = 60

export interface Run {
  /** Nothing more of the chunk is to leave. */
  readonly stopped: boolean
  /** How long what could not be delivered waits, ms. */
  readonly laterMs: number
  note(sent: Sent): void
  /** Resolves when all is written. */
  end(): Promise<void>
}

export function createRun({ pool, brake, log, now, count, halt }: RunDeps, chunk: Chunk): Run {
  const { broadcastId, channel } = chunk
  let outcomes: Outcome[] = []
  let writing: Promise<void> = Promise.resolve()
  let refusals: string[] = []
  const run = { stopped: false, laterMs: 0, note, end }
  const timer = setInterval(flush, FLUSH_MS)
  return run

  function note({ outcome, silence: ms, asked, gone, refused, laterMs }: Sent): void {
    outcomes.push(outcome)
    count(channel, outcome.state)
    if (laterMs) run.laterMs = Math.max(run.laterMs, laterMs)
    if (asked && ms !== undefined) brake.stop(channel, ms)
    if (ms !== undefined) quiet(ms, outcome.reason)
    if (gone) write(() => setReachable(pool, gone, false, now()))
    if (outcome.state === 'pending') return
    refusals = refused === undefined ? [] : [...refusals.filter((reason) => reason === refused), refused]
    if (refusals.length < EQUAL_REFUSALS || run.stopped) return
    run.stopped = true
    write(() => halt(broadcastId, refused!))
  }

  async function end(): Promise<void> {
    clearInterval(timer)
    flush()
    await writing
  }

  function flush(): void {
    if (outcomes.length === 0) return
    const batch = outcomes
    outcomes = []
    write(() => recordOutcomes(pool, broadcastId, batch))
  }

  function quiet(ms: number, reason: string | undefined): void {
    run.stopped = true
    log.warn({ channel, ms, reason }, 'a broadcast is silent for a while')
    write(() => silence(pool, channel, ms))
  }

  function write(what: () => Promise<unknown>): void {
    writing = writing.then(() => persist(what))
    // Whoever awaits it hears of it; until then it must not end the process.
    writing.catch(() => {})
  }

  async function persist(what: () => Promise<unknown>): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await what()
        return
      } catch (err) {
        run.stopped = true
        if (tries === TRIES) throw err
        log.warn({ err, tries }, 'could not write what became of messages, trying again')
        await sleep(AGAIN_MS)
      }
    }
  }
}
