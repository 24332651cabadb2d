// Names close to what was typed: a slip of one or two letters, spaces lost ("lechan"), a part of a long name.
import { editDistance } from './edit-distance.js'
import { FAMILY_NAMES } from './names.js'
import { type Entry, type How, type Places, TYPE_WORDS } from './place-index.js'
import { FILLER } from './place-spans.js'

// A sentence holds something near to everything: guessing is for a name, with a word or two around it.
const LONGEST_QUERY = 10
const NEARLY_AS_GOOD = 0.05
const SHORTEST_WINDOW = 4
const ORDER: How[] = ['name', 'former_ward', 'alias', 'former_district']
// A place elsewhere is no slip: "Quảng Ninh" is not the old Quang Minh.
const ELSEWHERE = new Set(
  'ha noi, quang ninh, bac ninh, bac giang, hung yen, thai binh, nam dinh, ninh binh, ha nam, vinh phuc, phu tho, hoa binh, thai nguyen, lang son, cao bang, bac kan, tuyen quang, ha giang, lao cai, yen bai, son la, dien bien, lai chau, thanh hoa, nghe an, ha tinh, quang binh, quang tri, hue, thua thien hue, da nang, quang nam, quang ngai, binh dinh, phu yen, khanh hoa, ninh thuan, binh thuan, kon tum, gia lai, dak lak, dak nong, lam dong, dong nai, binh duong, binh phuoc, tay ninh, vung tau, ba ria vung tau, ho chi minh, sai gon, long an, tien giang, ben tre, tra vinh, vinh long, dong thap, an giang, kien giang, can tho, hau giang, soc trang, bac lieu, ca mau'.split(
    ', ',
  ),
)
const PARK = /(?:^| )(?:kcn|khu cn|khu cong nghiep)(?: |$)/
const NO_PLACE = /^(?:(?:da|a|em) )*(?:khong|chua|dung|phai|co phai|co le|sai|nham)(?: |$)/

interface Window {
  text: string
  /** All there is of the name, as far as can be told. */
  whole: boolean
}

/** The entries nearest to folded text, best first; none where nothing comes close. */
export function nearNames(places: Places, folded: string): Entry[] {
  const tokens = folded.split(' ')
  if (tokens.length > LONGEST_QUERY || NO_PLACE.test(folded)) return []
  if (ELSEWHERE.has(folded.replace(/^(?:o )?(?:tinh |thanh pho |tp )?/, ''))) return []
  const windows = windowsOf(tokens, places.longest + 1)
  const most = readsAsPerson(tokens) ? 1 : 2
  const found: { entries: Entry[]; error: number }[] = []
  for (const [key, entries] of places.names) {
    const name = key.replaceAll(' ', '')
    // "Bỉnh Khiêm" for Nguyễn Bỉnh Khiêm.
    const part = tokens.length > 1 && ` ${key} `.includes(` ${tokens.join(' ')} `)
    const errors = part ? [1 / name.length] : windows.map(({ text, whole }) => errorOf(text, name, whole, most))
    const error = Math.min(1, ...errors)
    if (error < 1) found.push({ entries, error })
  }
  const best = Math.min(...found.map(({ error }) => error))
  return found
    .filter(({ error }) => error <= best + NEARLY_AS_GOOD)
    .sort((a, b) => a.error - b.error)
    .flatMap(({ entries }) => entries.toSorted((a, b) => orderOf(a) - orderOf(b) || shareOf(b) - shareOf(a)))
    .sort((a, b) => (PARK.test(folded) ? 0 : Number(a.type === 'park') - Number(b.type === 'park')))
}

/** A ward of that name before a park nobody asked for. */
function orderOf(entry: Entry): number {
  return ORDER.indexOf(entry.how) + (entry.type === 'park' ? ORDER.length : 0)
}

function shareOf(entry: Entry): number {
  return entry.share ?? 100
}

/** "Trần Văn Dũng": a family name, and nothing that says it is a place. */
export function readsAsPerson(tokens: string[]): boolean {
  return tokens.length > 1 && FAMILY_NAMES.has(tokens[0] ?? '') && typeEnds(tokens).length === 0
}

/** Wrong letters per letter of the name; 1 for too many. */
function errorOf(text: string, name: string, whole: boolean, most: number): number {
  // Short names are near to many words: inside a sentence they must be right.
  const allowed = name.length < (whole ? 5 : 6) ? 0 : name.length < 8 || !whole ? 1 : most
  if (Math.abs(text.length - name.length) > allowed) return 1
  // Cheap, and nobody misses both ends of a name.
  if (text[0] !== name[0] && text.at(-1) !== name.at(-1)) return 1
  const distance = editDistance(text, name)
  return distance <= allowed ? distance / name.length : 1
}

/** Where a name may stand: the whole text, also without the words of talk around it, and right after a type of place. */
function windowsOf(tokens: string[], most: number): Window[] {
  const from = tokens.findIndex((word) => !FILLER.has(word))
  const to = tokens.findLastIndex((word) => !FILLER.has(word)) + 1
  const talk = [tokens, tokens.slice(from), tokens.slice(0, to), tokens.slice(from, to)]
  const typed = typeEnds(tokens).flatMap((start) =>
    Array.from({ length: Math.min(most, tokens.length - start) }, (_, extra) => {
      const end = start + extra + 1
      return { text: tokens.slice(start, end).join(''), whole: end === tokens.length }
    }),
  )
  return [
    ...talk.filter((run) => run.length <= most).map((run) => ({ text: run.join(''), whole: true })),
    ...typed,
  ].filter(({ text }) => text.length >= SHORTEST_WINDOW && !TYPE_WORDS.some(([type]) => type === text))
}

/** Where the words after a type of place begin. */
function typeEnds(tokens: string[]): number[] {
  return tokens.flatMap((_, at) => {
    const before = ` ${tokens.slice(0, at).join(' ')}`
    return TYPE_WORDS.some(([type]) => before.endsWith(` ${type}`)) ? [at] : []
  })
}
