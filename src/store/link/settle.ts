// Joins two people, or parts them again: in a transaction of its own that holds both conversations. Their rows of
// `session` are made anew: a turn that waits for one of them then finds none, looks again, and meets the right person.
import { UNDO_MS } from '../../flows/schedule.js'
import { openSession, type Session } from '../../flows/session.js'
import { audit, SYSTEM } from '../audit.js'
import { agreedTo } from '../consents.js'
import type { Tx } from '../database.js'
import type { Holders, Pair } from '../holder.js'
import { HOLDERS } from '../holders.js'
import { keepEvents } from '../inbox.js'
import { actsOf } from '../link-undo.js'
import type { Address } from '../people.js'
import { openState, sealState } from '../sealed/session.js'
import { dropTimer } from '../timers.js'
import { claimRows, moveRows, returnRows } from './rows.js'
import { joined, parted } from './session.js'
import { moveTimers, returnTimers } from './timers.js'

interface Link {
  id: string
  makerId: string
  joinedId: string
  state: string
  joinedAt: Date | null
  stopped: { maker?: number; joined?: number }
}

/** Does what a link waits for, once, however often it is called. Gives whose inbox holds the news of it. */
export async function settleLink(tx: Tx, id: string, now: number, holders: Holders = HOLDERS): Promise<Address[]> {
  await dropTimer(tx, 'link', id)
  const states = await lockBoth(tx, id)
  const { rows } = await tx.query<Link>(
    `SELECT id, maker_id AS "makerId", joined_id AS "joinedId", state, joined_at AS "joinedAt", stopped FROM link
     WHERE id = $1 FOR UPDATE`,
    [id],
  )
  const [link] = rows
  const pair = link && { link: id, kept: link.makerId, joined: link.joinedId }
  if (link?.state === 'joining') return join(tx, pair!, states, holders, now)
  if (link?.state === 'parting') return part(tx, pair!, link, states, holders, now)
  return []
}

async function lockBoth(tx: Tx, id: string): Promise<Map<string, Session>> {
  const { rows } = await tx.query<{ personId: string; state: unknown }>(
    `SELECT s.person_id AS "personId", s.state FROM session s JOIN link l ON s.person_id IN (l.maker_id, l.joined_id)
     WHERE l.id = $1 ORDER BY s.person_id FOR UPDATE OF s`,
    [id],
  )
  return new Map(rows.map(({ personId, state }) => [personId, openSession(openState(tx, personId, state))]))
}

async function join(
  tx: Tx,
  pair: Pair,
  states: Map<string, Session>,
  holders: Holders,
  now: number,
): Promise<Address[]> {
  const { link, kept, joined: other } = pair
  const [theirs, mine] = [states.get(kept), states.get(other)]
  // One of the two has been joined or forgotten meanwhile.
  if (!theirs || !mine) return end(tx, link, now)
  for (const holder of Object.values(holders)) await holder.join?.(tx, pair, now)
  await claimRows(tx, link, kept, kept, holders)
  await noteDrafts(tx, link, kept, theirs)
  await noteDrafts(tx, link, other, mine)
  await moveRows(tx, pair, holders)
  await moveTimers(tx, pair)
  const { rows } = await tx.query<{ channel: string }>(
    `UPDATE link SET state = 'joined', joined_at = $2, stopped = (
       SELECT coalesce(jsonb_object_agg(CASE p.id WHEN maker_id THEN 'maker' ELSE 'joined' END,
         (extract(epoch FROM p.stopped_at) * 1000)::bigint), '{}')
       FROM person p WHERE p.id IN (maker_id, joined_id) AND p.stopped_at IS NOT NULL)
     WHERE id = $1 RETURNING maker_channel AS channel`,
    [link, new Date(now)],
  )
  await tx.query(
    `UPDATE person k SET stopped_at = coalesce(k.stopped_at, j.stopped_at) FROM person j WHERE k.id = $1 AND j.id = $2`,
    [kept, other],
  )
  const agreed = await agreedTo(tx, kept)
  await renew(tx, { [kept]: joined(theirs, mine, agreed, { id: link, since: now }) }, [kept, other], now)
  const on = { kind: 'person', id: other }
  await audit(tx, { by: { ...SYSTEM, personId: kept }, action: 'link', on, details: { link } }, now)
  return tell(tx, kept, 'joined', link, { first: rows[0]!.channel }, now)
}

async function part(
  tx: Tx,
  pair: Pair,
  { joinedAt, stopped }: Link,
  states: Map<string, Session>,
  holders: Holders,
  now: number,
): Promise<Address[]> {
  const { link, kept, joined: other } = pair
  const session = states.get(kept)
  if (!session) return end(tx, link, now)
  const theirs = await notedDrafts(tx, pair)
  await returnRows(tx, pair, holders)
  await returnTimers(tx, pair, theirs)
  const drafts = {
    [kept]: session.drafts.filter(({ id }) => !theirs.has(id)),
    [other]: session.drafts.filter(({ id }) => theirs.has(id)),
  }
  const undoneAt = now < joinedAt!.getTime() + UNDO_MS ? now : undefined
  for (const holder of Object.values(holders)) await holder.part?.(tx, pair, drafts, undoneAt)
  const { rows } = await tx.query<{ stoppedAt: Date | null }>(
    'SELECT stopped_at AS "stoppedAt" FROM person WHERE id = $1',
    [kept],
  )
  const stoppedAt = rows[0]?.stoppedAt?.getTime()
  // A wish for silence of each before the link, or of both since; one that was taken back since is taken back for both.
  const since = stoppedAt !== undefined && stoppedAt > joinedAt!.getTime() ? stoppedAt : undefined
  const [act] = undoneAt === undefined ? [] : await actsOf(tx, pair.link, 'silence act')
  const silent = (person: string, before?: number) =>
    act && act.by !== person ? before : stoppedAt === undefined ? undefined : (since ?? before)
  const at = { [kept]: silent(kept, stopped.maker), [other]: silent(other, stopped.joined) }
  for (const [person, when] of Object.entries(at))
    await tx.query('UPDATE person SET stopped_at = $2 WHERE id = $1', [
      person,
      when === undefined ? null : new Date(when),
    ])
  const sessions = {
    [kept]: parted(session, (draft) => !theirs.has(draft), await agreedTo(tx, kept), at[kept] !== undefined),
    [other]: parted(session, (draft) => theirs.has(draft), await agreedTo(tx, other), at[other] !== undefined),
  }
  await renew(tx, sessions, [kept], now)
  await end(tx, link, now)
  const on = { kind: 'person', id: other }
  await audit(tx, { by: { ...SYSTEM, personId: kept }, action: 'unlink', on, details: { link } }, now)
  return [...(await tell(tx, kept, 'parted', link, {}, now)), ...(await tell(tx, other, 'parted', link, {}, now))]
}

async function end(tx: Tx, link: string, now: number): Promise<[]> {
  await tx.query(`UPDATE link SET state = 'over', ended_at = $2 WHERE id = $1`, [link, new Date(now)])
  await tx.query('DELETE FROM link_row WHERE link_id = $1', [link])
  return []
}

/** Conversations are written as new rows; those of `gone` end. */
async function renew(tx: Tx, sessions: Record<string, Session>, gone: string[], now: number): Promise<void> {
  await tx.query('DELETE FROM session WHERE person_id = ANY($1::bigint[])', [gone])
  for (const [person, state] of Object.entries(sessions))
    await tx.query('INSERT INTO session (person_id, state, updated_at) VALUES ($1, $2, $3)', [
      person,
      JSON.stringify(sealState(tx, person, state)),
      new Date(now),
    ])
}

/** Every account of the person hears it where it happened: the news of a link is for both platforms. */
async function tell(
  tx: Tx,
  person: string,
  what: 'joined' | 'parted',
  link: string,
  more: Record<string, unknown>,
  now: number,
): Promise<Address[]> {
  const { rows } = await tx.query<Address>('SELECT channel, address FROM contact WHERE person_id = $1 ORDER BY id', [
    person,
  ])
  for (const to of rows) {
    const body = { kind: 'ours', flow: 'link', what, about: link, more: { ...more, here: to.channel } }
    await keepEvents(tx, [{ ...to, eventId: `ours:link:${link}:${what}:${to.channel}`, at: now, body }], now)
  }
  return rows
}

/** Notes whose drafts they are. */
async function noteDrafts(tx: Tx, link: string, side: string, { drafts }: Session): Promise<void> {
  await tx.query(
    `INSERT INTO link_row (link_id, name, key, person_id) SELECT $1, 'draft', id, $3 FROM unnest($2::text[]) AS id
     ON CONFLICT DO NOTHING`,
    [link, drafts.map(({ id }) => id), side],
  )
}

async function notedDrafts(tx: Tx, { link, joined }: Pair): Promise<Set<string>> {
  const { rows } = await tx.query<{ key: string }>(
    `SELECT key FROM link_row WHERE link_id = $1 AND name = 'draft' AND person_id = $2`,
    [link, joined],
  )
  return new Set(rows.map(({ key }) => key))
}

/** After a turn of somebody with two accounts: what came of it came by this one. */
export async function noteOrigin(tx: Tx, session: Session, channel: string, holders: Holders = HOLDERS): Promise<void> {
  if (!session.link) return
  const { id } = session.link
  const { rows } = await tx.query<{ maker: string; side: string }>(
    `SELECT maker_id AS maker, CASE maker_channel WHEN $2 THEN maker_id ELSE joined_id END AS side FROM link
     WHERE id = $1 AND state IN ('joined', 'parting')`,
    [id, channel],
  )
  const [link] = rows
  if (!link) return
  await claimRows(tx, id, link.maker, link.side, holders)
  await noteDrafts(tx, id, link.side, session)
}
