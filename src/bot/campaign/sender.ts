// This process's part in sending broadcasts: chunk after chunk of each channel, for as long as there are any.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Outbound } from '../../flows/message.js'
import { isQuiet } from '../../flows/schedule.js'
import { dayAt } from '../../flows/vi/calendar.js'
import { isMourning } from '../../store/calendar.js'
import { haltBroadcast } from '../../store/campaign/broadcasts.js'
import { channelsSending, claimChunk, settleLost } from '../../store/campaign/chunks.js'
import type { Told } from '../../store/campaign/told.js'
import type { Pool } from '../../store/database.js'
import type { Address } from '../../store/people.js'
import type { Channel, ChannelName, Channels } from '../channel.js'
import type { Brake } from '../outbound/brake.js'
import { type ChunkDeps, sendChunk } from './chunk.js'
import { rateOf } from './pace.js'

interface Deps extends Pick<ChunkDeps, 'count'> {
  pool: Pool
  channels: Channels
  brake: Brake
  instance(): number
  now(): number
  log: Logger
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
      await told(await haltBroadcast(deps.pool, id, reason, deps.now()))
    },
  }
  return {
    async wake() {
      if (stopping) return
      await settleLost(deps.pool)
      for (const name of await channelsSending(deps.pool)) {
        const channel = deps.channels[name as ChannelName]
        if (lanes.has(name) || !channel) continue
        const lane = run(channel)
          .catch((err) => deps.log.error({ err, channel: name }, 'a broadcast stopped; the next tick goes on with it'))
          .finally(() => lanes.delete(name))
        lanes.set(name, lane)
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

  async function run(channel: Channel): Promise<void> {
    const rate = rateOf(channel)
    const cost = (body: unknown) => channel.cost(body as Outbound)
    while (!stopping) {
      const now = deps.now()
      if (isQuiet(now) || (await isMourning(deps.pool, dayAt(now)))) return
      const claim = await claimChunk(deps.pool, channel.name, { rate, cost, instance: deps.instance(), now })
      if (!claim) return
      if ('waitMs' in claim) {
        if (claim.waitMs > PATIENCE_MS) return
        await sleep(claim.waitMs)
        continue
      }
      const { chunk } = claim
      await told(await sendChunk(chunkDeps, chunk, (1000 * cost(chunk.body)) / rate))
    }
  }

  async function told(news: Told | undefined): Promise<void> {
    if (news?.to) await deps.revisit([news.to])
  }
}
