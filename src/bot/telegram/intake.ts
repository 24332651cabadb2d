import type { Api } from 'grammy'
import type { CallbackQuery, Update } from 'grammy/types'
import type { Logger } from 'pino'
import { messageOf } from '../../ops/wording.js'
import { type InboundEvent, nobodyYet, SendError } from '../channel.js'
import { chosen } from './chosen.js'
import { parseUpdate, unreadable } from './parse.js'

interface Deps {
  api: Api
  /** Told of every message of a kind that has no reading. */
  onUnknownEvent?: () => void
  /** Epoch ms; stands in where an update carries no time. */
  now: () => number
  log: Logger
}

/** Takes Telegram's updates in, by whichever way they come. Nobody receives them until `to` is told who does. */
export function createIntake({ api, now, log, onUnknownEvent }: Deps) {
  const said = new Set<string>()
  const underWay = new Set<Promise<void>>()
  let receive = nobodyYet

  async function takeIn(batch: Update[]): Promise<void> {
    for (const { callback_query: tap } of batch) {
      // At once, or the button keeps spinning. A late answer ("query is too old") and a lost one do no harm.
      if (tap) void answer(tap).catch(() => {})
    }
    const events = batch.flatMap(parse)
    if (events.length === 0) return
    try {
      await receive(events)
    } catch (error) {
      log.error({ reason: messageOf(error) }, 'telegram: what came in could not be stored')
      throw new SendError('retry', 'what came in could not be stored')
    }
  }

  async function answer(tap: CallbackQuery): Promise<void> {
    await api.answerCallbackQuery(tap.id, { text: chosen(tap) })
  }

  /** Each is counted; a kind is logged once, by the name Telegram gives it. */
  function unread(kind: string): void {
    onUnknownEvent?.()
    if (said.has(kind)) return
    said.add(kind)
    log.warn({ kind: kind.slice(0, 60) }, 'telegram: messages of this kind are not read (logged once)')
  }

  /** An update that breaks our reading is our bug: logged and told, and not asked for again, or it would come for ever. */
  function parse(update: Update): InboundEvent[] {
    try {
      return parseUpdate(update, now(), unread)
    } catch (error) {
      log.error({ reason: messageOf(error), update: update?.update_id }, 'telegram: an update could not be read')
      onUnknownEvent?.()
      return unreadable(update, now())
    }
  }

  return {
    to(receiver: typeof receive): void {
      receive = receiver
    },
    /** Resolves when everything in the updates is durable; rejects (SendError retry) when it is not. */
    take(batch: Update[]): Promise<void> {
      const taking = takeIn(batch).finally(() => underWay.delete(taking))
      underWay.add(taking)
      return taking
    },
    /** Resolves when no update is half way in. */
    async idle(): Promise<void> {
      await Promise.allSettled(underWay)
    },
  }
}
