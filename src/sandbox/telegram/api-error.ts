const PREFIX: Record<number, string> = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict' }

/** A refusal as the Bot API words it: HTTP status = error_code. */
export class ApiError extends Error {
  readonly code: number
  /** Seconds. */
  readonly retryAfter: number | undefined
  constructor(code: number, description: string, retryAfter?: number) {
    super(PREFIX[code] ? `${PREFIX[code]}: ${description}` : description)
    this.code = code
    this.retryAfter = retryAfter
  }
}

export function badRequest(description: string): ApiError {
  return new ApiError(400, description)
}

export function tooManyRequests(seconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${seconds}`, seconds)
}
