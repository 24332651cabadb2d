import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import sharp from 'sharp'
import type { InboundEvent } from '../../src/bot/channel.js'

/** Keeps what a channel received, and fails on demand as a database does. */
export function createReceiver() {
  const events: InboundEvent[] = []
  let refusals = 0
  let deaths = 0
  return {
    events,
    /** The next deliveries are not stored. */
    refuse(times: number) {
      refusals = times
    },
    /** The next deliveries are stored, but nobody gets to know. */
    dieAfter(times: number) {
      deaths = times
    },
    async receive(given: InboundEvent[]) {
      if (refusals-- > 0) throw new Error('the database is away')
      events.push(...given)
      if (deaths-- > 0) throw new Error('the connection broke at commit')
    },
    /** The events of one person, oldest first. */
    of: (address: string) => events.filter((event) => event.address === address),
  }
}

/** Resolves with the first value of `look` that is neither undefined nor false. */
export async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const end = performance.now() + 15_000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error(`waited in vain for ${look}`)
    await sleep(5)
  }
}

/** A server of ours that hands POST bodies to a webhook handler. */
export async function serveWebhook(handle: (rawBody: Buffer, headers: IncomingHttpHeaders) => Promise<number>) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    response.writeHead(await handle(Buffer.concat(chunks), request.headers)).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    stop: () => new Promise((resolve) => void server.close(resolve).closeAllConnections()),
  }
}

/** A logger that keeps its lines, so that tests can look for what must not be there. */
export function createLog() {
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  return { log, lines, text: () => lines.join('') }
}

/** A JPEG that does not compress well: `side` 2000 gives several MB. */
export async function noisyJpeg(side: number): Promise<Buffer> {
  const create = { width: side, height: side, channels: 3 as const, background: '#888', noise: noise() }
  return sharp({ create }).jpeg({ quality: 95 }).toBuffer()
}

function noise() {
  return { type: 'gaussian' as const, mean: 128, sigma: 60 }
}
