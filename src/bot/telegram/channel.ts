import { setTimeout as sleep } from 'node:timers/promises'
import type { Api } from 'grammy'
import type { Logger } from 'pino'
import type { TelegramConfig } from '../../config/config.js'
import type { Copies } from '../../store/copies.js'
import type { Channel } from '../channel.js'
import { createUseCopy } from '../outbound/copies.js'
import { createApi, createCall } from './client.js'
import { COMMANDS } from './commands.js'
import { createTelegramEdit } from './edit.js'
import { telegramError } from './errors.js'
import { createTelegramFetch } from './file.js'
import { createIntake } from './intake.js'
import { createPolling } from './polling.js'
import { createTelegramSend, telegramCost } from './send.js'
import { type Supervised, supervise } from './supervise.js'
import { setWebhook, troubleOf, watch } from './watch.js'
import { createWebhook } from './webhook.js'

export interface TelegramOptions extends Omit<TelegramConfig, 'mode'> {
  /** Reads a stored picture by content hash. */
  readFile: (hash: string) => Promise<Buffer>
  /** What Telegram keeps of pictures that were sent. */
  copies?: Copies
  log: Logger
  /** Epoch ms; stands in where an update carries no time. */
  now: () => number
  commands?: { command: string; description: string }[]
  /** Told of every webhook call with a wrong secret. */
  onBadSecret?: () => void
  /** Told of every message of a kind that has no reading. */
  onUnknownEvent?: () => void
  /** Told whether updates reach us, whenever that is known; `repaired`: they did not, and we have set it right. */
  onWayIn?: (open: boolean, repaired?: true) => void
  /** How often the webhook is looked after. */
  watchEveryMs?: number
}

// Who lost the way in is found within two minutes, with a try that fails in between.
const WATCH_MS = 45_000

/** The Telegram side of the bot: private chats, by long polling or webhook. */
export function createTelegramChannel(options: TelegramOptions): Channel {
  const { token, apiRoot, updates, log, watchEveryMs = WATCH_MS } = options
  const api = createApi(token, apiRoot)
  const intake = createIntake({ ...options, api })
  const polling = createPolling(api, intake.take)
  let receiving: Supervised | undefined
  let ready = false

  async function step(signal: AbortSignal, troubled: boolean): Promise<'again'> {
    try {
      if (!ready) await prepare(api, options)
      else if (updates.by === 'polling') await polling.poll(signal, !troubled)
      else await sleep(watchEveryMs, undefined, { signal }).then(() => watch(api, updates, options))
      ready = true
      options.onWayIn?.(true)
      return 'again'
    } catch (error) {
      if (!signal.aborted) options.onWayIn?.(false)
      // Somebody has set a webhook, and polling gets nothing until it is gone.
      if (/webhook is active/i.test(telegramError(error).message)) ready = false
      throw error
    }
  }

  return {
    name: 'telegram',
    perSecond: options.perSecond,
    send: createTelegramSend(
      { api, call: createCall(token, apiRoot) },
      options.readFile,
      createUseCopy({ ...options, keepMs: Infinity }),
    ),
    cost: telegramCost,
    fetchFile: createTelegramFetch(api, `${apiRoot}/file/bot${token}`),
    webhook:
      updates.by === 'webhook' ? createWebhook({ ...options, secret: updates.secret, take: intake.take }) : undefined,
    async check() {
      try {
        await api.getMe()
        const trouble = receiving?.trouble()
        if (trouble || updates.by === 'polling' || !ready) return trouble
        return troubleOf(await api.getWebhookInfo(), updates.url, options.now())
      } catch (error) {
        return telegramError(error).message
      }
    },
    edit: createTelegramEdit(api),
    link: async () => {
      const me = await api.getMe().catch(() => undefined)
      return me && `https://t.me/${me.username}`
    },
    async start(receive) {
      intake.to(receive)
      // Not waited for: where the platform is out of reach, the other channel must still come up.
      receiving ??= supervise(step, log)
    },
    async stop() {
      await receiving?.stop()
      if (updates.by === 'polling') await polling.confirm()
      receiving = undefined
      await intake.idle()
    },
  }
}

/** Tells Telegram by which way updates come, and what stands in the command menu. */
async function prepare(api: Api, { updates, commands = COMMANDS, log }: TelegramOptions): Promise<void> {
  if (updates.by === 'webhook') await setWebhook(api, updates)
  else await api.deleteWebhook()
  await api.setMyCommands(commands).catch((error) => {
    log.warn({ detail: telegramError(error).message }, 'telegram: the command menu was not set')
  })
}
