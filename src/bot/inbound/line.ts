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
  /**
   * The next batch, where so many may go: everything of a person goes together, in order; people another batch is busy with
   * are left out.
   */
  take(ways: number): Waiting[]
  /** A batch is over: its people may be taken again. */
  free(batch: Waiting[]): void
  /** Takes out what else waits for the people of a batch. */
  leaveOut(batch: Waiting[]): Waiting[]
  isEmpty(): boolean
}

/** Those who wait to be handled, in batches of at most so many people. */
export function createLine(most: number): Line {
  let waiting: Waiting[] = []
  const busy = new Set<string>()

  function takeOut(keys: Set<string>): Waiting[] {
    const out = waiting.filter((item) => keys.has(item.key))
    waiting = waiting.filter((item) => !keys.has(item.key))
    return out
  }

  return {
    add: (item) => void waiting.push(item),
    take(ways) {
      const free = [...new Set(waiting.map(({ key }) => key))].filter((key) => !busy.has(key))
      const taken = new Set(free.slice(0, Math.min(most, Math.ceil(free.length / ways))))
      for (const key of taken) busy.add(key)
      return takeOut(taken)
    },
    free(batch) {
      for (const item of batch) busy.delete(item.key)
    },
    leaveOut: (batch) => takeOut(new Set(batch.map((item) => item.key))),
    isEmpty: () => waiting.length === 0,
  }
}
