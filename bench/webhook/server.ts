// One of the two servers, in its own process: the bot as it is, or bare node:http that checks the signature.
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { createServer } from '../../src/bot/http/server.js'
import { isSigned } from '../../src/bot/zalo/signature.js'
import { createWebhook } from '../../src/bot/zalo/webhook.js'
import { createBot } from '../support/bot.js'
import { CREDENTIALS, type FromServer, type ToServer } from './messages.js'

const HOST = '127.0.0.1'
let settle = async () => {}

process.on('message', async (message: ToServer) => {
  if ('settle' in message) {
    await settle()
    return tell({ settled: true })
  }
  tell({ port: await (message.serve === 'bot' ? serveBot(message.url) : serveBare()) })
})

function tell(message: FromServer): void {
  process.send!(message)
}

/** Fastify, Zalo's webhook, the whole turn; only what would leave for Zalo ends here. */
async function serveBot(url: string): Promise<number> {
  const log = pino({ level: 'error' })
  const bot = await createBot(url, { send: () => {} })
  settle = bot.idle
  const webhook = createWebhook({
    ...CREDENTIALS,
    receive: bot.receive,
    log,
    now: Date.now,
    onBadSignature: () => bot.metrics.badSignature('zalo'),
    onUnknownEvent: () => bot.metrics.unknownEvent('zalo'),
  })
  const channels = [{ name: 'zalo' as const, webhook }]
  const app = createServer({ channels, notReady: async () => ({}), metrics: bot.metrics, log })
  return Number(new URL(await app.listen({ host: HOST, port: 0 })).port)
}

async function serveBare(): Promise<number> {
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const { timestamp } = JSON.parse(body.toString('utf8'))
      const signed = isSigned(body, String(request.headers['x-zevent-signature']), CREDENTIALS, [timestamp])
      response.writeHead(signed ? 200 : 401).end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve))
  return (server.address() as AddressInfo).port
}
