import type { Entry, How, Places } from './place-index.js'
import { nearNames, readsAsPerson } from './place-near.js'
import { isTalk, kindsAsked, orgWords } from './place-org-words.js'
import { findOrgs, type OrgMatch } from './place-orgs.js'
import { CITY, isAround, nothingElse, type Span, spansIn, spelledAs } from './place-spans.js'
import { remembered } from './remembered.js'
import { spelling, telexSpelling, vniSpelling } from './spelling.js'
import { hasDiacritics, placeKey, words } from './text.js'

import type { UnitRow } from './unit-kinds.js'

export { buildPlaces, type Places } from './place-index.js'
export { isSpot } from './place-spans.js'
export type { Alias, UnitRow } from './unit-kinds.js'

/** `via` tells a person why this unit is offered: "nay gồm phường An Biên cũ". */
export interface PlaceMatch {
  unit: UnitRow
  how: How
  via?: string
}

export interface PlaceSearch {
  matches: PlaceMatch[]
  /** Exactly one unit goes by the name today and no old ward elsewhere did. Anything else must be confirmed. */
  certain: boolean
}

const WARDS = new Set<Span['type']>(['ward', 'commune', 'township', 'zone'])
const PROVINCE = 'hai duong'
// An address is shorter; a story is not searched to its end.
const MOST_WORDS = 40
// In more words than these a name counts only where "phường", "xã" or the like stands before it.
const SENTENCE_WORDS = 12

/**
 * Finds the units a text may mean: today's names, old wards and districts, names of industrial parks, enterprises, schools
 * and the like by some of their words, small slips. At most `limit` matches, best first; the units of a former district (up
 * to 9) are cut last.
 */
export function searchPlaces(places: Places, typed: string, limit = MOST_MATCHES): PlaceSearch {
  return limit === MOST_MATCHES ? searcherOf(places)(typed) : search(places, typed, limit)
}

const MOST_MATCHES = 6

const searchers = new WeakMap<Places, (typed: string) => PlaceSearch>()

function searcherOf(places: Places): (typed: string) => PlaceSearch {
  const known = searchers.get(places) ?? remembered((typed) => search(places, typed, MOST_MATCHES))
  searchers.set(places, known)
  return known
}

function search(places: Places, typed: string, limit: number): PlaceSearch {
  // Without the "ạ" at its end, which without its mark is a letter: "xã Phúc Thành ạ" is no Phúc Thành A.
  const text = words(typed)
    .slice(0, MOST_WORDS)
    .join(' ')
    .replace(/ ạ[ .,!]*$/iu, '')
  const tokens = placeKey(text).split(' ')
  if (isCity(tokens) && places.city) return { matches: [{ unit: places.city, how: 'name' }], certain: false }
  const found = byName(places, text) ?? byKeys(places, text)
  const orgs = orgsIn(places, text)
  const rest = found?.rest ?? tokens
  const asked = kindsAsked(orgWords(rest.join(' '))).length > 0
  const more = found ? rest.some((word) => !isTalk(word) && !isAround(word)) && orgs[0]?.full : orgs[0]?.sure
  if (orgs.length > 0 && (asked || more)) return orgsFirst(orgs, found?.entries ?? [], limit)
  if (found?.certain) return { matches: found.entries.map(matchOf), certain: true }
  const near = found ? [] : unique(nearNames(places, tokens.join(' ').replace(CITY, '').trim()))
  const placed = found
    ? cut(found.entries, limit).map(matchOf)
    : cut(near, limit).map((entry): PlaceMatch => ({ ...matchOf(entry), how: 'fuzzy' }))
  const also = orgs.filter((org) => !found || org.sure).map(orgMatch)
  return { matches: [...placed, ...also.slice(0, Math.max(0, limit - placed.length))], certain: false }
}

/** The ward or park that only tells where an organisation is need not be offered beside it. */
function orgsFirst(orgs: OrgMatch[], entries: Entry[], limit: number): PlaceSearch {
  const told = new Set(orgs.filter((org) => org.full).flatMap((org) => org.above))
  const others = entries.filter(({ unit }) => !told.has(unit.code))
  const matches = [...orgs.map(orgMatch), ...others.map(matchOf)].slice(0, limit)
  return { matches, certain: orgs.length === 1 && orgs[0]!.exact }
}

/** Also as typed with the Vietnamese keyboard switched off. */
function orgsIn(places: Places, text: string): OrgMatch[] {
  for (const letters of [text, keysRead(text, telexSpelling), keysRead(text, vniSpelling)]) {
    const found = findOrgs(places.orgs, letters)
    if (found.length > 0) return found
  }
  return []
}

export function findUnit(places: Places, code: string): UnitRow | undefined {
  return places.units.get(code)
}

/** "Phường Lê Chân". */
export function showUnit(unit: UnitRow): string {
  return unit.name
}

/** "Phường Lê Chân (nay gồm phường An Biên cũ)". */
export function explainMatch(match: PlaceMatch): string {
  return match.via ? `${showUnit(match.unit)} (${match.via})` : showUnit(match.unit)
}

/** What was typed with the Vietnamese keyboard switched off: "vinhx nieemj". */
function byKeys(places: Places, text: string): Named | undefined {
  for (const spell of [telexSpelling, vniSpelling]) {
    const found = byName(places, keysRead(text, spell))
    if (found) return { ...found, certain: false }
  }
  return undefined
}

function keysRead(text: string, spell: (text: string) => string): string {
  return spell(text.normalize('NFC')).replace(/\/\S*/g, '')
}

interface Named {
  entries: Entry[]
  certain: boolean
  /** Words that are no names of places; among them what a park is only called by ("LG"). */
  rest: string[]
}

function byName(places: Places, text: string): Named | undefined {
  const tokens = placeKey(text).split(' ')
  const found = spelledAs(spansIn(places, tokens), text)
  const all = tokens.length > SENTENCE_WORDS && !found.some((span) => span.type) ? [] : found
  if (all.length === 0) return undefined
  // "Bùi Văn An" is somebody, though there was a ward called Văn An.
  if (all.length === 1 && all[0]!.from > 0 && /^(?:van|thi)$/.test(tokens[1] ?? '') && readsAsPerson(tokens))
    return undefined
  const spans = all.some((span) => !span.street) ? all.filter((span) => !span.street) : all
  const narrowed = narrow(spans, namesProvince(tokens, spans))
  // "Cổ Am, xã Vĩnh Am": what says of itself that it is a commune is the answer.
  const wards = narrowed.filter((span) => WARDS.has(span.type))
  const candidates = wards.length > 0 ? wards : narrowed
  const entries = unique(candidates.flatMap((span) => ranked(span, text)))
  const [span] = candidates
  const [entry] = entries
  const certain =
    entries.length === 1 &&
    candidates.length === 1 &&
    span !== undefined &&
    entry?.how === 'name' &&
    !span.old &&
    // A park's name alone ("Đình Vũ") is also the country around it.
    (span.type === entry.type || (span.type === undefined && entry.type !== 'park')) &&
    nothingElse(tokens, all)
  const named = all.filter((span) => span.entries.some((other) => other.how !== 'alias'))
  const rest = tokens.filter((_, at) => !named.some((span) => at >= span.from && at < span.to))
  return { entries, certain, rest }
}

/**
 * Lets the names explain each other: of "An Dương, quận Lê Chân" only the An Dương that lay in Lê Chân counts, and the
 * district is no answer of its own any more.
 */
function narrow(spans: Span[], province: string | undefined): Span[] {
  const narrowed = spans.map((span) => {
    const others = spans.filter((other) => other !== span && (other.type ?? 'district') === 'district')
    const districts = others
      .filter((other) => other.entries.some((entry) => entry.how === 'former_district'))
      .map((other) => other.key)
    const inDistrict = span.entries.filter(
      (entry) => entry.how !== 'former_district' && entry.districts.some((district) => districts.includes(district)),
    )
    return { ...span, entries: inDistrict }
  })
  const supported = narrowed.filter((span) => span.entries.length > 0 && span.type !== 'district')
  if (supported.length > 0) return supported
  const inProvince = spans
    .filter((span) => span.key !== PROVINCE)
    .map((span) => ({ ...span, entries: span.entries.filter((entry) => entry.unit.formerProvince === province) }))
    .filter((span) => span.entries.length > 0)
  return province && inProvince.length > 0 ? inProvince : spans
}

/** "..., Hải Dương" at the end of an address is the former province. */
function namesProvince(tokens: string[], spans: Span[]): string | undefined {
  const last = spans.at(-1)
  return spans.length > 1 && last?.key === PROVINCE && last.to === tokens.length ? 'Tỉnh Hải Dương' : undefined
}

/** The entries of a name in the order to offer them; of those the typed kind ("quận", "KCN") rules out none. */
function ranked(span: Span, text: string): Entry[] {
  const fitting = span.entries.filter((entry) => fits(entry, span.type))
  const order: How[] = span.old
    ? ['former_ward', 'former_district', 'name', 'alias']
    : ['name', 'former_ward', 'former_district', 'alias']
  const spelled = ` ${spelling(text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' '))} `
  // Worst first: a park nobody asked for, another kind than typed, a less likely sort of name, other marks.
  const weight = (entry: Entry) =>
    (entry.type === 'park' && span.type !== 'park' ? 100 : 0) +
    (span.type !== undefined && entry.type !== span.type ? 20 : 0) +
    order.indexOf(entry.how) * 2 +
    (entry.how === 'former_district' && !entry.unit.formerDistrict?.endsWith(entry.name) ? 1 : 0) +
    (hasDiacritics(text) && !spelled.includes(` ${spelling(entry.name)} `) ? 1 : 0) -
    // Of a divided ward the side where most of it went.
    (entry.share ?? 100) / 1000
  return (fitting.length > 0 ? fitting : span.entries)
    .map((entry) => ({ entry, at: weight(entry) }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry)
}

function fits(entry: Entry, typed: Span['type']): boolean {
  if (typed === undefined) return true
  if (typed === 'district') return entry.how === 'former_district'
  if (typed === 'park') return entry.type === 'park'
  return entry.type !== 'park' && entry.how !== 'former_district'
}

function matchOf(entry: Entry): PlaceMatch {
  return { unit: entry.unit, how: entry.how, via: entry.via }
}

function orgMatch({ unit, via }: OrgMatch): PlaceMatch {
  return { unit, how: 'org', via }
}

function unique(entries: Entry[]): Entry[] {
  return entries.filter((entry, at) => entries.findIndex((other) => other.unit.code === entry.unit.code) === at)
}

function cut(entries: Entry[], limit: number): Entry[] {
  return entries.filter((entry, at) => at < limit || entry.how === 'former_district')
}

/** "Hải Phòng" and nothing that narrows it. */
function isCity(tokens: string[]): boolean {
  return tokens.join(' ') === 'hp' || (` ${tokens.join(' ')} `.includes(` ${CITY} `) && nothingElse(tokens, []))
}
