// What officers hear of broadcasts of their scope without asking.
import { whoWorksFor } from '../absences.js'
import type { Tx } from '../database.js'
import { reachOf, tellPerson } from '../news.js'
import type { Address } from '../people.js'
import { progressOf } from './progress.js'
import { sendersOf, tellSender } from './senders.js'

export interface Told {
  /** Where it will be said; undefined where no officer can be reached. */
  to: Address | undefined
}

/** Tells that a broadcast is over, or halted, in the transaction that makes it so. */
export async function tellEnded(tx: Tx, id: string, what: 'ended' | 'halted', now: number): Promise<Told> {
  const [progress] = await progressOf(tx, { id }, now)
  const { rows } = await tx.query<{ unit: string; createdBy: string }>(
    'SELECT unit_code AS unit, created_by AS "createdBy" FROM broadcast WHERE id = $1',
    [id],
  )
  if (!progress || !rows[0]) return { to: undefined }
  // It may end, or halt, again after somebody went on with it.
  const news = { flow: 'campaign', what, about: id, more: { ...progress }, id: `broadcast:${id}:${what}:${now}` }
  return { to: await tellSender(tx, rows[0], news, now) }
}

/**
 * Asks the other officers of the unit, or of the nearest unit above that has any who can be reached, to approve. Gives where they were asked;
 * empty where nobody else may approve.
 */
export async function askApproval(
  tx: Tx,
  { id, unit, createdBy, more }: { id: string; unit: string; createdBy: string; more: Record<string, unknown> },
  now: number,
): Promise<Address[]> {
  for (const officers of await sendersOf(tx, unit, now)) {
    const asked: Address[] = []
    for (const other of officers.filter((person) => person !== createdBy)) {
      const worker = (await whoWorksFor(tx, other, now)) ?? other
      if (worker === createdBy) continue
      const news = { flow: 'campaign', what: 'approve', about: id, more, id: `broadcast:${id}:approve:${worker}` }
      const to = await tellPerson(tx, worker, news, now)
      // Whom Zalo lets nobody write to finds it in their list: somebody who hears of it is asked too.
      if (to && 'to' in (await reachOf(tx, worker, now))) asked.push(to)
    }
    if (asked.length > 0) return asked
  }
  return []
}
