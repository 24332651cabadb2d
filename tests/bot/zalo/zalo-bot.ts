import type { Channel } from '../../../src/bot/channel.js'
import { createZaloChannel, type ZaloOptions } from '../../../src/bot/zalo/channel.js'
import { SANDBOX_CREDENTIALS, startSandbox } from '../../../src/sandbox/server.js'
import { testDatabase } from '../../support/database.js'
import { createLog, createReceiver, serveWebhook } from '../support.js'

export type Bot = Awaited<ReturnType<typeof openBot>>

/** A sandbox, a database, and a channel that its webhook reaches. */
export async function openBot() {
  const [sandbox, database] = await Promise.all([startSandbox({ retryDelaysMs: Array(20).fill(20) }), testDatabase()])
  const receiver = createReceiver()
  const pictures = new Map<string, Buffer>()
  const { log, text: logged } = createLog()
  const seen = { badSignatures: 0, unknownEvents: 0 }
  const make = (options: Partial<ZaloOptions> = {}): Channel =>
    createZaloChannel({
      ...SANDBOX_CREDENTIALS.zalo,
      perSecond: 66,
      apiBase: `${sandbox.url}/zalo/openapi`,
      oauthBase: `${sandbox.url}/zalo/oauth`,
      pool: database.pool,
      readFile: async (hash) => pictures.get(hash) ?? Promise.reject(new Error('no such picture')),
      log,
      now: sandbox.clock.now,
      onBadSignature: () => seen.badSignatures++,
      onUnknownEvent: () => seen.unknownEvents++,
      ...options,
    })
  const channel = make()
  const server = await serveWebhook(channel.webhook!)
  await channel.start(receiver.receive)
  await sandbox.zalo.setWebhook(server.url)
  return {
    sandbox,
    receiver,
    pictures,
    logged,
    seen,
    make,
    channel,
    async close() {
      await channel.stop()
      await sandbox.stop()
      await server.stop()
      await database.drop()
    },
  }
}
