// What officers hear of broadcasts of their scope without asking.
import { whoWorksFor } from '../absences.js'
import type { Pool, Tx } from '../database.js'
import { tellPerson } from '../news.js'
import type { Address } from '../people.js'
import { holdersOf, unitAndAbove } from '../roles.js'
import { progressOf, SENDERS } from './broadcasts.js'

/** Tells whoever wrote it that it is over, or halted: once each, however often it is called. */
export async function tellEnded(
  db: Pool,
  id: string,
  what: 'ended' | 'halted',
  now: number,
): Promise<Address | undefined> {
  const [progress] = await progressOf(db, { id }, now)
  const { rows } = await db.query<{ createdBy: string }>(
    'SELECT created_by AS "createdBy" FROM broadcast WHERE id = $1',
    [id],
  )
  if (!progress || !rows[0]) return undefined
  const news = { flow: 'campaign', what, about: id, more: { ...progress }, id: `broadcast:${id}:${what}` }
  return tellPerson(db, rows[0].createdBy, news, now)
}

/**
 * Asks the other officers of the unit, or of the nearest unit above that has any, to approve. Gives where they were asked;
 * empty where nobody else may approve.
 */
export async function askApproval(
  tx: Tx,
  { id, unit, createdBy, more }: { id: string; unit: string; createdBy: string; more: Record<string, unknown> },
  now: number,
): Promise<Address[]> {
  const { rows } = await tx.query<{ code: string }>(
    `WITH RECURSIVE ${unitAndAbove('$1')} SELECT code FROM up ORDER BY height`,
    [unit],
  )
  for (const { code } of rows) {
    const others = (await holdersOf(tx, SENDERS, code, now)).filter((person) => person !== createdBy)
    const asked: Address[] = []
    for (const other of others) {
      const worker = (await whoWorksFor(tx, other, now)) ?? other
      if (worker === createdBy) continue
      const news = { flow: 'campaign', what: 'approve', about: id, more, id: `broadcast:${id}:approve:${worker}` }
      const to = await tellPerson(tx, worker, news, now)
      if (to) asked.push(to)
    }
    if (asked.length > 0) return asked
  }
  return []
}
