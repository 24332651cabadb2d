// Tables as offices send them, .xlsx or .csv, as rows of text. The one place that knows how such files are read and written.
import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { readOldEncoding } from '../../flows/vi/old-encodings.js'
import { clean } from '../../flows/vi/text.js'
import { TooWide, type XlsxCell } from './rows.js'
import { fitsUnpacked } from './unpacked.js'
import { openXlsx, type XlsxSheet } from './xlsx.js'

/** What is wrong with a whole file, said to whoever brought it. */
export class TableRefusal extends Error {}

/** Rows of a spreadsheet that a filter or an officer hides, one by one or with their whole sheet, and nobody has said what is meant with them. */
export class HiddenRows extends TableRefusal {
  readonly count: number
  constructor(count: number) {
    super(
      `Có ${count} dòng đang bị ẩn (do lọc, ẩn dòng hoặc ẩn cả trang tính). Xin bỏ lọc, cho hiện lại, hoặc xóa hẳn các dòng không muốn nhập, rồi gửi lại.`,
    )
    this.count = count
  }
}

/** What to do with rows that are hidden. */
export type Hidden = 'take' | 'leave'

/** A sheet that nobody sees who opens the file is `secret`: drop-down choices, an earlier list. */
export interface Table {
  rows: AsyncIterable<Row>
  secret: boolean
}

/** One row: its number as the office sees it, and its cells. */
export interface Row {
  row: number
  cells: string[]
}

const MB = 1024 * 1024
const MOST_BYTES = 20 * MB
// Unpacked: what a spreadsheet becomes in memory follows from it, and a bomb is told from a list.
const MOST_UNPACKED = 60 * MB

/**
 * The rows of a table, in order; of a spreadsheet those of each sheet, apart. Throws TableRefusal for what is no table, and
 * HiddenRows where rows are hidden and `hidden` does not say what to do with them.
 */
export async function readSheets(bytes: Uint8Array, hidden?: Hidden): Promise<Table[]> {
  if (bytes.length > MOST_BYTES) throw new TableRefusal('Tệp lớn hơn 20 MB. Xin chia thành nhiều tệp nhỏ hơn.')
  if (bytes.length === 0) throw new TableRefusal('Tệp trống.')
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw new TableRefusal('Đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Xin mở ra và lưu lại thành .xlsx.')
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return xlsxSheets(bytes, hidden)
  if (bytes.includes(0) && !utf16Of(bytes)) throw new TableRefusal('Đây không phải bảng Excel (.xlsx) hay .csv.')
  return [{ rows: csvRows(bytes), secret: false }]
}

async function xlsxSheets(bytes: Uint8Array, hidden?: Hidden): Promise<Table[]> {
  if (!(await fitsUnpacked(bytes, MOST_UNPACKED)))
    throw new TableRefusal('Bảng này quá lớn. Xin chia thành nhiều tệp nhỏ hơn, hoặc lưu lại thành .csv.')
  const sheets = await openXlsx(bytes).catch(refuse)
  if (sheets.length === 0) throw new TableRefusal(UNREADABLE)
  const count = sheets.reduce((all, sheet) => all + (sheet.secret ? 0 : sheet.hidden.size), 0)
  if (count > 0 && !hidden) throw new HiddenRows(count)
  return sheets.map((sheet) => ({ rows: shown(sheet, hidden), secret: sheet.secret }))
}

const UNREADABLE =
  'Không mở được tệp này: tệp hỏng, quá lớn, có mật khẩu, hoặc không phải .xlsx. Xin mở bằng Excel và lưu lại thành .xlsx.'

function refuse(error: unknown): never {
  if (error instanceof TooWide)
    throw new TableRefusal('Bảng có ô ghi chữ ở quá xa bên phải (sau cột thứ 256). Xin xóa các cột thừa rồi gửi lại.')
  throw new TableRefusal(UNREADABLE)
}

async function* shown({ rows, hidden: hide }: XlsxSheet, hidden?: Hidden): AsyncGenerator<Row> {
  for await (const { row, cells } of rows())
    if (hidden !== 'leave' || !hide.has(row)) yield { row, cells: Array.from(cells, textOf) }
}

function textOf(cell: XlsxCell): string {
  if (cell instanceof Date)
    return [cell.getUTCDate(), cell.getUTCMonth() + 1]
      .map((part) => String(part).padStart(2, '0'))
      .concat(String(cell.getUTCFullYear()))
      .join('/')
  return typeof cell === 'number' ? numberOf(cell) : tidy(cell)
}

/** As Vietnamese write it, without the dust of binary fractions; three places get a fourth, or they would look like thousands. */
function numberOf(number: number): string {
  return String(Number(number.toPrecision(15)))
    .replace('.', ',')
    .replace(/(,\d{3})$/, '$10')
}

/**
 * Normalised once, here; an Icelandic or African look-alike of Đ is meant as Đ. The apostrophe that spreadsheets take for
 * "this is text" goes, and a dash says that there is nothing.
 */
function tidy(text: string): string {
  return clean(text)
    .replace(/^'\s*/, '')
    .replace(/^[-–—_.…\s]+$/, '')
}

const STEP = 4 * 1024

async function* csvRows(bytes: Uint8Array): AsyncGenerator<Row> {
  const delimiter = delimiterOf(bytes)
  const parser = Readable.from(decoded(bytes)).pipe(parse({ bom: true, delimiter, relax_column_count: true }))
  let row = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { row: ++row, cells: cells.map(tidy) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new TableRefusal(`Dòng ${error.lines}: dấu nháy kép (") đặt sai chỗ hoặc chưa đóng, không đọc tiếp được tệp.`)
  }
}

/** The sign that cuts one of the first lines into most cells: titles may stand above the header. */
function delimiterOf(bytes: Uint8Array): string {
  const [first = ''] = decoded(bytes)
  const lines = first.split('\n').slice(0, 20)
  const most = (sign: string) => Math.max(...lines.map((line) => line.split(sign).length))
  return [';', '\t', ','].reduce((best, sign) => (most(sign) > most(best) ? sign : best))
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}

/** Letters of before Unicode were saved on machines that knew no Vietnamese. */
function eightBitOf(bytes: Uint8Array): 'windows-1252' | 'windows-1258' {
  const western = new TextDecoder('windows-1252').decode(bytes.subarray(0, STEP))
  return readOldEncoding(western) === undefined ? 'windows-1258' : 'windows-1252'
}

/** A piece at a time: the whole of a long list as text would be several times its size in memory. */
function* decoded(bytes: Uint8Array): Generator<string> {
  const encoding = utf16Of(bytes) ?? (isUtf8(bytes) ? 'utf-8' : eightBitOf(bytes))
  const decoder = new TextDecoder(encoding)
  for (let at = 0; at < bytes.length; at += STEP) {
    const text = decoder.decode(bytes.subarray(at, at + STEP), { stream: at + STEP < bytes.length })
    if (text) yield text
  }
}
