// Enterprises, schools, hospitals and the like, found by some of the words of their names: "cty LG", "thpt tran phu".
import { editDistance } from './edit-distance.js'
import { AROUND, type Hit, type OrgName, type Orgs } from './place-org-index.js'
import { isTalk, isWeak, kindsAsked, orgWords } from './place-org-words.js'
import type { UnitRow } from './unit-kinds.js'

export interface OrgMatch {
  unit: UnitRow
  via?: string
  /** Codes of the units it belongs to. */
  above: string[]
  /** Every word that was typed belongs to the unit's name or to where it lies, slips included. */
  full: boolean
  /** The same without a slip. */
  sure: boolean
  /** Without a slip, all words that tell its official name apart and nothing else. */
  exact: boolean
  score: number
}

const MOST_WORDS = 14
const MOST_CANDIDATES = 200
const ENOUGH = 0.7
const NEARLY_AS_GOOD = 0.12
const OTHER_KIND = 0.8
// What a word weighs beside one that tells a name apart.
const WEAK = 0.15
const UNKNOWN = 0.5
// How well a typed word fits: the first letters of a longer one, a slip, two words written together ("lechan" may as well
// be a ward).
const BEGINNING = 0.85
const SLIP = 0.8
const JOINED = 0.95

/** Units whose names hold what was typed, best first; of one that has several names the best. */
export function findOrgs(orgs: Orgs, text: string): OrgMatch[] {
  const words = orgWords(text).filter((word) => !isTalk(word))
  if (words.length === 0 || words.length > MOST_WORDS) return []
  const read = readWords(orgs, words)
  const kinds = kindsAsked(words)
  const best = new Map<string, OrgMatch>()
  for (const name of candidates(read)) {
    const match = matchOf(name, read)
    if (match && kinds.length > 0 && !kinds.includes(name.unit.kind)) match.score *= OTHER_KIND
    if (match && match.score > (best.get(name.unit.code)?.score ?? 0)) best.set(name.unit.code, match)
  }
  const matches = [...best.values()].sort((a, b) => b.score - a.score)
  return matches.filter(({ score }) => score >= matches[0]!.score - NEARLY_AS_GOOD)
}

/** A typed word, or two typed apart that a name has as one ("vin fast"). */
interface Read {
  word: string
  hits: Map<OrgName, { parts: string[]; fit: number }>
}

function readWords({ words: known, joined }: Orgs, words: string[]): Read[] {
  const read: Read[] = []
  for (let at = 0; at < words.length; at += 1) {
    const [word = '', next = ''] = words.slice(at, at + 2)
    const hits: Read['hits'] = new Map()
    if (isWeak(word)) {
      read.push({ word, hits })
      continue
    }
    const found = (all: Hit[] | undefined, fit: number) => {
      for (const { name, parts } of all ?? []) if ((hits.get(name)?.fit ?? 0) < fit) hits.set(name, { parts, fit })
    }
    const apart = next && known.has(word + next) && !(known.has(word) && known.has(next))
    found(known.get(apart ? word + next : word), 1)
    found(joined.get(word), JOINED)
    if (hits.size === 0 && word.length > 2) for (const [other, fit] of near(known, word)) found(known.get(other), fit)
    read.push({ word, hits })
    if (apart) at += 1
  }
  return read
}

/** Words of names that begin with the typed one, or differ by a slip. */
function near(known: Orgs['words'], word: string): [string, number][] {
  const slips = word.length < 5 ? 0 : word.length < 9 ? 1 : 2
  const found: [string, number][] = []
  for (const other of known.keys()) {
    if (other.startsWith(word)) found.push([other, BEGINNING])
    else if (other.length > 4 && other[0] === word[0] && Math.abs(other.length - word.length) <= slips)
      if (editDistance(word, other) <= slips) found.push([other, SLIP])
  }
  return found
}

/** The names that most of the typed words hit. */
function candidates(read: Read[]): OrgName[] {
  const hit = new Map<OrgName, number>()
  for (const { hits } of read)
    for (const [name, { parts, fit }] of hits) hit.set(name, (hit.get(name) ?? 0) + parts.length * fit)
  const told = [...hit]
  if (told.length > MOST_CANDIDATES) told.sort(([, a], [, b]) => b - a)
  return told.slice(0, MOST_CANDIDATES).map(([name]) => name)
}

function matchOf(name: OrgName, read: Read[]): OrgMatch | undefined {
  const heard = { asked: 0, explained: 0, own: 0, around: false, full: true, sure: true, met: new Set<string>() }
  for (const { word, hits } of read) {
    const hit = hits.get(name)
    if (isWeak(word)) {
      const met = name.words.includes(word)
      heard.asked += WEAK
      heard.explained += met ? WEAK : WEAK / 2
      if (met) heard.met.add(word)
    } else if (hit) {
      heard.asked += 1
      heard.explained += hit.fit
      heard.own += 1
      if (hit.fit < 1) heard.sure = false
      for (const part of hit.parts) heard.met.add(part)
    } else {
      const around = name.site.words.get(word)
      heard.asked += around ? AROUND : hits.size > 0 ? 1 : UNKNOWN
      heard.explained += around ?? 0
      if (around) heard.around = true
      else heard.full = false
    }
  }
  const { asked, explained, own, full, met } = heard
  if (own === 0 || explained / asked < ENOUGH) return undefined
  const sure = full && heard.sure
  const telling = name.words.filter((word) => !isWeak(word))
  const exact = name.official && sure && telling.every((word) => met.has(word)) && !heard.around
  const covered = weightOf([...met]) / weightOf([...new Set(name.words)])
  const via = [name.former, name.site.name].filter((text) => text !== undefined).join(', ') || undefined
  const score = (explained / asked) * (0.75 + 0.25 * covered)
  return { unit: name.unit, via, above: name.site.codes, full, sure, exact, score }
}

function weightOf(words: string[]): number {
  return words.reduce((sum, word) => sum + (isWeak(word) ? WEAK : 1), 0)
}
