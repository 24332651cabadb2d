// Words planted into everything that is sealed, so that a test sees wherever it is shown.
import { type Pool, transaction } from '../../src/store/database.js'
import { boxOf, SEALED, type SealedTable, type SealedTableName } from '../../src/store/sealed.js'

const COLUMNS = Object.entries(SEALED as Record<string, SealedTable>).flatMap(([table, { columns }]) =>
  columns.map((column) => `${table}.${column}`),
)

/** What a column holds from now on: a number where it is one, else its own name. */
function markerOf(column: string): string {
  const n = COLUMNS.indexOf(column)
  if (column.endsWith('.phone')) return `+84912345${String(700 + n)}`
  return column.endsWith('.birth_year') ? String(2000 + n) : `[${column}]`
}

/** Every row says in each of its sealed columns which one it is. */
export async function plantMarkers(pool: Pool): Promise<void> {
  await transaction(pool, async (tx) => {
    for (const [table, { row, columns }] of Object.entries(SEALED as Record<string, SealedTable>))
      for (const { id } of (await tx.query<{ id: string }>(`SELECT ${row}::text AS id FROM ${table}`)).rows)
        for (const column of columns) {
          const sealed = boxOf(tx, table as SealedTableName, id).seal(column as never, markerOf(`${table}.${column}`))
          await tx.query(`UPDATE ${table} SET ${column} = $2 WHERE ${row}::text = $1`, [id, sealed])
        }
  })
}

/** The sealed columns that a text shows; of numbers, however they are written. */
export function markersIn(text: string): string[] {
  const digits = text.replace(/(?<=\d)[\s.\u00A0-]+(?=\d)/g, '')
  return COLUMNS.filter((column) => {
    const marker = markerOf(column)
    if (column.endsWith('.phone')) return digits.includes(marker.slice(3))
    return column.endsWith('.birth_year') ? false : text.includes(marker)
  })
}
