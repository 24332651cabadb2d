// What the other side of a talk hears from outside the talk's own conversation.
import type { Tx } from '../../store/database.js'
import { tellPerson } from '../../store/news.js'
import type { Address } from '../../store/people.js'
import type { sideOf } from '../../store/talks.js'

type Side = Awaited<ReturnType<typeof sideOf>>

/** It is over. */
export async function tellEnded(tx: Tx, other: Side, ticket: string, now: number): Promise<Address[]> {
  if (!other) return []
  const news = { flow: 'talk', what: 'ended', about: ticket, more: { side: other.side }, id: `ended:${ticket}:${now}` }
  const to = await tellPerson(tx, other.personId, news, now)
  return to ? [to] : []
}

/** A picture or a paper came for it. */
export async function tellFile(
  tx: Tx,
  other: Side,
  { ticket, id, ...stored }: { ticket: string; id: string; sha256: string; mime: string; size: number },
  now: number,
): Promise<Address | undefined> {
  if (!other) return undefined
  const more = { ...stored, side: other.side }
  return tellPerson(tx, other.personId, { flow: 'talk', what: 'file', about: ticket, more, id: `file:${id}` }, now)
}
