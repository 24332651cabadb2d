// Who sends to the members of a unit, and hears what became of it.
import { atLeast } from '../../flows/roles.js'
import { whoWorksFor } from '../absences.js'
import type { Tx } from '../database.js'
import { type News, reachOf, tellPerson } from '../news.js'
import type { Address } from '../people.js'
import { holdersOf, mayActOn, unitAndAbove } from '../roles.js'

/** Who may send to the members of a unit. */
export const SENDERS = atLeast('officer')

/** Officers of a unit, then of those above it, the nearest first; each list is of one unit. */
export async function sendersOf(tx: Tx, unit: string, now: number): Promise<string[][]> {
  const { rows } = await tx.query<{ code: string }>(
    `WITH RECURSIVE ${unitAndAbove('$1')} SELECT code FROM up ORDER BY height`,
    [unit],
  )
  const lists: string[][] = []
  for (const { code } of rows) lists.push(await holdersOf(tx, SENDERS, code, now))
  return lists
}

/**
 * Tells whoever wrote something for a unit; where their role is over or no account of theirs may be written to, the officer
 * nearest to it. Of somebody who is away their deputy hears.
 */
export async function tellSender(
  tx: Tx,
  { unit, createdBy }: { unit: string; createdBy: string },
  news: News,
  now: number,
): Promise<Address | undefined> {
  const still = (await mayActOn(tx, createdBy, SENDERS, unit, now)) ? [createdBy] : []
  const others = (await sendersOf(tx, unit, now)).flat()
  const people: string[] = []
  for (const person of [...still, ...others]) people.push((await whoWorksFor(tx, person, now)) ?? person)
  for (const person of people) if ('to' in (await reachOf(tx, person, now))) return tellPerson(tx, person, news, now)
  return people[0] === undefined ? undefined : tellPerson(tx, people[0], news, now)
}
