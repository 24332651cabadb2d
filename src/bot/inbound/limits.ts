// How much one person may do within a time. Nobody who types reaches it; a programme that does is slowed, and told so. Counted
// in the database, over all processes and both channels; a person's few words a minute are counted here and cost nothing.
import type { Effect } from '../../flows/effects.js'
import { DAY, HOUR, MINUTE } from '../../flows/schedule.js'
import type { Tx } from '../../store/database.js'
import { fullUntil, type Limit, tally, tallyWithin } from '../../store/tally.js'

const MESSAGES: Limit = { what: 'messages', most: 120, within: MINUTE }
// From here on a person's messages are counted for all processes to see.
const BRISK = 40

const DEEDS: Partial<Record<Effect['do'], Limit>> = {
  submitNomination: { what: 'nominations', most: 40, within: DAY },
  suggestAddress: { what: 'suggestions', most: 20, within: DAY },
  holdNeed: { what: 'holds', most: 120, within: HOUR },
  pledge: { what: 'pledges', most: 40, within: DAY },
  keepFile: { what: 'files', most: 200, within: HOUR },
  openTicket: { what: 'requests', most: 60, within: HOUR },
}

export interface Limits {
  /** Whether one more message of theirs is within what is counted here alone. */
  isCalm(personId: string, now: number): boolean
  /** One more message of theirs; gives how many that makes within a minute. */
  count(personId: string, now: number): number
  /** Whether this message of theirs is one too many: until when, and whether it is the first that is. */
  message(tx: Tx, personId: string, now: number): Promise<{ until: number; first: boolean } | undefined>
  /** Until when what these effects would do is too much; those before the first that is too much are counted. */
  deeds(tx: Tx, personId: string, effects: Effect[], now: number): Promise<number | undefined>
}

export function createLimits(): Limits {
  const recent = new Map<string, { since: number; count: number }>()

  function countOf(personId: string, now: number) {
    const known = recent.get(personId)
    return known && now - known.since < MESSAGES.within && now >= known.since ? known : { since: now, count: 0 }
  }

  function count(personId: string, now: number): number {
    const here = countOf(personId, now)
    here.count += 1
    recent.delete(personId)
    recent.set(personId, here)
    forgetOld(recent, now)
    return here.count
  }

  return {
    isCalm: (personId, now) => countOf(personId, now).count + 1 < BRISK,
    count,
    async message(tx, personId, now) {
      const here = count(personId, now)
      if (here < BRISK) return undefined
      const until = await fullUntil(tx, personId, MESSAGES, now)
      if (until !== undefined) return { until, first: false }
      const all = await tally(tx, personId, MESSAGES, now, here === BRISK ? BRISK : 1)
      return all >= MESSAGES.most ? { until: now + MESSAGES.within, first: true } : undefined
    },
    async deeds(tx, personId, effects, now) {
      for (const limit of effects.flatMap((effect) => DEEDS[effect.do] ?? [])) {
        const until = await tallyWithin(tx, personId, limit, now)
        if (until !== undefined) return until
      }
      return undefined
    },
  }
}

/** Whoever has been silent for a minute is a stranger again; the oldest stand first. */
function forgetOld(recent: Map<string, { since: number }>, now: number): void {
  for (const [person, { since }] of recent) {
    if (now - since < MESSAGES.within) return
    recent.delete(person)
  }
}
