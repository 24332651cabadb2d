import type { SendError } from '../channel.js'

/**
 * What becomes of a message that did not leave, and of what waits behind it for the same contact.
 * hold: all of it waits `ms`; `counts` when that was one of its tries. brake: so does the whole channel.
 * giveUp: the message is given up, visibly, and the next one goes. leave: the person is left alone with all of it.
 */
export type Verdict =
  | { do: 'hold'; ms: number; counts: boolean }
  | { do: 'brake'; ms: number }
  | { do: 'giveUp' }
  | { do: 'leave' }

// Waits between tries; after the last the row is given up.
const BACKOFF_MS = [2_000, 10_000, 60_000, 300_000, 900_000, 3_600_000, 3_600_000, 7_200_000]
/** How long a channel that a human has to mend is waited for. */
export const MISCONFIGURED_MS = 60_000

/** `attempts`: how often it has been tried in vain before. */
export function verdict({ kind, ms }: SendError, attempts: number): Verdict {
  switch (kind) {
    case 'slowDown':
      return { do: 'brake', ms }
    case 'misconfigured':
      return { do: 'hold', ms: MISCONFIGURED_MS, counts: false }
    // A reply sent twice is a small nuisance, one lost is a person left waiting.
    case 'unknown':
    case 'retry': {
      const backoff = BACKOFF_MS[attempts]
      return backoff === undefined ? { do: 'giveUp' } : { do: 'hold', ms: backoff, counts: true }
    }
    case 'stopped':
      return { do: 'leave' }
    case 'refused':
      return { do: 'giveUp' }
    default:
      return kind satisfies never
  }
}
