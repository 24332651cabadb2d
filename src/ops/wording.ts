// Errors of others in one line for whoever operates the assistant.

/** A platform's words without what they may quote of a message or a person: quoted text, long numbers. */
export function platformWords(text: unknown): string {
  return String(text ?? '')
    .replace(/"[^"]*"|'[^']*'/g, '"…"')
    .replace(/\d{7,}/g, '…')
    .slice(0, 200)
}

/** An error's one line for the log. Whole errors carry rows, headers and requests: those stay out. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? platformWords(error.message) : typeof error
}

/**
 * An error's first line as it is, for troubles of our own machinery (queue, database) that quote no person. Node's
 * AggregateError (both families of "localhost" refused) has no message of its own: its first error speaks.
 */
export function oneLine(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return oneLine(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  return (error.message || error.name).split('\n', 1)[0] ?? error.name
}
