// The organisation tree as rows: read whole, checked in memory, written in one statement. A tree has thousands of units
// at most and changes seldom; whoever changes it holds its lock.
import type { PoolClient } from 'pg'
import type { UnitRow } from '../../flows/vi/unit-kinds.js'

/** Columns that people may change; start-up leaves a changed one alone. */
export type Column = 'name' | 'kind' | 'parentCode' | 'aliases'

export interface Unit extends UnitRow {
  edited: Column[]
  /** ISO time. */
  closedAt?: string
  mergedInto?: string
}

/** By code, closed ones too. */
export type Tree = Map<string, Unit>

/** Any client or pool of pg. */
export type Queryable = Pick<PoolClient, 'query'>

/** Until the transaction ends nobody else changes a unit. */
export function lockUnits(tx: PoolClient): Promise<unknown> {
  return tx.query(`SELECT pg_advisory_xact_lock(hashtext('unit'))`)
}

/** Every unit there is or was. */
export async function readTree(db: Queryable): Promise<Tree> {
  const { rows } = await db.query<{ unit: Unit }>(`SELECT ${UNIT} AS unit FROM unit ORDER BY code`)
  return new Map(rows.map(({ unit }) => [unit.code, unit]))
}

/** A row of `unit` as JSON in the shape of Unit. */
export const UNIT = `jsonb_strip_nulls(jsonb_build_object('code', code, 'name', name, 'kind', kind, 'parentCode', parent_code,
  'formerDistrict', former_district, 'formerProvince', former_province, 'aliases', aliases, 'edited', edited,
  'closedAt', closed_at, 'mergedInto', merged_into))`

const WRITE = `WITH written AS (
    INSERT INTO unit (code, name, kind, parent_code, former_district, former_province, aliases, edited, closed_at,
      merged_into)
    SELECT code, name, kind, "parentCode", "formerDistrict", "formerProvince", aliases, edited, "closedAt", "mergedInto"
    FROM jsonb_to_recordset($1) AS u(code text, name text, kind text, "parentCode" text, "formerDistrict" text,
      "formerProvince" text, aliases jsonb, edited text[], "closedAt" timestamptz(3), "mergedInto" text)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, parent_code = excluded.parent_code,
      former_district = excluded.former_district, former_province = excluded.former_province,
      aliases = excluded.aliases, edited = excluded.edited, closed_at = excluded.closed_at,
      merged_into = excluded.merged_into
    WHERE unit IS DISTINCT FROM excluded
    RETURNING code, xmax = 0 AS added),
  version AS (
    INSERT INTO counter (prefix, year, last) SELECT 'unit', 0, 1 WHERE EXISTS (SELECT FROM written)
    ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1)
  SELECT code, added FROM written`

/**
 * Writes units as they shall be, added or replaced by code; the parents they name must exist or be among them. Gives
 * those that are new or another now. Call lockUnits first.
 */
export async function writeUnits(tx: PoolClient, units: Unit[]): Promise<{ code: string; added: boolean }[]> {
  const { rows } = await tx.query<{ code: string; added: boolean }>(WRITE, [JSON.stringify(units)])
  return rows
}

/** Grows with every change of any unit; 0 before the first. */
export const VERSION = `SELECT last FROM counter WHERE prefix = 'unit' AND year = 0`
