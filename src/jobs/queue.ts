import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type Job,
  Queue,
  Worker,
} from 'bullmq'
import { within } from './within.js'

export type QueueAddress = { backend: 'postgres'; url: string } | { backend: 'redis'; url: string }

const NAME = 'nhan-ai'
const OPEN_MS = 10_000

/**
 * A queue that has answered. On Postgres its tables are there: BullMQ keeps them in a schema `bullmq` of their own.
 * Rejects when the server does not answer; the half-open queue is thrown away. A finished job is forgotten at once:
 * the row it worked on keeps the history.
 */
export async function openQueue(address: QueueAddress, onTrouble: (error: unknown) => void) {
  const defaultJobOptions = { removeOnComplete: true, removeOnFail: true }
  const queue = new Queue(NAME, { connection: {}, defaultJobOptions }, backendAt(address))
  queue.on('error', onTrouble)
  queue.on('ioredis:close', () => onTrouble(new Error('the connection was closed')))
  await opened(queue)
  return queue
}

/** A worker that is ready and stands still until resume(). Rejects like openQueue. */
export async function openWorker(
  address: QueueAddress,
  concurrency: number,
  work: (job: Job) => Promise<void>,
  onTrouble: (error: unknown) => void,
) {
  // The retry delay is how long BullMQ may sleep on a dead connection, and with that how long it may hold up a stop.
  const options = { connection: {}, autorun: false, concurrency, runRetryDelay: 1000 }
  const worker = new Worker(NAME, work, options, backendAt(address))
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

function backendAt(address: QueueAddress): BackendFactory<IQueueBackend> {
  return (name, options, role) =>
    address.backend === 'postgres'
      ? createPostgresBackend(name, { ...options, connection: postgresAt(address.url) }, role)
      : createRedisBackend(name, { ...options, connection: redisAt(address.url, role?.withBlockingConnection) }, role)
}

function postgresAt(url: string) {
  // `options=` in a URL would replace the search_path BullMQ sets the same way, and none of its functions be found.
  const at = /[?&]options=/.test(url) ? new URL(url) : undefined
  const options = at?.searchParams.get('options') ?? undefined
  at?.searchParams.delete('options')
  return {
    connectionString: at?.href ?? url,
    options,
    migrate: true,
    max: 4,
    connectionTimeoutMillis: 5000,
    // BullMQ migrates on a client nobody listens to: losing the server in that moment would end the process.
    onConnect: (client: { on(event: 'error', ignore: () => void): void }) => client.on('error', () => {}),
  }
}

// A worker's commands wait for the connection to come back. Those of a queue fail at once and the queue is opened
// again: people are waiting for an answer behind an add().
function redisAt(url: string, forWorker = false) {
  return forWorker
    ? { url, maxRetriesPerRequest: null, retryStrategy: (times: number) => Math.min(times * 100, 1000) }
    : { url, enableOfflineQueue: false, retryStrategy: () => null }
}
