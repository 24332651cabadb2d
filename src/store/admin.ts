// What officers look up from the terminal. Reads through Prisma; the writes answer and close a request, and retry what failed.
import { randomUUID } from 'node:crypto'
import { DAY } from '../flows/schedule.js'
import type { PrismaClient } from './generated/client.js'
import type { Address } from './people.js'

const LISTED = 50

// Who told a nomination, with their open wishes to end that.
const TELLER = {
  select: {
    tickets: { where: { closedAt: null, kind: { in: ['withdraw', 'erase'] } }, select: { createdAt: true } },
  },
}

/** Nominations in whatever state, newest first: the latest 50, or all; each with those who stand by it. */
export function listNominations(prisma: PrismaClient, { all }: { all: boolean }) {
  return prisma.nomination.findMany({
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: all ? undefined : LISTED,
    include: {
      nominators: {
        where: { withdrawnAt: null },
        select: {
          submittedAt: true,
          person: TELLER,
        },
      },
    },
  })
}

/** One nomination with everybody's account of it, in the order they came. Null when there is no such code. */
export function readNomination(prisma: PrismaClient, code: string) {
  return prisma.nomination.findUnique({
    where: { code },
    include: {
      nominators: { orderBy: { id: 'asc' }, include: { files: { orderBy: { createdAt: 'asc' } }, person: TELLER } },
    },
  })
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

/** Events our bug failed and messages that will never leave, oldest first, and how many wait for another try; no words. */
export async function listFailed(prisma: PrismaClient) {
  const events = await prisma.inbox.findMany({
    where: { state: 'failed' },
    orderBy: { id: 'asc' },
    select: { id: true, channel: true, receivedAt: true, error: true },
  })
  const messages = await prisma.outbox.findMany({
    where: { state: 'failed' },
    orderBy: { id: 'asc' },
    select: { id: true, createdAt: true, kind: true, reason: true, contact: { select: { channel: true } } },
  })
  const waiting = await prisma.outbox.count({ where: { state: 'pending', attempts: { gt: 0 } } })
  return { events, messages, waiting }
}

/**
 * What failed is tried again: events by the next tick, messages as if new. A message stays failed where a newer one has
 * reached the person (`late`: the conversation went on without it) or its words were erased. Gives how many.
 */
export async function retryFailed(prisma: PrismaClient, now: number) {
  const { count: events } = await prisma.inbox.updateMany({
    where: { state: 'failed' },
    data: { state: 'pending', error: null },
  })
  const messages = await prisma.$executeRaw`
    UPDATE outbox o SET state = 'pending', reason = NULL, attempts = 0, claimed_until = ${new Date(now)}, claimed_by = 0
    WHERE o.state = 'failed' AND o.body IS NOT NULL AND NOT EXISTS (SELECT FROM outbox newer
      WHERE newer.contact_id = o.contact_id AND newer.id > o.id AND newer.state = 'sent')`
  const late = await prisma.outbox.count({ where: { state: 'failed' } })
  return { events, messages, late }
}

export interface DraftCounts {
  people: number
  drafts: number
  /** Last answered within a day, and within a week, before `now`. */
  day: number
  week: number
}

/** How many half-done stories there are. What is in them is their owners' alone. */
export async function countDrafts(prisma: PrismaClient, now: number): Promise<DraftCounts> {
  const [counts] = await prisma.$queryRaw<DraftCounts[]>`
    SELECT count(DISTINCT person_id)::int AS people, count(*)::int AS drafts,
      count(*) FILTER (WHERE (draft->>'updatedAt')::bigint > ${now - DAY}::bigint)::int AS day,
      count(*) FILTER (WHERE (draft->>'updatedAt')::bigint > ${now - 7 * DAY}::bigint)::int AS week
    FROM session, jsonb_array_elements(state->'drafts') AS draft`
  return counts!
}
