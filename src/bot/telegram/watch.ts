// The webhook is kept where it belongs: whoever holds the token may take it away, and Telegram tells nobody.
import type { Api } from 'grammy'
import type { WebhookInfo } from 'grammy/types'
import type { Logger } from 'pino'
import { platformWords } from '../../ops/wording.js'
import { SendError } from '../channel.js'
import { UPDATE_KINDS } from './message-kinds.js'

interface Hook {
  url: string
  secret: string
}

interface Watched {
  log: Logger
  now: () => number
  onWayIn?: (open: boolean, repaired?: true) => void
}

export function setWebhook(api: Api, { url, secret }: Hook): Promise<true> {
  return api.setWebhook(url, { secret_token: secret, allowed_updates: UPDATE_KINDS })
}

/**
 * Looks whether the webhook is ours, asks for all that we read, and is delivered to. One that is gone or points elsewhere
 * is set again, loudly. Throws SendError `retry` where deliveries fail, and sets it again too: a secret or a fixed IP
 * address of somebody else's does not show. Telegram: setting what is set already does nothing.
 */
export async function watch(api: Api, hook: Hook, { log, now, onWayIn }: Watched): Promise<void> {
  const info = await api.getWebhookInfo()
  const moved = (info.url ?? '') !== hook.url
  const asks = new Set<string>(info.allowed_updates ?? [])
  if (moved || UPDATE_KINDS.some((kind) => !asks.has(kind))) {
    await setWebhook(api, hook)
    log.error(
      { was: moved ? elsewhere(info) : 'other kinds of updates', waiting: info.pending_update_count },
      'telegram: somebody changed the webhook; it is set again. One bot cannot serve two installations',
    )
    onWayIn?.(false, true)
    return
  }
  const trouble = troubleOf(info, hook.url, now())
  if (!trouble) return
  await setWebhook(api, hook)
  throw new SendError('retry', trouble)
}

// Telegram tries again within a minute: an older error is over, unless nothing has been delivered since.
const FRESH_MS = 180_000

/** Why updates do not reach us, in one line. `now`: epoch ms. */
export function troubleOf(info: WebhookInfo, url: string, now: number): string | undefined {
  if ((info.url ?? '') !== url) return `the webhook is ${elsewhere(info)}`
  const { last_error_date: at, last_error_message: error, pending_update_count: waiting } = info
  if (!at || !waiting || now - at * 1000 > FRESH_MS) return undefined
  return `the webhook is not delivered to: ${platformWords(error ?? 'no reason given')} (${waiting} updates wait)`
}

/** Only the host: a path may carry somebody's secret. */
function elsewhere({ url }: WebhookInfo): string {
  if (!url) return 'gone'
  return `set to ${URL.canParse(url) ? new URL(url).host : 'another address'}`
}
