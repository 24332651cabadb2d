import type { Outbound } from '../../flows/message.js'

/** Zalo takes PDF, Word and CSV, no JSON: the same as a table, one line for each value and where it stands. */
export function csvFile({ name, json }: NonNullable<Outbound['document']>) {
  const lines = leaves(JSON.parse(json)).map((cells) => cells.map(cell).join(','))
  // Excel takes a file without the mark for another encoding.
  return {
    bytes: Buffer.from(`\uFEFF${['"Mục","Nội dung"', ...lines].join('\r\n')}\r\n`),
    name: `${name}.csv`,
    mime: 'text/csv',
  }
}

function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, value === null ? '' : String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => {
    const step = Array.isArray(value) ? `[${Number(key) + 1}]` : key
    return leaves(inner, path ? `${path} › ${step}` : step)
  })
}

// What begins like a formula is words all the same.
const cell = (text: string) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`
