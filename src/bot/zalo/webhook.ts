import type { IncomingHttpHeaders } from 'node:http'
import type { Logger } from 'pino'
import { messageOf } from '../../ops/wording.js'
import type { Receive } from '../channel.js'
import { jsonObjects } from '../http/json-object.js'
import { momentOf } from './event.js'
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
    const bodies = [jsonObjects(rawBody) ?? []].flat()
    // Zalo: saving the webhook's address sends an unsigned `{}`, which must be answered 200.
    if (bodies.length === 1 && Object.keys(bodies[0]!).length === 0) return 200
    const { timestamp } = bodies[0] ?? {}
    const given = [timestamp, headers['x-zevent-timestamp']].flatMap((at) => (at ? [String(at)] : []))
    if (bodies.length === 0 || !isSigned(rawBody, only(headers['x-zevent-signature']), deps, given)) {
      deps.onBadSignature?.(rawBody.includes(oaId))
      log.warn({ bytes: rawBody.length }, 'zalo: webhook call with a wrong signature')
      return 200
    }
    if ((momentOf(given[0]) ?? now()) < now() - OLDEST_MS) {
      log.warn('zalo: webhook call from long ago')
      return 200
    }
    deps.onEvent?.()
    const events = bodies.map((body) => {
      const event = parseZaloEvent(body, oaId, now(), unread)
      if (event === 'unknown') unread(nameOf(body.event_name))
      return event
    })
    const taken = events.filter((event) => typeof event !== 'string')
    if (taken.length === 0) return 200
    try {
      await deps.receive(taken)
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
