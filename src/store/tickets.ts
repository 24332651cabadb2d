// What a human has to answer, with its deadlines: opened, listed, looked at. Who takes it: talks.ts; when nobody does:
// escalation.ts.
import { randomUUID } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { Ours } from '../flows/message.js'
import { ANSWERERS, answeredFrom, mayAnswer } from './answerers.js'
import { type Actor, audit } from './audit.js'
import type { PrismaClient } from './generated/client.js'
import type { Holder } from './holder.js'
import { keepEvents } from './inbox.js'
import type { Address } from './people.js'
import { CITY_CODE } from './reference.js'
import { inForce } from './roles.js'
import { boxOf, nextId } from './sealed.js'
import { setTimer } from './timers.js'

export interface NewTicket {
  kind: string
  /** Of a wish to withdraw: what it is about, where not everything. */
  purpose?: string
  note?: string
  /** Epoch ms, as all times here. */
  replyBy: number
  doBy?: number
  /** When it goes one level up if nobody has taken it; never where not given. */
  escalatesAt?: number
  /** Somebody in need. */
  urgent?: boolean
}

export interface Ticket {
  id: string
  /** The unit whose officers are asked. */
  asked: string | null
  /** It has just become urgent: they should hear of it now. */
  alarming: boolean
}

// Characters after which a note takes no more words; one message of a platform has at most 4,096.
const FULL = 4000

/**
 * Opens a ticket. While one of its kind is open, asking again changes nothing; words for an officer are added to it, so
 * that one person's wish to talk is one line on the officer's list. Where they no longer fit, a new one begins. It belongs
 * to the unit of the person's newest role, else of their newest nomination, else to the city.
 */
export async function openTicket(tx: PoolClient, personId: string, ticket: NewTicket, now: number): Promise<Ticket> {
  const { kind, purpose = null, note = null, replyBy, doBy, urgent = false } = ticket
  const { rows: open } = await tx.query<{ id: string; note: string | null; urgent: boolean; asked: string | null }>(
    `SELECT id, note, urgent, asked_unit AS asked FROM ticket WHERE person_id = $1 AND kind = $2 AND closed_at IS NULL
       AND purpose IS NOT DISTINCT FROM $3 ORDER BY id DESC LIMIT 1 FOR UPDATE`,
    [personId, kind, purpose],
  )
  const [known] = open
  const written = known && boxOf(tx, 'ticket', known.id).open('note', known.note)
  if (known && (note === null || (written ?? '').length < FULL)) {
    await tx.query('UPDATE ticket SET urgent = urgent OR $2, note = $3 WHERE id = $1', [
      known.id,
      urgent,
      boxOf(tx, 'ticket', known.id).seal('note', [written, note].filter(Boolean).join('\n') || null),
    ])
    return { id: known.id, asked: known.asked, alarming: urgent && !known.urgent }
  }
  const unit = await unitOf(tx, personId, now)
  const asked = unit && ((await answeredFrom(tx, unit, personId, now)) ?? unit)
  const id = await nextId(tx, 'ticket')
  await tx.query(
    `INSERT INTO ticket (id, person_id, kind, note, created_at, reply_by, do_by, unit_code, asked_unit, urgent, purpose)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      personId,
      kind,
      boxOf(tx, 'ticket', id).seal('note', note),
      new Date(now),
      new Date(replyBy),
      doBy === undefined ? null : new Date(doBy),
      unit,
      asked,
      urgent,
      purpose,
    ],
  )
  if (ticket.escalatesAt !== undefined) await setTimer(tx, 'escalate', id, ticket.escalatesAt)
  return { id, asked, alarming: urgent }
}

async function unitOf(tx: PoolClient, personId: string, now: number): Promise<string | null> {
  const { rows } = await tx.query<{ unit: string | null }>(
    `SELECT coalesce(
       (SELECT g.unit_code FROM role_grant g WHERE g.person_id = $1 AND ${inForce('$2')} ORDER BY g.id DESC LIMIT 1),
       (SELECT n.unit_code FROM nominator r JOIN nomination n ON n.id = r.nomination_id
        WHERE r.person_id = $1 AND n.unit_code IS NOT NULL ORDER BY r.id DESC LIMIT 1),
       (SELECT code FROM unit WHERE code = $3)) AS unit`,
    [personId, new Date(now), CITY_CODE],
  )
  return rows[0]!.unit
}

export interface TicketLine {
  id: string
  kind: string
  personId: string
  unit: string | null
  unitName: string | null
  /** Who is asked now, where that is another unit. */
  askedUnit: string | null
  createdAt: Date
  replyBy: Date
  doBy: Date | null
  takenBy: string | null
  takenAt: Date | null
}

const LINE = `t.id, t.kind, t.person_id AS "personId", t.unit_code AS unit, u.name AS "unitName",
  nullif(t.asked_unit, t.unit_code) AS "askedUnit", t.created_at AS "createdAt", t.reply_by AS "replyBy",
  t.do_by AS "doBy", t.taken_at AS "takenAt"`

/**
 * Open tickets of these units (`scopeOf`), without their words: those nobody has taken first, then by deadline. What was
 * taken by somebody who answers nobody any more counts as free.
 */
export async function listOpen(
  db: Pool | PoolClient,
  { scope, now, limit = 50 }: { scope: string[]; now: number; limit?: number },
): Promise<TicketLine[]> {
  const { rows } = await db.query<TicketLine>(
    `SELECT ${LINE}, t.holder AS "takenBy" FROM (
       SELECT *, CASE WHEN EXISTS (SELECT FROM role_grant g WHERE g.person_id = taken_by AND g.role = ANY($2)
         AND ${inForce('$3')}) THEN taken_by END AS holder
       FROM ticket WHERE closed_at IS NULL AND unit_code = ANY($1)) t
     LEFT JOIN unit u ON u.code = t.unit_code ORDER BY t.holder IS NOT NULL, t.reply_by, t.id LIMIT $4`,
    [scope, ANSWERERS, new Date(now), limit],
  )
  return rows
}

/** A ticket with its words, for somebody who may answer it: noted as seen. 'refused' is noted too. */
export async function viewTicket(
  tx: PoolClient,
  { id, by, now }: { id: string; by: Actor; now: number },
): Promise<(TicketLine & { note: string | null; closedAt: Date | null }) | 'refused' | 'none'> {
  const { rows } = await tx.query<TicketLine & { note: string | null; closedAt: Date | null }>(
    `SELECT ${LINE}, t.taken_by AS "takenBy", t.note, t.closed_at AS "closedAt"
     FROM ticket t LEFT JOIN unit u ON u.code = t.unit_code WHERE t.id = $1`,
    [id],
  )
  const [ticket] = rows
  if (!ticket) return 'none'
  const { unit } = ticket
  const allowed = await mayAnswer(tx, by, unit, now)
  const entry = { by, on: { kind: 'ticket', id }, unit }
  if (allowed) await audit(tx, { ...entry, action: 'view' }, now)
  else await audit(tx, { ...entry, action: 'refuse', details: { deed: 'viewTicket' } }, now)
  return allowed ? { ...ticket, note: boxOf(tx, 'ticket', id).open('note', ticket.note) } : 'refused'
}

/** Requests nobody has answered yet, oldest first, with what is known of who asks. */
export async function openRequests({ prisma, pool }: { prisma: PrismaClient; pool: Pool }) {
  const found = await prisma.ticket.findMany({
    where: { closedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: {
      person: {
        include: {
          contacts: { select: { channel: true } },
          files: true,
          nominators: { orderBy: { id: 'desc' }, take: 1, select: { draftId: true, name: true, phone: true } },
        },
      },
    },
  })
  return found.map(({ person, ...ticket }) => ({
    ...ticket,
    note: boxOf(pool, 'ticket', String(ticket.id)).open('note', ticket.note),
    person: {
      ...person,
      nominators: person.nominators.map(({ draftId, name, phone }) => ({
        name,
        phone: boxOf(pool, 'nominator', draftId).open('phone', phone),
      })),
    },
  }))
}

/** Whose open request this is; undefined when there is none of this number. */
export async function requesterOf(prisma: PrismaClient, id: bigint): Promise<string | undefined> {
  return (await prisma.ticket.findFirst({ where: { id, closedAt: null } }))?.personId.toString()
}

/** An officer's words for a contact, put into the inbox: the running app says them. `id` is the request they answer. */
export async function replyToRequest(
  tx: PoolClient,
  { id, to, text, by, now }: { id: string; to: Address; text: string; by: Actor; now: number },
): Promise<void> {
  const { channel, address } = to
  const body: Ours = { kind: 'ours', flow: 'always', what: 'officerSays', about: id, more: { text } }
  await keepEvents(tx, [{ channel, address, eventId: `officer:${id}:${randomUUID()}`, at: now, body }], now)
  await audit(tx, { by, action: 'reply', on: { kind: 'ticket', id } }, now)
}

const SHOWN = 10

// Kind and dates stay, as proof that they were answered; the words go.
export const holder: Holder = {
  follows: ['ticket.person_id', 'ticket.taken_by'],
  tables: ['ticket'],
  keeps: 'EXISTS (SELECT FROM ticket WHERE person_id = $1)',
  async held(tx, personId, whole) {
    const { rows } = await tx.query<{
      id: string
      kind: string
      note: string | null
      createdAt: Date
      closedAt: Date | null
      total: number
    }>(
      `SELECT id, kind, note, created_at AS "createdAt", closed_at AS "closedAt", (count(*) OVER ())::int AS total
       FROM ticket WHERE person_id = $1 ORDER BY id DESC LIMIT $2`,
      [personId, whole ? null : SHOWN],
    )
    return {
      requests: rows.map(({ id, kind, note, createdAt, closedAt }) => ({
        kind,
        note: boxOf(tx, 'ticket', id).open('note', note) ?? undefined,
        createdAt: createdAt.getTime(),
        closedAt: closedAt?.getTime(),
      })),
      olderRequests: (rows[0]?.total ?? 0) - rows.length,
    }
  },
  async erase(tx, personId, now) {
    const { rows } = await tx.query<{ id: string | null }>(
      `WITH before AS (SELECT id FROM ticket WHERE person_id = $1 AND closed_at IS NULL)
       UPDATE ticket SET note = NULL, closed_at = coalesce(closed_at, $2) WHERE person_id = $1
       RETURNING (SELECT id FROM before WHERE before.id = ticket.id)`,
      [personId, new Date(now)],
    )
    return { requests: rows.flatMap(({ id }) => id ?? []) }
  },
}
