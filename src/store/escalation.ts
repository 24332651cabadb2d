// A request that nobody takes goes one level up, and is looked after until it is closed.
import type { PoolClient } from 'pg'
import { escalatesAt } from '../flows/schedule.js'
import { answeredFrom, mayAnswer } from './answerers.js'
import { audit, SYSTEM } from './audit.js'
import { readCalendar } from './calendar.js'
import { setTimer } from './timers.js'

/**
 * Passes a ticket that nobody has taken to the next unit above where somebody answers. One whose officer may no longer
 * answer is free again first. Comes back every working day until it is closed. Gives who was asked and who is now (see
 * `holdersOf`); undefined when nothing was passed on.
 */
export async function escalateTicket(
  tx: PoolClient,
  id: string,
  now: number,
): Promise<{ from: string; to: string } | undefined> {
  const { rows } = await tx.query<Escalating>(
    `SELECT t.person_id AS "personId", t.unit_code AS unit, t.taken_by AS "takenBy", t.asked_unit AS asked,
       coalesce(u.merged_into, u.parent_code) AS parent
     FROM ticket t JOIN unit u ON u.code = t.asked_unit WHERE t.id = $1 AND t.closed_at IS NULL FOR UPDATE OF t`,
    [id],
  )
  const [ticket] = rows
  if (!ticket) return undefined
  await setTimer(tx, 'escalate', id, escalatesAt(now, await readCalendar(tx)))
  const { personId, unit, takenBy, asked: from, parent } = ticket
  if (takenBy !== null && (await mayAnswer(tx, { ...SYSTEM, personId: takenBy }, unit, now))) return undefined
  const to = (parent === null ? undefined : await answeredFrom(tx, parent, personId, now)) ?? from
  await tx.query(
    'UPDATE ticket SET asked_unit = $2, taken_by = NULL, taken_at = NULL, talk_ended_at = NULL WHERE id = $1',
    [id, to],
  )
  if (to === from) return undefined
  await audit(
    tx,
    { by: SYSTEM, action: 'escalateTicket', on: { kind: 'ticket', id }, unit: to, details: { from } },
    now,
  )
  return { from, to }
}

interface Escalating {
  personId: string
  unit: string | null
  takenBy: string | null
  asked: string
  parent: string | null
}
