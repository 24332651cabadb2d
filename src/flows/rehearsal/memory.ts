// What a rehearsal remembers of what a store would hold: as far as a conversation can notice, nothing more.

import type { HeldData, SentRecord } from '../effects/always.js'
import type { OpenedFile, OpenedRequest } from '../effects/desk.js'
import type { MemberResults } from '../effects/member.js'
import type { Answers } from '../interview/form.js'
import type { HeldRole } from '../roles.js'
import { inventedRegistry, type RegistryMemory } from './invented/address.js'
import { inventedRequests } from './invented/desk.js'
import { inventedFiles } from './invented/nominate.js'
import { inventedRound, type ReviewMemory } from './invented/review.js'
import { inventedRounds, type RoundMemory } from './invented/round.js'
import { type HelpMemory, inventedHelp } from './invented/support.js'

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
  desk: { files: OpenedFile[]; requests: OpenedRequest[] }
  /** Addresses to choose from, and what was pledged for them. */
  help: HelpMemory
  /** What officers keep: addresses and the pledges of others. */
  registry: RegistryMemory
  /** What a reviewer finds. */
  review: ReviewMemory
  /** What who keeps rounds finds. */
  round: RoundMemory
  /** Units they went into. */
  units: MemberResults['showUnits']
  /** Roles that an invitation gave them. */
  roles: HeldRole[]
  /** The message to members they wrote last. */
  written?: { draft: string; answers: Answers }
  /** The account on the other platform: asked about, or one with this one. */
  link?: 'asked' | 'joined'
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
    desk: { files: inventedFiles(), requests: inventedRequests() },
    help: inventedHelp(),
    registry: inventedRegistry(),
    review: inventedRound('nominate'),
    round: inventedRounds(),
    units: [],
    roles: [],
  }
}

/** What a conversation's own effects find, in a rehearsal. */
export type StandIn<E extends { do: string }, R> = {
  [K in keyof R]: (memory: Memory, effect: Extract<E, { do: K }>, now: number) => R[K]
}
