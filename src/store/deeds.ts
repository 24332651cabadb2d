// What an officer carries out for somebody who withdraws or wants to be erased: the same deed from the command line, from
// chat and when its time has come. Each runs in a transaction of its caller, and holds the person's conversation: no turn
// of theirs runs meanwhile.
import type { PoolClient } from 'pg'
import { mayAnswer } from './answerers.js'
import { type Actor, audit } from './audit.js'
import type { Erased, Holders } from './holder.js'
import { HOLDERS, withdrawSent } from './holders.js'
import { undoableUntil } from './link-undo.js'
import { type Reach, reachOf, tellPerson } from './news.js'
import type { Address } from './people.js'
import { closeTicket, erasePerson, hasSent, lockRequest, type Request, type Since, sinceRequest } from './rights.js'

export interface Order {
  /** The request's number. */
  id: string
  by: Actor
  /** Go on although there is something to think of first. */
  sure: boolean
  /** Epoch ms. */
  now: number
}

/** Why nothing was done. 'think': what cannot be made good afterwards, or was not meant by the request. */
export type Undone =
  | { is: 'none' | 'refused' }
  | { is: 'over'; at: Date }
  /** Two accounts became one a short while ago, and the first of them can still say that it was not them: until then (epoch ms). */
  | { is: 'linked'; until: number }
  | { is: 'otherKind'; kind: string }
  | { is: 'think'; since: Since; drafts: number; reach?: Reach }

export type Withdrawn = { is: 'withdrawn'; codes: string[]; closed: boolean; reach: Reach; told?: Address }

/**
 * Ends the use of everything somebody sent who asked to withdraw; with `code` of that one, whatever request asked for it.
 * Tells them, closes the request if it asked for no more than this. Not while a link of theirs can be undone. 'nothing':
 * they have nothing of this code in use.
 */
export async function withdrawFor(
  tx: PoolClient,
  { id, by, sure, now, code }: Order & { code?: string },
): Promise<Withdrawn | Undone | { is: 'nothing' }> {
  const request = await requestFor(tx, { id, by, now }, 'carryOut')
  if ('is' in request) return request
  if (request.kind === 'erase' || (code === undefined && request.kind !== 'withdraw'))
    return { is: 'otherKind', kind: request.kind }
  const until = await undoableUntil(tx, request.personId, now)
  if (until !== undefined) return { is: 'linked', until }
  const since = await sinceRequest(tx, request)
  const reach = await reachOf(tx, request.personId, now)
  if (code === undefined && since.sent.length > 0 && !sure)
    return { is: 'think', since: { ...since, questions: [] }, drafts: 0 }
  const which = code === undefined ? { purpose: request.purpose ?? undefined } : { code }
  const codes = await withdrawSent(tx, request.personId, which, now, by)
  if (code !== undefined && codes.length === 0) return { is: 'nothing' }
  const told = await tell(tx, request, 'withdrawn', { codes }, now)
  const done = code === undefined && request.purpose !== null
  const closed = request.kind === 'withdraw' && (done || !(await hasSent(tx, request.personId)))
  if (closed) await closeTicket(tx, request.id, now)
  return { is: 'withdrawn', codes, closed, reach, told }
}

export type Gone = { is: 'erased'; request: Request; erased: Erased; reach: Reach; told?: Address }

/**
 * Erases whoever asked for it, tells them, closes their requests. Not while a link of theirs can be undone, however sure
 * whoever carries it out is: it may be somebody else who asked.
 */
export async function eraseFor(
  tx: PoolClient,
  { id, by, sure, now }: Order,
  holders: Holders = HOLDERS,
): Promise<Gone | Undone> {
  const request = await requestFor(tx, { id, by, now }, 'carryOut')
  if ('is' in request) return request
  if (request.kind !== 'erase') return { is: 'otherKind', kind: request.kind }
  const until = await undoableUntil(tx, request.personId, now)
  if (until !== undefined) return { is: 'linked', until }
  const since = await sinceRequest(tx, request)
  const reach = await reachOf(tx, request.personId, now)
  const worrying = since.sent.length > 0 || since.questions.length > 0 || request.drafts > 0 || 'why' in reach
  if (worrying && !sure) return { is: 'think', since, drafts: request.drafts, reach }
  const erased = await erasePerson(tx, request, now, by, holders)
  const told = await tell(tx, request, 'erased', { shared: erased.shared.length > 0 }, now)
  return { is: 'erased', request, erased, reach, told }
}

/** The request, its person's conversation locked; or why nothing can be done with it. */
export async function requestFor(
  tx: PoolClient,
  { id, by, now }: Omit<Order, 'sure'>,
  deed: string,
): Promise<Request | Exclude<Undone, { is: 'otherKind' | 'think' | 'linked' }>> {
  const request = await lockRequest(tx, id)
  if (!request) return { is: 'none' }
  if (!(await mayAnswer(tx, by, request.unit, now))) {
    const on = { kind: 'ticket', id }
    await audit(tx, { by, action: 'refuse', on, unit: request.unit, details: { deed } }, now)
    return { is: 'refused' }
  }
  return request.closedAt ? { is: 'over', at: request.closedAt } : request
}

async function tell(
  tx: PoolClient,
  { id, personId }: Request,
  what: 'withdrawn' | 'erased',
  more: Record<string, unknown>,
  now: number,
): Promise<Address | undefined> {
  const reach = await reachOf(tx, personId, now)
  if ('why' in reach) return undefined
  return tellPerson(tx, personId, { flow: 'always', what, about: id, more, id: `${what}:${id}:${now}` }, now)
}
