// "Để mai em viết", "để hỏi lại gia đình đã", "khoan đã, để tôi xem": said to us about the asking, an answer to nothing.
import { fold, hasDiacritics } from './text.js'

const WHO = 'toi|em|minh|chau|chi|anh|co|chu|bac|ong|ba'
const WHEN =
  '(?:sang |chieu |toi )?(?:mai|nay)|ngay mai|hom (?:sau|khac)|luc khac|khi khac|bua khac|tuan sau|(?:lat|ti|chut) nua'
const LOOKS = 'hoi|xem|viet|soan|nghi|kiem tra|ban|hop'
const END = '(?: (?:da|nhe|nha|a|em|chau|chi|anh|thoi))*'
const NOT_NOW = new RegExp(
  `^(?:thoi )?(?:(?:de|doi)(?: (?:${WHO}|${WHEN})){1,3}(?: se)? (?:${LOOKS})(?: (?:lai|ky|them|tiep|sau|xong))*(?:${END}|(?: \\S+){1,5} da)|(?:de|doi) (?:${LOOKS})(?:(?: (?:lai|ky|them))+${END}|(?: \\S+){0,5} da${END})|de hoi|(?:${WHO})(?: se)? (?:${LOOKS}) sau${END})$`,
)

const HOLD_ON = new RegExp(`^khoan (?:da|hang)(?: (?:de|cho)? ?(?:${WHO}) .{1,100}|${END})$|^khoan gui${END}$`)

/** Whether a whole message, in small letters and without signs, asks for time. "Khoan da" without its marks may be of stone. */
export function isNotNow(message: string, where: 'free' | 'closed'): boolean {
  const words = fold(message)
  return NOT_NOW.test(words) || ((where === 'closed' || hasDiacritics(message)) && HOLD_ON.test(words))
}
