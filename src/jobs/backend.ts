import type { BackendFactory, IQueueBackend } from 'bullmq'
import { postgresBackend } from './postgres.js'
import { redisBackend } from './redis.js'

export type QueueAddress = { backend: 'postgres'; url: string } | { backend: 'redis'; url: string }

/** Where a queue lives. */
export interface Backend {
  /** Makes the connections of one BullMQ queue or worker; whatever BullMQ itself says about connections is ignored. */
  connect: BackendFactory<IQueueBackend>
  /** Puts in place what a queue needs before it can be opened. Rejects when the server does not answer. */
  prepare(): Promise<void>
  /** Lets go of what connect() and prepare() share. */
  close(): Promise<void>
}

/** Connects to nothing yet. `onTrouble` hears of connections that break while nobody uses them. */
export function backendAt({ backend, url }: QueueAddress, onTrouble: (error: unknown) => void): Backend {
  return backend === 'postgres' ? postgresBackend(url, onTrouble) : redisBackend(url)
}
