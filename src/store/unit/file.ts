// A list of units as an office saves it from its spreadsheet.
import { CsvError, parse } from 'csv-parse/sync'
import { fold } from '../../flows/vi/text.js'
import type { ImportLine } from './import.js'
import { UnitRefusal } from './rules.js'

// The columns with the words a header may have for them, folded.
const COLUMNS = {
  code: ['code', 'ma'],
  name: ['name', 'ten'],
  kind: ['kind', 'loai'],
  parent: ['parent', 'cap tren'],
  aliases: ['aliases', 'ten khac'],
} as const
type Column = keyof typeof COLUMNS

const SAVE_AS = 'Trong Excel, xin chọn Lưu thành (Save As) rồi chọn kiểu "CSV UTF-8 (Comma delimited)".'

/**
 * Reads a CSV file: UTF-8 with or without BOM, or Excel's "Unicode text"; commas, semicolons or tabs. Throws UnitRefusal
 * for a file that is no such list; a single line that cannot be read says so itself.
 */
export function readUnitFile(bytes: Uint8Array): ImportLine[] {
  const [head, ...records] = recordsOf(textOf(bytes))
  if (!head) throw new UnitRefusal('Tệp trống.')
  const columns = columnsOf(head.record)
  return records.map(({ record, line }) => {
    const at = (column: Column) => record[columns.indexOf(column)] ?? ''
    const aliases = at('aliases')
      .split('|')
      .filter((text) => text.trim() !== '')
    const input = { line, code: at('code'), name: at('name'), kind: at('kind'), parent: at('parent'), aliases }
    if (record.slice(columns.length).every((value) => value === '')) return input
    return { ...input, unreadable: `dòng có ${record.length} ô, nhiều hơn ${columns.length} cột của dòng đầu` }
  })
}

function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) throw new UnitRefusal(`Đây là tệp Excel, không phải CSV. ${SAVE_AS}`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UnitRefusal(
      `Tệp không theo bảng mã UTF-8 (có thể là Windows-1258 của Excel), chữ có dấu sẽ sai. ${SAVE_AS}`,
    )
  }
}

function recordsOf(text: string): { record: string[]; line: number }[] {
  const [head = ''] = text.split('\n', 1)
  // By the first line alone: a name may hold a comma in a file of semicolons.
  const delimiter = ['\t', ';'].find((sign) => head.includes(sign)) ?? ','
  try {
    const read = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    })
    return (read as unknown as { record: string[]; info: { lines: number } }[])
      .map(({ record, info }) => ({ record, line: info.lines }))
      .filter(({ record }) => record.some((value) => value !== ''))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UnitRefusal(`Dòng ${error.lines}: dấu nháy kép (") đặt sai chỗ hoặc chưa đóng, không đọc tiếp được tệp.`)
  }
}

function columnsOf(head: string[]): (Column | undefined)[] {
  const names = Object.keys(COLUMNS) as Column[]
  const columns = head.map((title) => names.find((name) => (COLUMNS[name] as readonly string[]).includes(fold(title))))
  const wanted = `Dòng đầu phải là tên các cột: ${names.join(',')} (cột aliases có thể bỏ).`
  const missing = names.filter((name) => name !== 'aliases' && !columns.includes(name))
  if (missing.length > 0) throw new UnitRefusal(`Thiếu cột ${missing.join(', ')}. ${wanted}`)
  const strange = head.filter((title, at) => title !== '' && columns[at] === undefined)
  if (strange.length > 0) throw new UnitRefusal(`Không rõ cột "${strange.join('", "')}". ${wanted}`)
  const named = columns.filter((column) => column !== undefined)
  if (new Set(named).size < named.length) throw new UnitRefusal(`Có hai cột trùng tên. ${wanted}`)
  return columns
}
