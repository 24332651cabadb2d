// People say the same few thousand words, labels and wards all day long: what a short text was read as is looked up.

/** Longer texts hardly come twice. */
const LONGEST = 200
/** Then it begins anew: a few hundred kilobytes for each reader. */
const MOST = 4_000

/** A pure reader of texts that keeps what it found for short ones. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const found = new Map<string, T>()
  return (text) => {
    if (text.length > LONGEST) return read(text)
    const known = found.get(text)
    if (known !== undefined || found.has(text)) return known as T
    const value = read(text)
    if (found.size >= MOST) found.clear()
    found.set(text, value)
    return value
  }
}

/** A pure reader that keeps what it found in the last text alone: many ask for the same of the message of a turn. */
export function lastRead<T>(read: (text: string) => T): (text: string) => T {
  let last: { text: string; value: T } | undefined
  return (text) => {
    if (last?.text !== text) last = { text, value: read(text) }
    return last.value
  }
}

/** What is made at its first use: a start does not wait for long tables. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
