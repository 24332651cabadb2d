// A list of addresses brought in whole or not at all; what was brought in before stays as it is.
import type { NewAddress } from '../../flows/effects/address.js'
import { dayAt, partsOf } from '../../flows/vi/calendar.js'
import { nameKey } from '../../flows/vi/names.js'
import type { UnitRow } from '../../flows/vi/places.js'
import { type Actor, audit } from '../audit.js'
import { nextCodes } from '../codes.js'
import { patiently, type Tx } from '../database.js'
import { boxOf } from '../sealed.js'
import { settleAddress } from './address.js'
import { alikeInList } from './alike.js'
import { coarsenAll } from './card.js'
import { changedFacts, findKnown, LISTED, NEED, otherwise, type RefusedCell, strangers, twice } from './known.js'
import { erasedFamilies } from './known-again.js'
import { readRow, unitsByName } from './row.js'
import { type AddressRows, COLUMNS, type Column, OF_FAMILY, type TableRow } from './table.js'

export interface AddressImport {
  /** Rows without a mistake, and rows with one. */
  right: number
  wrong: number
  /** Addresses: new, and known already. */
  added: number
  same: number
  /** New needs of known addresses, and known needs of which the list says another quantity: those stay as they are. */
  needs: number
  differ: number
  /** Added ones whose public cards say less than is known: fewer than five addresses would fit. */
  coarse: number
  /** Known families of whom the list says something else: their phone, say. What is known stays. By row. */
  changed: { row: number; columns: string[] }[]
  /** Headings that mean nothing here; rows that are nobody's (a heading among them, a total, who signed), by number. */
  unread: string[]
  aside: number[]
  /** New ones that may be known already, or stand in another row: by row. */
  alike: { row: number; with: string }[]
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
  rows: AddressRows,
  { units, by, dryRun, now, scope }: Options,
): Promise<AddressImport> {
  await begin(tx)
  const { right, refused } = await takeRows(tx, rows, { units, scope, now })
  await findKnown(tx)
  const others = [...(await otherwise(tx)), ...(await twice(tx)), ...(await strangers(tx))]
  const wrongRows = new Set(refused.map(({ row }) => row))
  const late = new Set(others.map(({ row }) => row).filter((row) => !wrongRows.has(row)))
  const all = [...refused, ...others].sort((a, b) => a.row - b.row)
  const found = await fresh(tx)
  const alike = await alikeInList(tx)
  const changed = await changedFacts(tx)
  const { unread, aside } = rows
  const done = {
    right: right - late.size,
    wrong: wrongRows.size + late.size,
    ...found,
    coarse: 0,
    changed,
    unread,
    aside,
    alike,
    refused: all,
  }
  if (dryRun || all.length > 0 || found.added + found.needs === 0) return done
  const coarse = found.added > 0 ? await addNew(tx, found.added, now) : 0
  if (found.needs > 0) await addNeeds(tx)
  const details = { added: found.added, needs: found.needs }
  await audit(tx, { by, action: 'changeAddress', on: { kind: 'list', id: 'addresses' }, details }, now)
  return { ...done, coarse }
}

const SHAPE = `"row" int, unit text, "listKey" text, "group" text, summary text, urgency int, name text, "nameKey" text, "birthYear" int, guardian text,
  phone text, place text, details text, form text, what text, measure text, quantity bigint, rhythm text, "neededBy" date`
const TAKE = {
  name: 'take-list-rows',
  text: `INSERT INTO list_row SELECT * FROM json_to_recordset($1) AS g(${SHAPE})`,
}
/** Rows that travel together. */
const AT_ONCE = 200
/** The rows of the list wait in tables of this transaction: memory does not grow with the list. */
async function begin(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('a list of addresses'))`)
  // Our connections look rows up by index; whole lists are joined.
  await tx.query('SET LOCAL enable_seqscan = on')
  await tx.query(`CREATE TEMP TABLE list_row (${SHAPE}) ON COMMIT DROP`)
}

/** Checks rows while the database takes those before them. */
async function takeRows(tx: Tx, rows: AsyncIterable<TableRow>, { units, scope, now }: Omit<Options, 'by' | 'dryRun'>) {
  const thisYear = partsOf(dayAt(now)).year
  const unitNamed = unitsByName(units)
  const isErased = await erasedFamilies(tx)
  let above: TableRow | undefined
  const refused: RefusedCell[] = []
  let right = 0
  // As text: rows kept as objects would outlive the garbage collector's quick rounds.
  let waiting: string[] = []
  let underWay: Promise<unknown> | undefined
  const send = async () => {
    await underWay
    underWay = tx.query({ ...TAKE, values: [`[${waiting.join(',')}]`] })
    // Heard where it is awaited; until then it is nobody's to report.
    underWay.catch(() => {})
    waiting = []
  }
  try {
    for await (const read of rows) {
      const row = continued(read, above)
      above = row
      const before = refused.length
      const wrong = (column: Column, reason: string) => {
        refused.push({ row: row.row, column: COLUMNS[column], reason })
      }
      const address = readRow(row, unitNamed, wrong, thisYear)
      if (address.unit && scope && !scope.includes(address.unit)) wrong('unit', 'không thuộc đơn vị của anh/chị')
      if (refused.length === before && isErased(address.unit, { ...address, year: address.birthYear }))
        wrong('name', 'gia đình đã xin rút thông tin; xin bỏ dòng này khỏi danh sách')
      if (refused.length > before) continue
      right += 1
      waiting.push(JSON.stringify(listed(row.row, address)))
      if (waiting.length === AT_ONCE) await send()
    }
    if (waiting.length > 0) await send()
  } finally {
    await underWay
  }
  return { right, refused }
}

/** Whose further needs stand below each other is often written once: a cell left empty under the same key says the same. */
function continued({ row, cells }: TableRow, above: TableRow | undefined): TableRow {
  if (cells.key === '' || cells.key !== above?.cells.key) return { row, cells }
  const filled = { ...cells }
  for (const column of OF_FAMILY) filled[column] ||= above.cells[column]
  return { row, cells: filled }
}

/** A row as it waits. */
function listed(row: number, of: NewAddress) {
  const need = of.needs[0]!
  return {
    row,
    unit: of.unit,
    listKey: of.listKey,
    group: of.group,
    summary: of.summary,
    urgency: of.urgency,
    name: of.name,
    nameKey: nameKey(of.name),
    birthYear: of.birthYear,
    guardian: of.guardian,
    phone: of.phone,
    place: of.place,
    details: of.details,
    form: need.form,
    what: need.what,
    measure: need.measure,
    quantity: need.quantity,
    rhythm: need.rhythm,
    neededBy: need.neededBy,
  }
}

/** The needs of known addresses that are not known; two keys of a list may be one address, whose need is one. */
const NEW_NEEDS = `(SELECT DISTINCT ON (l.known, ${LISTED}) l.known, r.* FROM list_address l JOIN list_row r USING (unit, "listKey")
  WHERE l.known IS NOT NULL AND NOT EXISTS (SELECT FROM need n WHERE n.address_id = l.known AND (${NEED('n')}) = (${LISTED}))) r`

async function fresh(tx: Tx): Promise<Pick<AddressImport, 'added' | 'same' | 'needs' | 'differ'>> {
  const { rows } = await tx.query<Pick<AddressImport, 'added' | 'same' | 'needs' | 'differ'>>(
    patiently(`SELECT count(*) FILTER (WHERE known IS NULL)::int AS added, count(known)::int AS same,
       (SELECT count(*)::int FROM ${NEW_NEEDS}) AS needs,
       (SELECT count(*)::int FROM list_address l JOIN list_row r USING (unit, "listKey") JOIN need n ON n.address_id = l.known
         WHERE (${NEED('n')}) = (${LISTED}) AND n.quantity <> r.quantity) AS differ
     FROM list_address`),
  )
  return rows[0]!
}

/**
 * Gives how many cards say less than is known. The numbered addresses come last, when nothing else is left to do: whoever
 * counts lets everybody else's deeds wait, and a long list takes its time.
 */
async function addNew(tx: Tx, added: number, now: number): Promise<number> {
  await tx.query('SET CONSTRAINTS address_private_address_id_fkey, need_address_id_fkey DEFERRED')
  await tx.query(
    `CREATE TEMP TABLE list_new ON COMMIT DROP AS
     SELECT nextval('address_id_seq') AS "addressId", l.* FROM
       (SELECT *, (row_number() OVER (ORDER BY "row"))::int AS nth FROM list_address WHERE known IS NULL) l`,
  )
  // Looked up again for each portion.
  for (const [table, columns] of [
    ['list_new', 'nth'],
    ['list_row', 'unit, "listKey"'],
  ])
    await tx.query(`CREATE INDEX ON ${table} (${columns}); ANALYZE ${table}`)
  for (let from = 1; from <= added; from += PORTION) await addFamilies(tx, from)
  const portions: string[][] = []
  for (let from = 1; from <= added; from += NUMBERED)
    portions.push(await addNumbered(tx, from, Math.min(NUMBERED, added - from + 1), now))
  if (added > PORTION) await tx.query('ANALYZE address, address_private, need')
  let coarse = 0
  for (const codes of portions) coarse += (await coarsenAll(tx, codes)).length
  return coarse
}

/** A portion at a time: no statement of a long list comes near the time that one may take. */
const PORTION = 500
const NUMBERED = 5_000
const OF_PORTION = 'n.nth >= $1::int AND n.nth < $1::int + $2::int'

/** Who is behind a portion of the new addresses, from the one of this number (sealed on the way), and their needs. */
async function addFamilies(tx: Tx, from: number): Promise<void> {
  const { rows } = await tx.query<Record<'id' | 'name' | 'place' | 'details', string> & Record<Rest, string | null>>(
    `SELECT "addressId"::text AS id, name, "birthYear"::text AS birth_year, guardian, phone, place, details
     FROM list_new n WHERE ${OF_PORTION}`,
    [from, PORTION],
  )
  // Each as text at once: objects would outlive the garbage collector's quick rounds.
  const sealed = rows.map(({ id, name, birth_year, guardian, phone, place, details }) => {
    const box = boxOf(tx, 'address_private', id)
    return JSON.stringify({
      id,
      name: box.seal('name', name),
      birth_year: box.seal('birth_year', birth_year),
      guardian: box.seal('guardian', guardian),
      phone: box.seal('phone', phone),
      place: box.seal('place', place),
      details: box.seal('details', details),
    })
  })
  await tx.query(
    `INSERT INTO address_private (address_id, name, birth_year, guardian, phone, place, details)
     SELECT * FROM jsonb_to_recordset($1)
       AS f(id bigint, name text, birth_year text, guardian text, phone text, place text, details text)`,
    [`[${sealed.join(',')}]`],
  )
  await tx.query(
    `INSERT INTO need (address_id, form, what, measure, quantity, rhythm, needed_by)
     SELECT n."addressId", r.form, r.what, r.measure, r.quantity, r.rhythm, r."neededBy"
     FROM list_new n JOIN list_row r USING (unit, "listKey") WHERE ${OF_PORTION} ORDER BY r."row"`,
    [from, PORTION],
  )
}

type Rest = 'birth_year' | 'guardian' | 'phone'

/** The addresses of a portion of so many, each with the next code: these are given. */
async function addNumbered(tx: Tx, from: number, count: number, now: number): Promise<string[]> {
  const codes = await nextCodes(tx, 'DCND', 4, now, count)
  await tx.query(
    `INSERT INTO address (id, code, unit_code, group_key, shown_unit, shown_group, summary, urgency, state, list_key, created_at)
     SELECT "addressId", ($4::text[])[nth - $1::int + 1], unit, "group", unit, "group", summary, urgency, 'surveying', "listKey", $3
     FROM list_new n WHERE ${OF_PORTION}`,
    [from, count, new Date(now), codes],
  )
  return codes
}

/** Adds to known addresses what the list says that they need too; who had all they needed needs help again. */
async function addNeeds(tx: Tx): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO need (address_id, form, what, measure, quantity, rhythm, needed_by)
     SELECT r.known, r.form, r.what, r.measure, r.quantity, r.rhythm, r."neededBy" FROM ${NEW_NEEDS} ORDER BY r."row"
     RETURNING address_id AS id`,
  )
  for (const id of new Set(rows.map((row) => row.id))) await settleAddress(tx, id)
}
