// Finds names of places inside a text, with the words around them that tell what they are.
import { type Entry, type Places, type PlaceType, TYPE_WORDS } from './place-index.js'

/** A name found in the text: words `from` to `to` (end exclusive), its entries, and the words around it. */
export interface Span {
  from: number
  to: number
  key: string
  entries: Entry[]
  type?: PlaceType
  old: boolean
  street: boolean
}

// A name after one of these is a street, a hamlet or a school, if there is another name to go by.
const STREET = new Set('duong pho ngo ngach hem thon xom lang truong thpt thcs vien chua cau'.split(' '))
export const FILLER = new Set('o tai em toi minh da a thuoc ben day ay cho khu vuc viet nam moi'.split(' '))
export const CITY = 'hai phong'

/** Names in the text, the longest first where they overlap, in the order of the text. */
export function spansIn(places: Places, tokens: string[]): Span[] {
  const spans: Span[] = []
  const taken = new Set<number>()
  const types = longTypeWords(tokens)
  for (let size = Math.min(places.longest, tokens.length); size > 0; size -= 1) {
    for (let from = 0; from + size <= tokens.length; from += 1) {
      const to = from + size
      const key = tokens.slice(from, to).join(' ')
      const entries = places.names.get(key)
      if (!entries || taken.has(from) || taken.has(to - 1) || types.has(from)) continue
      for (let at = from; at < to; at += 1) taken.add(at)
      const type = typeBefore(tokens, from)
      const street = !type && STREET.has(tokens[from - 1] ?? '')
      const old = /^(?:cu|truoc day|truoc kia|ngay xua)\b/.test(tokens.slice(to, to + 2).join(' '))
      spans.push({ from, to, key, entries, type: type?.[1], old, street })
    }
  }
  // "An Dương, Lê Chân": that "Dương" is a name, not a street.
  const alone = spans.map((span) => ({ ...span, street: span.street && !taken.has(span.from - 1) }))
  return alone.sort((a, b) => a.from - b.from)
}

/** Where the words of "thị trấn" and the like stand: "thị trấn Phú Thái" has no Trần Phú in it. */
function longTypeWords(tokens: string[]): Set<number> {
  const found = new Set<number>()
  for (const [type] of TYPE_WORDS) {
    const size = type.split(' ').length
    for (let at = 0; size > 1 && at + size <= tokens.length; at += 1) {
      if (tokens.slice(at, at + size).join(' ') !== type) continue
      for (let word = at; word < at + size; word += 1) found.add(word)
    }
  }
  return found
}

function typeBefore(tokens: string[], at: number): [string, PlaceType] | undefined {
  const before = ` ${tokens.slice(Math.max(0, at - 3), at).join(' ')}`
  return TYPE_WORDS.find(([word]) => before.endsWith(` ${word}`))
}

/** Whether the text holds no words but names, their types, the city and fillers. */
export function nothingElse(tokens: string[], spans: Span[]): boolean {
  const rest = tokens.filter((_, at) => !spans.some((span) => at >= span.from && at < span.to)).join(' ')
  const words = ` ${rest} `
    .replaceAll(` ${CITY} `, ' ')
    .replace(/ (?:thi tran|dac khu|thanh pho|thi xa|khu cong nghiep|khu cn)(?= )/g, ' ')
  return words
    .trim()
    .split(/\s+/)
    .every((word) => word === '' || FILLER.has(word) || TYPE_WORDS.some(([type]) => type === word))
}
