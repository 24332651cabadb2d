import type { IncomingHttpHeaders } from 'node:http'
import type { Logger } from 'pino'
import { messageOf } from '../../ops/wording.js'
import type { Receive } from '../channel.js'
import { jsonObject } from '../http/json-object.js'
import { parseZaloEvent } from './parse.js'
import { isSigned } from './signature.js'

// Zalo sends an event again for two hours at most; older than this is somebody playing back what they overheard.
const OLDEST_MS = 7 * 24 * 3_600_000

// Names come signed, but from outside.
const MOST_KINDS = 100

interface WebhookDeps {
  appId: string
  oaId: string
  oaSecretKey: string
  receive: Receive
  /** `ours`: the body names our OA, or seems to. */
  onBadSignature?: (ours: boolean) => void
  onUnknownEvent?: () => void
  /** Told of every signed call: the way in works. */
  onEvent?: () => void
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
  const said = new Set<string>()

  /** Each is counted; a kind is logged once. */
  function unread(event: string): void {
    deps.onUnknownEvent?.()
    if (said.size >= MOST_KINDS || said.has(event)) return
    said.add(event)
    log.warn({ event }, 'zalo: events of this name are not read (logged once)')
  }

  return async function handleWebhook(rawBody: Buffer, headers: IncomingHttpHeaders): Promise<number> {
    const body = jsonObject(rawBody)
    // Zalo: saving the webhook's address sends an unsigned `{}`, which must be answered 200.
    if (body && Object.keys(body).length === 0) return 200
    const timestamp = typeof body?.timestamp === 'number' ? String(body.timestamp) : body?.timestamp
    const timestamps = [timestamp, headers['x-zevent-timestamp']].filter((value) => typeof value === 'string')
    if (!body || !isSigned(rawBody, only(headers['x-zevent-signature']), deps, timestamps)) {
      deps.onBadSignature?.(rawBody.includes(oaId))
      log.warn({ bytes: rawBody.length }, 'zalo: webhook call with a wrong signature')
      return 200
    }
    if (Number(timestamp) < now() - OLDEST_MS) {
      log.warn('zalo: webhook call from long ago')
      return 200
    }
    deps.onEvent?.()
    const event = parseZaloEvent(body, oaId, now(), unread)
    if (event === 'unknown') unread(nameOf(body.event_name))
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

function nameOf(event: unknown): string {
  return typeof event === 'string' ? event.slice(0, 60) : typeof event
}
