import { type IQueueBackend, type Job, Queue, Worker } from 'bullmq'
import { within } from '../ops/within.js'
import type { Backend } from './backend.js'
import type { LaneName } from './payloads.js'

/** The name a lane has in the queue's server. */
const nameOf = (lane: LaneName) => `nhan-ai-${lane}`
const OPEN_MS = 5000

/**
 * A queue that has answered. Rejects when it did not; what was half open is thrown away. A finished job is forgotten
 * at once: the row it worked on keeps the history.
 */
export async function openQueue(lane: LaneName, backend: Backend, onTrouble: (error: unknown) => void) {
  await within(OPEN_MS, backend.prepare())
  const defaultJobOptions = { removeOnComplete: true, removeOnFail: true }
  // What a queue writes of itself are BullMQ's defaults; beside the first question it would take a connection of its own.
  const options = { connection: {}, defaultJobOptions, skipMetasUpdate: true }
  const queue = new Queue(nameOf(lane), options, backend.connect)
  queue.on('error', onTrouble)
  queue.on('ioredis:close', () => onTrouble(new Error('the connection was closed')))
  await opened(queue)
  return queue
}

/** A worker that is ready and stands still until resume(). Rejects like openQueue. */
export async function openWorker(
  lane: LaneName,
  backend: Backend,
  concurrency: number,
  work: (job: Job) => Promise<void>,
  onTrouble: (error: unknown) => void,
) {
  // The retry delay is how long BullMQ may sleep on a dead connection, and with that how long it may hold up a stop.
  const options = { connection: {}, autorun: false, concurrency, runRetryDelay: 1000 }
  const worker = new Worker(nameOf(lane), work, options, backend.connect)
  worker.on('error', onTrouble)
  await opened(worker)
  return worker
}

/** Lets go of all connections at once, whatever is under way. */
export async function discard(thing: Opened): Promise<void> {
  thing.removeAllListeners()
  thing.on('error', () => {})
  await thing.getBackend().close(true)
}

export type OpenQueue = Awaited<ReturnType<typeof openQueue>>
export type OpenWorker = Awaited<ReturnType<typeof openWorker>>

interface Opened {
  waitUntilReady(): Promise<unknown>
  getBackend(): IQueueBackend
  removeAllListeners(): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

// BullMQ remembers a failed first connection for ever: such a queue or worker is of no more use.
async function opened(thing: Opened) {
  try {
    await within(OPEN_MS, thing.waitUntilReady())
  } catch (error) {
    discard(thing).catch(() => {})
    throw error
  }
}
