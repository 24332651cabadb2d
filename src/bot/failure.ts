// What both platforms' error tables share.
import { SendError } from './channel.js'

// The connection never stood, so nothing can have been carried out.
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** The system's or client's code of a network error, such as ECONNRESET; 'network' when it has none. */
export function networkCode(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause ?? (at as { error?: unknown }).error) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return 'network'
}

/** True when a network error proves that the call never reached the platform. */
export function neverSent(error: unknown): boolean {
  return NEVER_CONNECTED.has(networkCode(error))
}

/** The error itself, or for a bug of ours a refusal that has it as its cause. */
export function asSendError(error: unknown): SendError {
  if (error instanceof SendError) return error
  const bug = new SendError('refused', `a bug of ours: ${error instanceof Error ? error.name : typeof error}`)
  bug.cause = error
  return bug
}
