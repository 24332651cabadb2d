// Who of a chunk is next. They are asked for a few at a time, as late as possible: as they stand when they are written to.
import type { Chunk } from '../../store/campaign/chunks.js'
import { advance, type Waiting } from '../../store/campaign/recipients.js'
import type { Pool } from '../../store/database.js'

export interface Queue {
  /** Undefined where nobody is left, or nobody may be written to any more. */
  next(): Promise<Waiting | undefined>
}

/** `count` people are asked for at once, as soon as no more than `early` are left of those before. */
export function createQueue(
  pool: Pool,
  chunk: Chunk,
  { count, early, instance }: { count: number; early: number; instance: number },
): Queue {
  let ready: Waiting[] = []
  let after: string | undefined
  let over = false
  let asking: Promise<void> | undefined

  async function ask(): Promise<void> {
    const found = await advance(pool, chunk, { after, count, instance })
    after = found.at(-1)?.personId ?? after
    over = found.length < count
    ready = ready.length > 0 ? [...ready, ...found] : found
    asking = undefined
  }

  return {
    async next() {
      for (;;) {
        if (!over && !asking && ready.length <= early) {
          asking = ask()
          // Whoever waits for it hears of it; nobody may.
          asking.catch(() => {})
        }
        const to = ready.shift()
        if (to || !asking) return to
        await asking
      }
    },
  }
}
