import type { Channel, Receive } from '../../../src/bot/channel.js'
import { createTelegramChannel, type TelegramOptions } from '../../../src/bot/telegram/channel.js'
import { startSandbox } from '../../../src/sandbox/server.js'
import { createLog, createReceiver } from '../support.js'

export type Bot = Awaited<ReturnType<typeof openBot>>

/** A sandbox and what a channel in front of it is made of. */
export async function openBot() {
  const sandbox = await startSandbox({ retryDelaysMs: Array(20).fill(20) })
  const receiver = createReceiver()
  const pictures = new Map<string, Buffer>()
  const { log, text: logged } = createLog()
  const channels: Channel[] = []
  return {
    sandbox,
    receiver,
    pictures,
    logged,
    make({ receive = receiver.receive, ...options }: Partial<TelegramOptions> & { receive?: Receive } = {}) {
      const channel = createTelegramChannel({
        token: sandbox.telegram.token,
        apiRoot: `${sandbox.url}/telegram`,
        perSecond: 30,
        updates: { by: 'polling' },
        readFile: async (hash) => pictures.get(hash) ?? Promise.reject(new Error('no such picture')),
        log,
        now: sandbox.clock.now,
        ...options,
      })
      channels.push(channel)
      return { ...channel, start: () => channel.start(receive) }
    },
    async close() {
      await Promise.all(channels.map((channel) => channel.stop()))
      await sandbox.stop()
    },
  }
}
