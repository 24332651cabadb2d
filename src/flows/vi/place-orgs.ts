// Enterprises, schools, hospitals and the like, found by some of the words of their names: "cty LG", "thpt tran phu".
import { editDistance } from './edit-distance.js'
import { isTalk, isWeak, orgWords } from './place-org-words.js'
import type { UnitRow } from './unit-kinds.js'

interface OrgName {
  unit: UnitRow
  words: string[]
  /** "trước đây là …" where the unit is called otherwise today. */
  former?: string
  /** Words of the names of the units it belongs to. */
  around: Set<string>
  /** "KCN Tràng Duệ": what it lies in. */
  within?: string
}

export interface Orgs {
  names: OrgName[]
  /** By every word of a name, and by neighbouring words written together. */
  byWord: Map<string, Set<OrgName>>
}

export interface OrgMatch {
  unit: UnitRow
  via?: string
  /** Every word that was typed belongs to the unit's name or to where it lies. */
  full: boolean
  /** All words that tell the name apart were typed, and nothing else. */
  exact: boolean
  score: number
}

const ENOUGH = 0.7
const NEARLY_AS_GOOD = 0.12
const WEAK = 0.15
const UNKNOWN = 0.5
const AROUND = 0.6

/** Makes the index of units that are no places. `above`: the units a unit belongs to, nearest first. */
export function buildOrgs(rows: UnitRow[], above: (unit: UnitRow) => UnitRow[]): Orgs {
  const names = rows.flatMap((unit) => namesOf(unit, above(unit)))
  const byWord: Orgs['byWord'] = new Map()
  const put = (word: string, name: OrgName) => byWord.set(word, (byWord.get(word) ?? new Set()).add(name))
  for (const name of names) {
    for (const word of name.words) put(word, name)
    for (const word of joined(name.words)) put(word, name)
  }
  return { names, byWord }
}

function namesOf(unit: UnitRow, above: UnitRow[]): OrgName[] {
  const places = above.filter(({ kind }) => kind !== 'city')
  const around = new Set(
    places.flatMap(({ name, aliases }) => [name, ...aliases.filter(nearby).map(({ text }) => text)]).flatMap(orgWords),
  )
  const within = places[0]?.name
  return [
    { unit, words: orgWords(unit.name), around, within },
    ...unit.aliases.map(({ text, kind }) => {
      const former = kind === 'former_name' ? `trước đây là ${text}` : kind === 'merged' ? `nay gồm ${text}` : undefined
      return { unit, words: orgWords(text), former, around, within }
    }),
  ]
}

// An old ward is as good as today's to tell where a school stands.
function nearby({ kind }: UnitRow['aliases'][number]): boolean {
  return kind !== 'alias'
}

/** Units whose names hold what was typed, best first; of one that has several names the best. */
export function findOrgs(orgs: Orgs, text: string): OrgMatch[] {
  const typed = orgWords(text)
  const words = typed.filter((word) => !isTalk(word))
  if (words.length === 0 || words.length > 14) return []
  const read = words.map((word, at) => ({ word, known: knownAs(orgs, word, words[at + 1]) }))
  const candidates = new Set(
    read.flatMap(({ known }) =>
      [...known.keys()].filter((word) => !isWeak(word)).flatMap((w) => [...orgs.byWord.get(w)!]),
    ),
  )
  const best = new Map<string, OrgMatch>()
  for (const name of candidates) {
    const match = matchOf(name, read)
    if (match && match.score > (best.get(name.unit.code)?.score ?? 0)) best.set(name.unit.code, match)
  }
  const matches = [...best.values()].sort((a, b) => b.score - a.score)
  return matches.filter(({ score }) => score >= matches[0]!.score - NEARLY_AS_GOOD)
}

interface Read {
  word: string
  /** Words of names this one may be, and how well it fits; with `pair` it takes the next word too. */
  known: Map<string, { fit: number; pair: boolean }>
}

function knownAs({ byWord }: Orgs, word: string, next: string | undefined): Read['known'] {
  const known: Read['known'] = new Map()
  if (next && byWord.has(word + next)) known.set(word + next, { fit: 1, pair: true })
  if (byWord.has(word)) return known.set(word, { fit: 1, pair: false })
  if (word.length < 3 || isWeak(word)) return known
  const slips = word.length < 5 ? 0 : word.length < 9 ? 1 : 2
  for (const other of byWord.keys()) {
    if (other.startsWith(word)) known.set(other, { fit: 0.85, pair: false })
    else if (slips > 0 && other.length > 4 && Math.abs(other.length - word.length) <= slips && other[0] === word[0]) {
      if (editDistance(word, other) <= slips) known.set(other, { fit: 0.8, pair: false })
    }
  }
  return known
}

function matchOf(name: OrgName, read: Read[]): OrgMatch | undefined {
  let [asked, explained, own] = [0, 0, 0]
  let full = true
  const met = new Set<string>()
  for (let at = 0; at < read.length; at += 1) {
    const { word, known } = read[at]!
    const fits = [...known].filter(([other]) => wordsMet(name, other).length > 0).sort(([, a], [, b]) => b.fit - a.fit)
    const [other, hit] = fits[0] ?? []
    const weight = isWeak(word) ? WEAK : hit ? 1 : name.around.has(word) ? AROUND : known.size > 0 ? 1 : UNKNOWN
    asked += weight
    if (hit) {
      for (const part of wordsMet(name, other!)) met.add(part)
      explained += weight * hit.fit
      if (!isWeak(word)) own += 1
      if (hit.fit < 1) full = false
      if (hit.pair) at += 1
    } else if (name.around.has(word) || isWeak(word)) explained += isWeak(word) ? weight / 2 : weight
    else full = false
  }
  if (own === 0 || explained / asked < ENOUGH) return undefined
  const telling = name.words.filter((word) => !isWeak(word))
  const covered = weightOf(name.words.filter((word) => met.has(word))) / weightOf(name.words)
  const exact = full && telling.every((word) => met.has(word)) && !read.some(({ word }) => name.around.has(word))
  const via = [name.former, name.within].filter((text) => text !== undefined).join(', ') || undefined
  return { unit: name.unit, via, full, exact, score: (explained / asked) * (0.75 + 0.25 * covered) }
}

function weightOf(words: string[]): number {
  return words.reduce((sum, word) => sum + (isWeak(word) ? WEAK : 1), 0)
}

/** The words of a name that one typed word stands for: itself, or neighbours it joins. */
function wordsMet({ words }: OrgName, typed: string): string[] {
  if (words.includes(typed)) return [typed]
  for (let from = 0; from < words.length; from += 1)
    for (let to = from + 2; to <= Math.min(words.length, from + 3); to += 1)
      if (words.slice(from, to).join('') === typed) return words.slice(from, to)
  return []
}

function joined(words: string[]): string[] {
  return words
    .flatMap((_, from) => [2, 3].map((size) => words.slice(from, from + size)))
    .flatMap((run) => (run.length > 1 ? [run.join('')] : []))
}
