import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Sandbox } from '../../src/sandbox/server.js'

export interface Answer {
  status: number
  headers: Headers
  ok: boolean
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever a method answers
  result?: any
  error_code?: number
  description?: string
  parameters?: { retry_after: number }
}

/** Calls a Bot API method of the sandbox with JSON, a form, or whatever `init` says. */
export async function callApi(sandbox: Sandbox, method: string, body: object = {}, init: RequestInit = {}) {
  const form = body instanceof FormData || body instanceof URLSearchParams
  const response = await fetch(`${sandbox.url}/telegram/bot${sandbox.telegram.token}/${method}`, {
    method: 'POST',
    headers: form ? {} : { 'content-type': 'application/json' },
    body: form ? body : JSON.stringify(body),
    ...init,
  })
  return { status: response.status, headers: response.headers, ...((await response.json()) as object) } as Answer
}

export interface Received {
  headers: IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: an update of any kind
  update: any
}

/** A bot's webhook; `answer` gives the status (and JSON body) for the nth delivery, counted from 0. */
export async function startWebhook(answer: (index: number, received: Received) => number | object | Promise<number>) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const index = received.push({ headers: request.headers, update: JSON.parse(Buffer.concat(chunks).toString()) }) - 1
    const given = await answer(index, received[index]!)
    if (typeof given === 'number') response.writeHead(given).end()
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(given))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bot`,
    received,
    stop: () => new Promise((resolve) => void server.close(resolve).closeAllConnections()),
  }
}
