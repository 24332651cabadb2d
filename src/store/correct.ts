// What somebody sent, corrected answer by answer as they asked for: the same deed from chat and from the command line.

import { isDeepStrictEqual } from 'node:util'
import type { PoolClient } from 'pg'
import { amended } from '../flows/correct/amend.js'
import type { SentForm } from '../flows/effects/always.js'
import { FLOWS } from '../flows/index.js'
import { type Actor, audit } from './audit.js'
import { requestFor } from './deeds.js'
import type { Holders } from './holder.js'
import { HOLDERS } from './holders.js'
import { undoableUntil } from './link-undo.js'
import { type Reach, reachOf, tellPerson } from './news.js'
import type { Address } from './people.js'
import { viewTicket } from './tickets.js'

interface Order {
  /** The request's number. */
  id: string
  by: Actor
  /** Epoch ms. */
  now: number
}

/** 'linked': two accounts of theirs became one so short a while ago that it may be undone. */
type Hidden = { is: 'none' | 'refused' | 'over' | 'otherKind' | 'linked' }

/** What the person of this request has sent that is in use. That it was seen is noted. */
export async function sentBy(
  tx: PoolClient,
  { id, by, now }: Order,
  holders: Holders = HOLDERS,
): Promise<{ is: 'forms'; forms: SentForm[] } | Hidden> {
  const ticket = await viewTicket(tx, { id, by, now })
  if (typeof ticket === 'string') return { is: ticket }
  if (ticket.kind !== 'correct') return { is: 'otherKind' }
  if (ticket.closedAt) return { is: 'over' }
  if ((await undoableUntil(tx, ticket.personId, now)) !== undefined) return { is: 'linked' }
  return { is: 'forms', forms: await formsOf(tx, ticket.personId, holders) }
}

async function formsOf(tx: PoolClient, personId: string, holders: Holders): Promise<SentForm[]> {
  const forms: SentForm[] = []
  for (const [name, holder] of Object.entries(holders))
    forms.push(...((await holder.forms?.(tx, personId)) ?? []).map((form) => ({ ...form, of: `${name}-${form.of}` })))
  return forms
}

export type Corrected =
  | { is: 'corrected'; record: SentForm; reach: Reach; told?: Address }
  | { is: 'changed' | 'unfit' }
  | Hidden

/**
 * Writes one answer anew, tells whoever sent it, notes who did. `was` is the answer as it was read back: where it is
 * another by now, nothing is done. The request stays open: there may be more to correct.
 */
export async function correctFor(
  tx: PoolClient,
  { of, key, was, value, ...order }: Order & { of: string; key: string; was?: unknown; value: unknown },
  holders: Holders = HOLDERS,
): Promise<Corrected> {
  const { id, by, now } = order
  const request = await requestFor(tx, order, 'correct')
  if ('is' in request) return { is: request.is }
  if (request.kind !== 'correct') return { is: 'otherKind' }
  if ((await undoableUntil(tx, request.personId, now)) !== undefined) return { is: 'linked' }
  const record = (await formsOf(tx, request.personId, holders)).find((each) => each.of === of)
  const base = record && FLOWS[record.flow as keyof typeof FLOWS]?.form
  const form = record && (base?.of?.(record.answers) ?? base)
  if (!record || !form) return { is: 'none' }
  if (!isDeepStrictEqual(record.answers[key], was)) return { is: 'changed' }
  const answers = amended(form, record.answers, key, value)
  if (!answers) return { is: 'unfit' }
  const [name = '', number = ''] = of.split('-')
  await holders[name]?.amend?.(tx, number, answers)
  const on = { kind: 'record', id: record.code }
  await audit(tx, { by, action: 'correct', on, unit: request.unit, details: { key, request: id } }, now)
  const reach = await reachOf(tx, request.personId, now)
  const news = {
    flow: 'correct',
    what: 'corrected',
    about: id,
    more: { code: record.code, flow: record.flow, key, answers },
  }
  const told = await tellPerson(tx, request.personId, { ...news, id: `corrected:${id}:${of}:${key}:${now}` }, now)
  return { is: 'corrected', record: { ...record, answers }, reach, told }
}
