// "À nhầm, …", "… mới đúng", "tên bị sai rồi, phải là …": somebody puts right what they said before.
import { editDistance } from './edit-distance.js'
import { clean, fold, hasDiacritics, length } from './text.js'

/** What a correction says: the new words, and what they are of, folded ("ten", "so nguoi"). */
export interface Correction {
  core: string
  about?: string
}

const OH = '(?:(?:à|a|á|ơ|ờ|ôi|ui|úi|ấy|ay|dạ|da|ý|thôi) ?[,.!]* ?)*'
const SORRY = '(?:(?:xin lỗi|xin loi|sorry|chết|chet)(?: (?:em|cháu|chau|bạn|ban|nhé|nhe|ạ|a))* ?[,.!:]* ?)?'
const SLIP =
  '(?:(?:em|tôi|toi|mình|minh|cháu|chau|chị|chi|anh|cô|co|chú|chu|bác|bac) )?(?:(?:bị |bi )?(?:nhầm|nham|lộn|lon|(?:gõ|go|viết|viet|ghi|nhắn|nhan|đánh|danh|nói|noi)(?: bị| bi)? (?:nhầm|nham|sai|lộn|lon|thiếu|thieu)|sai(?: rồi| roi| tên| ten)?|sửa lại|sua lai|xin sửa|xin sua|đính chính|dinh chinh)(?: rồi| roi| tí| ti| chút| chut| mất| mat| ạ| a)*)'
const IS =
  '(?:(?:phải là|phai la|đúng là|dung la|đúng ra là|dung ra la|là|la|thành|thanh|ý (?:tôi|em|mình|cháu) là)(?!\\p{L}) ?)'
const LEAD = new RegExp(`^${OH}${SORRY}${SLIP}(?: ?[,.:!;-]+ ?| (?=\\S))${IS}?(?=\\S)`, 'iu')
const MEANT =
  /^(?:à |dạ )?(?:ý (?:tôi|em|mình|cháu) là|y (?:toi|em|minh|chau) la|đúng ra là|dung ra la|đúng phải là|dung phai la) (?=\S)/iu
const TRAIL =
  /(?: ?,)? (?:mới (?:đúng|phải|chuẩn)|moi (?:dung|phai|chuan))(?: (?:ạ|a|nhé|nhe|chứ|chu|cơ|co|em|cháu|chau))*[.!]*$/iu
// "chứ không phải Hương".
const NOT_THAT = /(?: ?,)? (?:chứ|chu) (?:không phải|khong phai|ko phải|ko phai|k phai)(?: .*)?$/iu
const OF =
  /^(?:dạ |da |à )?(?:(?:cho|xin)(?: \S+)? )?(?:sửa|sua|đổi|doi|chỉnh|chinh|thay)(?: lại| lai)? (.{2,40}?)(?: của (?:tôi|em|cháu|mình))? (?:thành|thanh|lại là|lai la|là|la|sang|bằng|bang) (?=\S)/iu
const WRONG =
  /^(?:dạ |da |à )?(.{2,40}?)(?: (?:bị|bi))?(?: (?:ghi|gõ|viết|nhập))?(?: (?:sai|nhầm|nham|chưa đúng|chua dung|không đúng|khong dung))(?: (?:rồi|roi|ạ|a|mất|mat))*[,.:; ]+(?:(?:phải|phai|đúng|dung)(?: ra)? (?:là|la)|là|la|sửa (?:thành|lại là)) (?=\S)/iu
// "Sai phường rồi, phải là phường Lê Chân".
const WRONG_OF =
  /^(?:dạ |da |à )?(?:sai|nhầm|nham) (?:tên |ten )?(.{2,30}?)(?: (?:rồi|roi|ạ|a|mất|mat))*[,.:; ]+(?:phải|phai|đúng|dung)(?: ra)? (?:là|la) (?=\S)/iu
const MUST =
  /^(?:dạ |da )?(.{2,40}?) (?:(?:phải|phai|đúng|dung)(?: ra)? (?:là|la)|không phải .{1,40}? mà là|khong phai .{1,40}? ma la) (?=\S)/iu

/** Reads a message that corrects something; undefined for any other. */
export function readCorrection(text: string): Correction | undefined {
  const said = clean(text)
  if (length(said) > 200 || said.includes('\n')) return undefined
  const trailing = TRAIL.test(said) || NOT_THAT.test(said)
  const rest = said.replace(NOT_THAT, '').replace(TRAIL, '')
  for (const pattern of [OF, WRONG_OF, WRONG, MUST]) {
    const match = pattern.exec(rest)
    if (match) return { core: rest.slice(match[0].length).trim(), about: fold(match[1]!) }
  }
  const core = rest.replace(LEAD, '').replace(MEANT, '').trim()
  return (core !== rest || trailing) && core !== '' ? { core } : undefined
}

/** What a wish to change something names, folded: "sửa tên", "tên sai rồi". */
export function readWishToEdit(text: string): string | undefined {
  const said = fold(text)
    .replace(/[.,!?]+/g, ' ')
    .trim()
  const match =
    /^(?:da )?(?:(?:cho|xin)(?: \S+)? |(?:toi|em|minh|chau|chi|anh|co|chu|bac) (?:muon |can )?)?(?:sua|doi|chinh|chinh sua|thay)(?: lai)?(?: (?:cho|giup) \S+)? (.{2,40}?)(?: (?:a|nhe|voi|di|cho em|cho toi))*$/.exec(
      said,
    ) ??
    /^(?:da )?(.{2,40}?)(?: bi)?(?: (?:ghi|go|viet))?(?: (?:sai|nham|chua dung|khong dung))(?: (?:roi|mat|a|em|chau))*$/.exec(
      said,
    )
  return match?.[1]
}

/**
 * How a second message stands to an answer before it: the same words with other marks or a letter or two changed, or the
 * same begun again and going on. Undefined where it is something else, or the very same.
 */
export function puttingRight(before: string, now: string): 'spelt' | 'longer' | undefined {
  const [old, next] = [fold(before), fold(now)]
  if (before.toLowerCase() === now.toLowerCase() || old === '' || /\d/.test(`${old}${next}`)) return undefined
  // Told without marks once more, it says less than before.
  if (old === next) return hasDiacritics(now) ? 'spelt' : undefined
  if (next.startsWith(`${old} `)) return 'longer'
  const apart = editDistance(old, next)
  const words = old.split(' ').length
  return words > 1 && words === next.split(' ').length && old.length >= 8 && apart <= 2 ? 'spelt' : undefined
}
