import type { Api } from 'grammy'
import type { Update } from 'grammy/types'
import { POLL_SECONDS } from './client.js'
import { UPDATE_KINDS } from './message-kinds.js'

/**
 * Long polling, at least once: a batch is confirmed (by asking for the next one) only after `take` resolved, and comes
 * again when it did not.
 *
 * Not grammY's bot.start(): it gives up on 401 and 409, handles a batch one update at a time, and its stop() confirms
 * the update that is still being handled, so a shut-down while the database is away would lose it.
 */
export function createPolling(api: Api, take: (updates: Update[]) => Promise<void>) {
  let offset = 0

  return {
    /** One poll, that waits for news or not. */
    async poll(signal: AbortSignal, waiting: boolean): Promise<'again'> {
      const options = { offset, timeout: waiting ? POLL_SECONDS : 0, allowed_updates: UPDATE_KINDS }
      const updates = await api.getUpdates(options, signal as Parameters<Api['getUpdates']>[1])
      const last = updates.at(-1)
      if (last) {
        await take(updates)
        offset = last.update_id + 1
      }
      return 'again'
    },
    /** Confirms what was taken, so that it does not come again. If this fails it does, and ends at the inbox. */
    async confirm(): Promise<void> {
      if (offset > 0) await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => {})
    },
  }
}
