// How tables of phrases are written: "one; two; three".

/** Every way to take one of each list: each('a; b', '; c') is a, a c, b, b c. */
export function each(...parts: string[]): string[] {
  return parts
    .map(list)
    .reduce((starts, ends) => starts.flatMap((start) => ends.map((end) => `${start} ${end}`.trim())))
}

export function list(phrases: string): string[] {
  return phrases.split(';').map((phrase) => phrase.trim().replace(/\s+/g, ' '))
}
