// A spreadsheet read row by row: nothing of it is kept but the texts that its cells share, so that memory does not grow with
// the list. The libraries there are hold a sheet whole, or know neither its hidden rows nor its merged cells.
import { createInflateRaw } from 'node:zlib'
import { columnOf, MOST_COLUMNS, put, type Read, rowReader, type Shared, type XlsxCell } from './rows.js'
import { type Entry, entriesOf } from './unpacked.js'
import { attribute, type XmlHeard, xmlReader } from './xml.js'

/** A sheet: rows from 1, what stands in each cell; a day is a Date, nothing is ''. */
export interface XlsxSheet {
  /** Nobody sees it who opens the file. */
  secret: boolean
  /** Rows that are hidden though something stands in them. */
  hidden: Set<number>
  rows(): AsyncGenerator<XlsxRow>
}

export interface XlsxRow {
  row: number
  cells: XlsxCell[]
}
interface Merge {
  top: number
  bottom: number
  left: number
  right: number
}

/** The sheets of a spreadsheet, in order; each is looked through once for what is hidden or merged. Throws for what is none. */
export async function openXlsx(bytes: Uint8Array): Promise<XlsxSheet[]> {
  const parts = new Map((entriesOf(bytes) ?? []).map((entry) => [entry.name, entry]))
  const root = await targets(parts, '', '_rels/.rels')
  const workbook = root.find(({ type }) => type.endsWith('/officeDocument'))?.path
  if (!workbook) throw new Error('no workbook')
  const folder = workbook.replace(/[^/]*$/, '')
  const related = await targets(parts, folder, `${folder}_rels/${workbook.slice(folder.length)}.rels`)
  const part = (kind: string) => parts.get(related.find(({ type }) => type.endsWith(kind))?.path ?? '')
  const { listed, from1904 } = await readWorkbook(parts.get(workbook))
  const book = {
    text: await readTexts(part('/sharedStrings')),
    isDay: await readStyles(part('/styles')),
    from1904,
  }
  const sheets: XlsxSheet[] = []
  for (const { id, secret } of listed) {
    const found = related.find((one) => one.id === id && one.type.endsWith('/worksheet'))
    const entry = found && parts.get(found.path)
    if (!entry) continue
    const { hidden, merges } = await lookThrough(book, entry)
    sheets.push({ secret, hidden, rows: () => filled(rowsOf(book, entry), merges) })
  }
  return sheets
}

/** Reads a part in pieces; `after` is asked after each of them. */
async function* pieces<T>(entry: Entry | undefined, on: XmlHeard, after: () => T[]): AsyncGenerator<T> {
  if (!entry) return
  const read = xmlReader(on)
  const decoder = new TextDecoder()
  if (!entry.deflated) {
    read(decoder.decode(entry.packed))
    yield* after()
    return
  }
  const inflate = createInflateRaw()
  inflate.end(entry.packed)
  for await (const piece of inflate as AsyncIterable<Buffer>) {
    read(decoder.decode(piece, { stream: true }))
    yield* after()
  }
}

async function readPart(entry: Entry | undefined, on: Partial<XmlHeard>): Promise<void> {
  const nothing = () => {}
  for await (const _ of pieces(entry, { open: nothing, close: nothing, text: nothing, ...on }, () => []));
}

interface Target {
  id: string
  type: string
  path: string
}

/** What a part refers to; `folder` is that of the part itself. */
async function targets(parts: Map<string, Entry>, folder: string, path: string): Promise<Target[]> {
  const found: Target[] = []
  await readPart(parts.get(path), {
    open(name, inner) {
      const target = attribute(inner, 'Target')
      if (name !== 'Relationship' || target === undefined) return
      const path = target.startsWith('/') ? target.slice(1) : resolved(folder, target)
      found.push({ id: attribute(inner, 'Id') ?? '', type: attribute(inner, 'Type') ?? '', path })
    },
  })
  return found
}

function resolved(folder: string, target: string): string {
  const steps: string[] = []
  for (const step of `${folder}${target}`.split('/'))
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  return steps.join('/')
}

async function readWorkbook(entry: Entry | undefined) {
  const listed: { id: string; secret: boolean }[] = []
  let from1904 = false
  await readPart(entry, {
    open(name, inner) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute(inner, 'date1904') ?? '')
      if (name !== 'sheet') return
      listed.push({ id: attribute(inner, 'id') ?? '', secret: /hidden/i.test(attribute(inner, 'state') ?? '') })
    },
  })
  return { listed, from1904 }
}

/** The texts that cells share, kept as the bytes they are: as strings they would take several times as much. */
async function readTexts(entry: Entry | undefined): Promise<(at: number) => string> {
  let bytes = Buffer.alloc(64 * 1024)
  let ends = new Uint32Array(1024)
  let length = 0
  let count = 0
  let said = ''
  let inText = false
  let aside = false
  await readPart(entry, {
    open(name) {
      // How a name is read aloud is no part of it.
      if (name === 'rPh') aside = true
      inText = name === 't' && !aside
    },
    text(piece) {
      if (inText) said += piece
    },
    close(name) {
      if (name === 't') inText = false
      if (name === 'rPh') aside = false
      if (name !== 'si') return
      const size = Buffer.byteLength(said)
      if (length + size > bytes.length) bytes = Buffer.concat([bytes], Math.max(2 * bytes.length, length + size))
      length += bytes.write(said, length)
      if (count === ends.length) {
        const more = new Uint32Array(2 * ends.length)
        more.set(ends)
        ends = more
      }
      ends[count++] = length
      said = ''
    },
  })
  return (at) => (at >= 0 && at < count ? bytes.toString('utf8', at === 0 ? 0 : ends[at - 1], ends[at]) : '')
}

/** Formats of days that every program knows by their number. */
const isBuiltInDay = (format: number) =>
  [
    [14, 22],
    [27, 36],
    [45, 47],
    [50, 58],
  ].some(([first, last]) => format >= first! && format <= last!)

/** Without what is quoted, in brackets, or stands for a space: a day is written in d, m, y. */
const showsDay = (code: string) =>
  /[dmyhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '').replace(/general/gi, ''))

async function readStyles(entry: Entry | undefined): Promise<(style: number) => boolean> {
  const own = new Map<number, boolean>()
  const days: boolean[] = []
  let inCells = false
  await readPart(entry, {
    open(name, inner) {
      if (name === 'numFmt')
        own.set(Number(attribute(inner, 'numFmtId')), showsDay(attribute(inner, 'formatCode') ?? ''))
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const format = Number(attribute(inner, 'numFmtId') ?? 0)
      days.push(own.get(format) ?? isBuiltInDay(format))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return (style) => days[style] ?? false
}

async function* rowsOf(book: Shared, entry: Entry): AsyncGenerator<Read> {
  let read: Read[] = []
  const on = rowReader(
    book,
    (row) => read.push(row),
    () => {},
  )
  yield* pieces(entry, on, () => {
    const rows = read
    read = []
    return rows
  })
}

const MERGE = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/
/** A list has no more; what would be filled in cell by cell takes long. */
const MOST_MERGES = 10_000

async function lookThrough(book: Shared, entry: Entry): Promise<{ hidden: Set<number>; merges: Merge[] }> {
  const hidden = new Set<number>()
  const merges: Merge[] = []
  await readPart(
    entry,
    rowReader(
      book,
      (row) => void (row.hidden && row.cells.length > 0 && hidden.add(row.row)),
      (cells) => {
        const [, left, top, right, bottom] = MERGE.exec(cells) ?? []
        if (!left || merges.length === MOST_MERGES) return
        const to = Math.min(columnOf(right!), MOST_COLUMNS - 1)
        merges.push({ top: Number(top), bottom: Number(bottom), left: columnOf(left), right: to })
      },
    ),
  )
  return { hidden, merges: merges.sort((a, b) => a.top - b.top) }
}

/** Only the first of merged cells holds what stands in all of them. */
async function* filled(rows: AsyncGenerator<Read>, merges: Merge[]): AsyncGenerator<XlsxRow> {
  const waiting = [...merges].reverse()
  let open: (Merge & { value: XlsxCell })[] = []
  for await (const { row, cells } of rows) {
    open = open.filter(({ bottom }) => bottom >= row)
    for (let next = waiting.at(-1); next && next.top <= row; next = waiting.at(-1)) {
      waiting.pop()
      const value = next.top === row ? cells[next.left] : undefined
      if (value !== undefined && value !== '') open.push({ ...next, value })
    }
    for (const { left, right, value } of open)
      for (let at = left; at <= right; at++) if (cells[at] === undefined || cells[at] === '') put(cells, at, value)
    yield { row, cells }
  }
}
