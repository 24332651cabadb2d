// Our side of HTTP: the platforms' webhooks, health, metrics.
import Fastify, { type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Channel } from '../channel.js'
import type { Metrics } from './metrics.js'

interface Options {
  /** Those that are received from; each that comes by webhook is given its address. */
  channels: Pick<Channel, 'name' | 'webhook'>[]
  /** What is not ready, by part; empty when everything answers. */
  notReady(): Promise<Record<string, string>>
  metrics: Metrics
  log: Logger
}

// Telegram's largest update is far below; Zalo's too.
const BODY_LIMIT = 1024 * 1024

/** POST /webhooks/<channel>, GET /healthz, /readyz, /metrics. */
export function createServer({ channels, notReady, metrics, log }: Options): FastifyInstance {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    logger: false,
    // An address is saved by hand, in the platform's console.
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, caseSensitive: false },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  // A platform or a proxy may say anything of the body's type; whether it is ours is in its signature and its JSON.
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    raw.headers['content-type'] = 'application/octet-stream'
    done()
  })

  for (const { name, webhook } of channels) {
    if (!webhook) continue
    // Consoles and people look whether the address answers.
    app.get(`/webhooks/${name}`, async () => 'ok')
    app.post(`/webhooks/${name}`, async (request, reply) => {
      const status = await webhook((request.body as Buffer | null) ?? Buffer.alloc(0), request.headers)
      return reply.code(status).send(status === 200 ? 'ok' : '')
    })
  }
  app.get(
    '/',
    async () => 'Nhân Ái is running. Platforms call /webhooks/..., operators look at /readyz and /metrics.\n',
  )
  app.get('/healthz', async () => ({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    const reasons = await notReady()
    const ok = Object.keys(reasons).length === 0
    return reply.code(ok ? 200 : 503).send(ok ? { ok } : { ok, reasons })
  })
  app.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await metrics.render()
    return reply.type(contentType).send(text)
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) log.error({ err: error }, 'http: a request failed')
    return reply.code(status).send({ ok: false })
  })
  return app
}
