import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import axios, { type AxiosRequestConfig } from 'axios'
import { SANDBOX_CREDENTIALS, type Sandbox } from '../../src/sandbox/server.js'

const { appId, appSecret, oaSecretKey, refreshToken } = SANDBOX_CREDENTIALS.zalo

export interface Received {
  headers: IncomingHttpHeaders
  raw: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into events of every shape.
  body: any
}

export type Bot = Awaited<ReturnType<typeof startBot>>

/** A bot's webhook: keeps what it gets; `answers` says what the next requests get (default 200, 'hang' = nothing). */
export async function startBot() {
  const received: Received[] = []
  const answers: (number | 'hang')[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks).toString()
    received.push({ headers: request.headers, raw, body: JSON.parse(raw) })
    const answer = answers.shift() ?? 200
    if (answer !== 'hang') response.writeHead(answer).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/zalo`,
    received,
    answers,
    /** Event names so far, then forgotten. */
    take: () => received.splice(0),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The signature as the facts have it, worked out anew from what arrived. */
export function expectedSignature({ raw, body }: Received): string {
  return `mac=${createHash('sha256').update(`${appId}${raw}${body.timestamp}${oaSecretKey}`).digest('hex')}`
}

export type Client = ReturnType<typeof createClient>

/** The bot's calls to the sandbox; every HTTP status is an answer, a lost connection is `undefined`. */
export function createClient(sandbox: Sandbox) {
  const http = axios.create({ baseURL: `${sandbox.url}/zalo`, validateStatus: () => true, timeout: 5000 })
  let token = ''

  async function call(config: AxiosRequestConfig) {
    const headers = { access_token: token, ...config.headers }
    return http.request({ ...config, headers }).catch(() => undefined)
  }

  return {
    call,
    token: () => token,
    async oauth(form: Record<string, string>, headers: Record<string, string> = { secret_key: appSecret }) {
      return (await http.post('/oauth/v4/oa/access_token', new URLSearchParams(form), { headers })).data
    },
    /** Exchanges a refresh token (the first one by default) and calls with the new access token from then on. */
    async refresh(refresh_token: string = refreshToken) {
      const answer = await this.oauth({ app_id: appId, grant_type: 'refresh_token', refresh_token })
      token = answer.access_token ?? token
      return answer
    },
    async send(userId: unknown, message: unknown, extra: object = {}) {
      const data = { recipient: { user_id: userId }, message, ...extra }
      return (await call({ method: 'POST', url: '/openapi/v3.0/oa/message/cs', data }))?.data
    },
    async upload(kind: string, bytes: Buffer, name: string) {
      const data = new FormData()
      data.append('file', new Blob([new Uint8Array(bytes)]), name)
      return (await call({ method: 'POST', url: `/openapi/v2.0/oa/upload/${kind}`, data }))?.data
    },
  }
}
