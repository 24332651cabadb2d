// A list of addresses as offices make it: .xlsx or .csv, headings in Vietnamese in any order, as rows of text.
import { editDistance } from '../../flows/vi/edit-distance.js'
import { readOldEncoding } from '../../flows/vi/old-encodings.js'
import { fold } from '../../flows/vi/text.js'
import { type Hidden, HiddenRows, type Row, readSheets, TableRefusal } from '../sheet/sheet.js'

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
/** What is said of a family once, whatever it needs. */
export const OF_FAMILY = [
  ...(['unit', 'group', 'name', 'birthYear', 'guardian', 'phone', 'place', 'details', 'summary', 'urgency'] as const),
] satisfies Column[]
const OPTIONAL: Column[] = ['key', 'birthYear', 'guardian', 'phone', 'rhythm', 'neededBy', 'urgency']

/** What else offices call them. */
const ALSO: Partial<Record<Column, string[]>> = {
  key: ['mã hộ', 'mã số'],
  unit: ['phường', 'xã', 'xã phường', 'phường xã đặc khu'],
  group: ['nhóm đối tượng', 'đối tượng'],
  name: ['họ và tên', 'họ tên chủ hộ', 'họ và tên chủ hộ'],
  birthYear: ['ngày sinh', 'ngày tháng năm sinh'],
  guardian: ['giám hộ', 'họ tên người giám hộ'],
  phone: ['số điện thoại', 'sđt', 'số đt', 'điện thoại liên hệ'],
  place: ['nơi ở', 'chỗ ở', 'địa chỉ cụ thể'],
  details: ['hoàn cảnh gia đình', 'hoàn cảnh cụ thể'],
  summary: ['tóm tắt'],
  form: ['hình thức giúp', 'hình thức trợ giúp', 'hình thức hỗ trợ'],
  what: ['nhu cầu trợ giúp', 'nhu cầu hỗ trợ'],
  quantity: ['sl'],
  measure: ['đvt'],
  rhythm: ['nhịp giúp', 'nhịp trợ giúp', 'tần suất'],
  neededBy: ['cần trước', 'thời hạn'],
  urgency: ['mức độ khẩn', 'mức độ khẩn cấp', 'mức khẩn cấp'],
}

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
  empty: boolean
}

/** The rows of a list, and what of its file is none of it: whole once they have been read. */
export interface AddressRows extends AsyncIterable<TableRow> {
  /** Headings that mean nothing here. */
  unread: string[]
  /** Rows that are nobody's: a heading among the rows, a total, who signed. By number. */
  aside: number[]
}

/** More rows than a city has families in need are no list of addresses. */
const MOST_ROWS = 100_000

/**
 * Reads a list row by row. Reading throws TableRefusal for what is no such list, HiddenRows where rows are hidden and
 * `hidden` does not say what to do with them.
 */
export function readAddressFile(bytes: Uint8Array, hidden?: Hidden): AddressRows {
  const unread: string[] = []
  const aside: number[] = []
  async function* rows(): AsyncGenerator<TableRow> {
    const list = await findList(bytes, hidden)
    const { head, columns, rows } = list
    unread.push(...head.filter((title) => title !== '' && !NUMBERING.test(fold(title)) && !columnOf(title)))
    const isAside = asideOf(list)
    let count = 0
    for await (const { row, cells } of rows) {
      const what = isAside(cells)
      if (what === 'told') aside.push(row)
      if (what) continue
      if (++count > MOST_ROWS) throw new TableRefusal(`Tệp có hơn ${MOST_ROWS} dòng. Xin chia thành nhiều tệp nhỏ hơn.`)
      const named = {} as Record<Column, string>
      for (const column of ALL) named[column] = cells[columns[column] ?? -1] ?? ''
      yield { row, cells: named }
    }
  }
  return { unread, aside, [Symbol.asyncIterator]: rows }
}

/** The column that numbers the rows. */
const NUMBERING = /^(?:stt|tt|so tt|so thu tu)$/
/** "(1)", "A": the columns numbered below their header. */
const NUMBER = /^\(?(?:\d{1,2}|[A-Z])\)?$/
const TOTAL = /^(?:tong|cong)(?:$|:| (?:cong|so|ho)(?: |:|$))/
const SIGNED =
  /(?:^|[ ,])ngay [\d. …]* ?thang [\d. …]* ?nam|^(?:nguoi (?:lap|tong hop|ky)|(?:pho )?chu tich|chu tich hoi|tm\b|kt\b|thu truong|truong (?:ban|phong|khu|thon)|can bo (?:lap|tong hop)|ke toan|xac nhan|noi nhan|\(?ky[ ,])/

/**
 * Whether a row is nobody's: 'told' where it says something, which whoever sent the list should hear, 'empty' where it does
 * not. Everything that could be a family, however much of it is missing, is none of these.
 */
function asideOf({ columns, head }: List): (cells: string[]) => 'told' | 'empty' | undefined {
  const known = Object.values(columns)
  let first = true
  let signed = false
  return (cells) => {
    const below = first
    first = false
    if (known.filter((at) => cells[at] === head[at]).length > known.length / 2) return 'empty'
    const all = [...new Set(cells.filter((cell) => cell !== ''))]
    if (below && all.length > 2 && all.every((cell) => NUMBER.test(cell))) return 'empty'
    const ours = new Set(known.map((at) => cells[at] ?? '').filter((cell) => cell !== ''))
    if (ours.size > MOST_ASIDE) return undefined
    if (all.length === 0) return 'empty'
    const words = all.map((cell) => fold(cell).trim())
    signed ||= words.some((cell) => SIGNED.test(cell))
    if (signed || words.some((cell) => TOTAL.test(cell))) return 'told'
    if (ours.size === 1 && all.length <= 2) {
      const at = (column: Column) => cells[columns[column] ?? -1] ?? ''
      const merged = known.filter((column) => cells[column]).length > 2
      // A name or a key alone is a family of whom the rest is missing.
      if (merged || (at('name') === '' && !/^\S+$/.test(at('key')))) return 'told'
    }
    if (ours.size > 0) return undefined
    return words.some((cell) => /\p{L}/u.test(cell)) ? 'told' : 'empty'
  }
}
/** A row that fills more of the columns than this is a family. */
const MOST_ASIDE = 4

/** The one list of a file. Throws as readAddressFile does. */
export async function findList(bytes: Uint8Array, hidden?: Hidden): Promise<List> {
  const found: List[] = []
  let oldLetters = false
  for (const { rows, secret } of await readSheets(bytes, hidden)) {
    if (secret && hidden === 'leave') continue
    const { lists, old } = await listIn(rows)
    oldLetters ||= old
    if (secret && !hidden) for (const { rows: listed } of lists) throw new HiddenRows(await written(listed))
    found.push(...lists)
  }
  const full = found.filter(({ empty }) => !empty)
  const [list, ...others] = full
  if (!list && found.length > 0) throw new TableRefusal('Danh sách chưa có dòng nào bên dưới dòng tên cột.')
  if (!list && oldLetters)
    throw new TableRefusal(
      'Danh sách này viết bằng phông chữ cũ (TCVN3 như .VnTime, hoặc VNI). Xin chuyển sang Unicode (ví dụ bằng Unikey, Ctrl+Shift+F6) rồi gửi lại.',
    )
  if (!list) throw new TableRefusal(`Không thấy dòng tên cột. Các cột: ${Object.values(COLUMNS).join(', ')}.`)
  if (others.length > 0)
    throw new TableRefusal('Tệp có nhiều trang tính chứa danh sách. Xin gửi mỗi danh sách trong một tệp riêng.')
  checkHead(list)
  return list
}

/** Throws TableRefusal where a column is missing, or stands there twice, or is called nearly like one that is not there. */
function checkHead({ head, columns }: List): void {
  const missing = ALL.filter((column) => columns[column] === undefined)
  const needed = missing.filter((column) => !OPTIONAL.includes(column))
  if (needed.length > 0) throw new TableRefusal(`Thiếu cột: ${needed.map((column) => COLUMNS[column]).join(', ')}.`)
  for (const [n, title] of head.entries()) {
    const column = columnOf(title)
    const first = column && columns[column]
    if (column && first !== n)
      throw new TableRefusal(
        `Hai cột cùng là "${COLUMNS[column]}": "${head[first!]}" và "${title}" (cột thứ ${first! + 1} và ${n + 1}). Xin để một cột thôi, hoặc đổi tên cột kia.`,
      )
    const meant = column ? undefined : missing.find((one) => editDistance(titleKey(title), FOLDED[one]) <= 2)
    if (meant) throw new TableRefusal(`Cột "${title}" có phải là "${COLUMNS[meant]}" không? Xin sửa lại tên cột.`)
  }
}

/** Rows with anything in them. */
async function written(rows: AsyncIterable<Row>): Promise<number> {
  let count = 0
  for await (const { cells } of rows) if (cells.some((cell) => cell !== '')) count += 1
  return count
}

const TOP = 30

/**
 * Titles stand above. The header is the row near the top that names most columns, the last of several together: a merged one
 * stands in both of its rows, one repeated for a printed page further down. Saved as CSV the merged cells of a header of two rows are empty below: then both rows are read as one.
 */
async function listIn(sheet: AsyncIterable<Row>): Promise<{ lists: List[]; old: boolean }> {
  const rows = sheet[Symbol.asyncIterator]()
  const top: Row[] = []
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    top.push(next.value)
    if (top.length === TOP) break
  }
  const heads = top.map(({ cells }, n) => ({ cells, below: n + 1 }))
  const joined = top.slice(1).map(({ cells }, n) => ({ cells: over(top[n]!.cells, cells), below: n + 2 }))
  const named = ({ cells }: { cells: string[] }) => new Set(cells.map(columnOf).filter(Boolean)).size
  const most = Math.max(...heads.map(named))
  const first = heads.findIndex((head) => named(head) === most)
  const last = heads.findIndex((head, n) => n > first && named(head) < most)
  const one = heads[(last < 0 ? heads.length : last) - 1]!
  const head = joined.reduce((best, two) => (named(two) > named(best) ? two : best), one)
  if (!head || named(head) < 3) return { lists: [], old: inOldLetters(top) }
  const columns: List['columns'] = {}
  for (const [n, title] of head.cells.entries()) {
    const column = columnOf(title)
    if (column) columns[column] ??= n
  }
  const below = top.slice(head.below)
  const empty = top.length < TOP && below.every(({ cells }) => cells.every((cell) => cell === ''))
  return { lists: [{ columns, head: head.cells, rows: follow(below, rows), empty }], old: false }
}

/** Whether one of these rows would be a header, had it been written in Unicode. */
const inOldLetters = (rows: Row[]) =>
  rows.some(
    ({ cells }) => cells.map((cell) => readOldEncoding(cell)).filter((meant) => meant && columnOf(meant)).length > 1,
  )

/** Two rows of a header as one. */
const over = (above: string[], below: string[]) =>
  Array.from({ length: Math.max(above.length, below.length) }, (_, n) => below[n] || above[n] || '')

async function* follow(first: Row[], rest: AsyncIterator<Row>): AsyncGenerator<Row> {
  yield* first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

function columnOf(title: string): Column | undefined {
  return BY_TITLE.get(titleKey(title))
}

/** Without what is explained in brackets. */
const titleKey = (title: string) =>
  fold(title.replace(/\([^)]*\)|[,/*:.-]/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
const FOLDED = Object.fromEntries(ALL.map((column) => [column, fold(COLUMNS[column])])) as Record<Column, string>
const BY_TITLE = new Map(
  ALL.flatMap((column) =>
    [COLUMNS[column], ...(ALSO[column] ?? [])].map((title): [string, Column] => [fold(title), column]),
  ),
)
