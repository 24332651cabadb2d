import { Api, type ApiClientOptions, GrammyError, HttpError } from 'grammy'
import type { ApiResponse, Message } from 'grammy/types'
import { Agent, type Dispatcher, request } from 'undici'

/** Seconds getUpdates may wait; below TIMEOUT_SECONDS, which also ends a poll that hangs. */
export const POLL_SECONDS = 20
const TIMEOUT_SECONDS = 25

// Of our own: the global one may be that of the undici inside Node, which is another version.
export const agent = new Agent()
// The time limit is the connection's: one for each call would be a timer for each.
const calls = new Agent({ headersTimeout: TIMEOUT_SECONDS * 1000, bodyTimeout: TIMEOUT_SECONDS * 1000 })

/** Bot API calls without retries: errors are grammY's GrammyError (the platform answered) and HttpError. */
export function createApi(token: string, apiRoot: string): Api {
  const fetch = undiciFetch as unknown as ApiClientOptions['fetch']
  return new Api(token, { apiRoot, timeoutSeconds: TIMEOUT_SECONDS, fetch })
}

/** The part of fetch that grammY uses. Its own node-fetch takes two thirds of the CPU time of a send. */
async function undiciFetch(url: string, options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>) {
  const { method, headers, body, signal } = options
  const answer = await request(url, { method, headers, body, signal, dispatcher: agent })
  return { json: () => answer.body.json() }
}

/**
 * One call whose body is JSON already, and its result. For what goes to many: grammY works out the body anew for each and
 * has a timer for each, which is two thirds of the processor time of a send. Throws what grammY throws.
 */
export function createCall(token: string, apiRoot: string) {
  const { origin, pathname } = new URL(apiRoot)
  const root = `${pathname === '/' ? '' : pathname}/bot${token}/`
  const headers = { 'content-type': 'application/json' }

  return async function call(method: 'sendMessage', body: string): Promise<Message> {
    const answer = await post({ origin, path: root + method, headers, body }).catch((error) => {
      throw new HttpError(`Network request for '${method}' failed!`, error)
    })
    if (answer.ok) return answer.result
    throw new GrammyError(`Call to '${method}' failed!`, answer, method, {})
  }
}

/** Gives the answer's JSON, whatever its status. */
function post(options: {
  origin: string
  path: string
  headers: Record<string, string>
  body: string
}): Promise<ApiResponse<Message>> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    calls.dispatch(
      { ...options, method: 'POST' },
      {
        // What has none of these is taken for a handler of undici 6.
        onRequestStart() {},
        onResponseStart() {},
        onResponseData: (_controller, chunk) => void chunks.push(chunk),
        onResponseEnd() {
          try {
            resolve(JSON.parse(chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString()))
          } catch (error) {
            reject(error)
          }
        },
        onResponseError: (_controller, error) => reject(error),
      },
    )
  })
}
