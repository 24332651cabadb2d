// The one logger. Ids, counts and reasons go in; names, phones, words and tokens stay out.
import { type Logger, pino } from 'pino'
import { platformWords } from './wording.js'

/** A logger of this level, JSON lines on standard output. */
export function createLog(level: string): Logger {
  return pino({ level, base: undefined, serializers: { err: safeError }, redact: SECRET })
}

// Last defence: nothing logs these, and if somebody did, they are blanked.
const NAMES = ['token', 'accessToken', 'refreshToken', 'text', 'body', 'phone', 'name', 'address', 'payload', 'headers']
const SECRET = [...NAMES, ...NAMES.map((name) => `*.${name}`)]

/**
 * An error without what it may carry along: PostgreSQL's `detail` quotes rows, axios' `config` holds tokens, a parser's
 * message quotes its input. What is left: class, code, the message without quotations, where it was thrown.
 */
export function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const at = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return {
    type: error.name,
    code: (error as { code?: unknown }).code,
    message: platformWords(error.message),
    at: at.slice(0, 8).map((line) => line.trim()),
    cause: error.cause === undefined ? undefined : safeError(error.cause),
  }
}
