import { StartError } from '../ops/start-error.js'
import { within } from '../ops/within.js'
import { oneLine } from '../ops/wording.js'
import type { Backend, QueueAddress } from './backend.js'
import { createKeeper } from './keeper.js'
import { createLane, type Lane } from './lane.js'
import { JOBS, type JobData, type JobName, LANES, parsePayload } from './payloads.js'
import { postgresBackend } from './postgres.js'
import type { OpenQueue } from './queue.js'
import { redisBackend } from './redis.js'
import { createRunner, type JobHandlers, type Runner } from './run.js'

type LogLine = (fields: object, message: string) => void

export interface JobsOptions {
  queue: QueueAddress
  log: { info: LogLine; warn: LogLine; error: LogLine }
  tickEveryMs?: number
  /** Jobs of one lane that this process works on at the same time. */
  concurrency?: number
}

export interface Jobs {
  /**
   * Connects and, with `worker`, begins to work and to tick. A queue that does not answer is no error: it is tried
   * again until stop(), and check() tells. Rejects when a job has no handler, or a handler no job.
   */
  start(options: { handlers: JobHandlers; worker: boolean }): Promise<void>
  /**
   * Asks for a job, after `delayMs` at the earliest. Call it after the commit of the row the job is about: a job is
   * only a hint and may be lost, tick finds the row again. So a queue that does not answer is no error here; only a
   * payload that is not the job's throws.
   */
  add<K extends JobName>(name: K, data: JobData[K], options?: { delayMs?: number }): Promise<void>
  /** Undefined when the queue answers, else the reason in one line. */
  check(): Promise<string | undefined>
  /** Resolves when no job is running or waiting, but for those with a delay. Rejects when the queue does not answer. */
  drain(): Promise<void>
  /** Takes no more jobs, gives running ones 10 seconds to end, lets go of all connections. */
  stop(): Promise<void>
}

const TICK_EVERY_MS = 3000
const KEEP_EVERY_MS = 10_000
const CONCURRENCY = 16
const STOP_MS = 10_000
const DRAIN_POLL_MS = 20

/** The queues and their workers. Nothing is opened before start(); what is added until then is lost. */
export function createJobs({ queue: address, log, ...options }: JobsOptions): Jobs {
  const { tickEveryMs = TICK_EVERY_MS, concurrency = CONCURRENCY } = options
  const backend = backendAt(address)
  let runner: Runner | undefined
  let lost = 0

  const keeper = createKeeper({
    round,
    everyMs: Math.min(KEEP_EVERY_MS, 3 * tickEveryMs),
    onChange(reason) {
      if (reason !== undefined) {
        // A worker that cannot fetch tries again without a pause, thousands of times a second.
        for (const lane of lanes) lane.pause()
        log.warn({ reason }, 'queue lost')
      } else {
        log.info({ jobsLost: lost }, 'queue is back')
        lost = 0
      }
    },
  })
  const lanes = LANES.map((name) => createLane({ name, backend, concurrency, onTrouble: keeper.trouble }))
  const laneOf = (job: JobName) => lanes.find(({ name }) => name === JOBS[job].lane)!

  // Flushed, dropped or restarted empty: the tick is asserted anew each round, the tables with the first opening of one.
  async function round(): Promise<void> {
    let prepared: Promise<void> | undefined
    const prepare = () => (prepared ??= backend.prepare())
    for (const lane of lanes) {
      const ticks = runner !== undefined && lane === laneOf('tick')
      const ask = (queue: OpenQueue) => (ticks ? assertTick(queue, tickEveryMs) : queue.getJobCounts('active'))
      await lane.keep(prepare, ask, runner?.run)
    }
  }

  return {
    async start({ handlers, worker }) {
      const made = createRunner(handlers, log)
      if (worker) runner = made
      await keeper.start()
    },
    async add(name, data, { delayMs } = {}) {
      const payload = parsePayload(name, data)
      const lane = laneOf(name)
      await (lane.isOpen() ? lane.add(name, payload, delayMs).catch(missed) : missed())
    },
    async check() {
      if (!lanes.every((lane) => lane.isOpen())) return keeper.reason() ?? 'the queue is not open'
      try {
        await pending(lanes)
      } catch (error) {
        keeper.trouble(error)
        return oneLine(error)
      }
    },
    async drain() {
      while ((await pending(lanes)) > 0) await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS))
    },
    async stop() {
      await keeper.stop()
      if (runner) await endWork(lanes, runner, keeper.reason() === undefined, log)
      await Promise.all(lanes.map((lane) => lane.discard()))
    },
  }

  function missed(error?: unknown): void {
    lost += 1
    if (error !== undefined) keeper.trouble(error)
  }
}

// Asserting it again moves nothing and wakes workers that missed a notice.
function assertTick(queue: OpenQueue, everyMs: number): Promise<unknown> {
  return queue.upsertJobScheduler('tick', { every: everyMs }, { name: 'tick', data: {} })
}

async function pending(lanes: Lane[]): Promise<number> {
  const counts = await Promise.all(lanes.map((lane) => lane.pending()))
  return counts.reduce((sum, count) => sum + count, 0)
}

async function endWork(lanes: Lane[], runner: Runner, queueAnswers: boolean, log: JobsOptions['log']): Promise<void> {
  const closed = Promise.all(lanes.map((lane) => lane.endWork()))
  // Without a queue a worker cannot sign off its last jobs and would wait for ever; their handlers matter.
  const ended = queueAnswers ? closed : Promise.race([closed, runner.ended()])
  await within(STOP_MS, ended).catch(() => log.warn({ running: runner.size() }, 'stopped before running jobs ended'))
}

/**
 * Throws StartError when the queue does not answer. Later it may go and come back; at the start an answer is owed to
 * whoever set REDIS_URL.
 */
export async function requireAnswer(jobs: Pick<Jobs, 'check'>): Promise<void> {
  const trouble = await jobs.check()
  if (trouble)
    throw new StartError(`REDIS_URL: the queue does not answer (${trouble}); start Redis, or unset REDIS_URL`)
}

/** Connects to nothing yet. */
export function backendAt({ backend, url }: QueueAddress): Backend {
  return backend === 'postgres' ? postgresBackend(url) : redisBackend(url)
}
