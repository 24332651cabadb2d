// Finds names of places inside a text, with the words around them that tell what they are.
import { type Entry, type Places, type PlaceType, TYPE_WORDS } from './place-index.js'
import { spelling } from './spelling.js'
import { placeKey } from './text.js'

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
const STREET = new Set(
  'duong pho ngo ngach hem kiet thon xom truong thpt thcs vien chua cau cho den dinh ga cang xe pha non'.split(' '),
)
// A number is a house's, unless one of these is counted by it: "12 Lạch Tray", but "khu 2 Đồ Sơn".
const COUNTED = new Set('khu to tdp kdc xom thon doi ap cum kcn ban lo'.split(' '))
export const FILLER = new Set('o tai em toi minh da a thuoc ben day ay cho khu vuc viet nam moi'.split(' '))
export const CITY = 'hai phong'

/**
 * Names in the text, in its order. Where they overlap the one that explains more words counts, the word before it that
 * says what it is included: "phường Hưng Đạo" is no Phương Hưng.
 */
export function spansIn(places: Places, tokens: string[]): Span[] {
  const types = longTypeWords(tokens)
  const found = tokens.flatMap((_, from) => (types.has(from) ? [] : spansFrom(places, tokens, from)))
  const most = found.toSorted(
    (a, b) => explained(b) - explained(a) || b.to - b.from - (a.to - a.from) || a.from - b.from,
  )
  const taken = new Set<number>()
  const spans: Span[] = []
  for (const { typeWords: _, ...span } of most) {
    if (taken.has(span.from) || taken.has(span.to - 1)) continue
    for (let at = span.from; at < span.to; at += 1) taken.add(at)
    spans.push(span)
  }
  // "An Dương, Lê Chân": that "Dương" is a name, not a street.
  const alone = spans.map((span) => ({ ...span, street: span.street && !taken.has(span.from - 1) }))
  return alone.sort((a, b) => a.from - b.from)
}

/** All names that begin at a word, whatever else the words may be. */
function spansFrom(places: Places, tokens: string[], from: number): (Span & { typeWords: number })[] {
  const [word = '', type] = typeBefore(tokens, from) ?? []
  const street = !type && (STREET.has(tokens[from - 1] ?? '') || isHouse(tokens, from - 1))
  const typeWords = word === '' ? 0 : word.split(' ').length
  return Array.from({ length: Math.min(places.longest, tokens.length - from) }, (_, n) => from + n + 1).flatMap(
    (to) => {
      const key = tokens.slice(from, to).join(' ')
      const entries = places.names.get(key)
      const old = /^(?:cu|truoc day|truoc kia|ngay xua)\b/.test(tokens.slice(to, to + 2).join(' '))
      return entries ? [{ from, to, key, entries, type, old, street, typeWords }] : []
    },
  )
}

function isHouse(tokens: string[], at: number): boolean {
  if (!/^\d+[a-z]?$/.test(tokens[at] ?? '')) return false
  const before = tokens[at - 1] === 'so' ? tokens[at - 2] : tokens[at - 1]
  return !COUNTED.has(before ?? '') && before !== 'pho'
}

// A street, a school, a bridge: known to everybody around, and in no ward's name. Compared folded.
const AT =
  /^(?:(?:o|tai|gan|canh|ngay|cho|phia|sau|truoc|doi dien|dau|cuoi|nha|em|toi|minh|chau|khu vuc|trong|ngoai|duoi) )+/
const SPOT =
  /^(?:(?:duong|pho|ngo|ngach|hem|kiet|dai lo|quoc lo|tinh lo|ql|tl|truong|thpt|thcs|tieu hoc|mam non|dai hoc|cao dang|benh vien|bv|cau|ben xe|ben pha|ben tau|san bay|ga|nga (?:tu|nam|ba|sau)|chua|den|dinh|mieu|nha tho|chung cu|khu do thi|kdt|sieu thi|khach san|cong vien|quang truong|cang|song|vincom|vinhomes|aeon|big c|go) |(?:so (?:nha )?|sn ?)?\d+[a-z]?(?: \d+[a-z]?)* (?!thang |nam |ngay |nguoi |tuoi )[a-z])/
// "chợ Sắt", not "cho em": the letters without marks say nothing.
const MARKET = /^(?:(?:ở|gần|cạnh|ngay|chỗ|sau|trước|em ở|nhà em ở) )*chợ /u

/** Whether a text names a street, a school or the like, and no ward or commune: "phố Cầu Đất", but not "Cầu Đất". */
export function isSpot(places: Places, text: string): boolean {
  const key = placeKey(text)
  if (/(?:^| )(?:phuong|xa|thi tran|dac khu|p|x|tt|kcn|khu cong nghiep)(?= )/.test(key)) return false
  const bare = [key, key.replace(AT, '')].find((said) => SPOT.test(said))
  if (bare === undefined) return MARKET.test(text.toLowerCase())
  const tokens = bare.split(' ')
  return !tokens.some((_, n) => places.names.has(tokens.slice(0, n + 1).join(' ')))
}

function explained({ from, to, typeWords }: { from: number; to: number; typeWords: number }): number {
  return to - from + typeWords
}

/**
 * The spans whose marks in the text may be those of a name: "an làm" is no An Lâm. A mark left out is allowed, hỏi for ngã
 * too. All of them where that leaves none: then they are slips.
 */
export function spelledAs(spans: Span[], text: string): Span[] {
  const typed = spelling(bareWords(text)).split(' ')
  const allowed = spans.filter(({ from, to, entries }) =>
    entries.some(({ name }) => allows(typed.slice(from, to), spelling(bareWords(name)).split(' '))),
  )
  return allowed.length > 0 ? allowed : spans
}

function allows(typed: string[], name: string[]): boolean {
  return typed.every((word, at) => {
    const [marks, wanted] = [word, name[at] ?? ''].map((spelled) => (spelled.split('/')[1] ?? '').replace('4', '3'))
    return Array.from(marks!).every((mark) => wanted!.includes(mark))
  })
}

function bareWords(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
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

/** Whether a word may stand around a name and say nothing more than that: a type, "em ở", the city. */
export function isAround(word: string): boolean {
  return (
    FILLER.has(word) ||
    `${CITY} thi tran dac khu thanh pho khu cong nghiep`.split(' ').includes(word) ||
    TYPE_WORDS.some(([type]) => type === word)
  )
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
