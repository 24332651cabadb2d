// Who holds personal data: every table that names a person has one holder here, which tells what it holds, ends its use
// and erases it. A test reads the catalogue and fails where a table has none.
import type { PoolClient } from 'pg'
import type { AlwaysResults, HeldData } from '../flows/effects/always.js'
import { type Actor, holder as audit } from './audit.js'
import { holder as campaign } from './campaign/holder.js'
import { holder as consents } from './consents.js'
import { together } from './database.js'
import { holder as erasures } from './erasures-holder.js'
import { holder as files } from './files/rows.js'
import type { Erased, Held, Holders } from './holder.js'
import { holder as link } from './link-holder.js'
import { holder as member } from './member.js'
import { holder as nominate } from './nominate.js'
import { goingOnAs, holder as people } from './people.js'
import { holder as review } from './review/holder.js'
import { holder as roles } from './roles.js'
import { holder as story } from './story.js'
import { holder as suggest } from './suggest.js'
import { holder as support } from './support/holder.js'
import { holder as tally } from './tally.js'
import { holder as tickets } from './tickets.js'
import { holder as timers } from './timers.js'
import { holder as words } from './words.js'

/** In the order they erase. */
export const HOLDERS: Holders = {
  files,
  nominate,
  support,
  suggest,
  member,
  campaign,
  story,
  words,
  link,
  tally,
  people,
  timers,
  consents,
  tickets,
  roles,
  review,
  audit,
  erasures,
}

const PAGE = 20
/** More than anybody sends: a copy has all. */
const ALL = 100_000

/** A page of all a person has sent, newest first, after the newest `skip`; and how many older ones there are. */
export async function recordsOf(
  tx: PoolClient,
  personId: string,
  skip = 0,
  holders: Holders = HOLDERS,
  page = PAGE,
): Promise<AlwaysResults['showRecords']> {
  const all = await together(Object.values(holders).flatMap((holder) => holder.sent?.(tx, personId, skip + page) ?? []))
  const records = all
    .flatMap((each) => each.records)
    .sort((a, b) => b.submittedAt - a.submittedAt)
    .slice(skip, skip + page)
  const total = all.reduce((sum, each) => sum + each.total, 0)
  return { records, older: Math.max(0, total - skip - records.length) }
}

/** Everything we hold of one person, for "Quyền của tôi"; `whole` with every answer they sent, however many. */
export async function heldOf(
  tx: PoolClient,
  personId: string,
  whole = false,
  holders: Holders = HOLDERS,
): Promise<HeldData> {
  const all = Object.values(holders)
  const [{ records: sent, older }, ...parts] = await together([
    recordsOf(tx, personId, 0, holders, whole ? ALL : PAGE),
    ...all.flatMap((holder) => holder.held?.(tx, personId, whole) ?? []),
  ])
  const forms = whole ? await together(all.flatMap((holder) => holder.forms?.(tx, personId) ?? [])) : []
  const joined = Object.assign({}, ...parts) as Held
  const of = <V>(values: (part: Held) => V[] | undefined): V[] => parts.flatMap((part) => values(part) ?? [])
  return {
    since: joined.since ?? 0,
    channels: joined.channels ?? [],
    consents: joined.consents ?? [],
    files: joined.files ?? 0,
    requests: joined.requests ?? [],
    olderRequests: joined.olderRequests ?? 0,
    names: [...new Set(of((part) => part.names))],
    phones: [...new Set(of((part) => part.phones))],
    lines: of((part) => part.lines),
    sent,
    older,
    forms: forms.flat(),
  }
}

/**
 * Ends the use of what a person has sent: of one code, of all that rests on the consent of one purpose, or of all. Gives the
 * codes; none where there was nothing.
 */
export async function withdrawSent(
  tx: PoolClient,
  personId: string,
  { code, purpose }: { code?: string; purpose?: string },
  now: number,
  by: Actor,
  holders: Holders = HOLDERS,
): Promise<string[]> {
  const codes: string[] = []
  const meant = Object.values(holders).filter((holder) => purpose === undefined || holder.purpose === purpose)
  for (const holder of meant) codes.push(...((await holder.withdraw?.(tx, personId, code, now, by)) ?? []))
  return codes.sort()
}

/**
 * Erases a person from every holder, and whoever goes on as them: of what both had, the other's row stayed where it was. What
 * stays is said in docs/decisions/what-we-keep.md.
 */
export async function eraseFrom(
  tx: PoolClient,
  personId: string,
  now: number,
  by: Actor,
  holders: Holders = HOLDERS,
): Promise<Erased> {
  const erased: Erased = { gone: [], shared: [], about: [], files: 0, requests: [], messages: 0, consents: 0 }
  for (const person of [personId, ...(await goingOnAs(tx, personId))])
    for (const holder of Object.values(holders)) {
      const part = (await holder.erase?.(tx, person, now, by)) ?? {}
      for (const key of ['gone', 'shared', 'about', 'requests'] as const) erased[key].push(...(part[key] ?? []))
      for (const key of ['files', 'messages', 'consents'] as const) erased[key] += part[key] ?? 0
    }
  for (const key of ['gone', 'shared', 'about'] as const) erased[key].sort()
  return erased
}

/**
 * Erases a person who never agreed to anything: contacts, conversation, messages. Somebody whom a holder keeps stays. True
 * when they are gone.
 */
export async function forgetPerson(tx: PoolClient, personId: string, holders: Holders = HOLDERS): Promise<boolean> {
  const known = Object.values(holders).flatMap(({ keeps }) => keeps ?? [])
  const { rows } = await tx.query<{ channel: string; address: string }>(
    `SELECT c.channel, c.address FROM contact c JOIN session s ON s.person_id = c.person_id
     WHERE c.person_id = $1 ${known.map((condition) => `AND NOT ${condition}`).join(' ')} FOR UPDATE OF s`,
    [personId],
  )
  for (const { channel, address } of rows)
    await tx.query('DELETE FROM inbox WHERE channel = $1 AND address = $2', [channel, address])
  if (rows.length > 0) await tx.query('DELETE FROM person WHERE id = $1', [personId])
  return rows.length > 0
}
