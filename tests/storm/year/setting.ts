// The year's people and places: made once, in one transaction.
import { CONSOLE } from '../../../src/store/audit.js'
import type { Tx } from '../../../src/store/database.js'
import { grantRole } from '../../../src/store/roles.js'
import { BEGINS } from './time.js'

export interface Settings {
  nominations: number
  reviewers: number
  days: number
}

/** Of each, this many: they tell of good people again and again. */
export const TELLERS = 400

/** Reviewers have the numbers from 1 on, tellers those after them. */
export async function found(tx: Tx, { reviewers }: Settings): Promise<void> {
  const { rows } = await tx.query<{ there: boolean }>(`SELECT to_regclass('year') IS NOT NULL AS there`)
  if (rows[0]!.there) return
  await tx.query('CREATE TABLE year (step INT NOT NULL)')
  await tx.query('INSERT INTO year VALUES (0)')
  await tx.query('CREATE TABLE year_said (id BIGINT PRIMARY KEY, contact_id BIGINT, at TIMESTAMPTZ, text TEXT)')
  const last = reviewers + TELLERS
  const at = new Date(BEGINS)
  await tx.query('INSERT INTO person (id, created_at) SELECT n, $2 FROM generate_series(1, $1::int) n', [last, at])
  await tx.query(`SELECT setval(pg_get_serial_sequence('person', 'id'), $1)`, [last])
  await tx.query(
    `INSERT INTO contact (id, person_id, channel, address, created_at, last_inbound_at)
     SELECT n, n, CASE WHEN n % 2 = 0 THEN 'zalo' ELSE 'telegram' END, 'p' || n, $2, $2 FROM generate_series(1, $1::int) n`,
    [last, at],
  )
  await tx.query(`SELECT setval(pg_get_serial_sequence('contact', 'id'), $1)`, [last])
  await tx.query('INSERT INTO session (person_id, updated_at) SELECT n, $2 FROM generate_series(1, $1::int) n', [
    last,
    at,
  ])
  const wards = (
    await tx.query<{ code: string }>(
      `SELECT code FROM unit WHERE parent_code = '31' AND kind <> 'park' ORDER BY code LIMIT 114`,
    )
  ).rows
  for (let n = 1; n <= reviewers; n++) {
    // Some for the city, the others for the communes in turn.
    const unit = n <= 6 ? '31' : wards[(n - 7) % wards.length]!.code
    const role = n <= 2 ? 'approver' : n <= 6 ? 'officer' : 'reviewer'
    await grantRole(tx, { personId: String(n), role, unit, by: CONSOLE, now: BEGINS })
  }
}
