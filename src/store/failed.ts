// What went wrong: events our bug failed and messages that will not leave wait for a human, what is due is tried by itself.
import type { PrismaClient } from './generated/client.js'

/**
 * Events our bug failed and messages that will never leave, oldest first, how many wait for another try, and what is due and
 * failed the last time; no words.
 */
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
  const timers = await prisma.timer.findMany({
    where: { error: { not: null } },
    orderBy: [{ kind: 'asc' }, { scope: 'asc' }],
    select: { kind: true, fireOn: true, error: true },
  })
  return { events, messages, waiting, timers }
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
