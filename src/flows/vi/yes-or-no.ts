// "Đúng hết rồi em", "thế là được rồi", "không phải đâu em": a yes and a no that no list of phrases holds.
import { fold, hasDiacritics } from './text.js'

const BEFORE = '(?:(?:dạ|vâng|ừ|ừm|ờ|uh|ok|oke|rồi) )*'
const ALL_OF_IT =
  '(?:(?:thế|vậy|như vậy|như thế) (?:là|thì) |(?:tất cả|mọi thứ|thông tin|tất cả thông tin)(?: đều| đã)? )'
// "Được rồi" by itself is as often "I have seen it".
const YES = 'đúng|chuẩn|chính xác|phải|ok|oke|okê'
const AFTER =
  '(?: (?:cả|hết|tất cả|rồi|đấy|đó|vậy|thế|luôn|như vậy|như thế|như trên|tên (?:đó|đấy|ấy)|không cần chỉnh|nhé|nha|ạ|em|cháu|con|bạn|cô|chú|bác|anh|chị))*'
// "Có con" is no yes.
const THERE_IS = 'có(?: (?:chứ|đấy|đó|luôn|rồi|em|cháu|ạ|nhé|nha))*'
const AGREES = new RegExp(`^${BEFORE}(?:${THERE_IS}|(?:${ALL_OF_IT}(?:${YES}|được|ổn)|${YES})${AFTER})$`, 'u')

// Without marks "dung" may be "dừng", "phai co" is "phải có": a word before or behind it must tell.
const AFTER_PLAIN =
  '(?: (?:ca|het|tat ca|roi|day|do|vay|the|luon|nhu vay|nhu the|nhu tren|ten (?:do|day|ay)|nhe|nha|a|em|chau|ban))*'
const SURE_PLAIN = 'dung (?:het )?(?:ca|tat ca|roi|day|vay)|dung ten (?:do|day|ay)|chuan|chinh xac|phai roi|ok|oke'
const AGREES_PLAIN = new RegExp(
  `^${fold(BEFORE)}(?:(?:the|vay|nhu vay|nhu the) la (?:${SURE_PLAIN}|duoc)|(?:tat ca|moi thu|thong tin)(?: deu| da)? (?:dung|${SURE_PLAIN})|${SURE_PLAIN})${AFTER_PLAIN}$`,
)

/** Whether a whole message, in small letters and without signs, says yes to what was asked. */
export function agrees(message: string): boolean {
  return hasDiacritics(message) ? AGREES.test(message.normalize('NFC')) : AGREES_PLAIN.test(message)
}

const NO = 'không|ko|k|hông|hổng|khum|chưa'
const WHAT = 'phải|đúng|chính xác|chuẩn|được'
const AFTER_NO = 'đâu|thế|vậy|như thế|như vậy|lắm|hết|hẳn|em|cháu|con|bạn|ạ|ơi|nhé|mà'
const ALL_WRONG = 'đâu có(?: (?:phải|đúng))?|sai (?:hết|cả|tất cả|bét)(?: rồi)?'
const refusal = (as: (part: string) => string) =>
  new RegExp(
    `^${as('(?:(?:dạ|thôi|ờ|à|ồ) )*')}(?:(?:${as(NO)})(?: (?:${as(WHAT)}))?|${as(ALL_WRONG)})(?: (?:${as(AFTER_NO)}))*$`,
    'u',
  )
const REFUSES = refusal((part) => part)
const REFUSES_PLAIN = refusal(fold)

/** Whether such a message says no. */
export function refuses(message: string): boolean {
  return hasDiacritics(message) ? REFUSES.test(message.normalize('NFC')) : REFUSES_PLAIN.test(message)
}

const FINE = /^(?:(?:vang|u|ok|oke) )*(?:duoc|on)(?: (?:roi|day|do|ca|het|luon|em|chau|con|ban))+$/

/** Whether these words alone ("được rồi", folded), said of a whole that is shown, find it as it should be. */
export function isFine(words: string): boolean {
  return FINE.test(words)
}
