// Who of a chunk is next. They are asked for a few at a time, as late as possible: as they stand when they are written to.
import type { Chunk } from '../../store/campaign/chunks.js'
import { advance, type Waiting } from '../../store/campaign/recipients.js'
import type { Pool } from '../../store/database.js'

export interface Queue {
  /** Undefined where nobody is left, or nobody may be written to any more. */
  next(): Promise<Waiting | undefined>
}

interface Asking {
  /** So many are asked for at once. */
  count: number
  /** As soon as no more are left of those before. */
  early: number
  /** ms between two sends; 0 without a limit. */
  gap: number
  instance: number
}

// A slow database is asked for all who fall due while it answers, a quarter of a second's worth at most: that many more may
// leave after a pause, and are in doubt after a kill.
const MOST_MS = 250

export function createQueue(pool: Pool, chunk: Chunk, { count, early, gap, instance }: Asking): Queue {
  let many = count
  let ready: Waiting[] = []
  let after: string | undefined
  let over = false
  let asking: Promise<void> | undefined

  async function ask(): Promise<void> {
    const since = performance.now()
    const found = await advance(pool, chunk, { after, count: many, instance })
    after = found.at(-1)?.personId ?? after
    over = found.length < many
    if (gap > 0) many = Math.max(count, Math.ceil(Math.min(performance.now() - since, MOST_MS) / gap))
    ready = ready.length > 0 ? [...ready, ...found] : found
    asking = undefined
  }

  return {
    async next() {
      for (;;) {
        if (!over && !asking && ready.length <= (many > count ? many : early)) {
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
