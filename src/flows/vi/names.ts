import { spelling } from './spelling.js'
import { clean, fold, hasDiacritics, length, words } from './text.js'

export type NameProblem = 'empty' | 'tooShort' | 'tooLong' | 'symbols' | 'sentence'
export type PersonProblem = NameProblem | 'kin' | 'several'

/**
 * A name ready to show. `plain`: it was typed without any marks, so the full spelling is worth asking for once.
 * `doubt`: worth showing before it counts. `odd`: perhaps it is none ("Chán quá"); `more` was said around it ("Lan, 60
 * tuổi").
 */
export type NameReading<Problem = NameProblem> =
  | { ok: true; name: string; plain: boolean; doubt?: 'odd' | 'more' }
  | { ok: false; reason: Problem }

const MAX_PERSON = 60
const MAX_GROUP = 120
const MAX_WORDS = 6
// Names of nine words exist ("Công Tằng Tôn Nữ ..."): taken when every word is written with a capital.
const MAX_CAPITALISED_WORDS = 9

const PERSON =
  '(?:tôi|toi|em|mình|minh|con|cháu|chau|(?:anh|chị|chi|ông|ong|bà|ba|cô|co|chú|chu|bác|bac|thầy|thay)(?: (?:ấy|ay|đó|do))?|người (?:ấy|đó|này)|nguoi (?:ay|do|nay))'
// "Tên chị ấy là", "họ và tên:", "em là"; a bare "la" stays, because Lã and La are family names.
const LEAD = new RegExp(
  `^(?:dạ,? )?(?:(?:${PERSON} )?(?:họ (?:và )?tên|ho (?:va )?ten|tên|ten)(?: (?:của |cua )?${PERSON})?(?: là| la)?:? |${PERSON} (?:là|tên) |(?:đó )?là )`,
  'iu',
)
// "Mẹ tôi tên là".
const WHOSE = /^[^,.;:]{1,40}? (?:tên (?:gọi )?là|ten (?:goi )?la):? (?=\S)/iu
// "Mẹ tôi tên Hoa".
const WHOSE_NAME = /^[^,.;:]{1,40}? tên (?=\p{Lu})/u
// "Chị Lan (bán phở)".
const ASIDE = / *\([^()]*\)? *$/u
// "a Hùng", "c Lan", as people write to each other.
const SHORT: [RegExp, string][] = [
  [/^a\.? (?=\p{Lu})/u, 'anh '],
  [/^[cC]\.? (?=\p{L})/u, 'chị '],
  [/^e\.? (?=\p{Lu})/u, 'em '],
]
// What people add to a name: an age, a year of birth, a place, a class.
const TAIL =
  /[,;( ] *(?:(?:(?:khoảng|hơn|gần|tầm|năm nay|nam nay) )*\d{1,3} (?:tuổi|tuoi)|(?:sinh năm|sinh nam|sinh|sn) *\d{2,4}|(?:(?:nhà|quê|hiện|đang) )*(?:ở|tại) \S|(?:(?<=[,;(] *)(?:phường|xã|quận|huyện|thị trấn|tổ|thôn|xóm|khu) \S)|lớp \d|(?:(?:sđt|sdt|đt|số|so) *:? *)?\+?\d[\d .-]{7,}).*$/iu
// With a capital "Quận" and "Huyện" are names.
const PLACE = / (?:phường|xã|quận|huyện|thị trấn) \p{Lu}.*$/u
const TOGETHER =
  'vợ chồng|vo chong|(?:mẹ|bố|cha|bà|ông|cô|dì|chú|thầy) (?:con|cháu|trò)|chị em|anh em|gia đình|gia dinh'
const COUNTED = '(?:cả |ca )?(?:hai |ba |bốn |mấy |hai ba |cả |nhà |2 |3 )?'
const TITLE = 'cô|chú|bác|anh|chị|ông|bà|cụ|em|thầy|dì|cậu'
const SEVERAL = new RegExp(
  `^${COUNTED}(?:${TOGETHER})(?: |$)|^(?:cả )?nhà (?:${TITLE}) | (?:và|&|\\+) | (?:cùng (?:vợ|chồng|con|các con|với(?! (?:tôi|em|mình)(?: |$)))|với (?:vợ|chồng|(?:${TITLE})(?= )))(?: |$)`,
  'iu',
)
const PAIR = /^(?:ông bà|anh chị|cô chú|(?:hai )(?:bác|cô|chú|anh|chị|ông|bà|em)) (?=\p{Lu})/u
// "Nguyễn Văn An - tổ trưởng": what somebody is stands behind who it is.
const ROLE = /^(\S+ \S.*?) +[-–—] +\S.*$/u
const WITH = /^\p{L}[^,.]{0,40} với \p{Lu}/u
const KIN =
  /^(?:bố|cha|mẹ|má|vợ|chồng|con|(?:ông|bà) (?:nội|ngoại)|anh|chị|em|chú|cô|bác|dì|cậu|cháu|bạn|hàng xóm|sếp)(?: (?:trai|gái|dâu|rể|cả|út))*(?: (?:của|nhà))? (?:tôi|em|mình|cháu|tui|tớ)$/iu
const PLAIN_KIN = /^(?:bo|me|vo|chong|(?:ong|ba) (?:noi|ngoai)|hang xom|sep)(?: (?:cua|nha))? (?:toi|em|chau|tui)$/i
const TITLES =
  /^(?:bác s[ĩỹ]|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)|(?:thượng|trung|hạ) s[ĩỹ]|tiến s[ĩỹ]|giáo sư|kỹ sư|luật sư|y tá|điều dưỡng|nghệ nhân|nhà giáo|trưởng thôn|tổ trưởng|tổ phó|(?:phó )?(?:bí thư(?: chi bộ| đoàn)?|chủ tịch|hiệu trưởng|giám đốc|trưởng ban|trưởng khu)|cô giáo|thầy giáo|đồng chí|đ\/c|cụ (?:ông|bà)|ông|bà|anh|chị|cô|chú|bác|em|thầy|cháu|cụ|dì|cậu|mợ|thím|bạn)\.? (?=\S)/iu
const DEGREES =
  /^(?:(?:[gG][sS]|[pP][gG][sS]|[tT][sS]|[tT][hH][sS]|[bB][sS]|[kK][sS])\. ?|(?:GS|PGS|TS|ThS|BS|KS|NGƯT|NGND|NSƯT|NSND) )+(?=\S)/u
const PLAIN_TITLES =
  /^(?:bac s[iy]|co giao|thay giao|dong chi|ba|chi|co|em|thay|di|anh|ong|chu|chau|bac|cu|ban)\.? (?=\S)/i
// These titles are also the first word of a name (Ông Ích Đạt, Anh Thư; without marks Chu, Châu, Cù, Bàn, Cồ, Bạc).
const ALSO_NAMES = new Set(['ong', 'anh', 'chu', 'chau', 'cu', 'ban', 'co', 'bac', 'di'])
const COMMON_FAMILIES = words(
  'nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm trịnh lương mai đào hà cao lưu ' +
    'tô tạ quách vương triệu thạch tăng bạch nghiêm kiều phùng mạc tống hứa khúc hoa thái trương chu âu kim ninh',
)
/** Folded. */
export const FAMILY_NAMES = new Set(COMMON_FAMILIES.map(fold))
// With their marks: "đang", "là", "về" are none.
const FAMILIES = new Set([
  ...COMMON_FAMILIES,
  ...words(
    'châu chử công cù diệp đàm đồng giáp giàng hạ khổng khương lã la lại lò lục lường ma mạch nhâm nhữ nông ông phí quản ' +
      'sùng thân thào thích tiêu tôn trang ứng vàng văn vi viên vừ yên',
  ),
])
// Kept in front of a religious name, in this spelling.
const HONORIFICS = [
  'Đại lão Hòa thượng',
  'Đại đức',
  'Thượng tọa',
  'Hòa thượng',
  'Ni sư',
  'Ni trưởng',
  'Sư cô',
  'Sư thầy',
  'Sư bà',
  'Sư bác',
  'Linh mục',
  'Mục sư',
  'Ma sơ',
].map((title) => ({ title, start: `${fold(title)} ` }))
// Words of an answer that is not a name. Compared with their marks: "Hay" or "Giup" may be somebody.
const NOT_NAMES =
  /(?:^|\s)(?:không|ko|khong|chưa|biết|nhớ|nhiều|rất|giúp|người|những|hàng xóm|ai đó|tốt bụng|tôi|ấy)(?=\s|$)/iu

/**
 * Reads one person's name, with or without a title or a lead ("tên chị ấy là ..."), and gives it in Title Case.
 * Inner apostrophes and hyphens stay ("H'Hen Niê").
 */
export function readPersonName(text: string): NameReading<PersonProblem> {
  const typed = clean(text)
  if (typed === '') return { ok: false, reason: 'empty' }
  if (typed.includes('\n')) return { ok: false, reason: 'sentence' }
  const spoken = SHORT.reduce((rest, [short, full]) => rest.replace(short, full), typed.replace(/[’‘`´ʼ]/g, "'"))
  const said = trimPunctuation(spoken.replace(/ +/g, ' ')).replace(/^\d{1,2}[.)] ?(?=\p{L})/u, '')
  if (said === '') return { ok: false, reason: 'symbols' }
  if (KIN.test(said) || PLAIN_KIN.test(said)) return { ok: false, reason: 'kin' }
  if (PAIR.test(said) || areSeveral(said)) return { ok: false, reason: 'several' }
  const line = trimPunctuation(said.replace(ASIDE, '').replace(TAIL, '').replace(PLACE, '').replace(ROLE, '$1'))
  const titled = line.replace(WHOSE, '').replace(WHOSE_NAME, '').replace(LEAD, '').replace(DEGREES, '')
  if (SEVERAL.test(titled) || WITH.test(titled)) return { ok: false, reason: 'several' }
  const untitled = withoutTitle(titled)
  const spokenOf = untitled === titled ? untitled : untitled.replace(/(?<=\S) (?:đấy|đó|day|do)$/u, '')
  const bare = trimPunctuation(spokenOf.replace(/ (?:đấy |đó )?(?:ạ|nhé)$/iu, ''))
  // "Bà Tư" is how everybody knows her; "Tư" alone is nobody.
  const title =
    words(bare).length === 1
      ? titled
          .slice(0, titled.length - untitled.length)
          .trim()
          .toLowerCase()
      : ''
  if (NOT_NAMES.test(bare)) return { ok: false, reason: 'sentence' }
  if (TITLES.exec(`${bare} .`)?.[0] === `${bare} `) return { ok: false, reason: 'tooShort' }
  const folded = fold(bare)
  const honorific = HONORIFICS.find(({ start }) => folded.startsWith(start))?.title
  const rest = honorific ? words(bare).slice(words(honorific).length).join(' ') : bare
  const count = words(rest).length
  if (count > MAX_CAPITALISED_WORDS || (count > MAX_WORDS && !everyWordCapitalised(rest))) {
    return { ok: false, reason: 'sentence' }
  }
  if (!/^[\p{L}\p{M}'.\- ]+$/u.test(bare)) return { ok: false, reason: 'symbols' }
  if (length(bare) < 2 || !/\p{L}/u.test(bare)) return { ok: false, reason: 'tooShort' }
  if (length(bare) > MAX_PERSON) return { ok: false, reason: 'tooLong' }
  const name = [honorific, title.charAt(0).toUpperCase() + title.slice(1), titleCase(rest)].filter(Boolean).join(' ')
  const plain = !hasDiacritics(typed)
  const sure = honorific || title || isKnown(rest)
  if (sure || plain) return { ok: true, name, plain, ...(line !== said && { doubt: 'more' as const }) }
  // "Bà bán xôi đầu ngõ" says who it is, in small letters.
  const described = count > 2 && !/\p{Lu}{2}/u.test(line)
  return { ok: true, name: described ? line.charAt(0).toUpperCase() + line.slice(1) : name, plain, doubt: 'odd' }
}

/** Whether a short text is several people by their names, or a family by one of theirs: no story, in which they may stand too. */
export function namesSeveral(text: string): boolean {
  const said = clean(text)
  const called =
    length(said) <= MAX_PERSON &&
    /\s\p{Lu}\S*$|\s\p{Lu}.* (?:vợ|chồng|con|cháu)$/u.test(trimPunctuation(said.replace(/ (?:ạ|nhé)[ .!]*$/u, '')))
  const name = called ? readPersonName(text) : undefined
  return name?.ok === false && name.reason === 'several'
}

const TITLED = new RegExp(`^(?:${TITLE}) \\p{Lu}\\S*(?: \\p{Lu}\\S*)*$`, 'u')

/** "Nguyễn Văn An; Trần Thị Bình", "anh Hùng, chị Mai", "Hùng, Mai, Lan": a name on each side. */
function areSeveral(said: string): boolean {
  const listed = said.split(/ *, */u)
  const isFull = (part: string) => words(part).length > 2 && isKnown(part) && !/^(?:phường|xã|quận) /iu.test(part)
  if (listed.length > 1 && listed.every((part) => isFull(part) || TITLED.test(part))) return true
  if (listed.length > 2 && listed.every((part) => /^\p{Lu}\p{Ll}+$/u.test(part))) return true
  const parts = said.split(/ *[;/] *| +[-–—] +/u)
  return parts.length > 1 && parts.every((part) => words(part).length > 1 && isKnown(part))
}

/** Whether it can hardly be anything but a name: a family name in front, "thị" or "văn" behind it, or all in capitals. */
function isKnown(name: string): boolean {
  const [first = '', ...others] = words(name)
  const family = first.toLowerCase()
  if (FAMILIES.has(family) || (!hasDiacritics(first) && FAMILY_NAMES.has(family)) || /^h'/i.test(first)) return true
  return /^(?:thị|văn)$/i.test(others[0] ?? '') || (others.length > 0 && everyWordCapitalised(name))
}

/** Reads the name of a group: letters, digits and signs on one line, 2-120 characters, no pictures, kept as typed. */
export function readGroupName(text: string): NameReading {
  const typed = clean(text)
  if (typed === '') return { ok: false, reason: 'empty' }
  if (typed.includes('\n')) return { ok: false, reason: 'sentence' }
  const name = typed.replace(/ +/g, ' ').replace(/[\s.,;:]+$/u, '')
  if (!/^[\p{L}\p{M}\p{N}\p{P}\p{Sm}\p{Sc}\p{Sk}™®© ]*$/u.test(name)) return { ok: false, reason: 'symbols' }
  if (length(name) < 2 || !/\p{L}/u.test(name)) return { ok: false, reason: 'tooShort' }
  if (length(name) > MAX_GROUP) return { ok: false, reason: 'tooLong' }
  return { ok: true, name, plain: !hasDiacritics(name) }
}

/** The part used after a title ("chị Hương"): the last word, or the first of an Ê Đê name ("H'Hen Niê"). */
export function givenName(name: string): string {
  const parts = words(name)
  const first = parts[0] ?? ''
  return /^h'/i.test(first) ? first : (parts.at(-1) ?? '')
}

/**
 * The form a person is looked for by: without marks, without the signs people leave out, "Quí" as "Quý". Names that meet
 * here may be one person's; people decide, never we.
 */
export function nameKey(name: string): string {
  return fold(name.replace(/['’.]/g, '').replace(/-/g, ' ')).replace(/(?<!a)y(?= |$)/g, 'i')
}

/** The form a name is the same by: "hòa" as "hoà", whatever its capitals; other marks are another name. */
export function nameSpelling(name: string): string {
  return spelling(name)
}

function withoutTitle(line: string): string {
  const match = TITLES.exec(line) ?? (hasDiacritics(line) ? null : PLAIN_TITLES.exec(line))
  if (!match) return line
  const title = fold(match[0]).replace('.', '')
  const rest = line.slice(match[0].length)
  if (!ALSO_NAMES.has(title)) return rest
  // Stripped only where it can be nothing but a title: before a family name, or in small letters before a capital.
  const plain = !hasDiacritics(line)
  const beforeFamilyName = FAMILY_NAMES.has(fold(words(rest)[0] ?? '')) && words(rest).length > 1
  const small = /^\p{Ll}/u.test(line)
  const beforeCapital = small && /^\p{Lu}/u.test(rest)
  const oneWord = !rest.includes(' ') && (small || title !== 'anh')
  if (title === 'ong' || title === 'anh') return beforeFamilyName || beforeCapital || oneWord ? rest : line
  return !plain || beforeFamilyName || beforeCapital || (small && oneWord) ? rest : line
}

function trimPunctuation(text: string): string {
  return text.replace(/^[\s.,;:!?"“”()'*_•\-–]+|[\s.,;:!?"“”()'*_•\-–]+$/gu, '')
}

function everyWordCapitalised(text: string): boolean {
  return text !== text.toUpperCase() && words(text).every((word) => /^\p{Lu}/u.test(word))
}

function titleCase(text: string): string {
  return text
    .toLowerCase()
    .replace(/(^|[\s'.-])(\p{L})/gu, (_, before: string, first: string) => before + first.toUpperCase())
}
