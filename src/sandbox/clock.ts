/** The sandbox's own time: real time plus an offset that only moves forward. Milliseconds since the Unix epoch. */
export interface SandboxClock {
  now(): number
  /**
   * Moves time forward by `ms` at once and tells every listener; resolves when they have done what they do about it.
   * Throws RangeError when `ms` is negative or not finite.
   */
  advance(ms: number): Promise<void>
  onAdvance(listener: () => void | Promise<void>): void
  readonly offset: number
}

export function createClock(offset = 0): SandboxClock {
  const listeners: (() => void | Promise<void>)[] = []
  return {
    now: () => Date.now() + offset,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError('the sandbox clock only moves forward')
      offset += ms
      return Promise.all(listeners.map((listener) => listener())).then(() => {})
    },
    onAdvance: (listener) => void listeners.push(listener),
    get offset() {
      return offset
    },
  }
}

/**
 * Start of a counter whose values never repeat after a restart: a hundred ids for every millisecond since 2025,
 * well inside the 52 bits that Telegram allows.
 */
export function firstId(): number {
  return (Date.now() - Date.UTC(2025, 0, 1)) * 100
}
