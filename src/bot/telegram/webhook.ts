import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { jsonObject } from '../http/json-object.js'

interface WebhookDeps {
  secret: string
  /** Resolves when the updates are durable. */
  take: (updates: Update[]) => Promise<void>
  onBadSecret?: () => void
  log: Logger
}

/**
 * Makes the handler of Telegram's POST. Gives the HTTP status to answer: 200 once the update is durable, 401 for a
 * wrong secret, 400 for a body that is no JSON, 500 when it could not be stored (Telegram sends it again).
 */
export function createWebhook({ secret, take, onBadSecret, log }: WebhookDeps) {
  return async function handleWebhook(rawBody: Buffer, headers: IncomingHttpHeaders): Promise<number> {
    if (!sameSecret(headers['x-telegram-bot-api-secret-token'], secret)) {
      onBadSecret?.()
      log.warn('telegram: webhook call with a wrong secret')
      return 401
    }
    const update = jsonObject(rawBody) as Update | undefined
    if (!update) return 400
    try {
      await take([update])
      return 200
    } catch {
      return 500
    }
  }
}

/** Compares hashes, so that neither content nor length shows in the time it takes. */
function sameSecret(given: string | string[] | undefined, wanted: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return typeof given === 'string' && timingSafeEqual(hash(given), hash(wanted))
}
