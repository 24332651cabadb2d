import axios, { type AxiosRequestConfig } from 'axios'
import { httpError, isTokenError, noAnswerError, openapiError } from './errors.js'

const TIMEOUT_MS = 25_000

/** Zalo: every answer is this; errors come with HTTP 200 too. */
interface ZaloAnswer {
  error: number
  message?: string
  data?: unknown
}

interface ZaloCall {
  method: 'GET' | 'POST'
  /** From `/v3.0/` or `/v2.0/` on. */
  path: string
  body?: object
  /** Sent as multipart field `file` in the place of a body. */
  file?: { bytes: Buffer; name: string; mime: string }
}

export type ZaloClient = ReturnType<typeof createZaloClient>

const http = axios.create({
  maxRedirects: 0,
  // Every status is an answer; what it means is decided in one place.
  validateStatus: () => true,
  proxy: false,
})

/** Asks openapi.zalo.me with a given token. Gives Zalo's answer as it is; throws SendError when there is none. */
export async function ask(apiBase: string, accessToken: string, call: ZaloCall): Promise<ZaloAnswer> {
  const request: AxiosRequestConfig = {
    method: call.method,
    url: apiBase + call.path,
    headers: { access_token: accessToken },
    data: call.file ? formOf(call.file) : call.body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }
  const { status, data } = await http.request(request).catch((error) => {
    throw noAnswerError(error)
  })
  if (typeof data?.error !== 'number' || status >= 500) throw httpError(status)
  return data
}

interface ClientDeps {
  apiBase: string
  tokens: { access(): Promise<string>; renew(dead: string): Promise<string> }
  /** Epoch ms. */
  now: () => number
}

/** Calls the OA API with the living token. A dead token is replaced and the call made once more. Throws SendError. */
export function createZaloClient({ apiBase, tokens, now }: ClientDeps) {
  return async function call(request: ZaloCall): Promise<Record<string, unknown>> {
    const token = await tokens.access()
    let answer = await ask(apiBase, token, request)
    if (isTokenError(answer.error)) answer = await ask(apiBase, await tokens.renew(token), request)
    if (answer.error !== 0) throw openapiError(answer.error, answer.message, now())
    return (answer.data ?? {}) as Record<string, unknown>
  }
}

function formOf({ bytes, name, mime }: NonNullable<ZaloCall['file']>): FormData {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), name)
  return form
}
