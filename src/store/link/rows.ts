// Whose rows are whose: read from the register of holders, so that a new table follows by its holder's line alone.
import { type Tx, together } from '../database.js'
import type { Holders, Pair, PersonColumn } from '../holder.js'

interface Column {
  name: PersonColumn
  table: string
  column: string
  /** The rest of the row's primary key, as text. */
  key(alias: string): string
  /** Two people may not both have the row: which others make it the same one. */
  rest: string[] | undefined
  /** Its rows were sent as drafts, and know which. */
  drafted: boolean
}

interface Known {
  keys: Map<string, string[]>
  drafted: Set<string>
}

let known: Promise<Known> | undefined

/** The columns that follow a person, each with how its rows are told apart. */
async function columnsOf(tx: Tx, holders: Holders): Promise<Column[]> {
  known ??= catalogue(tx)
  const { keys, drafted } = await known.catch((error: unknown) => {
    known = undefined
    throw error
  })
  return Object.values(holders)
    .flatMap(({ follows = [] }) => follows)
    .map((name) => {
      const [table = '', column = ''] = name.split('.')
      const primary = keys.get(table) ?? []
      const others = primary.filter((each) => each !== column)
      return {
        name,
        table,
        column,
        key: (alias) => (others.length > 0 ? others.map((each) => `${alias}.${each}::text`).join(` || '/' || `) : `''`),
        rest: primary.includes(column) ? others : undefined,
        drafted: drafted.has(table),
      }
    })
}

async function catalogue(tx: Tx): Promise<Known> {
  const { rows } = await tx.query<{ table: string; key: string[] }>(
    `SELECT p.conrelid::regclass::text AS "table", array_agg(a.attname::text ORDER BY k.n) AS key
     FROM pg_constraint p CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY AS k(num, n)
       JOIN pg_attribute a ON a.attrelid = p.conrelid AND a.attnum = k.num
     WHERE p.contype = 'p' AND p.connamespace = current_schema()::regnamespace GROUP BY 1`,
  )
  const sent = await tx.query<{ table: string }>(
    `SELECT table_name AS "table" FROM information_schema.columns
     WHERE table_schema = current_schema() AND column_name = 'draft_id'`,
  )
  return {
    keys: new Map(rows.map(({ table, key }) => [table, key])),
    drafted: new Set(sent.rows.map(({ table }) => table)),
  }
}

/**
 * Notes as `side`'s what nobody has yet: what came in by their account since the link, or what they brought. What an
 * officer did to others' things is noted only when it is moved. What was sent is theirs who began it.
 */
export async function claimRows(tx: Tx, link: string, person: string, side: string, holders: Holders): Promise<void> {
  const own = (await columnsOf(tx, holders)).filter(({ column }) => column === 'person_id')
  const each = own.map(
    ({ name, table, column, key, drafted }) =>
      `SELECT '${name}', ${key('t')}, ${drafted ? 't.draft_id::text' : 'NULL'} FROM ${table} t WHERE t.${column} = $2`,
  )
  await tx.query(
    `INSERT INTO link_row (link_id, name, key, person_id)
     SELECT $1, name, key, coalesce(
       (SELECT d.person_id FROM link_row d WHERE d.link_id = $1 AND d.name = 'draft' AND d.key = mine.draft), $3)
     FROM (${each.join(' UNION ALL ')}) AS mine(name, key, draft) ON CONFLICT DO NOTHING`,
    [link, person, side],
  )
}

/** What `joined` has becomes `kept`'s, and is noted as theirs. */
export async function moveRows(tx: Tx, { link, kept, joined }: Pair, holders: Holders): Promise<void> {
  await forEach(await columnsOf(tx, holders), ({ name, table, column, key, rest }) => {
    const both = rest && ['true', ...rest.map((each) => `o.${each} = t.${each}`)].join(' AND ')
    const free = both ? `AND NOT EXISTS (SELECT FROM ${table} o WHERE o.${column} = $2 AND ${both})` : ''
    return tx.query(
      `WITH moved AS (UPDATE ${table} t SET ${column} = $2 WHERE t.${column} = $3 ${free} RETURNING ${key('t')} AS key)
       INSERT INTO link_row (link_id, name, key, person_id) SELECT $1, '${name}', key, $3 FROM moved
       ON CONFLICT (link_id, name, key) DO UPDATE SET person_id = excluded.person_id`,
      [link, kept, joined],
    )
  })
}

/** Gives `joined` back what is noted as theirs. */
export async function returnRows(tx: Tx, { link, kept, joined }: Pair, holders: Holders): Promise<void> {
  await forEach(await columnsOf(tx, holders), ({ name, table, column, key, rest }) => {
    const both = rest && ['true', ...rest.map((each) => `o.${each} = t.${each}`)].join(' AND ')
    const free = both ? `AND NOT EXISTS (SELECT FROM ${table} o WHERE o.${column} = $3 AND ${both})` : ''
    return tx.query(
      `UPDATE ${table} t SET ${column} = $3 FROM link_row r
       WHERE r.link_id = $1 AND r.name = '${name}' AND r.person_id = $3 AND t.${column} = $2 AND r.key = ${key('t')} ${free}`,
      [link, kept, joined],
    )
  })
}

/** One after the other, in one flight: others wait meanwhile for the codes. */
async function forEach(columns: Column[], ask: (column: Column) => Promise<unknown>): Promise<void> {
  await together(columns.map(ask))
}
