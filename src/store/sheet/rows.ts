// The rows of one sheet, as its XML tells them: what each cell means.
import { DAY } from '../../flows/schedule.js'
import { attribute, type XmlHeard } from './xml.js'

/** A cell of a sheet that nobody can be meant to fill in. */
export class TooWide extends Error {}

/** What stands for a formula whose result its program did not save. */
export const UNCOUNTED = '#CHƯA TÍNH'

export type XlsxCell = string | number | Date

/** What the cells of all sheets share. */
export interface Shared {
  text(at: number): string
  isDay(style: number): boolean
  /** Days are counted from 1904. */
  from1904: boolean
}

export interface Read {
  row: number
  hidden: boolean
  cells: XlsxCell[]
}

/** What is known of the cell that is being read. */
interface Cell {
  at: number
  type: string
  style: number
  formula: boolean
  /** A value is written, be it an empty one. */
  valued: boolean
  said: string
}

// Far more columns than a list has; cells that are only coloured are none.
export const MOST_COLUMNS = 256

/** Hears the XML of a sheet; `take` is given each row, `merge` the cells that are one. */
export function rowReader(book: Shared, take: (row: Read) => void, merge: (cells: string) => void): XmlHeard {
  let row: Read = { row: 0, hidden: false, cells: [] }
  let cell: Cell = { at: 0, type: '', style: -1, formula: false, valued: false, said: '' }
  let inText = false
  let aside = false
  return {
    open(name, inner) {
      if (name === 'row') {
        const number = Number(attribute(inner, 'r') ?? row.row + 1)
        row = { row: number, hidden: ['1', 'true'].includes(attribute(inner, 'hidden') ?? ''), cells: [] }
        cell.at = -1
      } else if (name === 'c') {
        const place = attribute(inner, 'r')
        const at = place ? columnOf(place) : cell.at + 1
        const style = Number(attribute(inner, 's') ?? -1)
        cell = { at, type: attribute(inner, 't') ?? '', style, formula: false, valued: false, said: '' }
      } else if (name === 'f') cell.formula = true
      else if (name === 'rPh') aside = true
      else if (name === 'v') cell.valued = true
      else if (name === 'mergeCell') merge(attribute(inner, 'ref') ?? '')
      inText = name === 'v' || (name === 't' && !aside)
    },
    text(piece) {
      if (inText) cell.said += piece
    },
    close(name) {
      if (name === 'v' || name === 't') inText = false
      else if (name === 'rPh') aside = false
      else if (name === 'row') take(row)
      else if (name === 'c') put(row.cells, cell.at, cellValue(book, cell))
    },
  }
}

export function put(cells: XlsxCell[], at: number, value: XlsxCell): void {
  if (value === '') return
  if (at >= MOST_COLUMNS) throw new TooWide()
  while (cells.length < at) cells.push('')
  cells[at] = value
}

function cellValue({ text, isDay, from1904 }: Shared, { type, style, formula, valued, said }: Cell): XlsxCell {
  if (said === '') return formula && !valued ? UNCOUNTED : ''
  if (type === 's') return written(text(Number(said)))
  if (type === 'b') return said === '1' ? 'true' : 'false'
  if (type === 'd') return Number.isNaN(Date.parse(said)) ? said : new Date(said)
  const number = Number(said)
  if (type !== '' && type !== 'n') return written(said)
  if (Number.isNaN(number)) return said
  return isDay(style) ? dayOf(number, from1904) : number
}

/** "_x000D_": a sign that XML cannot hold. */
const written = (text: string) =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** Before March 1900 a spreadsheet counts a day that never was. */
function dayOf(serial: number, from1904: boolean): Date {
  if (from1904) return new Date(Date.UTC(1904, 0, 1) + serial * DAY)
  return new Date(Date.UTC(1899, 11, serial < 60 ? 31 : 30) + serial * DAY)
}

/** "B12": 1. */
export function columnOf(place: string): number {
  let column = 0
  for (const letter of place) {
    const code = letter.charCodeAt(0)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}
