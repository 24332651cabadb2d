import { Api, type ApiClientOptions } from 'grammy'
import { Agent, type Dispatcher, request } from 'undici'

/** Seconds getUpdates may wait; below TIMEOUT_SECONDS, which also ends a poll that hangs. */
export const POLL_SECONDS = 20
const TIMEOUT_SECONDS = 25

// Of our own: the global one may be that of the undici inside Node, which is another version.
export const agent = new Agent()

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
