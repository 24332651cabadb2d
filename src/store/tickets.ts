// What a human has to answer, with its deadlines.
import { randomUUID } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { PrismaClient } from './generated/client.js'
import type { Address } from './people.js'

export interface NewTicket {
  kind: string
  note?: string
  replyBy: number
  doBy?: number
}

// Characters after which a note takes no more words; one message of a platform has at most 4,096.
const FULL = 4000

/**
 * Opens a ticket. While one of its kind is open, asking again changes nothing; words for an officer are added to it, so
 * that one person's wish to talk is one line on the officer's list. Where they no longer fit, a new one begins.
 */
export async function openTicket(tx: PoolClient, personId: string, ticket: NewTicket, now: number): Promise<void> {
  const { kind, note = null, replyBy, doBy } = ticket
  const open = await tx.query(
    `UPDATE ticket SET note = CASE WHEN $3::text IS NULL THEN note ELSE concat_ws(E'\n', note, $3) END
     WHERE id = (SELECT max(id) FROM ticket WHERE person_id = $1 AND kind = $2 AND closed_at IS NULL)
       AND ($3::text IS NULL OR note IS NULL OR length(note) < $4)`,
    [personId, kind, note, FULL],
  )
  if (open.rowCount === 1) return
  await tx.query(
    'INSERT INTO ticket (person_id, kind, note, created_at, reply_by, do_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [personId, kind, note, new Date(now), new Date(replyBy), doBy === undefined ? null : new Date(doBy)],
  )
}

/** Requests nobody has answered yet, oldest first, with what is known of who asks. */
export function openRequests(prisma: PrismaClient) {
  return prisma.ticket.findMany({
    where: { closedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: {
      person: {
        include: {
          contacts: { select: { channel: true } },
          files: true,
          nominators: { orderBy: { id: 'desc' }, take: 1, select: { name: true, phone: true } },
        },
      },
    },
  })
}

/** Closes a request. False when there is no open one with this id. */
export async function closeRequest(prisma: PrismaClient, id: bigint, now: number): Promise<boolean> {
  const { count } = await prisma.ticket.updateMany({ where: { id, closedAt: null }, data: { closedAt: new Date(now) } })
  return count === 1
}

/** Whose open request this is; undefined when there is none of this number. */
export async function requesterOf(prisma: PrismaClient, id: bigint): Promise<string | undefined> {
  return (await prisma.ticket.findFirst({ where: { id, closedAt: null } }))?.personId.toString()
}

/** An officer's words for a contact, put into the inbox: the running app says them. `id` is the request they answer. */
export async function replyToRequest(
  prisma: PrismaClient,
  id: bigint,
  { channel, address }: Address,
  text: string,
  now: number,
): Promise<void> {
  const at = new Date(now)
  const eventId = `officer:${id}:${randomUUID()}`
  const body = { kind: 'officerWrote', text }
  await prisma.inbox.create({ data: { channel, eventId, address, at, receivedAt: at, body, state: 'pending' } })
}
