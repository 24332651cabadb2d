import type { Logger } from 'pino'
import type { Pool } from '../../store/database.js'
import { markSent } from '../../store/outbox.js'

interface Deps {
  pool: Pool
  now(): number
  log: Logger
}

export interface Recorder {
  /** Soon written down: this row has left, with the platform's id of it. */
  sent(id: string, externalId: string): void
  /** Resolves when everything is written down. */
  flush(): Promise<void>
}

const AGAIN_MS = 500

/** Writes outcomes together: whatever has left while the last write was under way. */
export function createRecorder({ pool, now, log }: Deps): Recorder {
  let waiting: { id: string; externalId: string }[] = []
  let writing: Promise<void> | undefined

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await markSent(pool, batch, now())
      } catch (err) {
        // They have left: keep them for the next write rather than send them again.
        waiting = [...batch, ...waiting]
        log.error({ err }, 'could not record what was sent, trying again')
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      }
    }
    writing = undefined
  }

  return {
    sent(id, externalId) {
      waiting.push({ id, externalId })
      writing ??= write()
    },
    flush: async () => writing,
  }
}
