// Pledges as they are read: by officers, by whoever made them, in lists.

import type { MyPledge } from '../../flows/effects/support.js'
import type { DeliveryLine, PledgeFile, PledgeLine, PledgeState } from '../../flows/needs.js'
import type { Db } from '../database.js'
import { boxOf } from '../sealed.js'

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
  /** Of the pledge, and of its need. */
  rhythm: string
  needRhythm: string
  monthDay: number | null
  quantity: number
  proposed: number | null
  proposal: string | null
  proposedFrom: PledgeState | null
  delivered: number
  unconfirmed: number
  deliveries: (Omit<DeliveryLine, 'worth' | 'changed'> & { worth: number | null; changed: string | null })[]
  name: string | null
  phone: string | null
  organisation: string | null
  place: string | null
  position: string | null
  starts: string | null
  note: string | null
  reason: string | null
  family: { name: string; place: string; phone: string | null } | null
}

const PLEDGE = `SELECT p.id, p.code, p.state, p.person_id AS "personId", n.id AS need, a.id AS "addressId", a.code AS address,
    a.unit_code AS unit, u.name AS "unitName", a.shown_unit AS "shownUnit", s.name AS "shownName", n.form, n.what, n.measure, p.rhythm,
    n.rhythm AS "needRhythm", p.month_day AS "monthDay", p.proposal, p.proposed_from AS "proposedFrom", p.place,
    p.quantity::float8 AS quantity, p.proposed::float8 AS proposed, p.delivered::float8 AS delivered,
    (SELECT coalesce(sum(d.quantity), 0)::float8 FROM delivery d WHERE d.pledge_id = p.id AND d.confirmed_at IS NULL) AS unconfirmed,
    (SELECT coalesce(json_agg(json_build_object('day', d.day, 'quantity', d.quantity::float8, 'worth', d.worth::float8,
       'changed', d.changed, 'id', d.id::text, 'confirmed', d.confirmed_at IS NOT NULL, 'byCode', d.by_code,
       'pictures', (SELECT count(*)::int FROM file f WHERE f.delivery_id = d.id AND f.state = 'stored')) ORDER BY d.id DESC), '[]')
      FROM delivery d WHERE d.pledge_id = p.id) AS deliveries,
    p.name, p.phone, p.organisation, p.position, p.starts, p.note, p.reason,
    (SELECT json_build_object('name', f.name, 'place', f.place, 'phone', f.phone) FROM address_private f
      WHERE f.address_id = a.id AND f.consented_at IS NOT NULL) AS family
  FROM pledge p JOIN need n ON n.id = p.need_id JOIN address a ON a.id = n.address_id
    JOIN unit u ON u.code = a.unit_code JOIN unit s ON s.code = a.shown_unit`

type Line = PledgeRow['deliveries'][number]
type StoredPledge = Omit<PledgeRow, 'deliveries'> & { deliveries: (Line & { id: string })[] }

/** Pledges as they are, by what follows FROM (`p` is the pledge, `a` its address). */
export async function pledgesWhere(db: Db, which: string, values: unknown[] = []): Promise<PledgeRow[]> {
  const { rows } = await db.query<StoredPledge>(`${PLEDGE} ${which}`, values)
  return rows.map((row) => {
    const family = boxOf(db, 'address_private', row.addressId)
    const own = boxOf(db, 'pledge', row.id)
    return {
      ...row,
      phone: own.open('phone', row.phone),
      note: own.open('note', row.note),
      reason: own.open('reason', row.reason),
      proposal: own.open('proposal', row.proposal),
      deliveries: row.deliveries.map(({ id, ...line }) => ({
        ...line,
        changed: boxOf(db, 'delivery', id).open('changed', line.changed),
      })),
      family: row.family && {
        name: family.open('name', row.family.name),
        place: family.open('place', row.family.place),
        phone: family.open('phone', row.family.phone),
      },
    }
  })
}

/** What is still promised for an address, holds too. */
export async function livingPledges(db: Db, code: string): Promise<{ id: string }[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT p.id FROM pledge p JOIN need n ON n.id = p.need_id JOIN address a ON a.id = n.address_id
     WHERE a.code = $1 AND p.state IN ('held', 'asked', 'proposed', 'agreed') ORDER BY p.id`,
    [code],
  )
  return rows
}

/** Pledges of these units that wait for an officer: new ones first, then help to be confirmed. */
export async function listPledges(db: Db, scope: string[], { skip, limit }: { skip: number; limit: number }) {
  const rows = await pledgesWhere(
    db,
    `WHERE a.unit_code = ANY($1) AND p.state IN ('asked', 'proposed', 'agreed')
     ORDER BY p.state = 'agreed', p.id LIMIT $2 OFFSET $3`,
    [scope, limit + 1, skip],
  )
  return { lines: rows.slice(0, limit).map(lineOf), older: rows.length > limit ? 1 : 0 }
}

/** Every pledge there is or was, newest first, without names, numbers or words of people. */
export async function allPledges(db: Db): Promise<PledgeLine[]> {
  return (await pledgesWhere(db, 'WHERE p.code IS NOT NULL ORDER BY p.id DESC')).map(lineOf)
}

function lineOf(row: PledgeRow): PledgeLine {
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
    deliveries: row.deliveries.map(({ worth, changed: _words, ...line }) => ({ ...line, worth: worth ?? undefined })),
    rhythm: row.rhythm,
    needRhythm: row.needRhythm,
    monthDay: row.monthDay ?? undefined,
    organisation: row.organisation ?? undefined,
    place: row.place ?? undefined,
  }
}

/** To be opened by somebody whose right to it was looked at, and noted as seen. */
export function fileOf(row: PledgeRow): PledgeFile {
  return {
    ...lineOf(row),
    deliveries: row.deliveries.map(({ worth, changed, ...line }) => ({
      ...line,
      worth: worth ?? undefined,
      changed: changed ?? undefined,
    })),
    proposal: row.proposal ?? undefined,
    name: row.name ?? '',
    phone: row.phone ?? '',
    position: row.position ?? undefined,
    starts: row.starts ?? '',
    note: row.note ?? undefined,
    reason: row.reason ?? undefined,
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
    needRhythm: row.needRhythm,
    monthDay: row.monthDay ?? undefined,
    starts: row.starts ?? undefined,
    note: row.note ?? undefined,
    organisation: row.organisation ?? undefined,
    proposal: row.proposal ?? undefined,
    reason: row.reason ?? undefined,
    family: family ? { ...family, phone: family.phone ?? undefined } : undefined,
  }
}
