// Rich messages (Bot API 10): text in blocks, with media between them. Read by what stands in them, not by their types, so
// that a block nobody has told us of still gives its words.
import type { RichMessage } from 'grammy/types'

interface Rich {
  text: string
  /** The photos and documents between the words, as the Bot API has them. */
  media: { photo?: unknown; document?: unknown }[]
}

/** The words of a rich message, a block a line, and its media. Formatting is dropped; an address behind words stays. */
export function readRich({ blocks }: RichMessage): Rich {
  const rich: Rich = { text: '', media: [] }
  rich.text = lines(blocks, rich)
    .filter((line) => line.trim() !== '')
    .join('\n')
  return rich
}

type Node = Record<string, unknown>

// Where blocks keep words and further blocks, in the order in which they are read.
const PARTS = ['summary', 'text', 'expression', 'blocks', 'items', 'cells', 'caption', 'credit']

function lines(value: unknown, rich: Rich): string[] {
  if (Array.isArray(value)) return value.flatMap((part) => lines(part, rich))
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  const node = value as Node
  if (node.type === 'anchor' || node.type === 'buttons') return []
  if (node.photo || node.document) rich.media.push(node)
  if (node.type === 'table') return rows(node, rich)
  // "1." before the first line of its item.
  if (typeof node.label === 'string') {
    const [first = '', ...rest] = lines(node.blocks, rich)
    return [`${node.label} ${first}`.trim(), ...rest]
  }
  return PARTS.flatMap((part) => {
    const inner = node[part]
    if (inner === undefined) return []
    if (part === 'text' || part === 'summary' || part === 'credit') return [inline(inner)]
    return lines(inner, rich)
  })
}

function rows(table: Node, rich: Rich): string[] {
  const cells = Array.isArray(table.cells) ? (table.cells as unknown[]) : []
  const read = cells.map((row) =>
    (Array.isArray(row) ? row : [])
      .map((cell: Node) => inline(cell?.text))
      .filter(Boolean)
      .join(' | '),
  )
  return [...read, ...lines(table.caption, rich)]
}

/** Words within a line. */
function inline(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(inline).join('')
  if (typeof value !== 'object' || value === null) return ''
  const node = value as Node
  const words = inline(node.text ?? node.alternative_text ?? node.expression ?? '')
  const address = typeof node.url === 'string' && /^https?:/i.test(node.url) ? node.url : ''
  return address && !words.includes(address) ? `${words} ${address}` : words
}
