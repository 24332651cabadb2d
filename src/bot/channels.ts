import type { Logger } from 'pino'
import type { Config } from '../config/config.js'
import type { Undo } from '../ops/undo.js'
import { readReport } from '../store/campaign/report.js'
import { createCopies } from '../store/copies.js'
import type { Pool } from '../store/database.js'
import { keepFrontDoor } from '../store/front-doors.js'
import type { Store } from '../store/index.js'
import { readRoundSheet } from '../store/review/sheet.js'
import type { Channel, Channels, Receive } from './channel.js'
import type { Metrics } from './http/metrics.js'
import { createTelegramChannel } from './telegram/channel.js'
import { createZaloChannel } from './zalo/channel.js'

interface Deps {
  store: Pick<Store, 'pool' | 'files'>
  /** Epoch ms. */
  now(): number
  log: Logger
  metrics: Pick<Metrics, 'badSignature' | 'unknownEvent' | 'wayIn'>
}

/** The channels that have credentials; none of them is started. */
export function createChannels({ telegram, zalo }: Pick<Config, 'telegram' | 'zalo'>, given: Deps): Channels {
  const { store, metrics, ...rest } = given
  const { pool } = store
  const readFile = async (hash: string) =>
    (await readReport(pool, hash)) ?? (await readRoundSheet(pool, hash)) ?? store.files.read(hash)
  const deps = { ...rest, pool, readFile }
  const channels: Channels = {}
  if (telegram.mode === 'live') {
    const onBadSecret = () => metrics.badSignature('telegram')
    const onUnknownEvent = () => metrics.unknownEvent('telegram')
    const onWayIn = (open: boolean, repaired?: true) => metrics.wayIn('telegram', open, repaired)
    channels.telegram = createTelegramChannel({
      ...telegram,
      ...deps,
      copies: createCopies(pool, 'telegram', deps.now),
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

interface Start {
  receive: Receive
  pool: Pool
  log: Logger
  undo: Undo
}

/** Opens the channels that people are heard on. */
export async function startChannels(channels: Channel[], { receive, pool, log, undo }: Start): Promise<void> {
  for (const channel of channels) undo.add(channel.stop)
  await Promise.all(channels.map((channel) => channel.start(receive)))
  // Not waited for: a platform out of reach keeps its link of before.
  for (const channel of channels) void keepLink(pool, channel).catch((err) => log.warn({ err }, 'a link was not kept'))
}

async function keepLink(pool: Pool, { name, link }: Channel): Promise<void> {
  const found = await link?.()
  if (found) await keepFrontDoor(pool, name, found)
}
