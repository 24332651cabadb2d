// Conversations that this process wrote last and still has in hand. Whether one is still the newest is asked of the
// database when its person is locked: another process, an officer's command or an erasure may have written since.
import { openSession, type Session } from '../../flows/session.js'
import type { Address, LockedPerson } from '../../store/people.js'

// Those who are talking now; some ten kilobytes each.
const MOST = 1_000

export interface Known {
  /** Somebody whose conversation is in hand, as they were when it was written. */
  person(address: Address): { person: LockedPerson; session: Session } | undefined
  /** For one batch. */
  hand(): Hand
  /** After the commit: what was written of this person. */
  learn(person: LockedPerson, session: Session): void
}

/** What a batch asked for stays in its hand, whatever another one makes us let go meanwhile. */
export interface Hand {
  /** The version in hand, for `lockPeople`. */
  version(address: Address): string | undefined
  /** The conversation of a locked person: the one in hand where it was not read again. */
  session(person: LockedPerson): Session
}

interface Kept {
  version: string
  session: Session
  person: LockedPerson
}

export function createKnown(most = MOST): Known {
  const known = new Map<string, Kept>()
  return {
    person(address) {
      const kept = known.get(keyOf(address))
      return kept && { person: { ...kept.person, state: null, version: kept.version }, session: kept.session }
    },
    hand() {
      const held = new Map<string, Kept>()
      return {
        version(address) {
          const key = keyOf(address)
          const kept = held.get(key) ?? known.get(key)
          if (kept) held.set(key, kept)
          return kept?.version
        },
        session: (person) => (person.state === null ? held.get(keyOf(person))!.session : openSession(person.state)),
      }
    },
    learn(person, session) {
      const key = keyOf(person)
      known.delete(key)
      known.set(key, { version: person.nextVersion, session, person })
      if (known.size > most) known.delete(known.keys().next().value!)
    },
  }
}

const keyOf = ({ channel, address }: Address) => `${channel} ${address}`
