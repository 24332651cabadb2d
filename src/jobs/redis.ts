import { createRedisBackend } from 'bullmq'
import type { Backend } from './backend.js'

/** BullMQ on Redis or Valkey. */
export function redisBackend(url: string): Backend {
  // A server that takes commands and answers nothing is left after this, longer than a worker waits for a job.
  const shared = { url, socketTimeout: 20_000 }
  // A worker's commands wait until the connection is back. A queue's fail at once, for people wait behind an add();
  // the queue is then opened anew.
  const ofWorker = {
    ...shared,
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(times * 100, 1000),
  }
  const ofQueue = { ...shared, enableOfflineQueue: false, retryStrategy: () => null }
  return {
    connect: (name, options, role) =>
      createRedisBackend(name, { ...options, connection: role?.withBlockingConnection ? ofWorker : ofQueue }, role),
    prepare: async () => {},
  }
}
