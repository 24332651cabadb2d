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
  /** Writes at once; resolves when everything is written down. */
  flush(): Promise<void>
}

// Every write is a commit that reaches the disk, and nobody waits for this one. What has left and is not yet written down is
// sent again should the process die: the time is kept shorter than a platform's answer takes.
const GATHER_MS = 25
const AGAIN_MS = 500

/** Writes outcomes together: whatever has left within a moment, or while the last write was under way. */
export function createRecorder({ pool, now, log }: Deps): Recorder {
  let waiting: { id: string; externalId: string }[] = []
  let soon: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined

  function later(): void {
    if (waiting.length > 0 && !writing) soon ??= setTimeout(begin, GATHER_MS)
  }

  function begin(): Promise<void> {
    clearTimeout(soon)
    soon = undefined
    writing ??= write().finally(() => {
      writing = undefined
      later()
    })
    return writing
  }

  async function write(): Promise<void> {
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

  return {
    sent(id, externalId) {
      waiting.push({ id, externalId })
      later()
    },
    async flush() {
      while (waiting.length > 0 || writing) await begin()
    },
  }
}
