// Progress messages edit themselves where the platform can: at every sweep, those whose broadcast has moved on.
import { progressMessage } from '../../flows/campaign/told.js'
import type { Progress } from '../../flows/effects/campaign.js'
import { addressed } from '../../flows/salutation.js'
import { progressOf } from '../../store/campaign/progress.js'
import type { Pool } from '../../store/database.js'
import { dropLive, type LiveMessage, liveMessages } from '../../store/live.js'
import { type ChannelName, type Channels, SendError } from '../channel.js'
import { groupBy } from '../group-by.js'
import { createRecent } from '../outbound/recent.js'

const AT_ONCE = 50
// A look counts every recipient: at a large broadcast it may take this share of the time at most.
const LARGE = 10_000
const SHARE = 0.05
const MOVING = new Set(['sending', 'paused', 'halted', 'scheduled'])

/** Makes `refresh`: shows officers where their broadcasts stand. What the platform does not take is given up, never repeated. */
export function createLive({ pool, channels, now }: { pool: Pool; channels: Channels; now(): number }) {
  const shown = createRecent<string>({ most: 1_000 })

  /** When a broadcast may be looked at again, by `performance.now()`. */
  const next = new Map<string, number>()

  return async function refresh(): Promise<void> {
    const found = groupBy(await liveMessages(pool, AT_ONCE), ({ key }) => key)
    for (const key of next.keys()) if (!found.has(key)) next.delete(key)
    for (const [key, messages] of found) {
      const since = performance.now()
      if (since < (next.get(key) ?? 0)) continue
      const [progress] = await progressOf(pool, { id: key.replace('broadcast:', '') }, now())
      const took = performance.now() - since
      if (progress && progress.planned > LARGE) next.set(key, since + took / SHARE)
      for (const live of messages) await edit(live, progress)
    }
  }

  async function edit(live: LiveMessage, progress: Progress | undefined): Promise<void> {
    const { key, contactId, channel, address, externalId, salutation } = live
    const edits = channels[channel as ChannelName]?.edit
    if (!progress || !edits) return dropLive(pool, key, contactId)
    const message = addressed(progressMessage(progress, now()), salutation ?? undefined)
    const text = JSON.stringify(message)
    try {
      if (shown.get(externalId) !== text) await edits(address, externalId, message)
      shown.set(externalId, text)
    } catch (error) {
      // Asked to wait: the next sweep tries again. Anything else: the message is gone, or too old.
      if (error instanceof SendError && (error.kind === 'slowDown' || error.kind === 'retry')) return
      return dropLive(pool, key, contactId)
    }
    if (!MOVING.has(progress.state)) await dropLive(pool, key, contactId)
  }
}
