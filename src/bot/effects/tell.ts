import { randomUUID } from 'node:crypto'
import type { Tx } from '../../store/database.js'
import { type News, tellPerson } from '../../store/news.js'
import type { Address } from '../../store/people.js'
import type { After } from './effect.js'

/** Tells somebody else, at once after the commit; `result` says what the conversation hears of it. */
export async function tell<R>(
  tx: Tx,
  personId: string,
  news: Omit<News, 'id'>,
  now: number,
  result: (to: Address | undefined) => R,
): Promise<{ result: R; after: After }> {
  const to = await tellPerson(tx, personId, { ...news, id: randomUUID() }, now)
  return { result: result(to), after: { revisit: to ? [to] : [] } }
}
