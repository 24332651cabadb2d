// An officer takes a ticket and talks with the person behind it. Others see that it is taken.
import type { Pool, PoolClient } from 'pg'
import { escalatesAt } from '../../flows/schedule.js'
import { mayAnswer } from '../answerers.js'
import { type Actor, type AuditAction, audit } from '../audit.js'
import { readCalendar } from '../calendar.js'
import { boxOf } from '../sealed.js'
import { dropTimer, setTimer } from '../timers.js'

type Officer = Actor & { personId: string }

interface Ticket {
  id: string
  kind: string
  note: string | null
  personId: string
  unit: string | null
  takenBy: string | null
  takenAt: Date | null
  closedAt: Date | null
}

export type Taken =
  /** `parked`: the ticket of the talk they had until now, which stays theirs. */
  | { is: 'taken'; personId: string; kind: string; note: string | null; parked?: string }
  | { is: 'byOther'; officer: string; at: Date }
  /** 'own': nobody answers themselves. 'refused' is noted. */
  | { is: 'closed' | 'own' | 'refused' | 'none' }

interface Deed<By extends Actor = Actor> {
  id: string
  by: By
  /** Epoch ms. */
  now: number
}

/**
 * "Nhận": the ticket is this officer's, and what they and the person write goes to each other from now on. An officer has
 * one talk at a time. What somebody took who may no longer answer is free again. Taking one's own again resumes the talk.
 */
export async function takeTicket(tx: PoolClient, { id, by, now }: Deed<Officer>): Promise<Taken> {
  const ticket = await lockTicket(tx, id)
  if (!ticket) return { is: 'none' }
  const { personId, kind, note, unit, takenBy, takenAt } = ticket
  if (!(await mayAnswer(tx, by, unit, now))) {
    await noted(tx, ticket, by, 'refuse', now, { deed: 'takeTicket' })
    return { is: 'refused' }
  }
  if (personId === by.personId) return { is: 'own' }
  if (ticket.closedAt) return { is: 'closed' }
  const holder = takenBy !== by.personId && takenBy
  if (holder && (await mayAnswer(tx, { personId: holder, channel: by.channel }, unit, now)))
    return { is: 'byOther', officer: holder, at: takenAt! }
  const { rows: parked } = await tx.query<{ id: string }>(
    `UPDATE ticket SET talk_ended_at = $3
     WHERE taken_by = $1 AND id <> $2 AND closed_at IS NULL AND talk_ended_at IS NULL RETURNING id`,
    [by.personId, id, new Date(now)],
  )
  await tx.query(
    `UPDATE ticket SET taken_at = CASE taken_by WHEN $2 THEN taken_at ELSE $3 END, taken_by = $2, talk_ended_at = NULL
     WHERE id = $1`,
    [id, by.personId, new Date(now)],
  )
  await noted(tx, ticket, by, 'takeTicket', now)
  return { is: 'taken', personId, kind, note, ...(parked[0] && { parked: parked[0].id }) }
}

/** Gives a ticket back: anybody may take it, and it goes up in time. For whoever took it, and the command line. */
export async function releaseTicket(
  tx: PoolClient,
  { id, by, now }: Deed,
): Promise<'released' | 'notTaken' | 'refused' | 'none'> {
  const ticket = await lockTicket(tx, id)
  if (!ticket) return 'none'
  if (ticket.closedAt || ticket.takenBy === null) return 'notTaken'
  if (by.personId !== null && by.personId !== ticket.takenBy) {
    await noted(tx, ticket, by, 'refuse', now, { deed: 'releaseTicket' })
    return 'refused'
  }
  await tx.query('UPDATE ticket SET taken_by = NULL, taken_at = NULL, talk_ended_at = NULL WHERE id = $1', [id])
  await setTimer(tx, 'escalate', id, escalatesAt(now, await readCalendar(tx)))
  await noted(tx, ticket, by, 'releaseTicket', now)
  return 'released'
}

/** Ends the talk, not the ticket: either side may. False when there is none, or it is somebody else's. */
export async function endTalk(tx: PoolClient, { id, by, now }: Deed): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE ticket SET talk_ended_at = $3 WHERE id = $1 AND $2::bigint IN (taken_by, person_id)
       AND taken_by IS NOT NULL AND closed_at IS NULL AND talk_ended_at IS NULL`,
    [id, by.personId, new Date(now)],
  )
  if (rowCount === 1) await audit(tx, { by, action: 'endTalk', on: { kind: 'ticket', id } }, now)
  return rowCount === 1
}

/** Closes a ticket that has been answered; the talk ends with it. For whoever may answer it. 'refused' is noted. */
export async function finishTicket(
  tx: PoolClient,
  { id, by, now }: Deed,
): Promise<'closed' | 'over' | 'refused' | 'none'> {
  const ticket = await lockTicket(tx, id)
  if (!ticket) return 'none'
  if (!(await mayAnswer(tx, by, ticket.unit, now))) {
    await noted(tx, ticket, by, 'refuse', now, { deed: 'finishTicket' })
    return 'refused'
  }
  if (ticket.closedAt) return 'over'
  await tx.query('UPDATE ticket SET closed_at = $2 WHERE id = $1', [id, new Date(now)])
  await dropTimer(tx, 'escalate', id)
  await noted(tx, ticket, by, 'closeTicket', now)
  return 'closed'
}

/** A talk under way: an officer and the person whose ticket they took. */
export interface Talk {
  ticket: string
  officer: string
  person: string
}

const TALK = `SELECT id AS ticket, taken_by AS officer, person_id AS person FROM ticket
  WHERE taken_by IS NOT NULL AND closed_at IS NULL AND talk_ended_at IS NULL`

/** Who talks with this person; of several officers the one who took a ticket of theirs last. */
export async function talkWith(db: Pool | PoolClient, personId: string): Promise<Talk | undefined> {
  const { rows } = await db.query<Talk>(`${TALK} AND person_id = $1 ORDER BY taken_at DESC, id DESC LIMIT 1`, [
    personId,
  ])
  return rows[0]
}

/** The talk an officer has. */
export async function talkBy(db: Pool | PoolClient, officer: string): Promise<Talk | undefined> {
  const { rows } = await db.query<Talk>(`${TALK} AND taken_by = $1 LIMIT 1`, [officer])
  return rows[0]
}

async function lockTicket(tx: PoolClient, id: string): Promise<Ticket | undefined> {
  const { rows } = await tx.query<Ticket>(
    `SELECT id, kind, note, person_id AS "personId", unit_code AS unit, taken_by AS "takenBy", taken_at AS "takenAt",
       closed_at AS "closedAt" FROM ticket WHERE id = $1 FOR UPDATE`,
    [id],
  )
  return rows[0] && { ...rows[0], note: boxOf(tx, 'ticket', id).open('note', rows[0].note) }
}

function noted(
  tx: PoolClient,
  { id, unit }: Ticket,
  by: Actor,
  action: AuditAction,
  now: number,
  details?: { deed: string },
): Promise<void> {
  return audit(tx, { by, action, on: { kind: 'ticket', id }, unit, details }, now)
}

/**
 * The other side of the talk of this ticket, for somebody who is on one: `side` is the one whose eyes read what is passed
 * on. Undefined when there is no such talk, or it is over, or its officer may no longer answer.
 */
export async function sideOf(
  tx: PoolClient,
  ticket: string,
  personId: string,
  now: number,
): Promise<{ personId: string; side: 'officer' | 'person' } | undefined> {
  const { rows } = await tx.query<Talk & { unit: string | null }>(
    `SELECT id AS ticket, taken_by AS officer, person_id AS person, unit_code AS unit FROM ticket
     WHERE taken_by IS NOT NULL AND closed_at IS NULL AND talk_ended_at IS NULL AND id = $1
       AND $2::bigint IN (taken_by, person_id) FOR SHARE`,
    [ticket, personId],
  )
  const [found] = rows
  if (!found || !(await mayAnswer(tx, { personId: found.officer, channel: 'system' }, found.unit, now)))
    return undefined
  return found.officer === personId
    ? { personId: found.person, side: 'person' }
    : { personId: found.officer, side: 'officer' }
}

/** What somebody says whose officer has left meanwhile is written down in their request. False when it is not theirs, or closed. */
export async function keepNote(tx: PoolClient, personId: string, ticket: string, text: string): Promise<boolean> {
  const { rows } = await tx.query<{ note: string | null }>(
    'SELECT note FROM ticket WHERE id = $1 AND person_id = $2 AND closed_at IS NULL FOR UPDATE',
    [ticket, personId],
  )
  if (!rows[0]) return false
  const box = boxOf(tx, 'ticket', ticket)
  const note = [box.open('note', rows[0].note), text].filter(Boolean).join('\n')
  await tx.query('UPDATE ticket SET note = $2 WHERE id = $1', [ticket, box.seal('note', note)])
  return true
}
