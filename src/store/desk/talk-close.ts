// A request is closed, and with it the talk: whoever is in it hears so.
import type { PoolClient } from 'pg'
import type { Actor } from '../audit.js'
import { type Reach, reachOf, tellPerson } from '../news.js'
import type { Address } from '../people.js'
import { finishTicket } from './talks.js'

export type Closed = { is: 'closed'; told: Address[]; reach: Reach } | { is: 'over' | 'refused' | 'none' }

/** Closes a request that has been answered. Whoever made it hears so, and the officer who was talking with them. */
export async function closeFor(tx: PoolClient, order: { id: string; by: Actor; now: number }): Promise<Closed> {
  const { id, by, now } = order
  const is = await finishTicket(tx, order)
  if (is !== 'closed') return { is }
  const { rows } = await tx.query<{ kind: string; person: string; officer: string | null }>(
    `SELECT kind, person_id AS person, CASE WHEN talk_ended_at IS NULL THEN taken_by END AS officer FROM ticket
     WHERE id = $1`,
    [id],
  )
  const { kind, person, officer } = rows[0]!
  const reach = await reachOf(tx, person, now)
  const hear = (side: 'person' | 'officer', to: string) =>
    tellPerson(
      tx,
      to,
      { flow: 'talk', what: 'closed', about: id, more: { side, kind }, id: `closed:${id}:${side}` },
      now,
    )
  const told = [
    await hear('person', person),
    ...(officer !== null && officer !== by.personId ? [await hear('officer', officer)] : []),
  ]
  return { is, told: told.flatMap((to) => to ?? []), reach }
}
