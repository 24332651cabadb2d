import * as z from 'zod'
import { ApiError, badRequest } from './api-error.js'
import type { Core } from './core.js'
import { type Method, method } from './method.js'
import { flag, integer, structure } from './parameters.js'
import { createLongPoll } from './updates.js'
import type { WebhookSender } from './webhook.js'

const LONGEST_WAIT_SECONDS = 50
const PORTS = ['', '80', '88', '443', '8443']
const allowedUpdates = structure(z.array(z.string())).optional()

/** getUpdates, setWebhook, deleteWebhook, getWebhookInfo: both ways of receiving exclude each other. */
export function receivingMethods({ queue }: Core, webhook: WebhookSender): Record<string, Method> {
  const poll = createLongPoll(queue)

  return {
    getUpdates: method(
      z.strictObject({
        offset: integer.default(0),
        limit: integer.default(100),
        timeout: integer.default(0),
        allowed_updates: allowedUpdates,
      }),
      (p, call) => {
        if (webhook.settings) {
          throw new ApiError(
            409,
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
          )
        }
        if (p.allowed_updates) queue.setAllowed(p.allowed_updates)
        if (p.offset !== 0) queue.confirm(p.offset)
        const limit = p.limit < 1 || p.limit > 100 ? 100 : p.limit
        return poll.wait(limit, Math.min(Math.max(p.timeout, 0), LONGEST_WAIT_SECONDS), call.onGone)
      },
    ),

    setWebhook: method(
      z.strictObject({
        url: z.string().default(''),
        ip_address: z.string().optional(),
        max_connections: integer.default(40),
        allowed_updates: allowedUpdates,
        drop_pending_updates: flag.default(false),
        secret_token: z.string().default(''),
      }),
      async (p) => {
        if (p.url) checkAddress(p.url)
        if (!/^[\w-]{0,256}$/.test(p.secret_token)) throw badRequest('secret token contains unallowed characters')
        if (p.max_connections < 1 || p.max_connections > 100) throw badRequest('wrong max_connections specified')
        if (p.drop_pending_updates) queue.clear()
        if (p.allowed_updates) queue.setAllowed(p.allowed_updates)
        poll.end('setWebhook request')
        const settings = { url: p.url, secretToken: p.secret_token || undefined, maxConnections: p.max_connections }
        await (p.url ? webhook.set(settings) : webhook.unset())
        return true
      },
    ),

    deleteWebhook: method(z.strictObject({ drop_pending_updates: flag.default(false) }), async (p) => {
      if (p.drop_pending_updates) queue.clear()
      await webhook.unset()
      return true
    }),

    getWebhookInfo: method(z.strictObject({}), () => ({
      url: webhook.settings?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: queue.peek(Number.POSITIVE_INFINITY).length,
      ...(webhook.settings && { max_connections: webhook.settings.maxConnections }),
      ...(webhook.lastError && {
        last_error_date: webhook.lastError.date,
        last_error_message: webhook.lastError.message,
      }),
      ...(queue.allowed.length > 0 && { allowed_updates: queue.allowed }),
    })),
  }
}

/** Bot API: HTTPS on four ports. The sandbox also takes plain HTTP on this machine, any port. */
function checkAddress(url: string): void {
  if (!URL.canParse(url)) throw badRequest('bad webhook: invalid webhook URL specified')
  const { protocol, hostname, port } = new URL(url)
  if (['127.0.0.1', 'localhost', '[::1]'].includes(hostname) && /^https?:$/.test(protocol)) return
  if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  if (!PORTS.includes(port)) throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443')
}
