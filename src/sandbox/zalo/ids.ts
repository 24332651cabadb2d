/**
 * Makes message ids that never repeat, also not after a restart: the real start time and a counter, in hex.
 * Real time, not the sandbox clock, because that one starts again at an offset of zero.
 */
export function createMessageIds(): () => string {
  const start = Date.now().toString(16)
  let count = 0
  return () => `${start}${(++count).toString(16).padStart(8, '0')}`
}
