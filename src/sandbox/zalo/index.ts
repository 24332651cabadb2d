import type { Platform, PlatformDeps } from '../platform.js'
import { SimError } from '../platform.js'
import { createAccount } from './account.js'
import { createActs } from './acts.js'
import { createEmitter } from './emitter.js'
import { contentTypeOf, createFiles } from './files.js'
import { addGate } from './gate.js'
import { createMessageIds } from './ids.js'
import { createMessageCs } from './message-cs.js'
import { createMessageTemplate } from './message-template.js'
import { registerOAuth } from './oauth.js'
import { registerOpenApi } from './openapi.js'
import { type ZaloOptions, zaloSettings } from './options.js'
import { createSimulate } from './simulate.js'
import { createTokens } from './tokens.js'
import { createUploads } from './uploads.js'
import { createUsers } from './users.js'
import { createWebhook, type ProbeResult } from './webhook.js'
import { createAllowance } from './window.js'

export type ZaloSandbox = ReturnType<typeof createZaloSandbox>

/** Zalo's side of the wire: OAuth, the OA API, hosted files, webhook events, and people who use Zalo. */
export function createZaloSandbox({
  app,
  clock,
  people,
  bubbles,
  faults,
  options,
  retryDelaysMs,
  baseUrl,
}: PlatformDeps<ZaloOptions>) {
  const settings = zaloSettings(options)
  const now = clock.now
  const nextId = createMessageIds()
  const tokens = createTokens(now, settings.refreshToken, settings.appSecret)
  const users = createUsers(people)
  const files = createFiles()
  const uploads = createUploads(files, now)
  const allowance = createAllowance(settings.packageQuota, settings.billed)
  const webhook = createWebhook({ ...settings, now, onAdvance: clock.onAdvance, retryDelaysMs })
  const emitter = createEmitter(settings, webhook, now)
  const messageCs = createMessageCs({ settings, users, uploads, bubbles, emitter, allowance, now, nextId, baseUrl })
  const messageTemplate = createMessageTemplate({ settings, users, bubbles, emitter, now, nextId })
  const account = createAccount({ settings, users, allowance })
  const acts = createActs({ phoneOf: people.phone, users, files, bubbles, emitter, now, nextId, baseUrl })
  if (settings.webhookUrl) webhook.setUrl(settings.webhookUrl)

  let refused: number[] = []
  app.register(async (scope) => {
    refused = addGate(scope, faults, now)
    registerOAuth(scope, { settings, tokens, now })
    registerOpenApi(scope, { tokens, messageCs, messageTemplate, uploads, account })
  })
  app.get<{ Params: { name: string } }>('/zalo/files/:name', async ({ params }, reply) => {
    const file = files.get(params.name)
    return file ? reply.type(contentTypeOf(file.ext)).send(file.bytes) : reply.code(404).send()
  })

  return {
    ...acts,
    simulate: createSimulate(acts),
    personState(person) {
      const user = users.peek(person)
      const userId = user?.userId ?? people.zaloUserId(person)
      return { userId, follows: user?.follows ?? false, lastInteraction: user?.lastInteraction ?? null }
    },
    admit(person) {
      Object.assign(users.of(person), { follows: true, chatted: true, lastInteraction: now() })
    },
    /** Saves the webhook address if it passes the platform's probe; '' unsubscribes. SimError for an unfit address. */
    async setWebhook(url: string): Promise<{ saved: boolean; probe?: ProbeResult }> {
      if (url === '') {
        webhook.setUrl(undefined)
        return { saved: true }
      }
      if (!isFitForWebhook(url)) throw new SimError('webhook phải là https, hoặc http trên máy này')
      const probe = await webhook.probe(url)
      if (probe.ok) webhook.setUrl(url)
      return { saved: probe.ok, probe }
    },
    webhookUrl: webhook.url,
    /** The codes of all calls that the platform refused; faults that were asked for are not among them. */
    refused: () => refused,
    memory: users.all,
    restore: users.restore,
    /** Resolves when every event so far was delivered or given up. */
    idle: webhook.idle,
    duplicateLastEvent: emitter.duplicateLast,
    reverseNextTwoEvents: emitter.reverseNextTwo,
    tamperNextSignature: emitter.tamperNext,
    expireAccessToken: tokens.expireAccessToken,
    tokens: tokens.inspect,
    counters: () => ({
      ...webhook.counters(),
      sent: messageCs.sent() + messageTemplate.sent(),
      refreshes: tokens.inspect().refreshes,
    }),
    reset() {
      webhook.reset()
      emitter.reset()
      users.clear()
      uploads.clear()
      files.clear()
      allowance.reset()
      messageCs.reset()
      messageTemplate.reset()
    },
    stop: webhook.stop,
  } satisfies Platform & Record<string, unknown>
}

function isFitForWebhook(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
}
