import type { IncomingHttpHeaders } from 'node:http'
import type { Logger } from 'pino'
import { messageOf } from '../../ops/wording.js'
import type { Receive } from '../channel.js'
import { jsonObject } from '../http/json-object.js'
import { parseZaloEvent } from './parse.js'
import { isSigned } from './signature.js'

// Zalo sends an event again for two hours at most; older than this is somebody playing back what they overheard.
const OLDEST_MS = 7 * 24 * 3_600_000

interface WebhookDeps {
  appId: string
  oaId: string
  oaSecretKey: string
  receive: Receive
  onBadSignature?: () => void
  onUnknownEvent?: () => void
  now: () => number
  log: Logger
}

/**
 * Makes the handler of Zalo's POST. Gives the HTTP status to answer: 200 once the event is durable or not for us, 500
 * when it could not be stored. A wrong signature is answered 200 and dropped: Zalo takes any other status for a dead
 * webhook and ends the subscription.
 */
export function createWebhook(deps: WebhookDeps) {
  const { oaId, log, now } = deps

  return async function handleWebhook(rawBody: Buffer, headers: IncomingHttpHeaders): Promise<number> {
    const body = jsonObject(rawBody)
    // Zalo: saving the webhook's address sends an unsigned `{}`, which must be answered 200.
    if (body && Object.keys(body).length === 0) return 200
    const timestamp = typeof body?.timestamp === 'number' ? String(body.timestamp) : body?.timestamp
    const timestamps = [timestamp, headers['x-zevent-timestamp']].filter((value) => typeof value === 'string')
    if (!body || !isSigned(rawBody, only(headers['x-zevent-signature']), deps, timestamps)) {
      deps.onBadSignature?.()
      log.warn({ bytes: rawBody.length }, 'zalo: webhook call with a wrong signature')
      return 200
    }
    if (Number(timestamp) < now() - OLDEST_MS) {
      log.warn('zalo: webhook call from long ago')
      return 200
    }
    const event = parseZaloEvent(body, oaId, now())
    if (event === 'unknown') {
      deps.onUnknownEvent?.()
      log.warn({ event: body.event_name }, 'zalo: unknown event')
    }
    if (typeof event === 'string') return 200
    try {
      await deps.receive([event])
      return 200
    } catch (error) {
      log.error({ reason: messageOf(error) }, 'zalo: what came in could not be stored')
      return 500
    }
  }
}

function only(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined
}
