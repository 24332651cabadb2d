import type { BackendFactory, IQueueBackend } from 'bullmq'

export type QueueAddress = { backend: 'postgres'; url: string } | { backend: 'redis'; url: string }

/** Where a queue lives. */
export interface Backend {
  /** Makes the connections of one BullMQ queue or worker, which it closes itself. */
  connect: BackendFactory<IQueueBackend>
  /** Puts in place what a queue needs before it can be opened. Rejects when the server does not answer. */
  prepare(): Promise<void>
}
