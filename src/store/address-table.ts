// A list of addresses as offices make it: .xlsx or .csv, headings in Vietnamese in any order, as rows of text.
import { fold } from '../flows/vi/text.js'
import { type Hidden, HiddenRows, type Row, readSheets, TableRefusal } from './sheet.js'

/** The columns, by the words of their headings, folded. */
export const COLUMNS = {
  key: 'mã ngoài',
  unit: 'phường xã',
  group: 'nhóm',
  name: 'họ tên',
  birthYear: 'năm sinh',
  guardian: 'người giám hộ',
  phone: 'điện thoại',
  place: 'địa chỉ',
  details: 'hoàn cảnh',
  summary: 'tóm tắt công khai',
  form: 'hình thức',
  what: 'nhu cầu',
  quantity: 'số lượng',
  measure: 'đơn vị tính',
  rhythm: 'nhịp',
  neededBy: 'cần trước ngày',
  urgency: 'mức khẩn',
} as const
export type Column = keyof typeof COLUMNS
const ALL = Object.keys(COLUMNS) as Column[]
const OPTIONAL: Column[] = ['key', 'birthYear', 'guardian', 'phone', 'rhythm', 'neededBy', 'urgency']

/** One row of a list: its number as the office sees it, and its cells as text. */
export interface TableRow {
  row: number
  cells: Record<Column, string>
}

/** A list found in a file: where its columns stand (by number from 0), its header, and what lies below it. */
export interface List {
  columns: Partial<Record<Column, number>>
  head: string[]
  rows: AsyncIterable<Row>
}

/** More rows than a city has families in need are no list of addresses. */
const MOST_ROWS = 100_000

/**
 * Reads a list row by row. Throws TableRefusal for what is no such list, HiddenRows where rows are hidden and `hidden` does
 * not say what to do with them.
 */
export async function* readAddressFile(bytes: Uint8Array, hidden?: Hidden): AsyncGenerator<TableRow> {
  const { columns, rows } = await findList(bytes, hidden)
  let count = 0
  for await (const { row, cells } of rows) {
    if (cells.every((cell) => cell === '')) continue
    if (++count > MOST_ROWS) throw new TableRefusal(`Tệp có hơn ${MOST_ROWS} dòng. Xin chia thành nhiều tệp nhỏ hơn.`)
    const named = {} as Record<Column, string>
    for (const column of ALL) named[column] = cells[columns[column] ?? -1] ?? ''
    yield { row, cells: named }
  }
}

/** The one list of a file. Throws as readAddressFile does. */
export async function findList(bytes: Uint8Array, hidden?: Hidden): Promise<List> {
  const found: List[] = []
  for (const { rows, secret } of await readSheets(bytes, hidden)) {
    if (secret && hidden === 'leave') continue
    const lists = await listIn(rows)
    if (secret && !hidden) for (const { rows: listed } of lists) throw new HiddenRows(await written(listed))
    found.push(...lists)
  }
  const [list, ...others] = found
  if (!list) throw new TableRefusal(`Không thấy dòng tên cột. Các cột: ${Object.values(COLUMNS).join(', ')}.`)
  if (others.length > 0)
    throw new TableRefusal('Tệp có nhiều trang tính chứa danh sách. Xin gửi mỗi danh sách trong một tệp riêng.')
  const missing = ALL.filter((column) => !OPTIONAL.includes(column) && list.columns[column] === undefined)
  if (missing.length > 0) throw new TableRefusal(`Thiếu cột: ${missing.map((column) => COLUMNS[column]).join(', ')}.`)
  return list
}

/** Rows with anything in them. */
async function written(rows: AsyncIterable<Row>): Promise<number> {
  let count = 0
  for await (const { cells } of rows) if (cells.some((cell) => cell !== '')) count += 1
  return count
}

const TOP = 30

/**
 * Titles stand above. The header is the row near the top that names most columns, the last of several: a merged one stands
 * in both of its rows. Saved as CSV the merged cells of a header of two rows are empty below: then both rows are read as one.
 */
async function listIn(sheet: AsyncIterable<Row>): Promise<List[]> {
  const rows = sheet[Symbol.asyncIterator]()
  const top: Row[] = []
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    top.push(next.value)
    if (top.length === TOP) break
  }
  const heads = top.map(({ cells }, n) => ({ cells, below: n + 1 }))
  const joined = top.slice(1).map(({ cells }, n) => ({ cells: over(top[n]!.cells, cells), below: n + 2 }))
  const named = ({ cells }: { cells: string[] }) => new Set(cells.map(columnOf).filter(Boolean)).size
  const one = heads.reduceRight((best, head) => (named(head) > named(best) ? head : best), heads.at(-1)!)
  const head = joined.reduce((best, two) => (named(two) > named(best) ? two : best), one)
  if (!head || named(head) < 3) return []
  const columns: List['columns'] = {}
  for (const [n, title] of head.cells.entries()) {
    const column = columnOf(title)
    if (column) columns[column] ??= n
  }
  return [{ columns, head: head.cells, rows: follow(top.slice(head.below), rows) }]
}

/** Two rows of a header as one. */
const over = (above: string[], below: string[]) =>
  Array.from({ length: Math.max(above.length, below.length) }, (_, n) => below[n] || above[n] || '')

async function* follow(first: Row[], rest: AsyncIterator<Row>): AsyncGenerator<Row> {
  yield* first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

function columnOf(title: string): Column | undefined {
  const written = fold(title.replace(/[,/*:]/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
  return ALL.find((column) => FOLDED[column] === written)
}
const FOLDED = Object.fromEntries(ALL.map((column) => [column, fold(COLUMNS[column])])) as Record<Column, string>
