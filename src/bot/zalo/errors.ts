import { platformWords } from '../../ops/wording.js'
import { SendError, type SendErrorKind } from '../channel.js'
import { networkCode, neverSent } from '../failure.js'

// Zalo: openapi.zalo.me, appendix "mã lỗi". Other Zalo hosts use the same numbers for other things.
const OPENAPI: Record<number, SendErrorKind> = {
  [-32]: 'slowDown', // app or OA over its calls a minute
  [-100]: 'refused', // attachment expired
  [-200]: 'retry', // send failed
  [-201]: 'refused', // a field is invalid
  [-204]: 'misconfigured', // OA deleted
  [-205]: 'misconfigured', // OA does not exist
  [-207]: 'refused', // undocumented today
  [-209]: 'misconfigured', // app not activated
  [-210]: 'refused', // too long, too many buttons
  [-211]: 'misconfigured', // quota of the OA used up
  [-212]: 'misconfigured', // API not registered, permission missing
  [-213]: 'stopped', // does not follow
  [-214]: 'retry', // article still being processed
  [-216]: 'misconfigured', // access token invalid, also after a refresh
  [-217]: 'stopped', // blocked the OA's invitations
  [-218]: 'stopped', // this person's quota used up
  [-219]: 'misconfigured', // app removed
  [-220]: 'misconfigured', // access token expired, also after a refresh
  [-221]: 'misconfigured', // OA not verified
  [-223]: 'misconfigured', // OA has not authorised this API
  [-224]: 'misconfigured', // OA package
  [-227]: 'stopped', // banned, or away for more than 45 days
  [-230]: 'stopped', // no interaction in 7 days
  [-232]: 'stopped', // never interacted
  [-233]: 'refused', // kind of message unsupported
  [-234]: 'retry', // not at night
  [-235]: 'misconfigured', // kind of OA
  [-237]: 'refused', // groups
  [-238]: 'refused',
  [-240]: 'refused', // v2 message API
  [-241]: 'refused',
  [-242]: 'misconfigured', // appsecret_proof
  [-244]: 'stopped', // restricted this kind of message
  [-248]: 'refused', // platform standards
  [-249]: 'refused', // template not for user ids
  [-320]: 'misconfigured', // no Zalo Cloud account
  [-321]: 'misconfigured', // out of money
  [-403]: 'refused', // groups
  404: 'misconfigured', // "empty api": wrong address
}

/** Zalo: the access token is no longer good; a refresh may help. */
export function isTokenError(code: number): boolean {
  return code === -216 || code === -220
}

/** The SendError of an answer of openapi.zalo.me with `error` other than 0. `now` (epoch ms) tells how long -32 lasts. */
export function openapiError(code: number, message: unknown, now: number): SendError {
  const detail = `${code} ${platformWords(message)}`
  // Zalo: an id it does not know is also "invalid".
  if (code === -201 && /user_id/i.test(String(message))) return new SendError('stopped', detail)
  const kind = OPENAPI[code] ?? 'refused'
  // Zalo: the count starts anew with every minute.
  return new SendError(kind, detail, kind === 'slowDown' ? 60_000 - (now % 60_000) : 0)
}

/** The SendError of an answer that is not Zalo's JSON: a gateway's page, an HTTP error. */
export function httpError(status: number): SendError {
  if (status === 429) return new SendError('slowDown', 'HTTP 429', 60_000)
  if (status === 401 || status === 403) return new SendError('misconfigured', `HTTP ${status}`)
  return new SendError(status >= 400 && status < 500 ? 'refused' : 'unknown', `HTTP ${status}`)
}

/** The SendError of a call that got no answer. Axios errors carry headers with our token: only the code is kept. */
export function noAnswerError(error: unknown): SendError {
  if (error instanceof SendError) return error
  return new SendError(neverSent(error) ? 'retry' : 'unknown', networkCode(error))
}
