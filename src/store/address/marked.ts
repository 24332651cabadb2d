// A list handed back: as it came, with what cannot be taken marked and the reason in a column of its own.

import type { Hidden, Row } from '../sheet/sheet.js'
import type { RefusedCell } from './known.js'
import { COLUMNS, type Column, findList } from './table.js'

const REASON = 'Cần sửa'
/** A longer list comes back as the rows that need mending alone. */
const MOST_ROWS = 5_000
const MARK = { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFF2B3' } } } as const

/** The copy as a spreadsheet, or as CSV for a platform that takes no spreadsheets. It can be mended and sent again. */
export async function markedCopy(
  bytes: Uint8Array,
  refused: RefusedCell[],
  { as, hidden }: { as: 'xlsx' | 'csv'; hidden?: Hidden },
): Promise<Buffer> {
  const { head, columns, rows } = await findList(bytes, hidden)
  const wrong = new Map<number, RefusedCell[]>()
  for (const cell of refused) wrong.set(cell.row, [...(wrong.get(cell.row) ?? []), cell])
  let kept: Row[] = []
  let count = 0
  for await (const row of rows) {
    if (row.cells.every((cell) => cell === '')) continue
    if (++count === MOST_ROWS + 1) kept = kept.filter((one) => wrong.has(one.row))
    if (count <= MOST_ROWS || wrong.has(row.row)) kept.push(row)
  }
  const reasons = ({ row }: Row) =>
    (wrong.get(row) ?? []).map(({ column, reason }) => `${column}: ${reason}`).join('; ')
  const width = Math.max(head.length, ...Object.values(columns).map((at) => at + 1))
  const line = (cells: string[], last: string) => [...Array.from({ length: width }, (_, n) => cells[n] ?? ''), last]
  const table = [line(head, REASON), ...kept.map((row) => line(row.cells, reasons(row)))]
  if (as === 'csv') return Buffer.from(`\uFEFF${table.map((cells) => cells.map(quoted).join(';')).join('\r\n')}\r\n`)
  const marks = kept.flatMap((row, n) =>
    (wrong.get(row.row) ?? []).map(({ column }): [string, { value: string; style: typeof MARK }] => {
      const at = columns[keyOf(column)] ?? width
      return [`${n + 1},${at}`, { value: table[n + 1]![at] ?? '', style: MARK }]
    }),
  )
  const sheet = { name: 'Danh sách', rows: table, cells: new Map(marks), freezePane: { rows: 1 } }
  const { writeXlsx } = await import('hucre')
  return Buffer.from((await writeXlsx({ sheets: [sheet] })) as Uint8Array)
}

const keyOf = (heading: string) =>
  (Object.keys(COLUMNS) as Column[]).find((column) => COLUMNS[column] === heading) as Column

const quoted = (cell: string) => (/[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
