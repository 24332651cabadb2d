import { GrammyError, HttpError } from 'grammy'
import { platformWords } from '../../ops/wording.js'
import { SendError, type SendErrorKind } from '../channel.js'
import { asSendError, networkCode, neverSent } from '../failure.js'

// Bot API: no list of errors is published. The server turns some 403s into 400s and 404s into 400s, so the words
// count before the code. First match wins.
const TABLE: [words: RegExp, kind: SendErrorKind][] = [
  [/bot was blocked|USER_IS_BLOCKED|YOU_BLOCKED_USER/i, 'stopped'],
  [/user is deactivated|INPUT_USER_DEACTIVATED/i, 'stopped'],
  [/can't initiate conversation|bot can't send messages to/i, 'stopped'],
  [/chat not found|user not found|PEER_ID_INVALID|CHAT_ID_INVALID/i, 'stopped'],
  [/was kicked|is not a member|chat was deleted|was upgraded to a supergroup/i, 'stopped'],
  [/CHAT_WRITE_FORBIDDEN|USER_PRIVACY_RESTRICTED|not enough rights|have no rights/i, 'stopped'],
  [/temporarily unavailable/i, 'retry'],
]

/** Turns whatever a Bot API call threw into a SendError. Never holds the text, the address or the token. */
export function telegramError(error: unknown): SendError {
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters } = error
    const detail = `${code} ${platformWords(withoutContent(description))}`
    // A gateway's own JSON, which grammY takes for the Bot API's.
    if (typeof code !== 'number') return new SendError('unknown', 'an answer that is not the Bot API')
    if (code === 429) return new SendError('slowDown', detail, (parameters.retry_after ?? 1) * 1000)
    return new SendError(kindOf(code, description), detail)
  }
  if (error instanceof HttpError) return new SendError(neverSent(error) ? 'retry' : 'unknown', networkCode(error))
  return asSendError(error)
}

function kindOf(code: number, description: string): SendErrorKind {
  if (code >= 500) return 'unknown'
  // 404 is what a malformed token gets; 409 another poller or a webhook with our token.
  if (code === 401 || code === 404 || code === 409) return 'misconfigured'
  const row = TABLE.find(([words]) => words.test(description))
  return row?.[1] ?? (code === 403 ? 'stopped' : 'refused')
}

/** Bot API: these two quote the message. */
function withoutContent(description: unknown): string {
  return String(description ?? '').replace(/(can't parse entities|unsupported URL protocol|Wrong HTTP URL).*/is, '$1')
}
