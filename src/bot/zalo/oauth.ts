import axios from 'axios'
import { platformWords } from '../../ops/wording.js'
import { SendError } from '../channel.js'
import { httpError, noAnswerError } from './errors.js'

// Zalo: 25 hours.
const LIFE_SECONDS = 90_000
// Shorter than any lock is held: the lock has no time limit of its own.
const TIMEOUT_MS = 25_000

export interface GrantedTokens {
  accessToken: string
  refreshToken: string
  lifeMs: number
}

export interface ZaloApp {
  appId: string
  appSecret: string
  oauthBase: string
}

/**
 * Exchanges a refresh token, which works once. Throws SendError: `misconfigured` when Zalo refused it, `retry` when it
 * surely was not used, `unknown` when it may have been used and the answer was lost.
 */
export async function exchange({ appId, appSecret, oauthBase }: ZaloApp, refreshToken: string): Promise<GrantedTokens> {
  const form = new URLSearchParams({ refresh_token: refreshToken, app_id: appId, grant_type: 'refresh_token' })
  const { status, data } = await axios
    .post(`${oauthBase}/v4/oa/access_token`, form, {
      headers: { secret_key: appSecret },
      maxRedirects: 0,
      validateStatus: () => true,
      proxy: false,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    .catch((error) => {
      throw noAnswerError(error)
    })
  // Zalo: errors come with HTTP 200, not always with a number: only the token means success.
  if (status < 500 && typeof data?.access_token === 'string') {
    return {
      accessToken: data.access_token,
      refreshToken: typeof data.refresh_token === 'string' ? data.refresh_token : refreshToken,
      // Zalo: a string in seconds.
      lifeMs: (Number(data.expires_in) || LIFE_SECONDS) * 1000,
    }
  }
  if (status >= 500 || typeof data !== 'object' || data === null) throw httpError(status >= 400 ? status : 502)
  if (data.error === -32 || status === 429) throw new SendError('retry', 'too many calls')
  const words = [data.error, platformWords(data.error_name ?? data.message), platformWords(data.error_description)]
  throw new SendError('misconfigured', words.filter(Boolean).join(' '))
}
