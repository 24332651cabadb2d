// The catalogue against the register: every table that names a person has a holder, every such column a rule for joining.
import { afterAll, expect, it } from 'vitest'
import { HOLDERS } from '../../src/store/holders.js'
import { testDatabase } from '../support/database.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

/** By a reference to `person`, or by the way such columns are called here. */
const NAMING = `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND a.atttypid = 'bigint'::regtype
    AND a.attname <> 'claimed_by' AND (
      a.attname ~ '^(person_id|actor|reviewer|deputy_id|maker_id|joined_id)$|_by$'
      OR EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.confrelid = 'person'::regclass
        AND k.conrelid = c.oid AND a.attnum = ANY(k.conkey)))
  ORDER BY 1`

const holders = Object.values(HOLDERS)

it('every column that names a person follows them to their other account, or stays by a rule of its holder', async () => {
  const { rows } = await pool.query<{ name: string }>(NAMING)
  const ruled = holders.flatMap(({ follows = [], stays = [] }) => [...follows, ...stays])
  expect(ruled.length).toBe(new Set(ruled).size)
  // A new one: add it to `follows` of its holder (or to `stays`, with the reason why).
  expect([...ruled].sort()).toEqual(rows.map(({ name }) => name).sort())
})

it('every table that names a person is one holder’s, who rules over its columns', async () => {
  const { rows } = await pool.query<{ name: string }>(NAMING)
  const tables = holders.flatMap((holder) => holder.tables)
  expect(tables.length).toBe(new Set(tables).size)
  for (const { name } of rows) {
    const table = name.split('.')[0]!
    const [holder, ...others] = holders.filter((each) => each.tables.includes(table))
    expect(others, table).toEqual([])
    expect([...(holder?.follows ?? []), ...(holder?.stays ?? [])], `${name}: whose is the table?`).toContain(name)
  }
})
