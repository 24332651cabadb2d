// The registry of people in hardship: entered, looked at, moved from state to state by officers of their units.

import { mayBeChild } from '../../flows/child.js'
import type { AddressLine, AddressResults, NewAddress, NotDone } from '../../flows/effects/address.js'
import type { AddressState } from '../../flows/needs.js'
import { ANSWERERS } from '../answerers.js'
import { type Actor, audit } from '../audit.js'
import { nextCodes } from '../codes.js'
import type { Db, Tx } from '../database.js'
import { mayActOn } from '../roles.js'
import { boxOf } from '../sealed.js'
import { coarsenAll } from './card.js'

/** Whether `by` may act on addresses of this unit; who may not is noted. The command line may all. */
export async function mayHandle(tx: Tx, by: Actor, unit: string, deed: string, now: number): Promise<boolean> {
  if (by.personId === null || (await mayActOn(tx, by.personId, ANSWERERS, unit, now))) return true
  await audit(tx, { by, action: 'refuse', on: { kind: 'unit', id: unit }, unit, details: { deed } }, now)
  return false
}

/** Enters an address with its needs, whoever asks: check `mayHandle` before. Gives its code and whether its card is coarser. */
export async function addAddress(
  tx: Tx,
  address: NewAddress,
  by: Actor,
  now: number,
  { invented = false } = {},
): Promise<{ id: string; code: string; coarse: boolean }> {
  const [code] = await nextCodes(tx, 'DCND', 4, now)
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO address (code, unit_code, group_key, shown_unit, shown_group, summary, urgency, state, list_key, invented, created_at, created_by)
     VALUES ($1, $2, $3, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
    [
      code,
      address.unit,
      address.group,
      address.summary,
      address.urgency,
      address.state,
      address.listKey ?? null,
      invented,
      new Date(now),
      by.personId,
    ],
  )
  const { id } = rows[0]!
  await writeFile(tx, id, address, by, now)
  const coarse = (await coarsenAll(tx, [code!])).length > 0
  await audit(
    tx,
    {
      by,
      action: 'changeAddress',
      on: { kind: 'address', id: code! },
      unit: address.unit,
      details: { state: address.state },
    },
    now,
  )
  return { id, code: code!, coarse }
}

/** An address, locked until the transaction ends. `bare`: nothing is known yet of what is needed. */
async function lockWhole(tx: Tx, code: string) {
  const { rows } = await tx.query<{ id: string; unit: string; state: AddressState; bare: boolean }>(
    `SELECT id, unit_code AS unit, state, NOT EXISTS (SELECT FROM need n WHERE n.address_id = a.id) AS bare
     FROM address a WHERE code = $1 FOR UPDATE`,
    [code],
  )
  return rows[0]
}

/**
 * Writes what a visit found into a suggested address that has no needs yet, whoever asks: check `mayHandle` before, for the
 * unit it is in and the one it is moved to.
 */
export async function completeAddress(
  tx: Tx,
  code: string,
  address: NewAddress,
  by: Actor,
  now: number,
): Promise<{ code: string; coarse: boolean; state: AddressState } | NotDone> {
  const found = await lockWhole(tx, code)
  if (!found) return 'none'
  if (!(await mayHandle(tx, by, found.unit, 'completeAddress', now))) return 'refused'
  if (!found.bare || !['proposed', 'surveying'].includes(found.state)) return 'notNow'
  const state = address.papersSeen ? 'verified' : 'surveying'
  await tx.query(
    `UPDATE address SET unit_code = $2, group_key = $3, shown_unit = $2, shown_group = $3, summary = $4, urgency = $5, state = $6
     WHERE id = $1`,
    [found.id, address.unit, address.group, address.summary, address.urgency, state],
  )
  await tx.query('DELETE FROM address_private WHERE address_id = $1', [found.id])
  await writeFile(tx, found.id, address, by, now)
  const coarse = (await coarsenAll(tx, [code])).length > 0
  const details = { from: found.state, to: state }
  await audit(tx, { by, action: 'changeAddress', on: { kind: 'address', id: code }, unit: address.unit, details }, now)
  return { code, coarse, state }
}

/** Who is behind an address, and what they need. */
async function writeFile(tx: Tx, id: string, address: NewAddress, by: Actor, now: number): Promise<void> {
  const box = boxOf(tx, 'address_private', id)
  await tx.query(
    `INSERT INTO address_private (address_id, name, birth_year, guardian, phone, place, details, papers_by, papers_at, consented_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      box.seal('name', address.name),
      box.seal('birth_year', address.birthYear?.toString()),
      box.seal('guardian', address.guardian),
      box.seal('phone', address.phone),
      box.seal('place', address.place),
      box.seal('details', address.details),
      address.papersSeen ? by.personId : null,
      address.papersSeen ? new Date(now) : null,
      // A child's yes is their guardian's: without one it is still to be asked.
      address.consented && (address.guardian || !mayBeChild(address.birthYear, now)) ? new Date(now) : null,
    ],
  )
  for (const need of address.needs)
    await tx.query(
      'INSERT INTO need (address_id, form, what, measure, quantity, rhythm, needed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [id, need.form, need.what, need.measure, need.quantity, need.rhythm, need.neededBy ?? null],
    )
}

/** A page of addresses of these units, newest first. */
export async function listAddresses(
  db: Db,
  scope: string[],
  { skip, limit }: { skip: number; limit: number },
): Promise<AddressResults['listAddresses']> {
  const { rows } = await db.query<AddressLine & { total: number }>(
    `SELECT a.code, a.group_key AS "group", u.name AS unit, a.state, (count(*) OVER ())::int AS total
     FROM address a JOIN unit u ON u.code = a.unit_code WHERE a.unit_code = ANY($1) ORDER BY a.id DESC LIMIT $2 OFFSET $3`,
    [scope, limit, skip],
  )
  const lines = rows.map(({ total: _total, ...line }) => line)
  return { lines, older: Math.max(0, (rows[0]?.total ?? 0) - skip - lines.length) }
}

/** Where an officer may move an address by hand; the states of help follow from the pledges. */
const MOVES: Partial<Record<AddressState, AddressState[]>> = {
  proposed: ['surveying', 'refused'],
  surveying: ['verified', 'refused'],
  verified: ['open', 'refused'],
  open: ['paused'],
  pledged: ['paused'],
  helping: ['paused'],
  paused: ['open', 'refused'],
}

function nextStates(state: AddressState): AddressState[] {
  return MOVES[state] ?? []
}

/**
 * Moves an address on, for an officer of its unit. `reason` is what those whom it concerns read. 'incomplete' where nothing
 * is known yet of what is needed; 'notNow' where that state does not follow.
 */
export async function setAddressState(
  tx: Tx,
  { code, state, by, now, reason }: { code: string; state: AddressState; by: Actor; now: number; reason?: string },
): Promise<AddressResults['setAddressState']> {
  const found = await lockWhole(tx, code)
  if (!found) return 'none'
  if (!(await mayHandle(tx, by, found.unit, 'setAddressState', now))) return 'refused'
  if (!nextStates(found.state).includes(state)) return 'notNow'
  if (found.bare && (state === 'verified' || state === 'open')) return 'incomplete'
  await tx.query('UPDATE address SET state = $2, reason = $3 WHERE id = $1', [
    found.id,
    state,
    boxOf(tx, 'address', found.id).seal('reason', reason),
  ])
  // A suggestion counts among its kind from the moment an officer looks into it; when the card is published, how many
  // addresses it would fit may have changed since it was entered.
  const publishes = found.state === 'proposed' || state === 'open'
  const coarse = publishes && (await coarsenAll(tx, [code])).length > 0
  const settled = state === 'open' ? await settleAddress(tx, found.id) : state
  const details = { from: found.state, to: settled }
  await audit(tx, { by, action: 'changeAddress', on: { kind: 'address', id: code }, unit: found.unit, details }, now)
  return { code, state: settled, coarse: coarse && state === 'open' }
}

/** The state of help follows from the pledges: open, pledged, helping, done. Others are the officers' and stay. */
export async function settleAddress(tx: Tx, id: string): Promise<AddressState> {
  const { rows } = await tx.query<{ state: AddressState }>({
    name: 'settle-address',
    text: `UPDATE address a SET state = CASE
        WHEN a.state NOT IN ('open', 'pledged', 'helping', 'done') THEN a.state
        WHEN NOT EXISTS (SELECT FROM need n WHERE n.address_id = a.id AND n.quantity > (SELECT coalesce(sum(p.quantity), 0)
          FROM pledge p WHERE p.need_id = n.id AND p.state = 'done' AND p.rhythm = n.rhythm)) THEN 'done'
        WHEN EXISTS (SELECT FROM pledge p JOIN need n ON n.id = p.need_id WHERE n.address_id = a.id
          AND (p.state = 'agreed' OR p.state = 'done' AND p.rhythm = n.rhythm)) THEN 'helping'
        WHEN EXISTS (SELECT FROM pledge p JOIN need n ON n.id = p.need_id WHERE n.address_id = a.id AND p.state IN ('asked', 'proposed')) THEN 'pledged'
        ELSE 'open' END
      WHERE id = $1 RETURNING state`,
    values: [id],
  })
  return rows[0]!.state
}
