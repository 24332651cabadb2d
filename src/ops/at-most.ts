/** Runs what it is given, so many at a time; the others wait in the order they came. */
export function atMost(most: number): <V>(work: () => Promise<V>) => Promise<V> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running === most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // Whoever waits takes the place.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
