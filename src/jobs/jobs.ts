import { StartError } from '../ops/start-error.js'
import { within } from '../ops/within.js'
import { oneLine } from '../ops/wording.js'
import type { Backend, QueueAddress } from './backend.js'
import { createKeeper } from './keeper.js'
import { type JobData, type JobName, parsePayload } from './payloads.js'
import { postgresBackend } from './postgres.js'
import { discard, type OpenQueue, type OpenWorker, openQueue, openWorker } from './queue.js'
import { redisBackend } from './redis.js'
import { createRunner, type JobHandlers, type Runner } from './run.js'

type LogLine = (fields: object, message: string) => void

export interface JobsOptions {
  queue: QueueAddress
  log: { info: LogLine; warn: LogLine; error: LogLine }
  tickEveryMs?: number
  /** Jobs this process works on at the same time. */
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
const ANSWER_MS = 3000
const ADD_MS = 2000
const STOP_MS = 10_000
const DRAIN_POLL_MS = 20

/** The queue and its worker. Nothing is opened before start(); what is added until then is lost. */
export function createJobs({ queue: address, log, ...options }: JobsOptions): Jobs {
  const { tickEveryMs = TICK_EVERY_MS, concurrency = CONCURRENCY } = options
  const backend = backendAt(address)
  let runner: Runner | undefined
  let queue: OpenQueue | undefined
  let worker: OpenWorker | undefined
  let lost = 0

  const keeper = createKeeper({
    round,
    everyMs: Math.min(KEEP_EVERY_MS, 3 * tickEveryMs),
    onChange(reason) {
      if (reason !== undefined) {
        // A worker that cannot fetch tries again without a pause, thousands of times a second.
        worker?.pause(true)
        log.warn({ reason }, 'queue lost')
      } else {
        log.info({ jobsLost: lost }, 'queue is back')
        lost = 0
      }
    },
  })

  // Flushed, dropped or restarted empty: the tick is asserted anew each round, the tables with each opening.
  async function round(): Promise<void> {
    const isNew = queue === undefined
    queue ??= await openQueue(backend, keeper.trouble)
    try {
      await within(ANSWER_MS, runner ? assertTick(queue) : queue.getJobCounts('active'))
    } catch (error) {
      discard(queue).catch(() => {})
      queue = undefined
      if (isNew) throw error
      return round()
    }
    if (!runner) return
    const { run } = runner
    worker ??= await openWorker(backend, concurrency, ({ name, data }) => run(name, data), keeper.trouble)
    await worker.resume()
  }

  // Asserting it again moves nothing and wakes workers that missed a notice.
  function assertTick(on: OpenQueue): Promise<unknown> {
    return on.upsertJobScheduler('tick', { every: tickEveryMs }, { name: 'tick', data: {} })
  }

  async function closeWorker(open: OpenWorker, { ended: jobsEnded, size }: Runner) {
    const closed = open.close()
    // Without a queue a worker cannot sign off its last jobs and would wait for ever; their handlers matter.
    const ended = keeper.reason() === undefined ? closed : Promise.race([closed, jobsEnded()])
    await within(STOP_MS, ended).catch(() => log.warn({ running: size() }, 'stopped before running jobs ended'))
  }

  return {
    async start({ handlers, worker: works }) {
      const made = createRunner(handlers, log)
      if (works) runner = made
      await keeper.start()
    },
    async add(name, data, { delayMs } = {}) {
      const payload = parsePayload(name, data)
      if (!queue) {
        lost += 1
        return
      }
      try {
        // Jobs without a priority go first: ticks do not queue behind a broadcast.
        const priority = name === 'tick' ? undefined : 1
        await within(ADD_MS, queue.add(name, payload, { delay: delayMs, priority }))
      } catch (error) {
        lost += 1
        keeper.trouble(error)
      }
    },
    async check() {
      if (!queue) return keeper.reason() ?? 'the queue is not open'
      try {
        await within(ANSWER_MS, queue.getJobCounts('active'))
      } catch (error) {
        keeper.trouble(error)
        return oneLine(error)
      }
    },
    async drain() {
      for (;;) {
        if (!queue) throw new Error(keeper.reason() ?? 'the queue is not open')
        const counts = await within(ANSWER_MS, queue.getJobCounts('active', 'waiting', 'prioritized'))
        if (Object.values(counts).every((count) => count === 0)) return
        await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS))
      }
    },
    async stop() {
      await keeper.stop()
      if (worker && runner) await closeWorker(worker, runner)
      const open = [worker, queue].filter((thing) => thing !== undefined)
      worker = undefined
      queue = undefined
      await within(ANSWER_MS, Promise.allSettled(open.map(discard))).catch(() => {})
    },
  }
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
