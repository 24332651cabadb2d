// A place that is said along with a name, or in its stead: "Nguyễn Thị Hoa, phường Lê Chân", "cô Hoa ở Lê Chân".
import { type PlaceMatch, type Places, searchPlaces, type UnitRow } from './places.js'
import { clean, fold, hasDiacritics } from './text.js'

/** What was typed of the place, and the units that may be meant: `certain`, where it can be one alone. */
export interface PlaceSaid {
  typed: string
  certain?: UnitRow
  matches: PlaceMatch[]
}

// Longer it is a story.
const LONGEST = 120
const KINDS = 'phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|kcn|khu công nghiệp'
const PLAIN_KINDS = 'phuong|xa|thi tran|quan|huyen|thi xa|p\\.|x\\.'
const LIVING = '(?:nhà|hiện|đang|sống|trú|làm việc|làm)'
// Where somebody comes from.
const HOME = /(?<!\p{L})(?:quê|gốc)(?!\p{L})/iu
const AT = new RegExp(
  `^(.*?)[ ,;(–-]*(?<!\\p{L})(?:${LIVING} )*(?:ở|tại|(?:o|tai)(?= (?:${PLAIN_KINDS}) )) ([^,;].*?)[ ).]*$`,
  'iu',
)
const BEHIND = /^(.*\S) *(?:[,;(]|(?<![px])\.| [–-]) *([^,;(]+(?:, *[^,;(]+)?)[ ).]*$/u
// In small letters: "Nguyễn Thị Phường" is somebody.
const KIND_BEHIND = new RegExp(`^(.*\\S) ((?:tổ|khu|thôn|xóm) \\S+ )?((?:${KINDS}|KCN) .+?)[ ).]*$`, 'u')
// Behind a sign no mark must tell.
const PLAIN_KIND = new RegExp(`^(?:${PLAIN_KINDS}) ?\\S`, 'iu')
// Which house it is, nobody is asked here.
const HOUSE = /[ ,;(–-]+(?:(?:số|so)(?: nhà| nha)? \d|(?:tổ|thôn|xóm|khu|ngõ|ngách|đường|phố|to|thon|xom|ngo) \S).*$/u
const KIND = new RegExp(`^(?:(?:tổ|khu|thôn|xóm) \\S+,? )?(?:${KINDS}) `, 'iu')

/** A name and the place told behind it; undefined where none is told that we know. */
export function placeBeside(text: string, places: Places): { rest: string; place: PlaceSaid } | undefined {
  const said = clean(text).replace(/\s*\n\s*/g, ', ')
  if (said.length > LONGEST || HOME.test(said)) return undefined
  const at = AT.exec(said)
  if (at) return apart(at[1]!, known(at[2]!, places))
  const behind = BEHIND.exec(said)
  const place = behind && (KIND.test(behind[2]!) || PLAIN_KIND.test(behind[2]!) ? known : called)(behind[2]!, places)
  if (place) return apart(behind[1]!, place)
  const kind = KIND_BEHIND.exec(said)
  return kind ? apart(kind[1]!, known(`${kind[2] ?? ''}${kind[3]}`, places)) : undefined
}

const apart = (rest: string, place: PlaceSaid | undefined) =>
  place && { rest: rest.replace(HOUSE, '').replace(/[ ,;(–-]+$/u, ''), place }

/**
 * The place that a whole message is: "phường Lê Chân", "ở Lê Chân". Somebody's name may begin with "Phương", and without
 * its mark look like a ward's: `small` says that a small letter or a mark must tell.
 */
export function placeAlone(text: string, places: Places, small: boolean): PlaceSaid | undefined {
  const said = clean(text)
  if (said.length > LONGEST) return undefined
  const at = AT.exec(said)
  if (at?.[1] === '') return known(at[2]!, places)
  if (KIND.test(said)) return known(said, places)
  const plain = /^(?:phuong|xa) /iu.exec(said)?.[0]
  if (!plain || (small && plain !== plain.toLowerCase() && !hasDiacritics(plain))) return undefined
  const place = known(said, places)
  return place?.certain && place
}

/** The place that a name by itself is as well: "An Lão". */
export function called(text: string, places: Places): PlaceSaid | undefined {
  const place = known(text, places)
  const name = place?.matches[0]
  const own = name?.how === 'name' ? fold(name.unit.name).replace(/^(?:phuong|xa|dac khu|kcn) /, '') : undefined
  return own === fold(text.trim()) ? place : undefined
}

// "Ở Lê Chân có cô Hoa", "hay giúp người nghèo": more than a place.
const MORE = /(?:^|[ ,])(?:có|là|tên|hay|giúp|rất|thường|đã|vẫn|luôn|cô|chú|bác|anh|chị|ông|cụ)(?= )/iu

function known(typed: string, places: Places): PlaceSaid | undefined {
  if (typed.length > LONGEST || MORE.test(typed)) return undefined
  const found = searchPlaces(places, typed)
  const matches = found.matches.filter(({ how }) => how !== 'fuzzy')
  const [first] = matches
  return first && { typed, matches, ...(found.certain && { certain: first.unit }) }
}
