// Something of ours that concerns a person: it goes into their inbox, and their own conversation words it.
import type { Pool, PoolClient } from 'pg'
import type { Ours } from '../flows/message.js'
import { mayReach } from '../flows/reach.js'
import { keepEvents } from './inbox.js'
import { type Address, contactsOf, type PersonContact } from './people.js'

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
  const who = await bestWay(db, personId, now)
  if (!who) return undefined
  const body: Ours = { kind: 'ours', ...news }
  await keepEvents(db, [{ ...who, eventId: `ours:${id}`, at: now, body }], now)
  return who
}

export type Reach = { to: PersonContact } | { why: Exclude<ReturnType<typeof mayReach>, 'yes'> }

/**
 * Where a person is written to: by the account they used last of those that may be written to at `now` (epoch ms), or why
 * by none.
 */
export async function reachOf(db: Pool | PoolClient, personId: string, now: number): Promise<Reach> {
  const asked = (await contactsOf(db, personId)).map((contact) => {
    const { channel, lastInboundAt, unreachableAt } = contact
    const times = { lastInboundAt: lastInboundAt?.getTime(), unreachableAt: unreachableAt?.getTime() }
    return { contact, may: mayReach({ channel, ...times }, 'reply', now) }
  })
  const open = asked.find(({ may }) => may === 'yes')
  if (open) return { to: open.contact }
  const may = asked[0]?.may ?? 'neverWrote'
  return { why: may === 'yes' ? 'neverWrote' : may }
}

/** Where none may be written to, the account used last is tried all the same: what is refused there is a row with its reason. */
export async function bestWay(db: Pool | PoolClient, personId: string, now: number): Promise<Address | undefined> {
  const reach = await reachOf(db, personId, now)
  const best = 'to' in reach ? reach.to : (await contactsOf(db, personId)).find((c) => c.unreachableAt === null)
  return best && { channel: best.channel, address: best.address }
}
