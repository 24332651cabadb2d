// The words of the names of enterprises, schools, hospitals and the like, and where these are.
import { isWeak, orgWords } from './place-org-words.js'
import type { UnitRow } from './unit-kinds.js'

/** One name of one unit. */
export interface OrgName {
  unit: UnitRow
  words: string[]
  /** What the unit is called officially today. */
  official: boolean
  /** "trước đây là …" where the unit is called otherwise today. */
  former?: string
  site: Site
}

/** Where units lie: one for all that have the same unit above them. */
interface Site {
  /** "KCN Tràng Duệ"; nothing for the whole city. */
  name?: string
  /** Codes of the units above. */
  codes: string[]
  /** Words of the names of the units above, and how well each tells where it is. */
  words: Map<string, number>
}

/** That a typed word may stand for these words of a name. */
export interface Hit {
  name: OrgName
  parts: string[]
}

export interface Orgs {
  /** By each word that tells a name apart. */
  words: Map<string, Hit[]>
  /** By two such words written together. */
  joined: Map<string, Hit[]>
}

/** What a word of the place an organisation is in weighs beside one of its name; less where the place is called so no more. */
export const AROUND = 0.6
const OLD_AROUND = 0.5

/** Makes the index of units that are no places. `above`: the units a unit belongs to, nearest first. */
export function buildOrgs(rows: UnitRow[], above: (unit: UnitRow) => UnitRow[]): Orgs {
  const orgs: Orgs = { words: new Map(), joined: new Map() }
  const sites = new Map<string | undefined, Site>()
  for (const unit of rows) {
    const site = sites.get(unit.parentCode) ?? siteOf(above(unit))
    sites.set(unit.parentCode, site)
    for (const name of namesOf(unit, site)) {
      for (const word of new Set(name.words)) if (!isWeak(word)) put(orgs.words, word, { name, parts: [word] })
      for (let at = 1; at < name.words.length; at += 1) {
        const parts = name.words.slice(at - 1, at + 1)
        if (!parts.some(isWeak)) put(orgs.joined, parts.join(''), { name, parts })
      }
    }
  }
  return orgs
}

function put(index: Map<string, Hit[]>, word: string, hit: Hit): void {
  const hits = index.get(word)
  if (hits) hits.push(hit)
  else index.set(word, [hit])
}

function namesOf(unit: UnitRow, site: Site): OrgName[] {
  const others = unit.aliases.map(({ text, kind }): OrgName => {
    const former = kind === 'former_name' ? `trước đây là ${text}` : kind === 'merged' ? `nay gồm ${text}` : undefined
    return { unit, words: orgWords(text), official: false, former, site }
  })
  return [{ unit, words: orgWords(unit.name), official: true, site }, ...others]
}

// An old ward tells too where a school stands, but today's comes first.
function siteOf(above: UnitRow[]): Site {
  const places = above.filter(({ kind }) => kind !== 'city')
  const old = places.flatMap(({ aliases }) => aliases.filter(({ kind }) => kind !== 'alias').map(({ text }) => text))
  const words = new Map([
    ...old.flatMap(orgWords).map((word): [string, number] => [word, OLD_AROUND]),
    ...places.flatMap(({ name }) => orgWords(name)).map((word): [string, number] => [word, AROUND]),
  ])
  return { name: places[0]?.name, codes: above.map(({ code }) => code), words }
}
