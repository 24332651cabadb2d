// "À nhầm, …", "… mới đúng", "tên bị sai rồi, phải là …": somebody puts right what they said before.
import { editDistance } from './edit-distance.js'
import { clean, fold, hasDiacritics, length } from './text.js'

/** What a correction says: the new words, and what they are of, folded ("ten", "so nguoi"). */
export interface Correction {
  core: string
  about?: string
  /** The words that were wrong: "Lan chứ không phải Lam". */
  instead?: string
  /** Nothing else can be meant. */
  sure?: true
}

// A space behind a word can be taken in one way only: of a row of sighs every other way would be tried too.
const OH = '(?:(?:à|a|á|ơ|ờ|ôi|ui|úi|ấy|ay|dạ|da|ý|thôi)(?: ?[,.!]+ ?| {0,2}))*'
const SORRY = '(?:(?:xin lỗi|xin loi|sorry|chết|chet)(?: (?:em|cháu|chau|bạn|ban|nhé|nhe|ạ|a))* ?[,.!:]* ?)?'
const SLIP =
  '(?:(?:em|tôi|toi|mình|minh|cháu|chau|chị|chi|anh|cô|co|chú|chu|bác|bac) )?(?:(?:bị |bi )?(?:nhầm|nham|lộn|lon|(?:gõ|go|viết|viet|ghi|nhắn|nhan|đánh|danh|nói|noi)(?: bị| bi)? (?:nhầm|nham|sai|lộn|lon|thiếu|thieu)|sai(?: rồi| roi| tên| ten)?|(?:sửa lại|sua lai|xin sửa|xin sua)(?= ?[,.:])|đính chính|dinh chinh)(?: rồi| roi| tí| ti| chút| chut| mất| mat| ạ| a)*)'
const IS =
  '(?:(?:phải là|phai la|đúng là|dung la|đúng ra là|dung ra la|là|la|thành|thanh|ý (?:tôi|em|mình|cháu) là)(?!\\p{L}) ?)'
const LEAD = new RegExp(`^${OH}${SORRY}${SLIP}(?: ?[,.:!;-]+ ?| (?=\\S))${IS}?(?=\\S)`, 'iu')
// "À không, từ 2021".
const NO = /^(?:à|ấy|ơ|ui|ý|a|ay) (?:không|khong|ko|k|quên|quen)(?: phải| phai| mất| mat)?(?: ạ| a)? ?, ?(?=\S)/iu
const MEANT =
  /^(?:à |dạ )?(?:ý (?:tôi|em|mình|cháu) là|y (?:toi|em|minh|chau) la|đúng ra là|dung ra la|đúng phải là|dung phai la) (?=\S)/iu
const TRAIL =
  /(?: ?,)? (?:mới (?:đúng|phải|chuẩn)|moi (?:dung|phai|chuan))(?: (?:ạ|a|nhé|nhe|chứ|chu|cơ|co|em|cháu|chau))*[.!]*$/iu
// "chứ không phải Hương".
const NOT_THAT = /(?: ?,)? (?:chứ|chu) (?:không phải|khong phai|ko phải|ko phai|k phai)(?: (.*))?$/iu
// "Ngày 15 cơ"; "ngõ 15 nhé, tôi gõ nhầm". Without its mark "cơ" may be anything.
const RATHER = / cơ(?: mà| ạ| nhé)*[.!]*$/u
const MISTYPED =
  / ?[,.;(] ?(?:(?:em|tôi|toi|mình|cháu|chị|anh|cô|chú|bác) )?(?:(?:vừa |bị |lại )*(?:gõ|go|viết|viet|ghi|đánh|nhắn|nói|bấm) (?:bị )?(?:nhầm|nham|sai|lộn|thiếu)|nhầm|nham|lộn)(?: (?:mất|rồi|roi|ạ|a|đấy|tí|chút))*[.!)]*$/iu
const POLITE = /(?:,? (?:nhé|nhá|nha|ạ))+[.!]*$/u
// How it is written, told: "Tèo có dấu huyền".
const SPELT = /,? (?:có |thêm |là )?dấu (?:sắc|huyền|hỏi|ngã|nặng|mũ)(?: nhé| ạ)*$/iu
const TO =
  /^(?:dạ |da )?(?:(?:cho|xin)(?: \S+)? )?(?:(?:tôi|em|cháu|mình|toi) )?(?:sửa|sua|đổi|doi|chỉnh|chinh|thay)(?: lại| lai)?(?: (?:giúp|giup)(?: (?:tôi|em|cháu|mình|toi))?)? (?:thành|thanh|sang|lại là|lai la|là|la) (?=\S)/iu
const OF =
  /^(?:dạ |da |à )?(?:(?:cho|xin)(?: \S+)? )?(?:sửa|sua|đổi|doi|chỉnh|chinh|thay)(?: lại| lai)? (.{2,40}?)(?: của (?:tôi|em|cháu|mình))? (?:thành|thanh|lại là|lai la|là|la|sang|bằng|bang) (?=\S)/iu
// "*Hường", as people put a word right in chats.
const STARRED = /^\*(?=\S)([^*]{1,40})$|^([^*]{1,40}?) ?\*$/u
const NOT_BUT = /^(?:à |dạ )?(?:không phải|khong phai|ko phải|ko phai) (.{1,40}?) (?:mà là|ma la) (?=\S)/iu
// "Không phải Hoa, Hoài mới đúng".
const NOT_RATHER =
  /^(?:à |dạ )?(?:không phải|khong phai|ko phải|ko phai) (?:là |la )?(.{1,40}?) ?, ?(?:mà |ma )?(?:là |la )?(?=.{1,60} (?:mới|moi) (?:đúng|dung|phải|phai|chuẩn|chuan))/iu
const FOR_ME = / (?:giúp|hộ|giup|ho) (?:tôi|em|mình|cháu|bác|toi|chau)(?: với| ạ| nhé)*[.!]*$/iu
const CONNECTOR = '(?:(?:phải|phai|đúng|dung)(?: ra)? (?:là|la)|là|la|sửa (?:thành|lại là)|mới là)'
const WRONG = new RegExp(
  `^(?:dạ |da |à )?(.{2,40}?)(?: (?:bị|bi))?(?: (?:ghi|gõ|viết|nhập))?(?: (?:sai|nhầm|nham|chưa đúng|chua dung|không đúng|khong dung))(?: (?:rồi|roi|ạ|a|mất|mat))*(?: ?[,.:;]+ ?(?:${CONNECTOR} )?| ${CONNECTOR} )(?=\\S)`,
  'iu',
)
// "Sai phường rồi, phải là phường Lê Chân".
const WRONG_OF =
  /^(?:dạ |da |à )?(?:sai|nhầm|nham) (?:tên |ten )?(.{2,30}?)(?: (?:rồi|roi|ạ|a|mất|mat))*(?: ?[,.:;]+ ?(?:(?:phải|phai|đúng|dung)(?: ra)? (?:là|la) )?| (?:phải|phai|đúng|dung)(?: ra)? (?:là|la) )(?=\S)/iu
const MUST =
  /^(?:dạ |da )?(.{2,40}?) (?:(?:phải|phai|đúng|dung)(?: ra)? (?:là|la)|không phải .{1,40}? mà là|khong phai .{1,40}? ma la) (?=\S)/iu

// "À nhầm": no word of an answer.
const SURELY = /^(?:(?:à|ấy|ơ|ui|a|ay|dạ)(?: ?, ?| {0,2}))*(?:nhầm|nham|lộn|lon|không|khong)(?!\p{L})/iu
// "Nhầm rồi em": what is right is not said.
const NOTHING_NEW = /^(?:(?:rồi|roi|mất|mat|hết|het|cả|đấy|day|đó|ạ|em|cháu|chau|ơi|oi|nhé|nhe)(?: |$))+$/iu
// "Cô ấy tên Hương cơ".
const CALLED = /^(?:à |dạ )?(?:cô|chị|bà|anh|chú|ông|bác|em|cháu|cụ) (?:ấy|đó|ta|này) tên(?: là)? (?=\S)/iu
// "Tên công ty là Hoa Phượng mới đúng".
const IS_IT = /^(?:dạ |da )?(.{2,40}?)(?: (?:là|la)|:) (?=\S)/iu

/** Reads a message that corrects something; undefined for any other. */
export function readCorrection(text: string): Correction | undefined {
  const said = clean(text)
  if (length(said) > 200 || said.includes('\n')) return undefined
  const starred = STARRED.exec(said)
  if (starred) return { core: bare(starred[1] ?? starred[2]!), sure: true }
  const but = NOT_BUT.exec(said) ?? NOT_RATHER.exec(said)
  if (but) return { core: bare(said.slice(but[0].length).replace(TRAIL, '')), instead: bare(but[1]!), sure: true }
  const not = NOT_THAT.exec(said)
  const instead = not?.[1] === undefined ? {} : { instead: bare(not[1]) }
  const told = said.replace(NOT_THAT, '')
  const rest = [TRAIL, MISTYPED, RATHER, SPELT].reduce((left, end) => left.replace(end, ''), told)
  const trailing = rest !== told
  const sure = trailing || SURELY.test(rest) ? { sure: true as const } : {}
  for (const pattern of trailing ? [OF, WRONG_OF, WRONG, MUST, CALLED, IS_IT] : [OF, WRONG_OF, WRONG, MUST]) {
    const match = pattern.exec(rest)
    const core = match && bare(rest.slice(match[0].length))
    if (core && !/^lại$/iu.test(match[1] ?? '')) return { core, about: fold(match[1] ?? 'tên'), ...instead, ...sure }
  }
  const wished = TO.test(rest) ? rest.replace(TO, '').replace(FOR_ME, '') : rest
  const core = wished.replace(NO, '').replace(LEAD, '').replace(MEANT, '').trim()
  if ((core === rest && !trailing && !not) || core === '' || NOTHING_NEW.test(core)) return undefined
  return { core: bare(core), ...instead, ...sure }
}

/** "Tên tôi là Tiến": an answer by its name, and what it is; undefined for any other. */
export function readNamed(text: string): Correction | undefined {
  const match = IS_IT.exec(clean(text))
  return match ? { core: bare(clean(text).slice(match[0].length)), about: fold(match[1]!) } : undefined
}

/** New words without what is said around them: "ngõ 15 nhé", "à tuần sau cơ", "Tèo có dấu huyền". */
export function bare(said: string): string {
  const core = [POLITE, RATHER, SPELT, POLITE].reduce((left, end) => left.replace(end, ''), clean(said))
  return core.replace(/^(?:à|ấy|ơ|ý) ,?/iu, '').trim() || said
}

const MORE_OF_IT =
  /^(?:(?:xin |cho )?(?:thêm|them|bổ sung|bo sung|ghi thêm|còn nữa|ngoài ra|và còn|với cả)(?: là| cả| vào)? ?[ :,]|.* nữa$)/iu
const MORE_WORDS =
  /^(?:(?:xin |cho )?(?:thêm|them|bổ sung|bo sung|ghi thêm|còn nữa|ngoài ra|với cả)(?: là| vào)?[ :,]+)/iu

/** What is to be added to what was said: "thêm: cụ còn bị mù"; undefined for any other. */
export function readAddition(text: string): string | undefined {
  const said = bare(text)
  return MORE_OF_IT.test(said) ? said.replace(MORE_WORDS, '').trim() : undefined
}

const TAKE_OUT =
  /^(?:da )?(?:bo|xoa|huy|khong can|thoi bo)(?: (?:cai|cau|dong|tin|doan|phan|loi|loi nhan))?(?: (?:nay|do|ay|kia))?(?: (?:di|nhe|a|ho|giup|em|toi|chau|nua))*[.!]*$/

/** "Bỏ câu này đi": what is quoted is not to stand. */
export function takesOut(text: string): boolean {
  return TAKE_OUT.test(fold(text))
}

/**
 * An answer with the part put right that new words speak of: "Lan" in "Phạm Thị Lam", "Hoa Phượng" in "Công ty Hoa
 * Phuong". The new words themselves where no part of it is meant.
 */
export function patched(before: string, core: string, instead?: string): string {
  const [old, now] = [before.split(' '), core.split(' ')]
  const wrong = instead === undefined ? undefined : windowOf(old, instead.split(' '), (a, b) => a === b)
  if (wrong !== undefined) {
    const out = instead!.split(' ').length
    // "Họ Nguyễn chứ không phải họ Trần" says the family alone.
    return [...old.slice(0, wrong), core, ...old.slice(wrong + out)].join(' ')
  }
  if (now.length >= old.length) return core
  const alike = (a: string, b: string, last: boolean) => a === b || (last && b.length >= 3 && editDistance(a, b) <= 1)
  const at = windowOf(old, now, alike)
  return at === undefined ? core : [...old.slice(0, at), core, ...old.slice(at + now.length)].join(' ')
}

/** Where in `all` the words of `part` stand, compared folded. */
function windowOf(all: string[], part: string[], same: (a: string, b: string, last: boolean) => boolean) {
  const wanted = part.map(fold)
  for (let at = all.length - part.length; at >= 0; at--) {
    const last = at + part.length === all.length
    if (wanted.every((word, n) => same(fold(all[at + n]!), word, last && n === part.length - 1))) return at
  }
  return undefined
}

/** What a wish to change something names, folded: "sửa tên", "tên sai rồi". */
export function readWishToEdit(text: string): string | undefined {
  // "Đợi tôi xem" is no "đổi".
  if (/^(?:dạ )?đợi /iu.test(clean(text))) return undefined
  const said = fold(text)
    .replace(/[.,:!?]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
  const match =
    /^(?:da )?(?:(?:cho|xin)(?: \S+)? |(?:toi|em|minh|chau|chi|anh|co|chu|bac) (?:muon |can )?)?(?:sua|doi|chinh|chinh sua|thay)(?: lai)?(?: (?:cho|giup)(?: (?:toi|em|chau|minh|anh|chi|co|chu|bac))?)? (.{2,40}?)(?: (?:a|nhe|voi|di|cho em|cho toi))*$/.exec(
      said,
    ) ??
    /^(?:da )?(?:(?:toi|em|minh|chau) )?(?:(?:go|viet|ghi|danh|nhap|noi) (?:bi )?)?(?:sai|nham)(?: (?:mat|roi))? (.{2,40}?)(?: (?:roi|mat|a|em|chau))*$/.exec(
      said,
    ) ??
    /^(?:da )?(.{2,40}?)(?: bi)?(?: (?:ghi|go|viet))?(?: (?:sai|nham|chua dung|khong dung))(?: (?:roi|mat|a|em|chau))*$/.exec(
      said,
    )
  return match?.[1]
}

const SORRY_ALONE = new RegExp(`^${OH}${SORRY}(?=\\S)`, 'iu')

/** "Xin lỗi, Phạm Thị Lan": what is said after the sigh. */
export function withoutSigh(text: string): string {
  const said = clean(text)
  const rest = said.replace(SORRY_ALONE, '').replace(/^(?:quên|quen)(?: mất| mat)? ?[,:] ?/iu, '')
  return rest === said ? said : rest.replace(/^(?:phải )?là (?=\S)/iu, '')
}

/**
 * How a second message stands to an answer before it: the same words with other marks or a letter or two changed, or the
 * same begun again and going on. Undefined where it is something else, or the very same.
 */
export function puttingRight(before: string, now: string): 'spelt' | 'longer' | undefined {
  const [old, next] = [fold(before), fold(now)]
  if (before.toLowerCase() === now.toLowerCase() || old === '') return undefined
  if (/\d/.test(`${old}${next}`)) return /[a-z]/.test(old) && next.startsWith(`${old} `) ? 'longer' : undefined
  // Told without marks once more, it says less than before.
  if (old === next) return hasDiacritics(now) ? 'spelt' : undefined
  if (next.startsWith(`${old} `)) return 'longer'
  const words = old.split(' ').length
  const comparable = words > 1 && words === next.split(' ').length && old.length >= 8
  return comparable && Math.abs(old.length - next.length) <= 2 && editDistance(old, next) <= 2 ? 'spelt' : undefined
}
