import { clip, length } from '../../flows/vi/text.js'

const WIDEST = 40

/** Rows under a header, in columns as wide as what is in them, at most 40 characters each. */
export function table(header: string[], rows: string[][]): string[] {
  const cells = [header, ...rows].map((row) => row.map((cell) => clip(cell.replace(/\s+/g, ' '), WIDEST)))
  const widths = header.map((_, column) => Math.max(...cells.map((row) => length(row[column] ?? ''))))
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - length(cell)))
      .join('  ')
      .trimEnd()
  const [head, ...body] = cells
  return [line(head!), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)]
}
