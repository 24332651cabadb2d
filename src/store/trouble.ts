// What an error of the database means for whoever met it.

/** PostgreSQL classes 40 rollback, 55 in use; or it is away. */
export function isPassing(error: unknown): boolean {
  return isAway(error) || gaveWay(error) || codeOf(error).startsWith('55')
}

/** PostgreSQL class 40: two waited for each other, and this one gave way. */
export function gaveWay(error: unknown): boolean {
  return codeOf(error).startsWith('40')
}

/** PostgreSQL classes 08 connection, 53 resources, 57 shutdown; or no answer at all: everybody's trouble. */
export function isAway(error: unknown): boolean {
  return /^(08|53|57|E[A-Z]+$)/.test(codeOf(error)) || /timeout|terminated/i.test(String(error))
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? '')
}
