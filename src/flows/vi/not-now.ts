// "Để mai em viết", "để hỏi lại gia đình đã", "khoan đã, để tôi xem": said to us about the asking, an answer to nothing.
import { fold, hasDiacritics } from './text.js'

const ME = 'tôi|em|mình|cháu'
const WHO = `${ME}|chị|anh|cô|chú|bác|ông|bà`
const WHEN =
  '(?:sáng |chiều |tối )?(?:mai|nay)|ngày mai|hôm (?:sau|khác)|lúc khác|khi khác|bữa khác|tuần sau|(?:lát|tí|chút) nữa'
const LOOKS = 'hỏi|xem|đọc|nhớ|tìm|viết|soạn|nghĩ|suy nghĩ|kiểm tra|bàn|họp'
const END = '(?: (?:đã|nhé|nha|ạ|em|cháu|chị|anh|thôi))*'
const LET = '(?:để|đợi|chờ)'
const NOT_NOW = `^(?:thôi )?(?:${LET}(?: (?:${WHO}|${WHEN})){1,3}(?: sẽ)? (?:${LOOKS})(?: (?:lại|kỹ|thêm|tiếp|sau|xong|xem|chút|tí))*(?:${END}|(?: [^ ]+){1,5} đã)|${LET} (?:${LOOKS})(?:(?: (?:lại|kỹ|thêm))+${END}|(?: [^ ]+){0,5} đã${END})|để hỏi|(?:${WHO})(?: sẽ)? (?:${LOOKS}) sau${END})$`
const HOLD_ON = `^khoan (?:đã|hãng)(?: (?:(?:để|cho) (?:${WHO})|${ME}) (?:${LOOKS}|chưa|còn|đang|bận)(?: [^ ]+){0,8}|${END})$|^khoan gửi${END}$`

// Without its marks "đợi" may be "đội", "khoan đã" of stone.
const MARKED = new RegExp(`${NOT_NOW}|${HOLD_ON}`)
const PLAIN_LET = `(?:để|đợi(?= (?:${ME}) (?:hỏi|xem|đọc|nhớ|tìm|suy nghĩ|kiểm tra)))`
const PLAIN = new RegExp(fold(NOT_NOW.replaceAll(LET, PLAIN_LET)))
const PLAIN_HOLD_ON = new RegExp(fold(HOLD_ON))

/** Whether a whole message, in small letters and without signs, asks for time. */
export function isNotNow(message: string, where: 'free' | 'closed'): boolean {
  if (hasDiacritics(message)) return MARKED.test(message.normalize('NFC'))
  return PLAIN.test(message) || (where === 'closed' && PLAIN_HOLD_ON.test(message))
}
