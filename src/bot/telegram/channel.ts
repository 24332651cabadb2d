import type { IncomingHttpHeaders } from 'node:http'
import type { CallbackQuery, Update } from 'grammy/types'
import type { Logger } from 'pino'
import { messageOf } from '../../ops/wording.js'
import { type Channel, type InboundEvent, type Receive, SendError } from '../channel.js'
import { chosen } from './chosen.js'
import { createApi } from './client.js'
import { COMMANDS } from './commands.js'
import { telegramError } from './errors.js'
import { createTelegramFetch } from './file.js'
import { parseUpdate, UPDATE_KINDS } from './parse.js'
import { createPolling } from './polling.js'
import { createTelegramSend } from './send.js'
import { type Supervised, supervise } from './supervise.js'
import { createWebhook } from './webhook.js'

export interface TelegramOptions {
  token: string
  /** `https://api.telegram.org`, or the sandbox's; no slash at the end. */
  apiRoot: string
  updates: { by: 'polling' } | { by: 'webhook'; url: string; secret: string }
  receive: Receive
  /** Reads a stored picture by content hash. */
  readFile: (hash: string) => Promise<Buffer>
  log: Logger
  /** Epoch ms; stands in where an update carries no time. */
  now: () => number
  commands?: { command: string; description: string }[]
  /** Told of every webhook call with a wrong secret. */
  onBadSecret?: () => void
}

export interface TelegramChannel extends Channel {
  /** Answers POST /webhooks/telegram: takes the raw body, gives the HTTP status. */
  handleWebhook(rawBody: Buffer, headers: IncomingHttpHeaders): Promise<number>
}

/** The Telegram side of the bot: private chats, by long polling or webhook. */
export function createTelegramChannel(options: TelegramOptions): TelegramChannel {
  const { token, apiRoot, updates, log } = options
  const api = createApi(token, apiRoot)
  const polling = createPolling(api, take)
  const webhook = updates.by === 'webhook' ? createWebhook({ ...options, secret: updates.secret, take }) : undefined
  const underWay = new Set<Promise<void>>()
  let receiving: Supervised | undefined
  let ready = false

  /** Resolves when everything in the updates is durable; rejects (SendError retry) when it is not. */
  function take(batch: Update[]): Promise<void> {
    const taking = takeIn(batch).finally(() => underWay.delete(taking))
    underWay.add(taking)
    return taking
  }

  async function takeIn(batch: Update[]): Promise<void> {
    for (const { callback_query: tap } of batch) {
      // At once, or the button keeps spinning. A late answer ("query is too old") and a lost one do no harm.
      if (tap) void answer(tap).catch(() => {})
    }
    const events = batch.flatMap(parse)
    if (events.length === 0) return
    try {
      await options.receive(events)
    } catch (error) {
      log.error({ reason: messageOf(error) }, 'telegram: what came in could not be stored')
      throw new SendError('retry', 'what came in could not be stored')
    }
  }

  async function answer(tap: CallbackQuery): Promise<void> {
    await api.answerCallbackQuery(tap.id, { text: chosen(tap) })
  }

  /** An update that breaks our reading is our bug: logged and passed over, or it would come again for ever. */
  function parse(update: Update): InboundEvent[] {
    try {
      return parseUpdate(update, options.now())
    } catch (error) {
      log.error({ reason: messageOf(error), update: update?.update_id }, 'telegram: an update could not be read')
      return []
    }
  }

  async function prepare(): Promise<void> {
    if (updates.by === 'webhook') {
      const { url, secret } = updates
      await api.setWebhook(url, { secret_token: secret, allowed_updates: UPDATE_KINDS })
    } else {
      await api.deleteWebhook()
    }
    await api.setMyCommands(options.commands ?? COMMANDS).catch((error) => {
      log.warn({ detail: telegramError(error).message }, 'telegram: the command menu was not set')
    })
    ready = true
  }

  async function step(signal: AbortSignal, troubled: boolean): Promise<'again' | 'done'> {
    if (ready) return polling.poll(signal, !troubled)
    await prepare()
    return updates.by === 'webhook' ? 'done' : 'again'
  }

  return {
    name: 'telegram',
    send: createTelegramSend(api, options.readFile),
    fetchFile: createTelegramFetch(api, `${apiRoot}/file/bot${token}`),
    async check() {
      try {
        await api.getMe()
        return receiving?.trouble()
      } catch (error) {
        return telegramError(error).message
      }
    },
    async start() {
      // Not waited for: where the platform is out of reach, the other channel must still come up.
      receiving ??= supervise(step, log)
    },
    async stop() {
      await receiving?.stop()
      if (updates.by === 'polling') await polling.confirm()
      receiving = undefined
      await Promise.allSettled(underWay)
    },
    async handleWebhook(rawBody, headers) {
      return webhook ? webhook(rawBody, headers) : 404
    },
  }
}
