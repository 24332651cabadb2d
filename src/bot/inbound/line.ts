import type { StoredEvent } from '../../store/inbox.js'
import type { Address } from '../../store/people.js'

/** An event, or without one a person to be looked at again. */
export interface Waiting {
  /** The same for everything of one contact. */
  key: string
  who: Address
  event?: StoredEvent
  /** The event is durable and handled. */
  resolve(): void
  reject(error: unknown): void
}

export interface Line {
  add(item: Waiting): void
  /** The next batch: everything of a person goes together, in order; people another batch is busy with are left out. */
  take(): Waiting[]
  /** A batch is over: its people may be taken again. */
  free(batch: Waiting[]): void
  /** Takes out what else waits for the people of a batch. */
  leaveOut(batch: Waiting[]): Waiting[]
  isEmpty(): boolean
}

/** Those who wait to be handled, in batches of at most `batchSize`. */
export function createLine(batchSize: number): Line {
  let waiting: Waiting[] = []
  const busy = new Set<string>()
  return {
    add: (item) => void waiting.push(item),
    take() {
      const batch: Waiting[] = []
      const left: Waiting[] = []
      for (const item of waiting) (batch.length < batchSize && !busy.has(item.key) ? batch : left).push(item)
      waiting = left
      for (const item of batch) busy.add(item.key)
      return batch
    },
    free(batch) {
      for (const item of batch) busy.delete(item.key)
    },
    leaveOut(batch) {
      const keys = new Set(batch.map((item) => item.key))
      const out = waiting.filter((item) => keys.has(item.key))
      waiting = waiting.filter((item) => !keys.has(item.key))
      return out
    },
    isEmpty: () => waiting.length === 0,
  }
}
