// A list of addresses beside what is known: which addresses it means, and rows that contradict it or each other.

import { nameKey } from '../../flows/vi/names.js'
import { patiently, type Tx } from '../database.js'
import { boxOf } from '../sealed.js'
import { COLUMNS, type Column, OF_FAMILY } from './table.js'

export interface RefusedCell {
  row: number
  column: string
  reason: string
}

/** Two needs of an address are one where all of this is equal. */
export const NEED = (of: string) =>
  `${of}.form, lower(${of}.what), lower(${of}.measure), ${of}.rhythm, coalesce(${of}.needed_by, 'infinity')`
/** The same of a row of the list. */
export const LISTED = NEED('r').replace('r.needed_by', 'r."neededBy"')

const PORTION = 500

/**
 * Makes `list_address` of `list_row`: one row for each address of the list, the first of its rows, with which known one it
 * is: by the list's key in its unit, else by who and where it is.
 */
export async function findKnown(tx: Tx): Promise<void> {
  await openFamilies(tx)
  // Nobody counts temporary tables by themselves: plans for small ones take minutes on large ones.
  await tx.query('ANALYZE list_row, list_family')
  await tx.query(
    patiently(`CREATE TEMP TABLE list_address ON COMMIT DROP AS
     SELECT DISTINCT ON (r.unit, r."listKey") r.*, coalesce(a.id, b.id) AS known
     FROM list_row r LEFT JOIN address a ON a.unit_code = r.unit AND a.list_key = r."listKey"
     LEFT JOIN list_family b ON b.unit = r.unit AND b.state <> 'refused' AND lower(b.name) = lower(r.name)
       AND lower(b.place) = lower(r.place) AND b.year = coalesce(r."birthYear", 0)
     ORDER BY r.unit, r."listKey", r."row", b.id`),
  )
  await tx.query('ANALYZE list_address')
}

const FAMILY =
  'id bigint, unit text, state text, name text, "nameKey" text, year int, guardian text, phone text, place text, details text'
type Family = Record<'id' | 'unit' | 'state' | 'name' | 'place' | 'details', string> &
  Record<'year' | 'guardian' | 'phone', string | null>

/** Who is behind the addresses of the list's units: sealed in their table, opened for this transaction to compare. */
async function openFamilies(tx: Tx): Promise<void> {
  await tx.query(`CREATE TEMP TABLE list_family (${FAMILY}) ON COMMIT DROP`)
  for (let after = '0', full = true; full; ) {
    const { rows } = await tx.query<Family>(
      `SELECT a.id::text, a.unit_code AS unit, a.state, p.name, p.birth_year AS year, p.guardian, p.phone, p.place, p.details
       FROM address a JOIN address_private p ON p.address_id = a.id
       WHERE a.unit_code IN (SELECT unit FROM list_row) AND a.id > $1 ORDER BY a.id LIMIT ${PORTION}`,
      [after],
    )
    full = rows.length === PORTION
    after = rows.at(-1)?.id ?? after
    const opened = rows.map(({ id, unit, state, name, year, guardian, phone, place, details }) => {
      const box = boxOf(tx, 'address_private', id)
      const opened = box.open('name', name)
      return {
        id,
        unit,
        state,
        name: opened,
        nameKey: nameKey(opened ?? ''),
        year: Number(box.open('birth_year', year) ?? 0),
        guardian: box.open('guardian', guardian),
        phone: box.open('phone', phone),
        place: box.open('place', place),
        details: box.open('details', details),
      }
    })
    if (opened.length > 0)
      await tx.query(`INSERT INTO list_family SELECT * FROM json_to_recordset($1) AS f(${FAMILY})`, [
        JSON.stringify(opened),
      ])
  }
}

/** Rows of one address that say otherwise who it is: taking the first alone would lose the others' word. */
export async function otherwise(tx: Tx): Promise<RefusedCell[]> {
  const { rows } = await tx.query<{ row: number; first: number; columns: Column[] }>(
    `SELECT * FROM (
       SELECT r."row", f."row" AS first, ${unlike('r', 'f')} AS columns
       FROM list_row r JOIN list_address f USING (unit, "listKey") WHERE r."row" <> f."row") others
     WHERE columns <> '{}' ORDER BY "row"`,
  )
  return rows.flatMap(({ row, first, columns }) =>
    columns.map((column) => ({
      row,
      column: COLUMNS[column],
      reason: `khác với dòng ${first} cùng mã ngoài; nếu là hai hoàn cảnh, xin ghi hai mã`,
    })),
  )
}

/** Which columns of a row say otherwise than the other does; an empty cell says nothing. */
const unlike = (of: string, other: string) =>
  `array_remove(ARRAY[${SAID.map((column) => `CASE WHEN ${of}."${column}" IS DISTINCT FROM ${other}."${column}" AND ${of}."${column}" IS NOT NULL THEN '${column}' END`).join(', ')}], NULL)`
const SAID = OF_FAMILY.filter((column) => column !== 'unit')

/** Known families of whom the list says something else. What is known stays: an officer changes it, or nobody. */
export async function changedFacts(tx: Tx): Promise<{ row: number; columns: string[] }[]> {
  const { rows } = await tx.query<{ row: number; columns: Column[] }>(
    `SELECT * FROM (
       SELECT l."row", array_remove(ARRAY[
         CASE WHEN lower(l.name) <> lower(f.name) THEN 'name' END,
         CASE WHEN coalesce(l."birthYear", 0) <> f.year THEN 'birthYear' END,
         CASE WHEN l.guardian <> coalesce(f.guardian, '') THEN 'guardian' END,
         CASE WHEN l.phone <> coalesce(f.phone, '') THEN 'phone' END,
         CASE WHEN lower(l.place) <> lower(f.place) THEN 'place' END,
         CASE WHEN l."group" <> a.group_key THEN 'group' END,
         CASE WHEN l.details <> f.details THEN 'details' END,
         CASE WHEN l.summary <> a.summary THEN 'summary' END,
         CASE WHEN l.urgency <> a.urgency THEN 'urgency' END], NULL) AS columns
       FROM list_address l JOIN list_family f ON f.id = l.known JOIN address a ON a.id = l.known) known
     WHERE columns <> '{}' ORDER BY "row"`,
  )
  return rows.map(({ row, columns }) => ({ row, columns: columns.map((column) => COLUMNS[column]) }))
}

/** Rows that ask for the same thing for the same address: nobody knows whether twice of it is meant. */
export async function twice(tx: Tx): Promise<RefusedCell[]> {
  const { rows } = await tx.query<{ row: number; first: number }>(
    `SELECT "row", first FROM (
       SELECT r."row", min(r."row") OVER (PARTITION BY r.unit, r."listKey", ${LISTED}) AS first FROM list_row r
       JOIN (SELECT unit, "listKey" FROM list_row GROUP BY 1, 2 HAVING count(*) > 1) more USING (unit, "listKey")) needs
     WHERE "row" > first`,
  )
  return rows.map(({ row, first }) => ({
    row,
    column: COLUMNS.what,
    reason: `nhu cầu này đã có ở dòng ${first}; nếu cần nhiều hơn, xin ghi chung một số lượng`,
  }))
}

/**
 * A key that an earlier list gave to somebody else: taking it for theirs would lose this one. A key made of who they were in a
 * list without keys is theirs, whatever an officer has corrected since.
 */
export async function strangers(tx: Tx): Promise<RefusedCell[]> {
  const { rows } = await tx.query<{ row: number; code: string }>(
    `SELECT l."row", a.code FROM list_address l JOIN address a ON a.id = l.known JOIN list_family f ON f.id = a.id
     WHERE f.name <> '' AND lower(f.name) <> lower(l.name) AND l."listKey" !~ '^#[0-9a-f]{16}$'`,
  )
  return rows.map(({ row, code }) => ({
    row,
    column: COLUMNS.key,
    reason: `mã này đã là của ${code}, họ tên khác; nếu là hai gia đình, xin dùng mã khác; nếu là một, xin ghi họ tên như địa chỉ ấy`,
  }))
}
