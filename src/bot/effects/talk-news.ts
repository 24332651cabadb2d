// What the other side of a talk hears from outside the talk's own conversation.
import { endingFor } from '../../flows/papers.js'
import type { Tx } from '../../store/database.js'
import type { sideOf } from '../../store/desk/talks.js'
import { bestWay, tellPerson } from '../../store/news.js'
import type { Address } from '../../store/people.js'

type Side = Awaited<ReturnType<typeof sideOf>>

/** It is over. */
export async function tellEnded(tx: Tx, other: Side, ticket: string, now: number): Promise<Address[]> {
  if (!other) return []
  const news = { flow: 'talk', what: 'ended', about: ticket, more: { side: other.side }, id: `ended:${ticket}:${now}` }
  const to = await tellPerson(tx, other.personId, news, now)
  return to ? [to] : []
}

export interface TalkFile {
  ticket: string
  id: string
  /** Who sent it. */
  from: string
  sha256: string
  mime: string
  size: number
}

/** A picture or a paper came for it. What their platform does not take stays with the request, and whoever sent it hears so. */
export async function tellFile(
  tx: Tx,
  other: Side,
  { ticket, id, from, ...stored }: TalkFile,
  now: number,
): Promise<Address[]> {
  const way = other && (await bestWay(tx, other.personId, now))
  if (!other || !way) return []
  const ending = endingFor(stored, way.channel)
  const more = { ...stored, ...(ending && { ending }), side: other.side }
  const news = { flow: 'talk', what: 'file', about: ticket, more, id: `file:${id}` }
  const told = [await tellPerson(tx, other.personId, news, now)]
  if (!ending && stored.mime !== 'image/jpeg')
    told.push(await tellPerson(tx, from, { flow: 'talk', what: 'fileKept', about: ticket, id: `kept:${id}` }, now))
  return told.flatMap((to) => to ?? [])
}
