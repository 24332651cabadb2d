// One chunk of a broadcast: its sends spread evenly over its second, their outcomes written as they come.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import {
  type Chunk,
  leaveChunk,
  markLeaving,
  type Outcome,
  readChunk,
  recordOutcomes,
  silence,
  type Waiting,
} from '../../store/campaign/chunks.js'
import type { Pool } from '../../store/database.js'
import { setReachable } from '../../store/people.js'
import type { ChannelName, Channels } from '../channel.js'
import type { Brake } from '../outbound/brake.js'
import { type Sent, sendOne } from './send.js'

export interface ChunkDeps {
  pool: Pool
  channels: Channels
  brake: Brake
  instance(): number
  /** Epoch ms. */
  now(): number
  log: Logger
  /** The same refusal came so often in a row that it must be our fault. */
  halt(broadcastId: string, reason: string): Promise<void>
  count(channel: string, outcome: Outcome['state']): void
  /** This process is to end. */
  stopping(): boolean
}

const FLUSH_MS = 250
const AT_ONCE = 64
const LATER_MS = 30_000
const EQUAL_REFUSALS = 5

/** Sends a claimed chunk. `rate`: sends a second, or Infinity. True when with it the broadcast is over. */
export async function sendChunk(deps: ChunkDeps, chunk: Chunk, rate: number): Promise<boolean> {
  const instance = deps.instance()
  const run = createRun(deps, chunk)
  try {
    const waiting = await readChunk(deps.pool, chunk)
    if (Number.isFinite(rate)) await paced(deps, run, chunk, waiting, { rate, instance })
    else await together(deps, run, chunk, waiting)
  } finally {
    await run.end()
  }
  return leaveChunk(deps.pool, chunk, instance, deps.now(), run.later ? deps.now() + LATER_MS : undefined)
}

type Run = ReturnType<typeof createRun>

async function paced(
  deps: ChunkDeps,
  run: Run,
  chunk: Chunk,
  waiting: Waiting[],
  { rate, instance }: { rate: number; instance: number },
): Promise<void> {
  const channel = deps.channels[chunk.channel as ChannelName]!
  const start = performance.now() + chunk.waitMs
  const underWay = new Set<Promise<void>>()
  for (const [n, { personId }] of waiting.entries()) {
    const wait = start + (n * 1000) / rate - performance.now()
    if (wait > 0) await sleep(wait)
    if (run.stopped || deps.stopping()) break
    const to = await markLeaving(deps.pool, chunk, personId, instance, deps.now())
    if (!to) break
    const sending = sendOne(channel, chunk, to, deps.now)
      .then(run.note)
      .finally(() => underWay.delete(sending))
    underWay.add(sending)
  }
  await Promise.all(underWay)
}

async function together(deps: ChunkDeps, run: Run, chunk: Chunk, waiting: Waiting[]): Promise<void> {
  const channel = deps.channels[chunk.channel as ChannelName]!
  let next = 0
  async function lane(): Promise<void> {
    while (next < waiting.length && !run.stopped && !deps.stopping()) {
      const to = waiting[next++]!
      run.note(await sendOne(channel, chunk, to, deps.now))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

/** Outcomes as they come in: written at least every 250 ms and before the chunk is given back. */
function createRun(deps: ChunkDeps, chunk: Chunk) {
  const { pool, brake, log, now } = deps
  let outcomes: Outcome[] = []
  let writing: Promise<void> = Promise.resolve()
  const refusals: string[] = []
  const run = {
    stopped: false,
    later: false,
    note({ outcome, silence: ms, gone, refused, later }: Sent): void {
      outcomes.push(outcome)
      deps.count(chunk.channel, outcome.state)
      if (later) run.later = true
      if (ms !== undefined) quiet(ms)
      if (gone) void setReachable(pool, gone, false, now()).catch(() => {})
      if (refused === undefined) refusals.length = 0
      else noteRefusal(refused)
    },
    async end(): Promise<void> {
      clearInterval(timer)
      flush()
      await writing
    },
  }
  const timer = setInterval(flush, FLUSH_MS)
  return run

  function flush(): void {
    if (outcomes.length === 0) return
    const batch = outcomes
    outcomes = []
    writing = writing.then(() => recordOutcomes(pool, chunk.broadcastId, batch))
    // Whoever awaits it hears of it; until then it must not end the process.
    writing.catch(() => {})
  }

  function quiet(ms: number): void {
    run.stopped = true
    brake.stop(chunk.channel, ms)
    log.warn({ channel: chunk.channel, ms }, 'a broadcast is silent for a while')
    writing = writing.then(() => silence(pool, chunk.channel, ms))
    writing.catch(() => {})
  }

  function noteRefusal(reason: string): void {
    if (refusals[0] !== reason) refusals.length = 0
    refusals.push(reason)
    if (refusals.length < EQUAL_REFUSALS || run.stopped) return
    run.stopped = true
    writing = writing.then(() => deps.halt(chunk.broadcastId, reason))
    writing.catch(() => {})
  }
}
