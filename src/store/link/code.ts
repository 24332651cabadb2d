// The code that joins two accounts: made on one platform, brought on the other, once. What follows from it is done by
// settle.ts in a transaction of its own, which may lock both conversations.
import { randomInt } from 'node:crypto'
import type { AgreedLink, MadeCode, UsedCode } from '../../flows/effects/link.js'
import { DAY } from '../../flows/schedule.js'
import { type Actor, audit } from '../audit.js'
import type { Tx } from '../database.js'
import { atLeastReviewer } from '../roles.js'
import { hashesOf } from '../sealed.js'
import { fullUntil, type Limit, tally, tallyWithin } from '../tally.js'
import { setTimer } from '../timers.js'

export const LIVES_MS = 10 * 60_000
/** Somebody with a role has a day to agree. */
const AGREES_MS = DAY
const WRONG: Limit = { what: 'wrongLinkCode', most: 5, within: 15 * 60_000 }
const MADE: Limit = { what: 'linkCode', most: 10, within: 60 * 60_000 }

export type Person = Actor & { personId: string }

/** A new code for this account; an earlier one of theirs is void. */
export async function makeCode(tx: Tx, by: Person, now: number): Promise<MadeCode> {
  const until = await tallyWithin(tx, by.personId, MADE, now)
  if (until !== undefined) return { is: 'tooMany', until }
  if (await linkOf(tx, by.personId)) return { is: 'already' }
  await tx.query(
    `UPDATE link SET code_hash = NULL, state = 'over', ended_at = $2 WHERE maker_id = $1 AND state = 'offered'`,
    [by.personId, new Date(now)],
  )
  // Codes that nobody brought are of no use to anybody.
  await tx.query(`DELETE FROM link WHERE state = 'offered' AND expires_at <= $1`, [new Date(now)])
  const expires = now + LIVES_MS
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const { rowCount } = await tx.query(
      `INSERT INTO link (maker_id, maker_channel, code_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (code_hash) DO NOTHING`,
      [by.personId, by.channel, hashesOf(tx, `link:${code}`)[0], new Date(now), new Date(expires)],
    )
    if (rowCount === 1) return { is: 'made', code, until: expires }
  }
}

interface Row {
  id: string
  makerId: string
  makerChannel: string
  joinedId: string | null
  state: string
  expiresAt: Date
  makerAgreed: boolean
  joinedAgreed: boolean
}

const ROW = `SELECT id, maker_id AS "makerId", maker_channel AS "makerChannel", joined_id AS "joinedId", state,
  expires_at AS "expiresAt", maker_agreed AS "makerAgreed", joined_agreed AS "joinedAgreed" FROM link`

/**
 * Takes the code that was made on the other platform. Whoever of the two holds a role has to agree first, on the platform
 * that holds it. Wrong ones are counted.
 */
export async function bringCode(tx: Tx, by: Person, code: string, now: number): Promise<UsedCode> {
  const until = await fullUntil(tx, by.personId, WRONG, now)
  if (until !== undefined) return { is: 'tooMany', until }
  const { rows } = await tx.query<Row>(`${ROW} WHERE code_hash = ANY($1) AND state = 'offered' FOR UPDATE`, [
    hashesOf(tx, `link:${code}`),
  ])
  const [link] = rows
  const refused = await refusal(tx, by, link, now)
  if (refused) {
    await tally(tx, by.personId, WRONG, now)
    return { is: refused }
  }
  const { id, makerId, makerChannel } = link!
  const makerAgreed = !(await atLeastReviewer(tx, makerId, now))
  const joinedAgreed = !(await atLeastReviewer(tx, by.personId, now))
  const state = makerAgreed && joinedAgreed ? 'joining' : 'waiting'
  await tx.query(
    `UPDATE link SET code_hash = NULL, joined_id = $2, state = $3, maker_agreed = $4, joined_agreed = $5, expires_at = $6
     WHERE id = $1`,
    [id, by.personId, state, makerAgreed, joinedAgreed, new Date(now + AGREES_MS)],
  )
  await audit(tx, { by, action: 'bringLinkCode', on: { kind: 'person', id: makerId }, details: { link: id } }, now)
  if (state === 'joining') await settleSoon(tx, id, now)
  const other = { link: id, makerId, channel: makerChannel }
  if (state === 'joining') return { is: 'joining', ...other }
  return { is: 'waiting', ...other, here: !joinedAgreed, there: !makerAgreed }
}

async function refusal(
  tx: Tx,
  by: Person,
  link: Row | undefined,
  now: number,
): Promise<'wrong' | 'own' | 'sameChannel' | 'already' | undefined> {
  if (!link || link.expiresAt.getTime() <= now) return 'wrong'
  if (link.makerId === by.personId) return 'own'
  if (link.makerChannel === by.channel) return 'sameChannel'
  return (await linkOf(tx, by.personId)) || (await linkOf(tx, link.makerId)) ? 'already' : undefined
}

/** Somebody with a role agrees, or refuses, on the platform that holds it. */
export async function agree(tx: Tx, by: Person, id: string, yes: boolean, now: number): Promise<AgreedLink> {
  const { rows } = await tx.query<Row>(
    `${ROW} WHERE id = $1 AND state = 'waiting' AND expires_at > $3 AND $2::bigint IN (maker_id, joined_id) FOR UPDATE`,
    [id, by.personId, new Date(now)],
  )
  const [link] = rows
  if (!link) return { is: 'over' }
  const isMaker = link.makerId === by.personId
  const other = isMaker ? link.joinedId! : link.makerId
  const makerAgreed = isMaker ? yes : link.makerAgreed
  const joinedAgreed = isMaker ? link.joinedAgreed : yes
  const state = !yes ? 'over' : makerAgreed && joinedAgreed ? 'joining' : 'waiting'
  await tx.query(
    `UPDATE link SET maker_agreed = $2, joined_agreed = $3, state = $4, ended_at = CASE $4 WHEN 'over' THEN $5::timestamptz END
     WHERE id = $1`,
    [id, makerAgreed, joinedAgreed, state, new Date(now)],
  )
  const action = yes ? 'agreeLink' : 'refuseLink'
  await audit(tx, { by, action, on: { kind: 'person', id: other }, details: { link: id } }, now)
  if (state === 'joining') await settleSoon(tx, id, now)
  return { is: state as 'joining' | 'waiting' | 'over', other, refused: !yes }
}

/** Ends the link of a person's two accounts. 'none' where there is none. */
export async function endLink(tx: Tx, by: Person, now: number): Promise<'parting' | 'none'> {
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE link SET state = 'parting' WHERE maker_id = $1 AND state = 'joined' RETURNING id`,
    [by.personId],
  )
  if (!rows[0]) return 'none'
  const on = { kind: 'person', id: by.personId }
  await audit(tx, { by, action: 'endLink', on, details: { link: rows[0].id } }, now)
  await settleSoon(tx, rows[0].id, now)
  return 'parting'
}

/** The link that joins, or is about to join, the accounts of a person. */
export async function linkOf(tx: Tx, personId: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM link WHERE $1::bigint IN (maker_id, joined_id) AND state IN ('joining', 'joined', 'parting')`,
    [personId],
  )
  return rows[0]?.id
}

// Where a crash keeps it from being done at once, the next sweep does it.
function settleSoon(tx: Tx, id: string, now: number): Promise<void> {
  return setTimer(tx, 'link', id, now)
}
