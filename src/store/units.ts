// The organisation tree: reference data brought into the database, read back for the search by name.
import type { Pool } from 'pg'
import type { UnitRow } from '../flows/vi/places.js'

/** Brings reference units in line with `rows`; units that somebody added are left alone. Safe to run at every start. */
export async function saveUnits(pool: Pool, rows: UnitRow[]): Promise<void> {
  await pool.query(
    `INSERT INTO unit (code, name, kind, parent_code, former_district, former_province, aliases)
     SELECT code, name, kind, "parentCode", "formerDistrict", "formerProvince", coalesce(aliases, '[]')
     FROM jsonb_to_recordset($1) AS u(code text, name text, kind text, "parentCode" text, "formerDistrict" text,
       "formerProvince" text, aliases jsonb)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, parent_code = excluded.parent_code,
       former_district = excluded.former_district, former_province = excluded.former_province, aliases = excluded.aliases
     WHERE unit IS DISTINCT FROM excluded`,
    [JSON.stringify(rows)],
  )
}

export async function loadUnits(pool: Pool): Promise<UnitRow[]> {
  const { rows } = await pool.query<{ row: UnitRow }>(
    `SELECT jsonb_strip_nulls(jsonb_build_object('code', code, 'name', name, 'kind', kind, 'parentCode', parent_code,
       'formerDistrict', former_district, 'formerProvince', former_province, 'aliases', aliases)) AS row
     FROM unit ORDER BY code`,
  )
  return rows.map(({ row }) => row)
}
