import pino from 'pino'
import { type Bot, createBot } from '../../src/bot/bot.js'
import type { Channels } from '../../src/bot/channel.js'
import type { Pool } from '../../src/store/database.js'
import { openStorage } from '../../src/store/files/bytes.js'
import { fixedPlaces } from '../support/places.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'

/** A bot without a queue, and without platforms but those given, on a database of the test's. Call `remove` when it is done with. */
export async function quietBot(
  pool: Pool,
  now: () => number = Date.now,
  channels: Channels = {},
): Promise<{ bot: Bot; remove(): void }> {
  const dataDir = tempFolder()
  const bot = createBot({
    store: { pool, places: fixedPlaces(), files: await openStorage(dataDir), instance: () => 1 },
    channels,
    jobs: { add: async () => {} },
    metrics: { inbound: () => {}, turns: () => {}, outbound: () => {}, broadcast: () => {} },
    now,
    log: pino({ level: 'silent' }),
  })
  return { bot, remove: () => removeFolder(dataDir) }
}
