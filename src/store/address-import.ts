// A list of addresses brought in whole or not at all; what was brought in before stays as it is.
import type { UnitRow } from '../flows/vi/places.js'
import { coarsenAll } from './address-card.js'
import { readRow, unitsByName } from './address-row.js'
import { COLUMNS, type Column, type TableRow } from './address-table.js'
import { type Actor, audit } from './audit.js'
import { nextCodes } from './codes.js'
import type { Tx } from './database.js'
import { boxOf } from './sealed.js'

export interface RefusedCell {
  row: number
  column: string
  reason: string
}

export interface AddressImport {
  /** Rows without a mistake, and rows with one. */
  right: number
  wrong: number
  /** Addresses. */
  added: number
  same: number
  /** Added ones whose public cards say less than is known: fewer than five addresses would fit. */
  coarse: number
  refused: RefusedCell[]
}

interface Options {
  units: UnitRow[]
  by: Actor
  dryRun: boolean
  now: number
  /** Codes of the units whose addresses may be brought in; without it all. */
  scope?: string[]
}

/**
 * Takes rows as they are read. Nothing is written where a single cell is refused, nor with `dryRun`. Lists are brought in
 * one after the other. `now`: epoch ms. Throws what reading throws.
 */
export async function importAddresses(
  tx: Tx,
  rows: AsyncIterable<TableRow[]>,
  { units, by, dryRun, now, scope }: Options,
): Promise<AddressImport> {
  await begin(tx)
  const byName = unitsByName(units)
  const refused: RefusedCell[] = []
  const wrongRows = new Set<number>()
  let right = 0
  for await (const chunk of rows) {
    const taken: object[] = []
    for (const row of chunk) {
      const wrong = (column: Column, reason: string) => {
        wrongRows.add(row.row)
        refused.push({ row: row.row, column: COLUMNS[column], reason })
      }
      const address = readRow(row, byName, wrong)
      if (address.unit && scope && !scope.includes(address.unit)) wrong('unit', 'không thuộc đơn vị của anh/chị')
      if (wrongRows.has(row.row)) continue
      right += 1
      const { needs, ...rest } = address
      taken.push({ row: row.row, ...rest, ...needs[0] })
    }
    if (taken.length > 0) await tx.query(TAKE, [JSON.stringify(taken)])
  }
  for (const other of await otherwise(tx)) {
    if (!wrongRows.has(other.row)) right -= 1
    wrongRows.add(other.row)
    refused.push(other)
  }
  const found = await fresh(tx)
  const done = { right, wrong: wrongRows.size, ...found, coarse: 0, refused: refused.sort((a, b) => a.row - b.row) }
  if (dryRun || refused.length > 0 || found.added === 0) return done
  const coarse = await insertAll(tx, found.added, now)
  await audit(
    tx,
    { by, action: 'changeAddress', on: { kind: 'list', id: 'addresses' }, details: { added: found.added } },
    now,
  )
  return { ...done, coarse }
}

const SHAPE = `"row" int, unit text, "listKey" text, "group" text, summary text, urgency int, name text, "birthYear" int, guardian text,
  phone text, place text, details text, form text, what text, measure text, quantity bigint, rhythm text, "neededBy" date`
const TAKE = `INSERT INTO list_row SELECT * FROM jsonb_to_recordset($1) AS g(${SHAPE})`

/** The rows of the list wait in tables of this transaction: memory does not grow with the list. */
async function begin(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('a list of addresses'))`)
  // Our connections look rows up by index; whole lists are joined.
  await tx.query('SET LOCAL enable_seqscan = on')
  await tx.query(`CREATE TEMP TABLE list_row (${SHAPE}) ON COMMIT DROP`)
}

/** Rows of one address that say otherwise who it is: taking the first alone would lose the others' word. */
async function otherwise(tx: Tx): Promise<RefusedCell[]> {
  const { rows } = await tx.query<{ row: number; first: number; column: Column }>(
    `SELECT "row", first, CASE WHEN name <> n THEN 'name' WHEN place <> p THEN 'place' WHEN "group" <> g THEN 'group' ELSE 'birthYear' END AS "column"
     FROM (SELECT *, first_value("row") OVER w AS first, first_value(name) OVER w AS n, first_value(place) OVER w AS p,
         first_value("group") OVER w AS g, first_value("birthYear") OVER w AS b
       FROM list_row WINDOW w AS (PARTITION BY unit, "listKey" ORDER BY "row")) r
     WHERE name <> n OR place <> p OR "group" <> g OR "birthYear" IS DISTINCT FROM b`,
  )
  return rows.map(({ row, first, column }) => ({
    row,
    column: COLUMNS[column],
    reason: `khác với dòng ${first} cùng mã ngoài; nếu là hai hoàn cảnh, xin ghi hai mã`,
  }))
}

/** How many addresses of the list are new, each from the first of its rows, and how many are known. */
async function fresh(tx: Tx): Promise<{ added: number; same: number }> {
  await tx.query(
    `CREATE TEMP TABLE list_address ON COMMIT DROP AS
     SELECT DISTINCT ON (unit, "listKey") r.*, a.id IS NOT NULL AS known
     FROM list_row r LEFT JOIN address a ON a.unit_code = unit AND a.list_key = "listKey" ORDER BY unit, "listKey", "row"`,
  )
  const { rows } = await tx.query<{ added: number; same: number }>(
    'SELECT count(*) FILTER (WHERE NOT known)::int AS added, count(*) FILTER (WHERE known)::int AS same FROM list_address',
  )
  return rows[0]!
}

/** Gives how many cards say less than is known. */
async function insertAll(tx: Tx, added: number, now: number): Promise<number> {
  const codes = await nextCodes(tx, 'DCND', 4, now, added)
  await tx.query('DELETE FROM list_address WHERE known')
  await tx.query(
    'CREATE TEMP TABLE list_code ON COMMIT DROP AS SELECT code, n FROM unnest($1::text[]) WITH ORDINALITY AS c(code, n)',
    [codes],
  )
  await tx.query(
    `CREATE TEMP TABLE list_new ON COMMIT DROP AS
     SELECT l.*, c.code, nextval('address_id_seq') AS "addressId"
     FROM (SELECT *, row_number() OVER (ORDER BY "row") AS nth FROM list_address) l JOIN list_code c ON c.n = l.nth`,
  )
  await tx.query('ANALYZE list_row')
  await tx.query('ANALYZE list_new')
  await tx.query(
    `INSERT INTO address (id, code, unit_code, group_key, shown_unit, shown_group, summary, urgency, state, list_key, created_at)
     SELECT "addressId", code, unit, "group", unit, "group", summary, urgency, 'surveying', "listKey", $1 FROM list_new`,
    [new Date(now)],
  )
  await insertFamilies(tx)
  await tx.query(
    `INSERT INTO need (address_id, form, what, measure, quantity, rhythm, needed_by)
     SELECT n."addressId", r.form, r.what, r.measure, r.quantity, r.rhythm, r."neededBy"
     FROM list_new n JOIN list_row r USING (unit, "listKey") ORDER BY r."row"`,
  )
  return (await coarsenAll(tx, codes)).length
}

const PORTION = 500

/** Who is behind the new addresses: sealed on the way, a portion at a time. */
async function insertFamilies(tx: Tx): Promise<void> {
  for (let after = '0', full = true; full; ) {
    const { rows } = await tx.query<Record<'id' | 'name' | 'place' | 'details', string> & Record<Rest, string | null>>(
      `SELECT "addressId"::text AS id, name, "birthYear"::text AS birth_year, guardian, phone, place, details FROM list_new
       WHERE "addressId" > $1 ORDER BY "addressId" LIMIT ${PORTION}`,
      [after],
    )
    const sealed = rows.map(({ id, ...family }) => {
      const box = boxOf(tx, 'address_private', id)
      return {
        id,
        name: box.seal('name', family.name),
        birth_year: box.seal('birth_year', family.birth_year),
        guardian: box.seal('guardian', family.guardian),
        phone: box.seal('phone', family.phone),
        place: box.seal('place', family.place),
        details: box.seal('details', family.details),
      }
    })
    await tx.query(
      `INSERT INTO address_private (address_id, name, birth_year, guardian, phone, place, details)
       SELECT * FROM jsonb_to_recordset($1)
         AS f(id bigint, name text, birth_year text, guardian text, phone text, place text, details text)`,
      [JSON.stringify(sealed)],
    )
    full = rows.length === PORTION
    after = rows.at(-1)?.id ?? after
  }
}

type Rest = 'birth_year' | 'guardian' | 'phone'
