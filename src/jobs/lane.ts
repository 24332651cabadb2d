import { within } from '../ops/within.js'
import type { Backend } from './backend.js'
import type { LaneName } from './payloads.js'
import { discard, type OpenQueue, type OpenWorker, openQueue, openWorker } from './queue.js'

interface LaneOptions {
  name: LaneName
  backend: Backend
  /** Jobs of this lane that this process works on at the same time. */
  concurrency: number
  /** Told of what goes wrong between two calls. */
  onTrouble(error: unknown): void
}

/** One queue and, in a process that works, its worker: jobs of one lane never wait behind those of another. */
export interface Lane {
  readonly name: LaneName
  /**
   * Makes sure that both are open and answer, by `ask`; what was lost is opened anew, on ground that `prepare` has made
   * ready. With `work` jobs are worked on. Rejects when the server does not answer.
   */
  keep(prepare: () => Promise<void>, ask: Ask, work?: Work): Promise<void>
  /** Rejects when the job cannot be put into the queue. */
  add(job: string, payload: object, delayMs: number | undefined): Promise<void>
  /** How many jobs run or wait, but for those with a delay. Rejects when the queue does not answer. */
  pending(): Promise<number>
  isOpen(): boolean
  /** Fetches no more jobs until the next keep(). */
  pause(): void
  /** Takes no more jobs; resolves when the running ones have ended and signed off. */
  endWork(): Promise<void>
  /** Lets go of all connections at once. */
  discard(): Promise<unknown>
}

type Ask = (queue: OpenQueue) => Promise<unknown>
type Work = (job: string, data: unknown) => Promise<void>

const ANSWER_MS = 3000
const ADD_MS = 2000

export function createLane({ name, backend, concurrency, onTrouble }: LaneOptions): Lane {
  let queue: OpenQueue | undefined
  let worker: OpenWorker | undefined

  function opened(): OpenQueue {
    if (!queue) throw new Error('the queue is not open')
    return queue
  }

  async function keepQueue(prepare: () => Promise<void>, ask: Ask): Promise<void> {
    const isNew = queue === undefined
    queue ??= await openQueue(name, { ...backend, prepare }, onTrouble)
    try {
      await within(ANSWER_MS, ask(queue))
    } catch (error) {
      discard(queue).catch(() => {})
      queue = undefined
      if (isNew) throw error
      await keepQueue(prepare, ask)
    }
  }

  return {
    name,
    async keep(prepare, ask, work) {
      await keepQueue(prepare, ask)
      if (!work) return
      worker ??= await openWorker(name, backend, concurrency, (job) => work(job.name, job.data), onTrouble)
      await worker.resume()
    },
    add: async (job, payload, delayMs) => void (await within(ADD_MS, opened().add(job, payload, { delay: delayMs }))),
    async pending() {
      const counts = await within(ANSWER_MS, opened().getJobCounts('active', 'waiting', 'prioritized'))
      return Object.values(counts).reduce((sum, count) => sum + count, 0)
    },
    isOpen: () => queue !== undefined,
    pause: () => void worker?.pause(true),
    endWork: async () => worker?.close(),
    discard() {
      const open = [worker, queue].filter((thing) => thing !== undefined)
      worker = undefined
      queue = undefined
      return within(ANSWER_MS, Promise.allSettled(open.map(discard))).catch(() => {})
    },
  }
}
