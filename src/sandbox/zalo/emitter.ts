import { createHash } from 'node:crypto'
import type { ZaloSettings } from './options.js'
import type { ZaloUser } from './users.js'
import type { Delivery, Webhook } from './webhook.js'

/** `message` of an event. */
export interface EventMessage {
  msg_id?: string
  msg_ids?: string[]
  quote_msg_id?: string
  text?: string
  attachments?: { type: string; payload: Record<string, unknown> }[]
}

export type Emitter = ReturnType<typeof createEmitter>

/** Builds, signs and sends events. Zalo: every id and the timestamp (milliseconds) are strings. */
export function createEmitter(settings: ZaloSettings, webhook: Webhook, now: () => number) {
  let last: Delivery | undefined
  let held: Delivery | undefined
  let holdNext = false
  let tamperNext = false

  function emit(user: ZaloUser, name: string, fields: object): void {
    // Bots tell apart events without a msg_id by name, user and time: a person's events never share a time.
    user.lastEventAt = Math.max(now(), user.lastEventAt + 1)
    const timestamp = String(user.lastEventAt)
    const event = { app_id: settings.appId, user_id_by_app: user.userIdByApp, event_name: name, timestamp, ...fields }
    // A legal spelling that JavaScript would not choose: a bot that hashes its own re-serialised JSON fails here.
    const body = JSON.stringify(event).replaceAll('/', '\\/')
    dispatch({ person: user.person, body, signature: signatureOf(body, timestamp) })
  }

  /** Zalo: plain SHA-256 (no HMAC) of app id, raw body, the body's timestamp and the OA secret key. */
  function signatureOf(body: string, timestamp: string): string {
    const secret = tamperNext ? 'not the key' : settings.oaSecretKey
    tamperNext = false
    const input = `${settings.appId}${body}${timestamp}${secret}`
    return `mac=${createHash('sha256').update(input).digest('hex')}`
  }

  function dispatch(delivery: Delivery): void {
    if (holdNext && !held) {
      holdNext = false
      held = delivery
      return
    }
    holdNext = false
    last = delivery
    webhook.push(delivery)
    if (held) {
      const second = held
      held = undefined
      webhook.push(second)
    }
  }

  return {
    /** `user_send_*` and others in the envelope of a message from a person. */
    fromUser(user: ZaloUser, name: string, fields: { message?: EventMessage; info?: object }): void {
      emit(user, name, { sender: { id: user.userId }, recipient: { id: settings.oaId }, ...fields })
    },
    /** `oa_send_*` and receipts. Zalo: `admin_id` only when a human wrote in the OA's chat tool. */
    fromOa(user: ZaloUser, name: string, message: EventMessage, adminId?: string): void {
      const sender = { id: settings.oaId, ...(adminId && { admin_id: adminId }) }
      emit(user, name, { sender, recipient: { id: user.userId }, message })
    },
    /** Events about the OA, without sender and recipient. */
    aboutOa(user: ZaloUser, name: string, fields: object): void {
      emit(user, name, { oa_id: settings.oaId, ...fields })
    },
    /** Sends the latest event once more, byte for byte. */
    duplicateLast(): void {
      if (last) webhook.push(last)
    },
    /** Keeps the next event back until the one after it has gone out. */
    reverseNextTwo(): void {
      holdNext = true
    },
    /** Signs the next event with a wrong key. */
    tamperNext(): void {
      tamperNext = true
    },
    reset(): void {
      last = held = undefined
      holdNext = tamperNext = false
    },
  }
}
