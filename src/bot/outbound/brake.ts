/** A platform that says "too fast" silences its whole channel, whatever is being sent. One brake for each process. */
export interface Brake {
  /** Nobody of the channel is written to for `ms`; what was asked for longer stays. */
  stop(channel: string, ms: number): void
  /** How long to wait still, ms; 0 when the channel may be used. */
  wait(channel: string): number
}

export function createBrake(): Brake {
  const until = new Map<string, number>()
  return {
    stop: (channel, ms) => void until.set(channel, Math.max(until.get(channel) ?? 0, performance.now() + ms)),
    wait: (channel) => Math.max(0, (until.get(channel) ?? 0) - performance.now()),
  }
}
