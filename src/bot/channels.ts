import type { Logger } from 'pino'
import type { Config } from '../config/config.js'
import { createCopies } from '../store/copies.js'
import type { Pool } from '../store/database.js'
import type { Channels } from './channel.js'
import type { Metrics } from './http/metrics.js'
import { createTelegramChannel } from './telegram/channel.js'
import { createZaloChannel } from './zalo/channel.js'

interface Deps {
  pool: Pool
  /** Reads a stored picture by content hash. */
  readFile(hash: string): Promise<Buffer>
  /** Epoch ms. */
  now(): number
  log: Logger
  metrics: Pick<Metrics, 'badSignature' | 'unknownEvent' | 'wayIn'>
}

/** The channels that have credentials; none of them is started. */
export function createChannels({ telegram, zalo }: Pick<Config, 'telegram' | 'zalo'>, deps: Deps): Channels {
  const { metrics } = deps
  const channels: Channels = {}
  if (telegram.mode === 'live') {
    const onBadSecret = () => metrics.badSignature('telegram')
    const onUnknownEvent = () => metrics.unknownEvent('telegram')
    const onWayIn = (open: boolean, repaired?: true) => metrics.wayIn('telegram', open, repaired)
    channels.telegram = createTelegramChannel({
      ...telegram,
      ...deps,
      copies: createCopies(deps.pool, 'telegram', deps.now),
      onBadSecret,
      onUnknownEvent,
      onWayIn,
    })
  }
  if (zalo.mode === 'live') {
    const onBadSignature = () => metrics.badSignature('zalo')
    const onUnknownEvent = () => metrics.unknownEvent('zalo')
    const onWayIn = (open: boolean) => metrics.wayIn('zalo', open)
    channels.zalo = createZaloChannel({ ...zalo, ...deps, onBadSignature, onUnknownEvent, onWayIn })
  }
  return channels
}
