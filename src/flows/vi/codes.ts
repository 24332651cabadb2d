// Codes as people copy them from a leaflet or a message.

/** "DCND-2026-0013" of "mã dcnd 2026 0013": the code that is all of what was said. */
export function typedCode(said: string, prefix: 'DCND' | 'DK'): string | undefined {
  const [, name, year, number] =
    /^(?:mã(?: số)?\s*:?\s*)?([a-z]{2,4})[\s_.–-]*(20\d{2})[\s_.–-]*(\d{4,9})[.!? ]*$/iu.exec(said) ?? []
  return name?.toUpperCase() === prefix ? `${prefix}-${year}-${number}` : undefined
}
