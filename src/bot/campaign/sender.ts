// This process's part in sending broadcasts: chunk after chunk of each channel, for as long as there are any.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { isQuiet } from '../../flows/schedule.js'
import { haltBroadcast } from '../../store/campaign/broadcasts.js'
import { channelsSending, claimChunk } from '../../store/campaign/chunks.js'
import { tellEnded } from '../../store/campaign/told.js'
import type { Pool } from '../../store/database.js'
import type { Address } from '../../store/people.js'
import type { ChannelName, Channels } from '../channel.js'
import type { Brake } from '../outbound/brake.js'
import { type ChunkDeps, sendChunk } from './chunk.js'
import { RATES, WHOLE_CHUNK } from './pace.js'

interface Deps extends Pick<ChunkDeps, 'count'> {
  pool: Pool
  channels: Channels
  brake: Brake
  instance(): number
  now(): number
  log: Logger
  /** Sends a second, by channel; the platforms' own where not given. Infinity: as fast as it goes. */
  rates?: Partial<Record<ChannelName, number>>
  revisit(people: Address[]): Promise<void>
}

export interface Sender {
  /** Begins to send what there is, where this process is not doing so already. */
  wake(): Promise<void>
  idle(): Promise<void>
  /** Takes no more; what is claimed is given back. */
  stop(): Promise<void>
}

// A longer silence is not waited for: the next tick wakes us again.
const PATIENCE_MS = 3_000

export function createSender(deps: Deps): Sender {
  const lanes = new Map<string, Promise<void>>()
  let stopping = false
  const chunkDeps: ChunkDeps = {
    ...deps,
    stopping: () => stopping,
    async halt(id, reason) {
      if (await haltBroadcast(deps.pool, id, reason)) await ended(id, 'halted')
    },
  }
  return {
    async wake() {
      if (stopping) return
      for (const channel of await channelsSending(deps.pool)) {
        if (lanes.has(channel) || !deps.channels[channel as ChannelName]) continue
        const lane = run(channel)
          .catch((err) => deps.log.error({ err, channel }, 'a broadcast stopped; the next tick goes on with it'))
          .finally(() => lanes.delete(channel))
        lanes.set(channel, lane)
      }
    },
    async idle() {
      while (lanes.size > 0) await Promise.all(lanes.values())
    },
    async stop() {
      stopping = true
      await Promise.all(lanes.values())
    },
  }

  async function run(channel: string): Promise<void> {
    const rate = deps.rates?.[channel as ChannelName] ?? RATES[channel as ChannelName]
    const size = Number.isFinite(rate) ? rate : WHOLE_CHUNK
    while (!stopping) {
      const now = deps.now()
      const claim = await claimChunk(deps.pool, channel, {
        rate,
        size,
        instance: deps.instance(),
        day: !isQuiet(now),
        now,
      })
      if (!claim) return
      if ('waitMs' in claim) {
        if (claim.waitMs > PATIENCE_MS) return
        await sleep(claim.waitMs)
      } else if (await sendChunk(chunkDeps, claim.chunk, rate)) await ended(claim.chunk.broadcastId, 'ended')
    }
  }

  async function ended(id: string, what: 'ended' | 'halted'): Promise<void> {
    const to = await tellEnded(deps.pool, id, what, deps.now())
    if (to) await deps.revisit([to])
  }
}
