// Names close to what was typed: a slip of one or two letters, spaces lost ("lechan"), a part of a long name.
import { type Entry, type How, type Places, TYPE_WORDS } from './place-index.js'

const LONGEST_QUERY = 10
const NEARLY_AS_GOOD = 0.03
const SHORTEST_WINDOW = 4
const ORDER: How[] = ['name', 'former_ward', 'alias', 'former_district']

/** The entries nearest to folded text, best first; none where nothing comes close. */
export function nearNames(places: Places, folded: string): Entry[] {
  const tokens = folded.split(' ').slice(0, LONGEST_QUERY)
  const windows = windowsOf(tokens, Math.min(places.longest, tokens.length))
  const whole = tokens.join('')
  const found: { entries: Entry[]; error: number }[] = []
  for (const [key, entries] of places.names) {
    const name = key.replaceAll(' ', '')
    // "Bỉnh Khiêm" for Nguyễn Bỉnh Khiêm.
    const part = tokens.length > 1 && ` ${key} `.includes(` ${tokens.join(' ')} `)
    const errors = part ? [1 / name.length] : windows.map((text) => errorOf(text, name, text === whole))
    const error = Math.min(...errors)
    if (error < 1) found.push({ entries, error })
  }
  const best = Math.min(...found.map(({ error }) => error))
  return found
    .filter(({ error }) => error <= best + NEARLY_AS_GOOD)
    .sort((a, b) => a.error - b.error)
    .flatMap(({ entries }) => entries.toSorted((a, b) => ORDER.indexOf(a.how) - ORDER.indexOf(b.how)))
}

/** Wrong letters per letter of the name; 1 for too many. */
function errorOf(text: string, name: string, whole: boolean): number {
  // Short names are near to many words: inside a sentence they must be right.
  const allowed = name.length < (whole ? 5 : 6) ? 0 : name.length < 8 ? 1 : 2
  if (Math.abs(text.length - name.length) > allowed) return 1
  // Cheap, and nobody misses both ends of a name.
  if (text[0] !== name[0] && text.at(-1) !== name.at(-1)) return 1
  const distance = editDistance(text, name)
  return distance <= allowed ? distance / name.length : 1
}

/** All runs of one to `most` words, joined, that are more than a type of place. */
function windowsOf(tokens: string[], most: number): string[] {
  return Array.from({ length: most }, (_, extra) =>
    tokens.slice(0, tokens.length - extra).map((_, from) => tokens.slice(from, from + extra + 1).join('')),
  )
    .flat()
    .filter((text) => text.length >= SHORTEST_WINDOW && !TYPE_WORDS.some(([type]) => type === text))
}

/** Letters to add, drop, change or swap with a neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}
