// Something of ours that concerns a person: it goes into their inbox, and their own conversation words it.
import type { Pool, PoolClient } from 'pg'
import type { Ours } from '../flows/message.js'
import { keepEvents } from './inbox.js'
import { type Address, bestContact } from './people.js'

/** `id` makes it one: the same news is told once, however often it is given. */
export type News = Omit<Ours, 'kind'> & { id: string }

/**
 * Puts news into a person's inbox, in the transaction of what makes it news. Gives where they will be told, for whoever
 * wants it said at once; undefined when no account of theirs can be reached.
 */
export async function tellPerson(
  db: Pool | PoolClient,
  personId: string,
  { id, ...news }: News,
  now: number,
): Promise<Address | undefined> {
  const who = await bestContact(db, personId)
  if (!who) return undefined
  const body: Ours = { kind: 'ours', ...news }
  await keepEvents(db, [{ ...who, eventId: `ours:${id}`, at: now, body }], now)
  return who
}
