export interface Recent<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  delete(key: string): void
}

interface Limits {
  /** How many are remembered; beyond that the oldest go. */
  most: number
  /** For how long, ms by `now`; without it as long as there is room. */
  keepMs?: number
  now?: () => number
}

/** Remembers the latest values by key, in memory. */
export function createRecent<Value>({ most, keepMs = Infinity, now = () => performance.now() }: Limits): Recent<Value> {
  const known = new Map<string, { value: Value; until: number }>()
  // For ever needs no clock: asking it costs more than the rest.
  const until = keepMs === Infinity ? () => Infinity : () => now() + keepMs
  const isOver = (end: number) => end !== Infinity && now() >= end
  return {
    get(key) {
      const found = known.get(key)
      return found && !isOver(found.until) ? found.value : undefined
    },
    set(key, value) {
      known.delete(key)
      known.set(key, { value, until: until() })
      if (known.size > most) known.delete(known.keys().next().value!)
    },
    delete: (key) => void known.delete(key),
  }
}
