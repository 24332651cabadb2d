import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest'
import { backendAt, createJobs, type Jobs, type JobsOptions } from '../../src/jobs/jobs.js'
import type { LaneName } from '../../src/jobs/payloads.js'
import { openQueue } from '../../src/jobs/queue.js'
import type { JobHandlers } from '../../src/jobs/run.js'
import type { TestBackend } from './backends.js'

export const WAIT = { timeout: 20_000, interval: 20 }
const TICK_MS = 200

type Options = Partial<Omit<JobsOptions, 'queue' | 'log'>>
type WorkerOptions = Options & { handlers?: Partial<JobHandlers> }

interface Line {
  level: string
  fields: Record<string, unknown>
  message: string
}

/** Call it in a describe: an empty queue before each test, everything made here stopped after it. */
export function benchOn(found: TestBackend | undefined) {
  const backend = found as TestBackend
  const made: Jobs[] = []
  const lines: Line[] = []

  beforeEach(async (context) => {
    if (!found) context.skip('neither redis-server nor valkey-server is installed')
    await backend.flush()
    lines.length = 0
  })
  afterEach(async () => {
    await Promise.all(made.splice(0).map((jobs) => jobs.stop()))
  })
  afterAll(() => found?.stop())

  function make(options: Options = {}): Jobs {
    const write = (level: string) => (fields: object, message: string) =>
      void lines.push({ level, fields: { ...fields }, message })
    const jobs = createJobs({
      queue: backend.address,
      log: { info: write('info'), warn: write('warn'), error: write('error') },
      tickEveryMs: TICK_MS,
      ...options,
    })
    made.push(jobs)
    return jobs
  }

  async function startWorker({ handlers, ...options }: WorkerOptions = {}): Promise<Jobs> {
    const jobs = make(options)
    await jobs.start({ handlers: { ...NOTHING, ...handlers }, worker: true })
    return jobs
  }

  /** Jobs that are only added to. */
  async function startBot(handlers: Partial<JobHandlers> = {}): Promise<Jobs> {
    const jobs = make()
    await jobs.start({ handlers: { ...NOTHING, ...handlers }, worker: false })
    return jobs
  }

  /** A worker that keeps count of its ticks and of whom it delivered to. */
  async function startCounting(handlers: Partial<JobHandlers> = {}) {
    const delivered: string[] = []
    let ticks = 0
    const counting = {
      tick: async () => {
        ticks += 1
      },
      deliver: async ({ contact }: { contact: string }) => void delivered.push(contact),
    }
    const jobs = await startWorker({ handlers: { ...counting, ...handlers } })
    return {
      jobs,
      delivered,
      ticks: () => ticks,
      async untilTicked(times = 2, wait = WAIT) {
        const before = ticks
        await vi.waitFor(() => expect(ticks).toBeGreaterThanOrEqual(before + times), wait)
      },
      /** Adds until it arrives: what is added while the queue is being put back may be lost, by rule. */
      async untilDelivered(from = jobs) {
        const contact = randomUUID()
        await vi.waitFor(async () => {
          await from.add('deliver', { contact })
          await vi.waitFor(() => expect(delivered).toContain(contact), { timeout: 500, interval: 20 })
        }, WAIT)
      },
    }
  }

  /** The queue itself, behind our back. */
  async function withQueue<T>(
    lane: LaneName,
    use: (queue: Awaited<ReturnType<typeof openQueue>>) => Promise<T>,
  ): Promise<T> {
    const queue = await openQueue(lane, backendAt(backend.address), () => {})
    try {
      return await use(queue)
    } finally {
      await queue.close()
    }
  }

  return { backend, lines, startBot, startWorker, startCounting, withQueue }
}

/** A handler that runs until it is let go, once for each time it was called. */
export function gate() {
  const waiting: (() => void)[] = []
  return {
    waiting,
    enter: () => new Promise<void>((resolve) => waiting.push(resolve)),
    open() {
      for (const resolve of waiting.splice(0)) resolve()
    },
  }
}

async function nothing() {}
const NOTHING: JobHandlers = { tick: nothing, deliver: nothing, fetchFile: nothing, broadcast: nothing }
