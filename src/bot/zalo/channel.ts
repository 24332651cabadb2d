import type { Logger } from 'pino'
import type { ZaloConfig } from '../../config/config.js'
import { messageOf } from '../../ops/wording.js'
import { createCopies } from '../../store/copies.js'
import type { Pool } from '../../store/database.js'
import { zaloTokenStore } from '../../store/zalo-tokens.js'
import { type Channel, nobodyYet } from '../channel.js'
import { createUseCopy } from '../outbound/copies.js'
import { ask, createZaloClient, type ZaloClient } from './client.js'
import { isTokenError, openapiError } from './errors.js'
import { createZaloFetch } from './file.js'
import { exchange } from './oauth.js'
import { createZaloSend, UPLOAD_KEEP_MS, zaloCost } from './send.js'
import { createZaloTemplate } from './template.js'
import { createTokenKeeper } from './tokens.js'
import { createWayIn } from './way-in.js'
import { createWebhook } from './webhook.js'

export interface ZaloOptions extends Omit<ZaloConfig, 'mode'> {
  pool: Pool
  /** Reads a stored picture by content hash. */
  readFile: (hash: string) => Promise<Buffer>
  log: Logger
  /** Epoch ms. */
  now: () => number
  /** Told of every webhook call with a wrong signature: Zalo gets 200 for it, so nobody else would notice. */
  onBadSignature?: () => void
  /** Told of every signed event that we do not know. */
  onUnknownEvent?: () => void
  /** Told whether events reach us, as far as that can be known. */
  onWayIn?: (open: boolean) => void
}

const OA_INFO = { method: 'GET', path: '/v2.0/oa/getoa' } as const

/** The Zalo OA side of the bot: webhook in, consultation messages out. */
export function createZaloChannel(options: ZaloOptions): Channel {
  const { apiBase, oaId, log, now } = options
  const tokens = createTokenKeeper({
    store: zaloTokenStore(options.pool, oaId),
    seed: options.refreshToken,
    exchange: (refreshToken) => exchange(options, refreshToken),
    isAlive,
    now,
    log,
  })
  const call = createZaloClient({ apiBase, tokens, now })
  let receive = nobodyYet
  const wayIn = createWayIn(options)
  const webhook = createWebhook({
    ...options,
    receive: (events) => receive(events),
    onEvent: wayIn.heard,
    onBadSignature(ours) {
      if (ours) wayIn.wronglySigned()
      options.onBadSignature?.()
    },
  })
  const underWay = new Set<Promise<unknown>>()

  /** Keeps `stop` waiting until this has ended. */
  function watch<T>(work: Promise<T>): Promise<T> {
    underWay.add(work)
    return work.finally(() => underWay.delete(work))
  }

  async function isAlive(accessToken: string): Promise<boolean> {
    const { error, message } = await ask(apiBase, accessToken, OA_INFO)
    if (error !== 0 && !isTokenError(error)) throw openapiError(error, message, now())
    return error === 0
  }

  async function check(): Promise<string | undefined> {
    try {
      const { oaid } = await call(OA_INFO)
      if (oaid !== undefined && String(oaid) !== oaId) return 'the token belongs to another OA than ZALO_OA_ID'
      return tokens.trouble() ?? (await wayIn.trouble())
    } catch (error) {
      return messageOf(error)
    }
  }

  return {
    name: 'zalo',
    perSecond: options.perSecond,
    link: async () => `https://zalo.me/${oaId}`,
    allowance: () => packageLeft(call),
    ...(options.template && { template: createZaloTemplate(call, options.template) }),
    send: createZaloSend({
      call,
      readFile: options.readFile,
      useCopy: createUseCopy({ copies: createCopies(options.pool, 'zalo', now), keepMs: UPLOAD_KEEP_MS, now }),
    }),
    cost: zaloCost,
    fetchFile: createZaloFetch(apiBase),
    check,
    async keepAlive() {
      await tokens.keepAlive()
      options.onWayIn?.(await wayIn.look(tokens.trouble()))
    },
    async start(receiver) {
      receive = receiver
      await tokens.start()
      // Fetches the first token. Not waited for: where the platform is out of reach, the other channel must come up.
      void watch(
        check().then((trouble) => {
          if (trouble) log.error({ detail: trouble }, 'zalo: cannot send')
        }),
      )
    },
    async stop() {
      await Promise.allSettled(underWay)
    },
    webhook: (rawBody, headers) => watch(webhook(rawBody, headers)),
  }
}

const PACKAGE = { quota_owner: 'OA', product_type: 'cs', quota_type: 'sub_quota' }

/** Zalo: the package's messages to people past their free 48 hours; undefined where the answer holds none. */
async function packageLeft(call: ZaloClient): Promise<number | undefined> {
  const data: unknown = await call({ method: 'POST', path: '/v3.0/oa/quota/message', body: PACKAGE })
  const found = (Array.isArray(data) ? data : []) as { remain?: number | string }[]
  const remain = found.reduce((sum, { remain = 0 }) => sum + Number(remain), 0)
  return found.length > 0 && Number.isFinite(remain) ? remain : undefined
}
