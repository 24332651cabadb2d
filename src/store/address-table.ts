// A list of addresses as offices make it: .xlsx or .csv, headings in Vietnamese in any order, as rows of text.
import { CsvError, parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre'
import { clean, fold } from '../flows/vi/text.js'

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
const OPTIONAL: Column[] = ['key', 'birthYear', 'guardian', 'phone', 'rhythm', 'neededBy', 'urgency']

/** One row of a list: its number as the office sees it, and its cells as text. */
export interface TableRow {
  row: number
  cells: Record<Column, string>
}

/** What is wrong with a whole file, said to whoever brought it. */
export class TableRefusal extends Error {}

const MOST_BYTES = 10 * 1024 * 1024

/** Reads a list. Throws TableRefusal for what is no such list, or has rows that a filter hides. */
export async function readAddressFile(bytes: Uint8Array): Promise<TableRow[]> {
  if (bytes.length > MOST_BYTES) throw new TableRefusal('Tệp lớn hơn 10 MB. Xin chia thành nhiều tệp nhỏ hơn.')
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw new TableRefusal('Đây là tệp Excel kiểu cũ (.xls). Xin mở ra và lưu lại thành .xlsx.')
  const grid = bytes[0] === 0x50 && bytes[1] === 0x4b ? await xlsxGrid(bytes) : csvGrid(bytes)
  // Titles and merged headers stand above: the header is the first row that names three columns.
  const at = grid.findIndex((cells) => cells.map(columnOf).filter(Boolean).length >= 3)
  if (at < 0) throw new TableRefusal(`Không thấy dòng tên cột. Các cột: ${Object.values(COLUMNS).join(', ')}.`)
  const columns = grid[at]!.map(columnOf)
  const missing = (Object.keys(COLUMNS) as Column[]).filter(
    (column) => !OPTIONAL.includes(column) && !columns.includes(column),
  )
  if (missing.length > 0) throw new TableRefusal(`Thiếu cột: ${missing.map((column) => COLUMNS[column]).join(', ')}.`)
  return grid.slice(at + 1).flatMap((cells, n) => {
    if (cells.every((cell) => cell === '')) return []
    const values = (Object.keys(COLUMNS) as Column[]).map((column): [Column, string] => [
      column,
      cells[columns.indexOf(column)] ?? '',
    ])
    return [{ row: at + n + 2, cells: Object.fromEntries(values) as Record<Column, string> }]
  })
}

function columnOf(title: string): Column | undefined {
  const written = fold(title.replace(/[,/]/g, ' ')).replace(/\s+/g, ' ').trim()
  return (Object.keys(COLUMNS) as Column[]).find((column) => fold(COLUMNS[column]) === written)
}

async function xlsxGrid(bytes: Uint8Array): Promise<string[][]> {
  const book = await readXlsx(bytes).catch(() => {
    throw new TableRefusal('Không mở được tệp Excel này: tệp hỏng, hoặc có mật khẩu.')
  })
  const [sheet] = book.sheets
  if (!sheet) throw new TableRefusal('Tệp trống.')
  const hidden = [...(sheet.rowDefs ?? new Map())].filter(([, row]) => row.hidden).length
  if (hidden > 0)
    throw new TableRefusal(
      `Có ${hidden} dòng đang bị ẩn (do lọc hoặc ẩn dòng). Xin bỏ lọc, hoặc xóa hẳn các dòng không muốn nhập, rồi gửi lại.`,
    )
  return sheet.rows.map((cells) => cells.map(textOf))
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date)
    return [cell.getUTCDate(), cell.getUTCMonth() + 1]
      .map((part) => String(part).padStart(2, '0'))
      .concat(String(cell.getUTCFullYear()))
      .join('/')
  return tidy(String(cell))
}

/** Normalised once, here; an Icelandic or African look-alike of Đ is meant as Đ. */
function tidy(text: string): string {
  return clean(text.replace(/[ÐƉ]/g, 'Đ').replace(/[ðɖ]/g, 'đ')).trim()
}

function csvGrid(bytes: Uint8Array): string[][] {
  const text = decoded(bytes)
  const delimiter = ['\t', ';'].find((sign) => text.split('\n', 1)[0]!.includes(sign)) ?? ','
  try {
    return (parse(text, { bom: true, delimiter, relax_column_count: true }) as string[][]).map((cells) =>
      cells.map(tidy),
    )
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new TableRefusal(`Dòng ${error.lines}: dấu nháy kép (") đặt sai chỗ hoặc chưa đóng, không đọc tiếp được tệp.`)
  }
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1258').decode(bytes)
  }
}
