// Every name a place of the city goes by, ready for searching: today's units, the wards and districts that ended on
// 1/7/2025, and industrial parks with the names workers use.
import { buildOrgs, type Orgs } from './place-org-index.js'
import { fold, placeKey } from './text.js'
import type { UnitKind, UnitRow } from './unit-kinds.js'

export type How = 'org' | 'name' | 'former_ward' | 'former_district' | 'alias' | 'fuzzy'

/** One name of one unit. */
export interface Entry {
  unit: UnitRow
  how: Exclude<How, 'fuzzy' | 'org'>
  /** Without type: "Lê Chân". */
  name: string
  type: PlaceType
  /** Folded names of the old districts this name lay in. */
  districts: string[]
  /** Why this unit is offered: "nay gồm phường An Biên cũ". */
  via?: string
  /** Percent of the divided old ward of this name. */
  share?: number
}

export interface Places {
  units: Map<string, UnitRow>
  city?: UnitRow
  /** By folded name without type. */
  names: Map<string, Entry[]>
  /** The most words a name has. */
  longest: number
  /** Units that are no places. */
  orgs: Orgs
}

export type PlaceType = 'ward' | 'commune' | 'township' | 'zone' | 'district' | 'park' | 'city'

/** Folded words that say what kind of place follows, longest first. */
export const TYPE_WORDS: [string, PlaceType][] = [
  ['khu cong nghiep', 'park'],
  ['khu cn', 'park'],
  ['thi tran', 'township'],
  ['dac khu', 'zone'],
  ['thanh pho', 'district'],
  ['thi xa', 'district'],
  ['phuong', 'ward'],
  ['quan', 'district'],
  ['huyen', 'district'],
  ['xa', 'commune'],
  ['kcn', 'park'],
  ['tinh', 'district'],
  ['tt', 'township'],
  ['tp', 'district'],
  ['tx', 'district'],
  ['p', 'ward'],
  ['x', 'commune'],
  ['q', 'district'],
  ['h', 'district'],
]
const KIND_TYPES: Partial<Record<UnitKind, PlaceType>> = {
  city: 'city',
  ward: 'ward',
  commune: 'commune',
  special_zone: 'zone',
  industrial_park: 'park',
}

/** Makes the index: once for a state of the tree. */
export function buildPlaces(rows: UnitRow[]): Places {
  const units = new Map(rows.map((unit) => [unit.code, unit]))
  const entries = rows.filter((unit) => unit.kind !== 'city' && isPlace(unit)).flatMap(entriesOf)
  const names = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = placeKey(entry.name)
    // "Phúc Thành" is also said of Phúc Thành A.
    const short = entry.how === 'former_ward' ? key.replace(/ \S$/, '') : key
    for (const each of new Set([key, short])) names.set(each, [...(names.get(each) ?? []), entry])
  }
  for (const same of names.values()) tellWardsApart(same)
  return {
    units,
    city: rows.find((unit) => unit.kind === 'city'),
    names,
    longest: Math.max(1, ...[...names.keys()].map((key) => key.split(' ').length)),
    orgs: buildOrgs(
      rows.filter((unit) => !isPlace(unit)),
      (unit) => above(units, unit),
    ),
  }
}

/** A ward, a commune, a park: somewhere rather than somebody. */
function isPlace({ kind }: UnitRow): boolean {
  return KIND_TYPES[kind] !== undefined
}

/** The units a unit belongs to, nearest first. */
function above(units: Map<string, UnitRow>, unit: UnitRow): UnitRow[] {
  const parent = units.get(unit.parentCode ?? '')
  return parent ? [parent, ...above(units, parent)] : []
}

/** "Phường Lê Chân" is a ward named "Lê Chân". */
export function splitType(name: string): { type?: PlaceType; bare: string } {
  const folded = fold(name)
  const found = TYPE_WORDS.find(([word]) => folded.startsWith(`${word} `))
  return found ? { type: found[1], bare: name.split(' ').slice(found[0].split(' ').length).join(' ') } : { bare: name }
}

function entriesOf(unit: UnitRow): Entry[] {
  // Some units join parts of two districts: their old wards tell, if more than a corner of them came here.
  const mostly = unit.aliases.filter((alias) => alias.kind === 'former_ward' && (alias.share ?? 100) >= 50)
  const told = [unit.formerDistrict, ...mostly.map((alias) => alias.note)]
  const districts = told.filter(
    (name, at) =>
      name !== undefined && told.findIndex((other) => other && districtKey(other) === districtKey(name)) === at,
  ) as string[]
  const keys = districts.map(districtKey)
  const own = districts.length > 0 ? `thuộc ${districts.map(small).join(' và ')} trước đây` : undefined
  const type = KIND_TYPES[unit.kind]!
  const base = { unit, type, districts: keys }
  return [
    { ...base, how: 'name', name: splitType(unit.name).bare.replace(/ \(.*\)$/, ''), via: own },
    ...unit.aliases.map((alias): Entry => {
      if (alias.kind === 'alias') return { ...base, how: 'alias', name: alias.text, via: `còn gọi là ${alias.text}` }
      if (alias.kind === 'former_name')
        return { ...base, how: 'alias', name: splitType(alias.text).bare, via: `trước đây là ${small(alias.text)}` }
      const old = splitType(alias.text)
      const inDistrict = alias.note ? [districtKey(alias.note)] : keys
      const part = alias.share === undefined ? '' : 'một phần '
      const via = `nay gồm ${part}${small(alias.text)} cũ${alias.note ? `, ${small(alias.note)}` : ''}`
      const { share } = alias
      return { unit, how: 'former_ward', name: old.bare, type: old.type ?? type, districts: inDistrict, via, share }
    }),
    ...districts.map((name): Entry => {
      const via = `thuộc ${small(name)} trước đây`
      return {
        unit,
        how: 'former_district',
        name: splitType(name).bare,
        type: 'district',
        districts: [districtKey(name)],
        via,
      }
    }),
  ]
}

/** The district is told only where several old wards had one name. */
function tellWardsApart(same: Entry[]): void {
  const wards = same.filter((entry) => entry.how === 'former_ward')
  if (new Set(wards.flatMap((entry) => entry.districts)).size > 1) return
  for (const ward of wards) ward.via = ward.via?.replace(/,.*$/, '')
}

function districtKey(name: string): string {
  return placeKey(splitType(name).bare)
}

/** "phường An Biên" inside a sentence; "KCN Tràng Duệ" stays. */
function small(name: string): string {
  return /^\p{Lu}\p{Lu}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1)
}
