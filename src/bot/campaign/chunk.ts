// One chunk of a broadcast: its sends spread evenly over its time, their outcomes written as they come.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Chunk, leaveChunk } from '../../store/campaign/chunks.js'
import type { Waiting } from '../../store/campaign/recipients.js'
import type { Told } from '../../store/campaign/told.js'
import type { ChannelName } from '../channel.js'
import { createQueue, type Queue } from './queue.js'
import { createRun, type Run, type RunDeps } from './run.js'
import { sendOne } from './send.js'

export interface ChunkDeps extends RunDeps {
  instance(): number
  /** This process is to end. */
  stopping(): boolean
}

// Without a limit: so many calls under way at once.
const AT_ONCE = 64
const ASKED_AT_ONCE = 128
// With a limit: who is written to next is asked so many times a second, so that a pause or a "dừng" counts at once.
const ASKED_A_SECOND = 25
// Behind its time a chunk may go a little faster than its rate, and a little beyond its time; the rest is left for later.
// Together with the chunk after it, it stays within the fifth of the platform's limit that broadcasts leave free.
const FASTEST = 0.85
const OVERTIME_MS = 100

/** Sends a claimed chunk. `gap`: ms between two sends, 0 without a limit. Gives who hears of it when the broadcast is over. */
export async function sendChunk(deps: ChunkDeps, chunk: Chunk, gap: number): Promise<Told | undefined> {
  const instance = deps.instance()
  const run = createRun(deps, chunk)
  const count = gap > 0 ? Math.max(1, Math.round(1000 / gap / ASKED_A_SECOND)) : ASKED_AT_ONCE
  const queue = createQueue(deps.pool, chunk, { count, early: gap > 0 ? 0 : AT_ONCE, gap, instance })
  try {
    if (gap > 0) await paced(deps, run, queue, { chunk, gap })
    else await together(deps, run, queue, chunk)
  } finally {
    await run.end()
  }
  return leaveChunk(deps.pool, chunk, instance, deps.now(), run.laterMs ? deps.now() + run.laterMs : undefined)
}

async function paced(deps: ChunkDeps, run: Run, queue: Queue, { chunk, gap }: { chunk: Chunk; gap: number }) {
  const start = performance.now() + chunk.waitMs
  const end = start + chunk.pending * gap + OVERTIME_MS
  const underWay = new Set<Promise<void>>()
  let last = Number.NEGATIVE_INFINITY
  for (let n = 0; n < chunk.pending; n++) {
    const wait = Math.max(start + n * gap, last + FASTEST * gap) - performance.now()
    if (wait > 0) await sleep(wait)
    if (run.stopped || deps.stopping() || performance.now() > end) break
    const to = await queue.next()
    if (!to) break
    last = performance.now()
    const sending = send(deps, run, chunk, to).finally(() => underWay.delete(sending))
    underWay.add(sending)
  }
  await Promise.all(underWay)
}

async function together(deps: ChunkDeps, run: Run, queue: Queue, chunk: Chunk): Promise<void> {
  async function lane(): Promise<void> {
    while (!run.stopped && !deps.stopping()) {
      const to = await queue.next()
      if (!to) return
      await send(deps, run, chunk, to)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

async function send(deps: ChunkDeps, run: Run, chunk: Chunk, to: Waiting): Promise<void> {
  run.note(await sendOne(deps.channels[chunk.channel as ChannelName]!, chunk, to, deps.now))
}
