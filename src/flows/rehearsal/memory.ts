// What a rehearsal remembers of what a store would hold: as far as a conversation can notice, nothing more.
import type { HeldData, SentRecord } from '../always/effects.js'
import { type Invented, invented } from '../desk/invented.js'

export interface Memory {
  since?: number
  /** Oldest first; `key` tells what is joined to what. */
  sent: (SentRecord & { key: string })[]
  consents: HeldData['consents']
  files: Set<string>
  requests: HeldData['requests']
  names: Set<string>
  phones: Set<string>
  /** Number given out last, by the prefix of a code. */
  codes: Map<string, number>
  /** What an officer finds. */
  desk: Invented
}

export function newMemory(): Memory {
  return {
    sent: [],
    consents: [],
    files: new Set(),
    requests: [],
    names: new Set(),
    phones: new Set(),
    codes: new Map(),
    desk: invented(),
  }
}

/** What a conversation's own effects find, in a rehearsal. */
export type StandIn<E extends { do: string }, R> = {
  [K in keyof R]: (memory: Memory, effect: Extract<E, { do: K }>, now: number) => R[K]
}
