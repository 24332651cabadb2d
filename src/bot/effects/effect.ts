// What a handler of effects is given and what it gives back.

import type { Effect, Results, Say } from '../../flows/effects.js'
import type { Who as Person } from '../../flows/roles.js'
import type { Tx } from '../../store/database.js'
import type { Address } from '../../store/people.js'

/** Whose turn it is. */
export interface Who extends Person {
  contactId: string
  channel: string
}

/** What is to be done once the transaction has committed. All of it is found again by the next sweep if a crash loses it. */
export interface After {
  /** Files to be fetched. */
  fetch?: string[]
  /** People for whom something of ours waits in the inbox. */
  revisit?: Address[]
  /** Broadcasts that have something to send. */
  broadcast?: string[]
  /** Links of two accounts to be made or ended. */
  settle?: string[]
}

type Answer<K> = K extends keyof Results ? { result: Results[K]; after?: After } : { after?: After } | undefined

/**
 * A handler for every effect: does it within the turn's transaction. An effect without one does not compile, nor does one
 * that owes its conversation a result and gives none.
 */
export type Handlers<E extends { do: string } = Exclude<Effect, Say>> = {
  [K in E['do']]: (tx: Tx, who: Who, effect: Extract<E, { do: K }>, now: number) => Promise<Answer<K>>
}
