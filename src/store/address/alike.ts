// Addresses that may be one family: told to officers with the reason, never joined. "Quí" is looked for as "Quý"; somebody of a
// divided old ward may stand in either of the new ones.
import type { AlikeAddress } from '../../flows/effects/address.js'
import { nameKey } from '../../flows/vi/names.js'
import { ANSWERERS } from '../answerers.js'
import type { Actor } from '../audit.js'
import { patiently, type Tx } from '../database.js'
import { mayActOn } from '../roles.js'
import { boxOf } from '../sealed.js'

interface Sealed {
  id: string
  code: string
  unit: string
  unitName: string
  name: string
  year: string | null
  phone: string | null
}

const NEAR = `SELECT u.code FROM unit u WHERE u.code = $1 OR EXISTS (
  SELECT FROM unit m, jsonb_array_elements(m.aliases) a, jsonb_array_elements(u.aliases) b
  WHERE m.code = $1 AND a->>'kind' = 'former_ward' AND b->>'kind' = 'former_ward' AND a->>'text' = b->>'text'
    AND a->>'note' IS NOT DISTINCT FROM b->>'note')`
const PORTION = 500
/** More is no help. */
const MOST = 5

interface Family {
  key: string
  year: number
  phone: string
}

function opened(tx: Tx, { id, name, year, phone }: Sealed): Family {
  const box = boxOf(tx, 'address_private', id)
  return {
    key: nameKey(box.open('name', name) ?? ''),
    year: Number(box.open('birth_year', year) ?? 0),
    phone: box.open('phone', phone) ?? '',
  }
}

/** A year may be told by the lunar calendar: one apart is no difference. */
const sameAge = (a: number, b: number) => a === 0 || b === 0 || Math.abs(a - b) <= 1

/** Others of this unit, or of one that got a part of the same old ward, that may be this family; of units of `by` alone. */
export async function alikeTo(tx: Tx, code: string, by: Actor, now: number): Promise<AlikeAddress[]> {
  const columns = `a.id::text, a.code, a.unit_code AS unit, u.name AS "unitName", p.name, p.birth_year AS year, p.phone`
  const from = 'FROM address a JOIN address_private p ON p.address_id = a.id JOIN unit u ON u.code = a.unit_code'
  const own = (await tx.query<Sealed>(`SELECT ${columns} ${from} WHERE a.code = $1`, [code])).rows[0]
  if (!own) return []
  const near = (await tx.query<{ code: string }>(NEAR, [own.unit])).rows.map((unit) => unit.code)
  const units: string[] = []
  for (const unit of near)
    if (unit === own.unit || by.personId === null || (await mayActOn(tx, by.personId, ANSWERERS, unit, now)))
      units.push(unit)
  const family = opened(tx, own)
  const found: AlikeAddress[] = []
  for (let after = '0', full = true; full && found.length < MOST; ) {
    const { rows } = await tx.query<Sealed>(
      `SELECT ${columns} ${from} WHERE a.unit_code = ANY($1) AND a.id > $2 AND a.code <> $3 AND a.state <> 'refused'
       ORDER BY a.id LIMIT ${PORTION}`,
      [units, after, code],
    )
    full = rows.length === PORTION
    after = rows.at(-1)?.id ?? after
    for (const row of rows) {
      const other = opened(tx, row)
      const name = family.key !== '' && other.key === family.key && sameAge(family.year, other.year)
      const phone = family.phone !== '' && other.phone === family.phone
      if (name || phone) found.push({ code: row.code, unit: row.unitName, why: name ? 'name' : 'phone' })
    }
  }
  return found.slice(0, MOST)
}

const SAME_AGE = `(f.year = 0 OR n.year = 0 OR abs(f.year - n.year) <= 1)`

/**
 * Of a list that waits (see `findKnown`): its new addresses that may be a known one, or another of the list, by row. Given
 * beside the counts; nothing is refused for it.
 */
export async function alikeInList(tx: Tx): Promise<{ row: number; with: string }[]> {
  // The first of each name and age: a list may hold one name a thousand times.
  const { rows } = await tx.query<{ row: number; with: string }>(
    patiently(
      `WITH n AS (SELECT "row", unit, "nameKey" AS key, coalesce("birthYear", 0) AS year FROM list_address
         WHERE known IS NULL AND "nameKey" <> ''),
       first AS (SELECT unit, key, year, min("row") AS "row" FROM n GROUP BY 1, 2, 3),
       met AS (SELECT f.unit, f."nameKey" AS key, f.year, min(a.code) AS code FROM list_family f JOIN address a ON a.id = f.id
         WHERE f.state <> 'refused' AND f."nameKey" <> '' GROUP BY 1, 2, 3),
       twins AS (
         SELECT n."row", f.code, NULL::int AS earlier FROM n JOIN met f USING (unit, key) WHERE ${SAME_AGE}
         UNION ALL SELECT n."row", NULL, f."row" FROM n JOIN first f USING (unit, key) WHERE f."row" < n."row" AND ${SAME_AGE})
       SELECT "row", coalesce(min(code), 'dòng ' || min(earlier)) AS "with" FROM twins GROUP BY 1 ORDER BY 1`,
    ),
  )
  return rows
}
