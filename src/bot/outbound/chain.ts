export interface Chains {
  /** Does the work when everything begun earlier under this key has ended. */
  run(key: string, work: () => Promise<void>): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/** One thing after the other per key, different keys side by side. What fails is told to `onError` and holds up nothing. */
export function createChains(onError: (error: unknown, key: string) => void): Chains {
  const chains = new Map<string, Promise<void>>()
  return {
    run(key, work) {
      const before = chains.get(key) ?? Promise.resolve()
      const next = before.then(work).catch((error) => onError(error, key))
      chains.set(key, next)
      void next.finally(() => {
        if (chains.get(key) === next) chains.delete(key)
      })
      return next
    },
    async idle() {
      while (chains.size > 0) await Promise.all(chains.values())
    },
  }
}
