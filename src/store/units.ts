// The organisation tree for the rest of the house: what is shipped is brought in, the search by name is kept up to date,
// and who belongs under whom is told.
import type { Pool } from 'pg'
import { buildPlaces, type Places, type UnitRow } from '../flows/vi/places.js'
import { transaction } from './database.js'
import { lockUnits, type Queryable, readTree, type Tree, UNIT, type Unit, VERSION, writeUnits } from './unit/tree.js'

/**
 * Brings in what the program ships: new units, and corrections of what nobody changed. What people renamed, moved, closed
 * or merged stays as they made it. Safe to run at every start, in any number of processes.
 */
export async function saveUnits(pool: Pool, shipped: UnitRow[]): Promise<void> {
  await transaction(pool, async (tx) => {
    await lockUnits(tx)
    const tree = await readTree(tx)
    await writeUnits(
      tx,
      shipped.map((row) => corrected(row, tree.get(row.code))),
    )
  })
}

function corrected(row: UnitRow, stood: Unit | undefined): Unit {
  if (!stood) return { ...row, edited: [] }
  const kept = Object.fromEntries(stood.edited.map((column) => [column, stood[column]]))
  const unit = { ...stood, ...row, ...kept }
  // Nobody but the program knows old wards; every other name is theirs once they touched one.
  const own = stood.aliases.filter((alias) => alias.kind !== 'former_ward')
  const aliases = [...row.aliases.filter((alias) => alias.kind === 'former_ward'), ...own]
  return stood.edited.includes('aliases') ? { ...unit, aliases } : unit
}

/** The units there are now, in the order of their codes, each with the names of those that were merged into it. */
export async function loadUnits(db: Queryable): Promise<UnitRow[]> {
  return openUnits(await readTree(db))
}

function openUnits(tree: Tree): UnitRow[] {
  const open = new Map<string, UnitRow>()
  for (const { edited: _edited, closedAt, mergedInto: _mergedInto, ...row } of tree.values())
    if (!closedAt) open.set(row.code, { ...row, aliases: [...row.aliases] })
  for (const unit of tree.values()) {
    if (!unit.mergedInto) continue
    const names = unit.aliases.filter((alias) => alias.kind !== 'former_ward')
    heir(tree, unit)?.aliases.push(
      { text: unit.name, kind: 'merged' },
      ...names.map(({ text }) => ({ text, kind: 'merged' as const })),
    )
  }
  return [...open.values()]

  function heir(all: Tree, { mergedInto }: Unit): UnitRow | undefined {
    const next = mergedInto && all.get(mergedInto)
    return next ? (open.get(next.code) ?? heir(all, next)) : undefined
  }
}

/** The search by name for one process. */
export interface PlacesSource {
  /**
   * The index as it stands for the transaction: looked up by a number that grows with every change, built again when it
   * has grown. Send it beside the turn's first statements.
   */
  at(db: Queryable): Promise<Places>
  /** The index that was last asked for, with its number. */
  latest(): { version: number; places: Places } | undefined
}

export function createPlaces(): PlacesSource {
  let built: ReturnType<PlacesSource['latest']>
  return {
    async at(db) {
      const { rows } = await db.query<{ last: number }>({ name: 'unit-version', text: VERSION })
      const version = rows[0]?.last ?? 0
      if (built?.version !== version) built = { version, places: buildPlaces(await loadUnits(db)) }
      return built.places
    },
    latest: () => built,
  }
}

/** Codes of a unit and of all below it, closed ones too; a merged unit counts where it went. Empty for no such unit. */
export async function unitsUnder(db: Queryable, code: string): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>({ name: 'units-under', text: UNITS_UNDER, values: [code] })
  return rows.map((row) => row.code)
}

// UNION rather than UNION ALL: a circle, should there ever be one, ends.
const UNITS_UNDER = `WITH RECURSIVE below AS (
    SELECT code FROM unit WHERE code = $1
    UNION
    SELECT u.code FROM below b JOIN unit u ON u.merged_into = b.code OR (u.parent_code = b.code AND u.merged_into IS NULL)
  ) SELECT code FROM below ORDER BY code`

/** A unit and what it belongs to, the city last; a merged unit belongs to the one it went into. Empty for no such unit. */
export async function unitPath(db: Queryable, code: string): Promise<Unit[]> {
  const { rows } = await db.query<{ unit: Unit }>({ name: 'unit-path', text: UNIT_PATH, values: [code] })
  return rows.map((row) => row.unit)
}

const UNIT_PATH = `WITH RECURSIVE path AS (
    SELECT unit, 1 AS step FROM unit WHERE code = $1
    UNION ALL
    SELECT u, step + 1 FROM path p JOIN unit u ON u.code = coalesce((p.unit).merged_into, (p.unit).parent_code)
    WHERE step < 50
  ) SELECT ${UNIT} AS unit FROM path, LATERAL (SELECT (unit).*) u ORDER BY step`
