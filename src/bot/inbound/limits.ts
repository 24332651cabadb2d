// How much one person may do within a time. Nobody who types reaches it; a programme that does is slowed, and told so. Counted
// in the database, over all processes and both channels; a person's few words a minute are counted here and cost nothing.
import type { Effect } from '../../flows/effects.js'
import { DAY, HOUR, MINUTE } from '../../flows/schedule.js'
import type { Tx } from '../../store/database.js'
import { fullUntil, type Limit, tally } from '../../store/tally.js'

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
  /** Whether this message of theirs is one too many: until when, and whether it is the first that is. */
  message(tx: Tx, personId: string, now: number): Promise<{ until: number; first: boolean } | undefined>
  /** Until when what these effects would do is too much; they are counted where it is not. */
  deeds(tx: Tx, personId: string, effects: Effect[], now: number): Promise<number | undefined>
}

export function createLimits(): Limits {
  const recent = new Map<string, { since: number; count: number }>()

  return {
    async message(tx, personId, now) {
      const known = recent.get(personId)
      const here = known && now - known.since < MESSAGES.within && now >= known.since ? known : { since: now, count: 0 }
      here.count += 1
      recent.delete(personId)
      recent.set(personId, here)
      forgetOld(recent, now)
      if (here.count < BRISK) return undefined
      const until = await fullUntil(tx, personId, MESSAGES, now)
      if (until !== undefined) return { until, first: false }
      const count = await tally(tx, personId, MESSAGES, now, here.count === BRISK ? BRISK : 1)
      return count >= MESSAGES.most ? { until: now + MESSAGES.within, first: true } : undefined
    },
    async deeds(tx, personId, effects, now) {
      const limits = effects.flatMap((effect) => DEEDS[effect.do] ?? [])
      for (const limit of limits) {
        const until = await fullUntil(tx, personId, limit, now)
        if (until !== undefined) return until
      }
      for (const limit of limits) await tally(tx, personId, limit, now)
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
