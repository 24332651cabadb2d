// Pledges: held, made, agreed, changed, cancelled. What is taken of a need and the ledger change together or not at all.
import type { PledgeFile } from '../flows/address/effects.js'
import type { PledgeState } from '../flows/needs.js'
import { HOUR } from '../flows/schedule.js'
import type { MyPledge, NeedCard, PledgeForm } from '../flows/support/effects.js'
import { settleAddress } from './address.js'
import { nextCodes } from './codes.js'
import type { Db, Tx } from './database.js'
import { appendLedger, type LedgerEvent, lockLedger } from './ledger.js'
import { CARD, type CardRow, cardOf } from './support-find.js'
import { dropTimer, setTimer } from './timers.js'

/** How long a need is kept for whoever chose it. */
export const HOLD_MS = 48 * HOUR

/** A pledge with its need and address; quantities in thousandths. */
export interface PledgeRow {
  id: string
  code: string
  state: PledgeState
  personId: string | null
  need: string
  addressId: string
  address: string
  unit: string
  unitName: string
  shownUnit: string
  shownName: string
  form: string
  what: string
  measure: string
  rhythm: string
  quantity: number
  proposed: number | null
  delivered: number
  unconfirmed: number
  name: string | null
  phone: string | null
  organisation: string | null
  position: string | null
  starts: string | null
  note: string | null
  reason: string | null
  family: { name: string; place: string; phone: string | null } | null
}

const PLEDGE = `SELECT p.id, p.code, p.state, p.person_id AS "personId", n.id AS need, a.id AS "addressId", a.code AS address,
    a.unit_code AS unit, u.name AS "unitName", a.shown_unit AS "shownUnit", s.name AS "shownName", n.form, n.what, n.measure, n.rhythm,
    p.quantity::float8 AS quantity, p.proposed::float8 AS proposed, p.delivered::float8 AS delivered,
    (SELECT coalesce(sum(d.quantity), 0)::float8 FROM delivery d WHERE d.pledge_id = p.id AND d.confirmed_at IS NULL) AS unconfirmed,
    p.name, p.phone, p.organisation, p.position, p.starts, p.note, p.reason,
    (SELECT json_build_object('name', f.name, 'place', f.place, 'phone', f.phone) FROM address_private f
      WHERE f.address_id = a.id AND f.consented_at IS NOT NULL) AS family
  FROM pledge p JOIN need n ON n.id = p.need_id JOIN address a ON a.id = n.address_id
    JOIN unit u ON u.code = a.unit_code JOIN unit s ON s.code = a.shown_unit`

/** One pledge, locked behind the ledger. */
export async function lockPledge(tx: Tx, by: 'code' | 'id', key: string): Promise<PledgeRow | undefined> {
  await lockLedger(tx)
  const { rows } = await tx.query<PledgeRow>(`${PLEDGE} WHERE p.${by} = $1 FOR UPDATE OF p`, [key])
  return rows[0]
}

/** Pledges of these units that wait for an officer: new ones first, then help to be confirmed. */
export async function listPledges(db: Db, scope: string[], { skip, limit }: { skip: number; limit: number }) {
  const { rows } = await db.query<PledgeRow>(
    `${PLEDGE} WHERE a.unit_code = ANY($1) AND p.state IN ('asked', 'proposed', 'agreed')
     ORDER BY p.state = 'agreed', p.id LIMIT $2 OFFSET $3`,
    [scope, limit + 1, skip],
  )
  return { lines: rows.slice(0, limit).map(fileOf), older: rows.length > limit ? 1 : 0 }
}

/** Every pledge there is or was, newest first, without names or numbers of people. */
export async function allPledges(db: Db): Promise<PledgeFile[]> {
  const { rows } = await db.query<PledgeRow>(`${PLEDGE} WHERE p.code IS NOT NULL ORDER BY p.id DESC`)
  return rows.map((row) => fileOf({ ...row, name: null, phone: null, note: null, position: null }))
}

export function fileOf(row: PledgeRow): PledgeFile {
  return {
    code: row.code,
    address: row.address,
    unit: row.unitName,
    state: row.state,
    form: row.form,
    what: row.what,
    measure: row.measure,
    quantity: row.quantity,
    proposed: row.proposed ?? undefined,
    delivered: row.delivered,
    unconfirmed: row.unconfirmed,
    rhythm: row.rhythm,
    name: row.name ?? '',
    phone: row.phone ?? '',
    organisation: row.organisation ?? undefined,
    position: row.position ?? undefined,
    starts: row.starts ?? '',
    note: row.note ?? undefined,
  }
}

export function mineOf(row: PledgeRow): MyPledge {
  const family = ['agreed', 'done'].includes(row.state) ? row.family : null
  return {
    code: row.code,
    address: row.address,
    unit: row.shownName,
    state: row.state,
    what: row.what,
    measure: row.measure,
    quantity: row.quantity,
    proposed: row.proposed ?? undefined,
    delivered: row.delivered,
    rhythm: row.rhythm,
    reason: row.reason ?? undefined,
    family: family ? { ...family, phone: family.phone ?? undefined } : undefined,
  }
}

/** A row of the ledger about this pledge. */
export function note(tx: Tx, event: LedgerEvent, row: PledgeRow, quantity: number, now: number): Promise<void> {
  const { address, need, id: pledge, form, shownUnit: unit } = row
  return appendLedger(tx, { event, address, need, pledge, form, quantity, unit }, now)
}

export type Hold = { is: 'held'; card: NeedCard; until: number } | { is: 'full' | 'none' }

/**
 * Keeps all that is left of a need for a person, for 48 hours; what they kept before is let go. Choosing the same again
 * begins the 48 hours anew.
 */
export async function holdNeed(tx: Tx, personId: string, need: string, now: number): Promise<Hold> {
  // Most of a crowd hears at once that nothing is left, and keeps what it held before.
  const { rows: full } = await tx.query(
    `SELECT FROM need n WHERE id = $1 AND taken = quantity
       AND NOT EXISTS (SELECT FROM pledge p WHERE p.need_id = n.id AND p.person_id = $2 AND p.state = 'held')`,
    [need, personId],
  )
  if (full.length > 0) return { is: 'full' }
  await lockLedger(tx)
  const before = await heldBy(tx, personId)
  if (before) await letGo(tx, before, 'released', now)
  const { rows } = await tx.query<CardRow & { shownUnit: string; open: boolean }>(
    `SELECT ${CARD}, a.shown_unit AS "shownUnit", a.state IN ('open', 'pledged', 'helping') AS open
     FROM need n JOIN address a ON a.id = n.address_id JOIN unit u ON u.code = a.shown_unit WHERE n.id = $1 FOR UPDATE OF n`,
    [need],
  )
  const row = rows[0]
  if (!row?.open) return { is: 'none' }
  const { shownUnit: unit, open: _open, ...card } = row
  const left = Number(card.left)
  if (left <= 0) return { is: 'full' }
  const until = now + HOLD_MS
  const { rows: made } = await tx.query<{ id: string }>(
    `WITH took AS (UPDATE need SET taken = taken + $3 WHERE id = $1 AND taken + $3 <= quantity RETURNING id)
     INSERT INTO pledge (need_id, person_id, quantity, state, held_until, created_at)
     SELECT id, $2, $3, 'held', $4, $5 FROM took RETURNING id`,
    [need, personId, left, new Date(until), new Date(now)],
  )
  const pledge = made[0]!.id
  await appendLedger(
    tx,
    { event: 'hold', address: card.address, need, pledge, form: card.form, quantity: left, unit },
    now,
  )
  await setTimer(tx, 'hold', pledge, until)
  return { is: 'held', card: { ...cardOf(card), left }, until }
}

async function heldBy(tx: Tx, personId: string): Promise<PledgeRow | undefined> {
  const { rows } = await tx.query<PledgeRow>(`${PLEDGE} WHERE p.person_id = $1 AND p.state = 'held' FOR UPDATE OF p`, [
    personId,
  ])
  return rows[0]
}

/** Gives back what a pledge keeps of its need. The ledger is locked. */
export async function letGo(tx: Tx, row: PledgeRow, state: PledgeState, now: number, reason?: string): Promise<void> {
  const rest = row.quantity - (row.rhythm === 'once' ? Math.min(row.delivered, row.quantity) : 0)
  await tx.query('UPDATE pledge SET state = $2, reason = $3, proposed = NULL WHERE id = $1', [
    row.id,
    state,
    reason ?? null,
  ])
  if (rest > 0) {
    await tx.query('UPDATE need SET taken = taken - $2 WHERE id = $1', [row.need, rest])
    await note(tx, state === 'lapsed' ? 'lapse' : state === 'released' ? 'release' : 'cancel', row, rest, now)
  }
  await dropTimer(tx, 'hold', row.id)
  await settleAddress(tx, row.addressId)
}

/** A hold whose time is over is given back. Gives it where there was one. */
export async function lapseHold(tx: Tx, id: string, now: number): Promise<PledgeRow | undefined> {
  const row = await lockPledge(tx, 'id', id)
  if (row?.state !== 'held') return undefined
  await letGo(tx, row, 'lapsed', now)
  return row
}

/**
 * Makes a pledge of what a person holds, or of what is left if their hold has lapsed. 'full' where nothing is, or the
 * draft is another's. Sending the same draft twice gives the first again.
 */
export async function makePledge(
  tx: Tx,
  personId: string,
  draft: string,
  form: PledgeForm,
  now: number,
): Promise<PledgeRow | 'full'> {
  await lockLedger(tx)
  const again = await tx.query<{ id: string }>('SELECT id FROM pledge WHERE draft_id = $1', [draft])
  if (again.rows[0]) {
    const row = (await lockPledge(tx, 'id', again.rows[0].id))!
    // A pledge shows who the family is: to nobody but whose it is.
    return row.personId === personId ? row : 'full'
  }
  let held = await heldBy(tx, personId)
  if (held?.need !== form.need) {
    if ((await holdNeed(tx, personId, form.need, now)).is !== 'held') return 'full'
    held = (await heldBy(tx, personId))!
  }
  const quantity = Math.min(form.quantity, held.quantity)
  if (quantity < held.quantity) {
    await tx.query('UPDATE need SET taken = taken - $2 WHERE id = $1', [held.need, held.quantity - quantity])
    await note(tx, 'release', held, held.quantity - quantity, now)
  }
  const [code] = await nextCodes(tx, 'DK', 6, now)
  await tx.query(
    `UPDATE pledge SET state = 'asked', code = $2, draft_id = $3, quantity = $4, name = $5, phone = $6, organisation = $7,
       position = $8, starts = $9, note = $10, held_until = NULL WHERE id = $1`,
    [
      held.id,
      code,
      draft,
      quantity,
      form.name,
      form.phone,
      form.organisation ?? null,
      form.position ?? null,
      form.starts,
      form.note ?? null,
    ],
  )
  await note(tx, 'pledge', held, quantity, now)
  await dropTimer(tx, 'hold', held.id)
  await settleAddress(tx, held.addressId)
  return (await lockPledge(tx, 'id', held.id))!
}

/** An officer agrees, or proposes another quantity; the supporter accepts it. */
export async function agreePledge(tx: Tx, row: PledgeRow, by: string | null, now: number): Promise<PledgeRow> {
  await tx.query(`UPDATE pledge SET state = 'agreed', decided_by = $2, proposed = NULL WHERE id = $1`, [row.id, by])
  await note(tx, 'agree', row, row.quantity, now)
  await settleAddress(tx, row.addressId)
  return (await lockPledge(tx, 'id', row.id))!
}

/** `quantity`: thousandths. False where the need has no room for it. */
export async function proposePledge(tx: Tx, row: PledgeRow, quantity: number, by: string | null): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE pledge p SET state = 'proposed', proposed = $2, decided_by = $3 FROM need n
     WHERE p.id = $1 AND n.id = p.need_id AND n.taken - p.quantity + $2 <= n.quantity`,
    [row.id, quantity, by],
  )
  return rowCount === 1
}

/** The supporter agrees to what was proposed. Undefined where the need has no room for it any more. */
export async function acceptProposal(tx: Tx, row: PledgeRow, now: number): Promise<PledgeRow | undefined> {
  const quantity = row.proposed!
  const { rowCount } = await tx.query(
    'UPDATE need SET taken = taken + $2 WHERE id = $1 AND taken + $2 BETWEEN 0 AND quantity',
    [row.need, quantity - row.quantity],
  )
  if (rowCount === 0) return undefined
  await tx.query('UPDATE pledge SET quantity = $2 WHERE id = $1', [row.id, quantity])
  await note(tx, 'change', row, quantity - row.quantity, now)
  return agreePledge(tx, { ...row, quantity }, null, now)
}
